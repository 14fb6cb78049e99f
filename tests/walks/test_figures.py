# SPDX-License-Identifier: EUPL-1.2
"""`kpi` and `herkomst` on a work folder: figures, and the files and rows on which they rest."""

import json
import re
from hashlib import sha256

import openpyxl
import polars as pl
import pytest

from processors.journal import Journal
from processors.measurements import MEASUREMENTS

MONTH = "2026-07"


@pytest.fixture(scope="module")
def accepted(day):
    """The declaration lines in force, read file by file, and the file of each submission in force."""
    with Journal(day.office.place.journal, read_only=True) as journal:
        counting = {part.id: part for part in journal.counting()}
    files = (day.office.place.store / "declaratieregels").glob("maand=*/*.parquet")
    lines = pl.concat([pl.read_parquet(path) for path in files if path.stem in counting])
    return lines, counting


def of_wmo(lines):
    """The lines on deliveries of the month under the Wmo, with the amount of each, credits negative."""
    month = pl.col("product_periode_begin").dt.strftime("%Y-%m") == MONTH
    amount = pl.when(pl.col("debet_credit") == "C").then(-1).otherwise(1) * pl.col("ingediend_bedrag")
    return lines.filter(month, pl.col("wet") == "wmo").with_columns(bedrag=amount)


def test_a_kpi_says_its_figure_its_definition_and_its_coverage(day, accepted, command):
    own = of_wmo(accepted[0])

    status, out, err = command(day.office, "kpi", "K04", "--per", "wet,maand", "--maand", MONTH)

    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[0] == "K04 Omzet per aanbieder (eurocent)"
    row = next(line for line in lines if line.startswith("wmo"))
    cents = own["bedrag"].sum()
    assert f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}" in row
    assert row.split()[-3:] == [str(len(own)), "1/14", "voorlopig"]


def test_kpis_as_json_have_the_columns_of_the_contract(day, accepted, command):
    _, out, _ = command(day.office, "kpi", "K04", "--per", "aanbieder,wet,maand", "--maand", MONTH, "--json")

    told = json.loads(out)["metingen"]
    sums = dict(of_wmo(accepted[0]).group_by("aanbieder").agg(pl.col("bedrag").sum()).iter_rows())
    assert list(told[0]) == list(MEASUREMENTS)
    assert {each["aanbieder"]: each["waarde"] for each in told if each["wet"] == "wmo"} == sums


def test_only_the_month_asked_for_is_shown(day, command):
    _, out, _ = command(day.office, "kpi", "K04", "--per", "maand", "--maand", MONTH, "--json")

    assert {each["maand"] for each in json.loads(out)["metingen"]} == {MONTH}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("kpi", "K99"), "KPI K99 ken ik niet. Kies uit: "),
        (("kpi", "K04", "--per", "week"), "'week' ken ik niet. Kies uit: wet, gemeente, "),
        (("kpi", "K04", "--per", "maand,jaar"), "Kies ten hoogste een periode: maand, kwartaal, jaar."),
        (("herkomst", "K99", "--maand", MONTH), "KPI K99 ken ik niet. 'verzamelpunt regelboek' toont alle KPI's."),
        (("herkomst", "K04", "--maand", "juli"), "'juli' is geen maand, kwartaal of jaar. Schrijf 2026-09, 2026-K3"),
        (("herkomst", "K04", "--maand", "2020-01"), "Over deze keuze is er geen cijfer: er zijn geen rijen. Kijk met"),
    ],
)
def test_what_cannot_be_asked_is_said_in_dutch(day, command, words, sentence):
    status, _, err = command(day.office, *words)

    assert status == 2
    assert sentence in err


def test_a_figure_comes_from_exactly_the_rows_that_make_it_up(day, accepted, command):
    lines, counting = accepted
    supplier = of_wmo(lines)["aanbieder"].mode().sort()[0]
    own = of_wmo(lines).filter(pl.col("aanbieder") == supplier)

    status, out, _ = command(
        day.office, "herkomst", "K04", "--aanbieder", supplier, "--wet", "wmo", "--maand", MONTH, "--json"
    )

    told = json.loads(out)
    expected = {
        (counting[part].bestand, counting[part].sha256): sorted(rows)
        for part, rows in own.group_by("aanlevering").agg("rij").iter_rows()
    }
    assert status == 0
    assert told["meting"]["waarde"] == own["bedrag"].sum()
    assert {(each["bestand"], each["sha256"]): each["rijen"] for each in told["bestanden"]} == expected
    assert told["regelversie"]


def test_the_hash_is_that_of_the_file_in_the_archive(day, command):
    _, out, _ = command(day.office, "herkomst", "K04", "--maand", MONTH, "--json")

    kept = {sha256(path.read_bytes()).hexdigest() for path in day.office.place.archive.rglob("*") if path.is_file()}
    assert {each["sha256"] for each in json.loads(out)["bestanden"]} <= kept


def test_where_a_figure_comes_from_reads_as_sentences(day, command):
    status, out, _ = command(day.office, "herkomst", "k04", "--gemeente", "0983", "--wet", "wmo", "--maand", MONTH)

    lines = out.splitlines()
    assert status == 0
    assert lines[0].startswith("K04 Omzet per aanbieder: € ")
    assert any(line.strip().startswith("sha256 ") for line in lines)
    assert lines[-1].startswith("Regels en definities: versie ")


def test_the_workbook_of_a_municipality_says_of_a_figure_what_the_command_says(day, command):
    (path,) = (day.office.place.output / "gemeente" / "0983").glob("*.xlsx")
    sheet = openpyxl.load_workbook(path)["Herkomst"]
    heads, *rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=4))
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    named = [row for row in told if row["Code"] in {"K07", "K12", "K13"} and row["SHA-256"]]

    assert named
    for asked in {row["Opdracht voor de rijen"] for row in named}:
        status, out, _ = command(day.office, *asked.split()[1:], "--json")
        said = json.loads(out)
        expected = {(each["aanlevering"], each["blad"]): each for each in said["bestanden"]}
        assert status == 0
        for row in (row for row in named if row["Opdracht voor de rijen"] == asked):
            each = expected[row["Kenmerk"], row["Blad"] or ""]
            assert (row["Bestand"], row["SHA-256"], row["Aantal rijen"], row["Regelversie"]) == (
                each["bestand"], each["sha256"], len(each["rijen"]), said["regelversie"],
            )  # fmt: skip
            assert {min(each["rijen"]), max(each["rijen"])} == set(map(int, re.findall(r"\d+", row["Rijen"])))
