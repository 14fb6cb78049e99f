# SPDX-License-Identifier: EUPL-1.2
"""What a pass publishes beside the regional and municipal workbooks, and for whom it is."""

import shutil
from dataclasses import replace

import openpyxl
import polars as pl
import pytest

from processors.disclosure.coarsening import MERGED
from processors.powerbi.publish import in_force
from processors.revisions import history, revised
from processors.star import OF_OTHERS

MONTH = "2026-07"
FACTS = {"feit_declaratie": "ingediend_bedrag", "feit_toewijzing": "toewijzingen", "feit_bericht": "berichten"}


def rows_of(book, sheet):
    header, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows if any(cell is not None for cell in row)]


@pytest.fixture(scope="module")
def regional(day):
    return openpyxl.load_workbook(day.office.place.output / "regio" / f"regiowerkboek-{MONTH}.xlsx")


@pytest.fixture(scope="module")
def of_supplier(day):
    """The workbook of the first supplier that declared, and its code."""
    code = min(path.name for path in (day.office.place.output / "aanbieder").iterdir())
    path = day.office.place.output / "aanbieder" / code / f"aanbiederwerkboek-{code}-{MONTH}.xlsx"
    return code, path, openpyxl.load_workbook(path)


def test_a_supplier_gets_its_own_rows_only(of_supplier):
    code, _, book = of_supplier

    held = {
        row["aanbieder"]
        for sheet in book.sheetnames
        if "aanbieder" in [cell.value for cell in book[sheet][1]]
        for row in rows_of(book, sheet)
    }
    assert held <= {code, None}
    assert rows_of(book, "feit_declaratie")


def test_a_supplier_is_told_nothing_of_others(day, of_supplier):
    code, path, book = of_supplier
    register = pl.read_parquet(day.office.place.reference / "aanbieders.parquet")
    others = register.filter(pl.col("aanbieder") != code).select("aanbieder", "naam")

    said = {
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    }
    assert not said & {*others["aanbieder"], *others["naam"]}
    assert not {row["kpi"][:3] for row in rows_of(book, "meting")} & set(OF_OTHERS)
    assert path.exists()


def test_the_workbook_of_a_supplier_is_a_valid_workbook(of_supplier, assert_valid_xlsx):
    assert_valid_xlsx(of_supplier[1])


@pytest.mark.parametrize(("fact", "amount"), FACTS.items())
def test_facts_of_few_people_are_added_together_and_no_amount_is_lost(day, regional, fact, amount):
    whole = in_force(day.office.place.output / "powerbi", fact)

    shared = rows_of(regional, fact)

    assert sum(row[amount] for row in shared) == whole[amount].sum()
    assert len(shared) <= len(whole)


def test_a_fact_of_fewer_people_than_the_smallest_cell_names_no_supplier(day, regional):
    ids = {path.stem for path in (day.office.place.store / "regieberichten").glob("maand=*/*.parquet")}
    found = [pl.read_parquet(path) for path in (day.office.place.store / "regieberichten").glob("maand=*/*.parquet")]
    people = pl.concat(found).group_by("wet", "gemeente", "aanbieder").agg(pl.col("client").n_unique())
    small = {row[:3] for row in people.iter_rows() if row[3] < 5}

    shared = {(row["wet"], row["gemeente"], row["aanbieder"]) for row in rows_of(regional, "feit_bericht")}

    assert ids
    assert not shared & small
    assert all(MERGED not in str(key) or key[2] == MERGED for key in shared)


def test_a_suppressed_figure_has_no_value_and_says_so(regional):
    hidden = [row for row in rows_of(regional, "meting") if row["onderdrukt"] == "ja"]

    assert hidden
    assert all(row[name] is None for row in hidden for name in ("waarde", "teller", "noemer", "regels", "clienten"))


def test_no_figure_of_few_people_is_shown(day, regional):
    shown = [row for row in rows_of(regional, "meting") if row["onderdrukt"] == "nee"]

    assert all(not 0 < row["clienten"] < 5 for row in shown if row["clienten"] is not None)
    assert day.office.place.publications.exists()


def test_the_municipality_sees_its_own_figures_in_full(day):
    path = day.office.place.output / "gemeente" / "0983" / f"gemeentewerkboek-0983-{MONTH}.xlsx"

    figures = rows_of(openpyxl.load_workbook(path), "meting")

    assert figures
    assert {row["onderdrukt"] for row in figures} == {"nee"}


def test_the_page_of_the_run_tells_what_came_in(day):
    page = (day.office.place.output / "rapport.html").read_text("utf-8")

    assert "<title>Verzamelpunt: juli 2026</title>" in page
    assert "gemeenten leverden over deze maand." in page


def test_everybody_can_use_the_page_of_the_run(day, complaints_about):
    assert complaints_about(day.office.place.output / "rapport.html") == []


def test_a_second_consolidation_leaves_every_workbook_as_it_is(day, command, tmp_path):
    shutil.copytree(day.office.root, tmp_path / "kantoor")
    office = replace(day.office, root=tmp_path / "kantoor")
    books = {path: path.stat().st_mtime_ns for path in office.place.output.glob("[agr][ae][anmg]*/**/*werkboek*.xlsx")}

    status, _, _ = command(office, "consolideer", "--maand", MONTH)

    assert status == 0
    assert len(books) > 14
    assert {path: path.stat().st_mtime_ns for path in books} == books


def test_a_restated_month_shows_its_old_and_new_figure(office):
    first = office.suppliers[0]
    office.mail(first, office.declaration(first))
    office.run()
    office.mail(first, office.declaration(first, rows=office.lines(first)[:-6], file=f"hersteld-{first}.xlsx"))
    office.run()

    versions = history(office.place.figures)
    told = revised(versions).filter(pl.col("aanbieder").is_null(), pl.col("contract_nummer").is_null())
    book = openpyxl.load_workbook(office.place.output / "regio" / f"regiowerkboek-{MONTH}.xlsx")
    page = (office.place.output / "rapport.html").read_text("utf-8")
    assert not versions.filter(pl.col("versie") > 1).is_empty()
    assert ("Herzieningen" in book.sheetnames) == (not told.is_empty())
    assert ("Herziene cijfers" in page) == (not told.is_empty())
