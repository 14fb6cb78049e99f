# SPDX-License-Identifier: EUPL-1.2
"""The buttons that make a sheet, over real HTTP: what they want done in the workbook, and nothing of it a formula."""

import base64
import shutil
from datetime import date

import polars as pl
import pytest

from addin import functions
from processors.commands import verwerk
from processors.desk import open_desk
from processors.lines import TABLES
from processors.ranges import measured, regional
from processors.ranges.combining import SHOWN
from processors.settings import load
from processors.surroundings import lasting_surroundings
from tests.addin.serving import call, press, served, sheets_of, told
from tests.addin.test_classic import in_excel

MONTH, DAY = "2026-09", date(2026, 10, 12)
NOT_RECOGNISED = [["x"], ["y"]]


@pytest.fixture(scope="module")
def lines(region):
    """Declaration lines as they stand on a sheet."""
    frame = region["declaratieregels"].select(TABLES["declaratieregels"].names).head(40)
    return [frame.columns, *([str(cell) if isinstance(cell, date) else cell for cell in row] for row in frame.rows())]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, office_folder, region):
    """A work folder that took in some declaration lines and published the region."""
    place = tmp_path_factory.mktemp("knoppen") / "kantoor"
    shutil.copytree(office_folder, place)
    lines = region["declaratieregels"].filter(pl.col("declaratie_maand") == MONTH)
    one = lines.filter(pl.col("aanbieder") == lines["aanbieder"].mode().sort()[0])
    with pytest.MonkeyPatch.context() as here:
        here.chdir(place)
        here.setenv("VERZAMELPUNT_WACHTTIJD_SECONDEN", "0")
        with open_desk(load()) as desk:
            one.select(TABLES["declaratieregels"].names).write_csv(desk.workplace.inbox / "regels.csv", separator=";")
            verwerk.run(desk, quiet=True)
    return place


@pytest.fixture(scope="module")
def url(xlwings_server, folder):
    del xlwings_server
    with served(folder, {}) as address:
        yield address


def pressed(url, script, *arguments, sheet="Blad1", cells=(("",),), selection="A1", others=()):
    """Status, and what the script wants done with a book that has this sheet in front, and others that are empty."""
    sheets = {sheet: cells, **{name: [[]] for name in others}}
    return press(url, script, *arguments, sheets=sheets, selection=selection)


def written(actions):
    """Name and rows of the sheet that is made."""
    (name,) = [action["args"][1] for action in actions if action["func"] == "addSheet"]
    (values,) = [action["values"] for action in actions if action["func"] == "setValues"]
    return name, values


def test_a_sheet_of_kpis_holds_what_the_function_in_a_cell_gives(url, folder, lines, monkeypatch):
    monkeypatch.chdir(folder)
    status, actions = pressed(url, "pv_kpi_blad", "K04, K12", "gemeente", cells=lines)

    assert status == 200, actions
    name, (headers, *rows) = written(actions)
    expected = [
        row[2] for code in ("K04", "K12")
        for row in measured.figures(code, [lines], lasting_surroundings(load()), DAY, per="gemeente").rows()
    ]  # fmt: skip
    assert (status, name, told(actions)) == (200, "KPI's", "2 KPI's staan op het blad KPI's.")
    assert headers == ["kpi", "naam", "gemeente", "waarde", "eenheid", "teller", "noemer", "regels", "clienten"]
    assert [row[3] * (100 if row[4] == "euro" else 1) for row in rows] == pytest.approx(expected)
    assert rows[0][:2] == ["K04", "Omzet per aanbieder"]


def test_without_codes_every_kpi_that_has_a_figure_is_there(url, lines):
    _, actions = pressed(url, "pv_kpi_blad", "", "", cells=lines)

    _, (headers, *rows) = written(actions)
    assert len(rows) > 5
    assert all(isinstance(row[headers.index("waarde")], int | float) for row in rows)


def test_text_is_text_before_it_is_written(url, lines):
    _, actions = pressed(url, "pv_kpi_blad", "K04", "gemeente", cells=lines)

    done = [action["func"] for action in actions]
    formats = [action["args"] for action in actions if action["func"] == "setNumberFormat"]
    assert done.index("setValues") > max(at for at, func in enumerate(done) if func == "setNumberFormat")
    assert {args[0] for args in formats} == {"@"}
    assert [action["start_column"] for action in actions if action["func"] == "setNumberFormat"] == [0, 1, 2, 4]


def test_a_sheet_that_is_there_stays(url, lines):
    _, actions = pressed(url, "pv_kpi_blad", "K04", "", cells=lines, others=("kpi's", "KPI's (2)"))

    assert written(actions)[0] == "KPI's (3)"


@pytest.mark.parametrize(
    ("codes", "per", "sentence"),
    [("K99", "", "De KPI 'K99' bestaat niet."), ("K04", "postcode", "'postcode' is geen groep."), ("", "", "kop")],
)
def test_what_cannot_be_measured_is_a_sentence(url, codes, per, sentence):
    status, text = pressed(url, "pv_kpi_blad", codes, per, cells=NOT_RECOGNISED)

    assert 400 <= status < 500
    assert sentence in text


