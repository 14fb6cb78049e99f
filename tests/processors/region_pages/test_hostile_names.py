# SPDX-License-Identifier: EUPL-1.2
"""Names that do harm elsewhere stand in every workbook as the text they are."""

import openpyxl
import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.signals import SIGNALS
from processors.supplier_pages import supplier_book
from tests.processors.hostile_names import HOSTILE
from tests.processors.region_pages.made import LINE, VERSIONS, book, tables
from workbooks.outside import cleaned
from workbooks.region_book import write_region_book

SUPPLIERS = {f"0100000{number}": name for number, name in enumerate(HOSTILE, 1)}
PLACES = {"0983": '\'s-Hertogenbosch & "Zo" <b>', "0889": "=1+1"}
VENLO = {"0983": PLACES["0983"]}
MOST_UNITS, WIDEST = 31, 255


def delivery(number, code, name):
    return dict.fromkeys(DELIVERIES) | {
        "aanlevering": f"A-{number:06}", "soort": "declaratie", "aanbieder": code, "naam": name, "maand": "2026-09",
        "te_laat": "ja", "status": "geaccepteerd", "regels": 1, "geaccepteerd": 1, "geweigerd": 0, "bevindingen": 0,
        "versie": 1,
    }  # fmt: skip


@pytest.fixture(scope="module")
def told():
    """The star tables of a region whose suppliers, products, contracts and files are called as they should not be."""
    lines = [{**LINE, "aanbieder": code, "client": code} for code in SUPPLIERS]
    figures = [
        {"kpi": kpi, "maand": "2026", "wet": "wmo", "waarde": 1000.0 + number, **about}
        for number, code in enumerate(SUPPLIERS)
        for kpi in ("K04", "K12")
        for about in ({"aanbieder": code}, {"aanbieder": code, "gemeente": "0983"})
    ]
    star = tables(
        *lines,
        delivered=[delivery(number, *named) for number, named in enumerate(SUPPLIERS.items(), 1)],
        figures=figures,
    )
    names = pl.col("aanbieder").replace_strict(SUPPLIERS)
    contract = {
        "contract_nummer": list(HOSTILE), "aanbieder": list(SUPPLIERS), "raamovereenkomst": list(HOSTILE), "wet": "wmo",
    }  # fmt: skip
    files = {"aanlevering": [f"A-{number:06}" for number in range(1, len(HOSTILE) + 1)], "bestand": list(HOSTILE)}
    return {
        **star,
        "dim_aanbieder": star["dim_aanbieder"].with_columns(naam=names),
        "dim_product": star["dim_product"].with_columns(omschrijving=pl.lit(HOSTILE[0])),
        "dim_contract": pl.DataFrame(contract).select(
            pl.col(name) if name in contract else pl.lit(None, dtype).alias(name)
            for name, dtype in star["dim_contract"].schema.items()
        ),
        "versie": pl.DataFrame({**files, "sha256": "ab", "versie": 1}, schema=VERSIONS),
    }


@pytest.fixture(scope="module")
def books(told, tmp_path_factory):
    """The workbooks of the region, of a municipality and of each supplier, written."""
    signal = dict.fromkeys(SIGNALS) | {"onderwerp": "Contract", "ernst": "waarschuwing", "regel": "MGR-309"}
    called = [
        signal | {"gemeente": "0983", "aanbieder": code, "contract_nummer": name, "melding": name}
        for code, name in SUPPLIERS.items()
    ]
    signals = pl.DataFrame(called, schema=dict(SIGNALS))
    made = [
        book(told, members=PLACES, signals=signals),
        book(told, members=VENLO, name=PLACES["0983"], signals=signals),
        *(supplier_book(told, "2026-09", code=code, members=PLACES, compared=None) for code in SUPPLIERS),
    ]
    folder = tmp_path_factory.mktemp("boeken")
    paths = [folder / f"{number}.xlsx" for number in range(len(made))]
    for path, each in zip(paths, made, strict=True):
        write_region_book(path, each)
    return paths


def cells(path):
    return [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]


def test_every_name_stands_there_as_text_and_none_as_a_formula(books):
    region, place, *own = ({cell.value for cell in cells(path) if cell.data_type == "s"} for path in books)

    assert {cleaned(name) for name in (*HOSTILE, *PLACES.values())} <= region
    assert PLACES["0983"] in place
    for name, said in zip(HOSTILE, own, strict=True):
        assert cleaned(name) in said
        assert not {cleaned(other) for other in HOSTILE if other != name} & said - {HOSTILE[0]}
    formulas = [str(cell.value) for path in books for cell in cells(path) if cell.data_type == "f"]
    assert not [formula for formula in formulas if any(name in formula for name in (*HOSTILE, *PLACES.values()))]


def test_excel_takes_every_sheet_name_width_and_property(books, assert_valid_xlsx):
    for path in books:
        made = openpyxl.load_workbook(path)
        widths = [column.width for sheet in made for column in sheet.column_dimensions.values()]

        assert all(len(name.encode("utf-16-le")) <= 2 * MOST_UNITS for name in made.sheetnames)
        assert max(widths) <= WIDEST
        assert made.properties.title.strip()
        assert_valid_xlsx(path)


def test_another_program_reads_the_same_names(books, recalculated):
    read = {value for rows in recalculated(books[0]).values() for row in rows for value in row}

    assert {cleaned(name) for name in (*HOSTILE, *PLACES.values())} <= read
