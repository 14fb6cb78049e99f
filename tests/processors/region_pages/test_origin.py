# SPDX-License-Identifier: EUPL-1.2
"""Herkomst in a workbook: links that lead somewhere, own files and rows alone, and nothing of what was suppressed."""

import re
import zipfile

import openpyxl
import polars as pl
import pytest

from processors import star
from processors.measured import measured
from processors.measurements import measurements
from processors.origins import Origins
from processors.region_pages.kpi_pages import asked_of_members
from processors.reports import report_book
from tests.processors.region_pages.made import book, page
from tests.processors.tracing import FILES, LINE, MEMBERS, MONTH, TODAY, gathered
from workbooks.region_book import write_region_book

# The files of suppliers hold lines of both municipalities.
SHARED = ("A-000003", "A-000004")


def line(place, receipt, row, **more):
    return {**LINE, "gemeente": place, "client": f"P1-{place}-{row}", "aanlevering": receipt, "rij": row, **more}


OWN = [line("0983", "A-000001", row) for row in (2, 3, 4, 9)]
LINES = [*OWN, line("0983", "A-000003", 7), *(line("0889", "A-000003", row) for row in range(20, 60))]


def told(lines):
    """The star tables of a store, and the files behind its figures."""
    store = gathered({"declaratieregels": lines})
    material = store.material(MONTH, TODAY, MEMBERS)
    origins = Origins(asked_of_members(MONTH), store)
    measured(material, seen=origins.see)
    return star.star(store, measurements(material)), origins.told()


@pytest.fixture(scope="module")
def venlo():
    whole, origins = told(LINES)
    own = star.for_municipality(whole, "0983")
    return book(own, members={"0983": "Venlo"}, name="Venlo", herkomst=origins)


def rows_about(described, code):
    return page(described, "Herkomst").rows.filter(pl.col("kpi") == code)


def everything_in(path):
    """All text of a workbook, of every part of it."""
    with zipfile.ZipFile(path) as parts:
        return " ".join(re.sub("<[^>]*>", " ", parts.read(name).decode("utf-8")) for name in parts.namelist())


def hidden(code):
    """The star tables with a figure of the region suppressed, as disclosure control leaves it."""
    whole, origins = told(LINES)
    of_kpi = pl.col("kpi") == code
    empty = {name: pl.when(~of_kpi).then(name) for name in ("waarde", "teller", "noemer", "regels", "clienten")}
    mark = pl.when(of_kpi).then(pl.lit("ja")).otherwise("onderdrukt")
    return {**whole, "meting": whole["meting"].with_columns(onderdrukt=mark, **empty)}, origins


def test_a_municipality_reads_its_own_files_with_its_own_rows(venlo):
    told = rows_about(venlo, "K12").select("bestand", "aanlevering", "rijen", "welke", "sha256")

    assert told.rows() == [
        ("venlo.xlsx", "A-000001", 4, "tussen rij 2 en 9", "1" * 64),
        ("Bestanden over meer dan deze gemeente", None, 1, None, None),
    ]


def test_the_command_for_the_rows_stands_beside_each_figure(venlo):
    assert set(rows_about(venlo, "K12")["opdracht"]) == {"verzamelpunt herkomst K12 --gemeente 0983 --maand 2026-09"}
    assert set(rows_about(venlo, "K07")["opdracht"]) <= {"verzamelpunt herkomst K07 --gemeente 0983 --maand 2026"}


def test_rows_that_follow_each_other_are_told_as_a_range():
    whole, origins = told([line("0983", "A-000001", row) for row in (2, 3, 4)])
    own = star.for_municipality(whole, "0983")

    described = book(own, members={"0983": "Venlo"}, name="Venlo", herkomst=origins)

    assert rows_about(described, "K12")["welke"].to_list() == ["rij 2 t/m 4"]


def test_no_file_and_no_row_of_another_sender_is_in_the_workbook_of_a_municipality(venlo, tmp_path):
    write_region_book(tmp_path / "venlo.xlsx", venlo)

    text = everything_in(tmp_path / "venlo.xlsx")
    strange = [FILES["A-000002"], *(FILES[each] for each in SHARED), "2" * 64, "3" * 64, "4" * 64, *SHARED]
    assert FILES["A-000001"] in text
    assert [each for each in strange if each in text] == []
    assert page(venlo, "Herkomst").rows["rijen"].max() < 40