def test_the_sheet_of_the_region_holds_what_was_published(url, folder):
    status, actions = pressed(url, "pv_regiocijfers", "")

    name, (headers, *rows) = written(actions)
    figures = pl.DataFrame(rows, schema=headers, orient="row")
    asked = regional.Asked(figures["kpi"], figures["gemeente"], figures["periode"])
    published = regional.regional(asked, folder / "werkmap" / "uitvoer" / "powerbi")
    assert (status, name) == (200, "Regiocijfers")
    assert headers == ["kpi", "naam", "gemeente", "gemeentenaam", "periode", "waarde", "eenheid", "status"]
    assert figures["status"].to_list() == published["status"].to_list()
    assert told(actions).startswith(f"{len(rows)} cijfers over {MONTH} staan op het blad Regiocijfers.")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("pv_kpi_regio", [[["K04"], ["K12"]], [["Venlo"], ["0984"]], [[MONTH]], None, None]),
        ("pv_herkomst", [[["K04"]], None, [[MONTH]]]),
    ],
)
def test_published_figures_are_the_same_over_http_in_the_classic_door_and_in_python(
    url, folder, monkeypatch, name, arguments
):
    monkeypatch.chdir(folder)
    expected = getattr(functions, name)(*arguments)

    assert call(url, name, arguments) == (200, expected)
    assert in_excel(folder, [(name, arguments)])["answers"] == [expected]
    assert any(cell for row in expected for cell in row)


def test_the_origin_of_a_figure_on_that_sheet_is_told(url):
    _, made = pressed(url, "pv_regiocijfers", MONTH)
    _, cells = written(made)
    status, actions = pressed(url, "pv_herkomst_van_cel", sheet="Regiocijfers", cells=cells, selection="F2")

    assert status == 200, actions
    name, (headers, *rows) = written(actions)
    assert name == "Herkomst"
    assert headers[0] == "bestand"
    assert len(rows) >= 1
    assert told(actions) == f"De herkomst van {cells[1][0]} over {MONTH} staat op het blad Herkomst."


@pytest.mark.parametrize("selection", ["A1", "F1", "A99"])
def test_a_cell_without_a_figure_says_which_to_choose(url, selection):
    status, text = pressed(url, "pv_herkomst_van_cel", cells=[["kpi", "periode"], ["K04", MONTH]], selection=selection)

    assert 400 <= status < 500
    assert "Kies een cel in een tabel met de koppen kpi, gemeente en periode" in text


def test_a_delivery_has_pseudonyms_and_no_bsn(url, lines):
    status, actions = pressed(url, "pv_aanlevering", cells=lines)

    assert status == 200, actions
    name, (headers, *rows) = written(actions)
    clients = {row[lines[0].index("client")] for row in lines[1:]}
    assert name == "Aanlevering"
    assert len(rows) == len(lines) - 1
    assert {row[headers.index("Client")][:3] for row in rows} == {"P1-"}
    assert not [client for client in clients if client in str(actions)]
    assert told(actions).startswith(f"{len(rows)} regels staan met een pseudoniem op het blad Aanlevering; ")


def test_a_sheet_that_is_not_about_clients_is_no_delivery(url):
    status, text = pressed(url, "pv_aanlevering", cells=NOT_RECOGNISED)

    assert 400 <= status < 500
    assert "999" not in text


def as_file(rows, name):
    content = "\r\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in rows)
    return [name, base64.b64encode(content.encode()).decode()]


def test_files_are_combined_without_a_line_twice(url, lines):
    # Arrange: two files of which the second brings five lines of the first again, the first once more, and no lines.
    header, rows = lines[0], lines[1:]
    wrong = [*rows[-1]]
    wrong[header.index("product_code")] = "onbekend"
    files = [
        as_file([header, *rows[:20]], "een.csv"),
        as_file([header, *rows[15:39], wrong], "map/twee.csv"),
        as_file([header, *rows[:20]], "een nog eens.csv"),
        as_file([["x"], ["y"]], "drie.csv"),
    ]

    status, actions = pressed(url, "pv_consolideer", files)

    assert status == 200, actions
    made = sheets_of(actions)
    headers, *together = made["Samengevoegd"]
    numbers = [(row[headers.index("Aanbieder (AGB)")], row[headers.index("Referentienummer")]) for row in together]
    assert len(numbers) == len(set(numbers)) > 30
    assert {row[0] for row in together} == {"een.csv", "twee.csv"}
    assert {row[headers.index("Client")][:3] for row in together} == {"P1-"}
    assert not [client for client in {row[header.index("client")] for row in rows} if client in str(actions)]
    found = made["Bevindingen bestanden"]
    assert found[0] == list(SHOWN)
    assert told(actions).startswith(f"Van 45 regels uit 4 bestanden zijn er {len(together)} goed. {len(found) - 1} bev")
    assert "Niet meegenomen: een nog eens.csv. U koos dit bestand twee keer; het telt een keer mee." in told(actions)
    assert "Niet meegenomen: drie.csv. " in told(actions)


def test_files_without_lines_make_no_sheet_of_lines(url):
    status, actions = pressed(url, "pv_consolideer", [as_file([["x"], ["y"]], "leeg.csv")])

    assert status == 200, actions
    assert "Samengevoegd" not in sheets_of(actions)
    assert told(actions).startswith("Van 0 regels uit 1 bestanden zijn er 0 goed.")


def test_a_file_that_did_not_come_over_whole_is_a_sentence(url):
    status, text = pressed(url, "pv_consolideer", [["een.csv", "geen base64"]])

    assert 400 <= status < 500
    assert "Het bestand 'een.csv' kwam niet heel over. Kies het opnieuw." in text
