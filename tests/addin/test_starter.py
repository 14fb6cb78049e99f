# SPDX-License-Identifier: EUPL-1.2
"""The workbook to start from: every function with what it really gives, typed in Dutch, and valid in Excel."""

import re
from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from addin import functions
from addin.commands import command
from addin.starter import data
from addin.starter.examples import BSN, THEMES, Table, classic_name, examples

pytestmark = pytest.mark.usefixtures("office")
NAMES = [name for asked in THEMES.values() for name in asked]


@pytest.fixture(scope="module")
def tables():
    return data.tables()


@pytest.fixture
def by_name(tables, office):
    del office
    return {each.name: each for made in examples(tables).values() for each in made}


@pytest.fixture
def made(tmp_path):
    target = tmp_path / "werkmap.xlsx"
    done = CliRunner().invoke(command, ["werkmap", "--uit", str(target)])
    assert done.exit_code == 0, done.output
    return target


def serial(cell):
    return (cell - date(1899, 12, 30)).days if isinstance(cell, date) else cell


def test_every_function_has_an_example():
    assert sorted(map(classic_name, NAMES)) == sorted(name for name in vars(functions) if name.startswith("pv_"))


def test_what_comes_out_is_what_the_function_gives_of_what_is_typed(by_name):
    days = [46023, 46387]

    assert by_name["PV.MAXIMUM"].formula == '=PV.MAXIMUM(DATUM(2026;1;1);DATUM(2026;12;31);3;"04";"2";"2026-09")'
    assert by_name["PV.MAXIMUM"].answer == functions.pv_maximum(*days, 3, "04", "2", "2026-09")
    assert by_name["PV.BEDRAG"].classic == '=pv_bedrag(90;6000;"01";"ja")'
    assert by_name["PV.BEDRAG"].answer == [[9000]]
    assert by_name["PV.WERKDAGEN.TERMIJN"].answer == [[date(2026, 9, 11)]]


def test_the_two_faults_in_the_lines_are_found(by_name, tables):
    cells = [[*map(serial, row)] for row in (tables["regels"].columns, *tables["regels"].rows())]

    found = by_name["PV.CONTROLEER"]

    assert found.formula == "=PV.CONTROLEER(regels[#Alles];;toewijzingen[#Alles])"
    assert [row[:4] for row in found.answer if row[3] == "fout"] == [
        [3, "Eenheid", "MGR-011", "fout"],
        [4, "Ingediend bedrag (eurocent)", "TR346", "fout"],
    ]
    assert by_name["PV.CONTROLEER.TELLING"].answer == functions.pv_controleer_telling(cells, "declaratieregels")


def test_what_cannot_be_shown_yet_is_the_sentence_of_the_cell(by_name):
    assert by_name["PV.KPI.REGIO"].answer == [
        ["Er is nog niets gepubliceerd. Voer eerst 'verzamelpunt consolideer' uit."]
    ]


def test_every_argument_has_its_words(by_name):
    assert all(words.endswith(".") for each in by_name.values() for _, words in each.arguments)
    assert dict(by_name["PV.MAXIMUM"].arguments)["volume"] == "Toegewezen volume."


def test_every_table_that_is_asked_for_is_there(tables):
    asked = {
        given.name for each in THEMES.values() for row in each.values() for given in row if isinstance(given, Table)
    }

    assert asked == set(tables)


def test_the_clients_are_test_numbers(tables):
    clients = pl.concat([tables[name]["Client"] for name in ("regels", "toewijzingen")])

    assert clients.str.contains(r"^9999\d{5}$").all()
    assert BSN.startswith("9999")


def test_the_workbook_is_valid_and_holds_tables_and_no_formula(made, tables, assert_valid_xlsx):
    book = load_workbook(made)

    assert_valid_xlsx(made)
    assert {name for sheet in book for name in sheet.tables} == set(tables)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    shown = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {f"PV.{name}" for name in NAMES} <= shown


def test_the_first_sheet_leads_to_each_example(made):
    book = load_workbook(made)
    links = {cell.value: cell.hyperlink.location for (cell,) in book["Begin"].iter_rows(max_col=1) if cell.hyperlink}

    assert len(links) == len(NAMES)
    for name, where in links.items():
        sheet, cell = re.fullmatch(r"'(.+)'!(\w+)", where).groups()
        assert book[sheet][cell].value == name


def test_another_name_is_refused_before_anything_is_made(tmp_path):
    done = CliRunner().invoke(command, ["werkmap", "--uit", str(tmp_path / "werkmap.xlsm")])

    assert "Kies een naam die eindigt op .xlsx." in str(done.exception)
    assert not list(tmp_path.iterdir())