def test_every_link_leads_to_the_row_that_it_names(venlo, tmp_path, assert_valid_xlsx):
    write_region_book(tmp_path / "venlo.xlsx", venlo)

    made = openpyxl.load_workbook(tmp_path / "venlo.xlsx")
    found = {"Samenvatting": [], "Herkomst": []}
    for name, links in found.items():
        for cell in (cell for row in made[name] for cell in row if cell.hyperlink):
            sheet, _, place = cell.hyperlink.location.rpartition("!")
            there = made[sheet.strip("'").replace("''", "'")][int(place[1:])]
            links.append((cell, [each.value for each in there]))
    figures = [(cell.parent.cell(cell.row, 2).value, there) for cell, there in found["Samenvatting"]
               if cell.value == "→ bron"]  # fmt: skip
    back = [
        (cell.parent.cell(cell.row, 3).value, there) for cell, there in found["Herkomst"] if cell.value == "← cijfer"
    ]
    files = [(cell.parent.cell(cell.row, 7).value, there) for cell, there in found["Herkomst"]
             if cell.value == "→ bestand"]  # fmt: skip
    assert figures
    assert all(there[2] == label for label, there in figures)
    assert back
    assert all(there[1] == label for label, there in back)
    assert files
    assert all(there[1] == name for name, there in files)
    assert_valid_xlsx(tmp_path / "venlo.xlsx")


def test_the_region_tells_kinds_of_rows_and_leads_to_the_files():
    whole, origins = told(LINES)

    described = book(whole, herkomst=origins)

    (row,) = rows_about(described, "K12").to_dicts()
    assert (row["soort"], row["bron"]) == ("Declaratieregels, Declaratietotalen", 0)
    assert row["opdracht"] == "verzamelpunt herkomst K12 --maand 2026-09"
    assert {"rijen", "eerste", "laatste", "bestand", "aanlevering"}.isdisjoint(page(described, "Herkomst").rows.columns)


def test_what_is_suppressed_has_no_row_and_no_link():
    tables, origins = hidden("K12")

    described = book(tables, herkomst=origins)

    bron = described.summary.rows.filter(pl.col("code") == "K12").select("waarde_woord", "herkomst", "herkomst_rij")
    assert bron.rows() == [("onderdrukt", None, None)]
    assert rows_about(described, "K12").is_empty()
    assert not rows_about(described, "K14").is_empty()


def test_who_reads_the_region_learns_nothing_of_where_rows_are():
    """The attacker compares: whoever sent which rows, and however many there were, the page is the same."""
    few = [line("0983", "A-000001", 2), line("0889", "A-000002", 2)]
    moved = [
        line("0889", "A-000002", 2),
        line("0889", "A-000004", 5),
        *(line("0983", "A-000003", row) for row in range(2, 9)),
    ]

    pages = [
        page(book(whole, herkomst=origins), "Herkomst") for whole, origins in (told(LINES), told(few), told(moved))
    ]

    assert pages[0].rows["kpi"].len() > 3
    assert pages[0].rows.equals(pages[1].rows)
    assert pages[0].rows.equals(pages[2].rows)


def test_without_a_figure_there_is_no_page_and_no_column():
    tables, origins = told([])
    none = {**tables, "meting": tables["meting"].clear()}

    described = book(none, herkomst=origins)

    assert "Herkomst" not in [each.name for each in described.pages]
    assert "herkomst" not in [column.source for column in described.summary.columns]


def test_a_report_has_the_page_its_links_lead_to(tmp_path, assert_valid_xlsx):
    whole, origins = told(LINES)

    report = report_book("voorjaarsrapport", MONTH, book(whole, herkomst=origins))
    write_region_book(tmp_path / "rapport.xlsx", report)

    assert {"Herkomst", "Verantwoording"} <= set(openpyxl.load_workbook(tmp_path / "rapport.xlsx").sheetnames)
    assert_valid_xlsx(tmp_path / "rapport.xlsx")
