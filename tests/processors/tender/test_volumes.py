# SPDX-License-Identifier: EUPL-1.2
"""What tenderers see of the volumes of municipalities: nothing about few clients, and nothing that gives it away."""

from collections import defaultdict
from datetime import date

import numpy as np
import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.tender.assignment import read_assignment
from processors.tender.offers import issued, read_offer
from processors.tender.price_sheet import price_sheets
from processors.tender.volumes import volumes
from tests.processors.tender.made import ROWS, intake_workbook
from tests.processors.tender.realised import YEAR, realised

BEFORE = [month.replace("2026", "2025") for month in YEAR]
PLACES = ["0983", "0957", "0984", "1507"]


def of(place, clients, volume=100, *, code="02A01", suppliers=("75000001", "75000002"), months=YEAR[:1]):
    """So much volume for each of some clients, in each month, by one supplier after another."""
    return [
        (place, suppliers[nr % len(suppliers)], code, f"{place} {nr}", month, volume, volume * 6_000)
        for nr in range(clients)
        for month in months
    ]


def lots(**places):
    return pl.DataFrame(
        [(lot.removeprefix("lot"), code) for lot, codes in places.items() for code in codes],
        schema=["perceel", "gemeente"],
        orient="row",
    )


def products(*names, shown=None):
    rows = [(lot, "wmo", "02A01", "04", shown) for lot in names]
    schema = {"perceel": str, "wet": str, "product_code": str, "eenheid": str, "volume_tonen": str}
    return pl.DataFrame(rows, schema=schema, orient="row")


def seen_of(found):
    return {place: (volume, why) for place, volume, why in found.cells.select("gemeente", "volume", "reden").rows()}


def test_a_cell_of_few_clients_is_hidden_with_the_smallest_other():
    some = [*of("0983", 3), *of("0957", 20), *of("0984", 12), *of("1507", 30)]

    found = volumes(products("1"), lots(lot1=PLACES), realised(some, smallest=10))

    assert seen_of(found) == {
        "0983": (None, "niet getoond"), "0957": (2_000, None), "0984": (None, "niet getoond"), "1507": (3_000, None),
    }  # fmt: skip
    assert found.lots.is_empty()


def test_a_supplier_that_delivers_somewhere_alone_learns_nothing_of_another():
    some = [*of("0983", 3), *of("0957", 20), *of("0984", 12, suppliers=["75000009"]), *of("1507", 30)]

    found = volumes(products("1"), lots(lot1=PLACES), realised(some, smallest=10))

    hidden = [place for place, (volume, _) in seen_of(found).items() if volume is None]
    assert hidden == ["0983", "0957", "0984"]  # 75000009 knows 0984, and what is left is of two municipalities


def test_where_no_other_cell_can_be_hidden_the_volume_of_the_lot_is():
    found = volumes(products("1"), lots(lot1=["0983"]), realised(of("0983", 3), smallest=10))

    assert seen_of(found) == {"0983": (None, "niet getoond")}
    assert found.lots.rows() == [("1", "wmo", "02A01", "04")]


def test_what_is_small_in_one_lot_hides_nothing_of_another_product():
    asked = products("1", "2").with_columns(product_code=pl.Series(["02A01", "07A01"]))
    some = [*of("0983", 20), *of("0983", 3, code="07A01", suppliers=["75000009"])]

    found = volumes(asked, lots(lot1=["0983"], lot2=["0983"]), realised(some, smallest=10))

    assert found.cells.select("perceel", "volume").rows() == [("1", 2_000), ("2", None)]
    assert found.lots["perceel"].to_list() == ["2"]


def test_what_staff_do_not_show_of_a_lot_does_not_follow_from_its_municipalities():
    some = [*of("0983", 15), *of("0957", 20)]

    found = volumes(products("1", shown="nee"), lots(lot1=PLACES[:2]), realised(some, smallest=10))

    assert seen_of(found) == {"0983": (None, "niet getoond"), "0957": (2_000, None)}


def test_a_municipality_without_deliveries_has_nothing_and_one_that_is_not_known_has_no_figure():
    some = [*of("0983", 20), *of("0957", 15, code="07A01")]

    found = volumes(products("1"), lots(lot1=PLACES[:3]), realised(some, smallest=10))

    assert seen_of(found) == {"0983": (2_000, None), "0957": (0, None), "0984": (None, "geen cijfers")}


def test_clients_of_whom_nothing_was_granted_are_no_company():
    refused = [("0983", "75000001", "02A01", f"afgewezen {nr}", "2026-01", 0, 0) for nr in range(20)]

    found = volumes(products("1"), lots(lot1=["0983"]), realised([*of("0983", 3), *refused], smallest=10))

    assert seen_of(found) == {"0983": (None, "niet getoond")}


def test_a_trend_that_tells_of_few_clients_before_is_hidden():
    some = [
        *of("0983", 20, months=YEAR), *of("0983", 16, months=BEFORE), *of("0957", 20, months=YEAR),
        *of("0957", 3, months=BEFORE),
    ]  # fmt: skip

    found = volumes(products("1"), lots(lot1=PLACES[:2]), realised(some, smallest=10, earlier=BEFORE))

    assert found.cells.select("gemeente", "volume", "trend", "reden").rows() == [
        ("0983", 24_000, 25, None), ("0957", 24_000, None, "trend niet getoond"),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    clients=st.lists(st.integers(0, 25), min_size=4, max_size=4),
    suppliers=st.lists(st.sampled_from(["ab", "a", "b", "c"]), min_size=4, max_size=4),
    first=st.sets(st.sampled_from(PLACES), min_size=1),
    second=st.sets(st.sampled_from(PLACES), min_size=1),
)
def test_no_hidden_cell_follows_from_sums_whoever_reads_them(clients, suppliers, first, second):
    some = [
        row
        for place, count, names in zip(PLACES, clients, suppliers, strict=True)
        for row in of(place, count, 7, suppliers=names)
    ]
    named = {"1": sorted(first), "2": sorted(second)}

    found = volumes(products("1", "2"), lots(lot1=named["1"], lot2=named["2"]), realised(some, smallest=10))

    shown = {place for place, (_, why) in seen_of(found).items() if why is None}
    gone = set(found.lots["perceel"])
    knows = defaultdict(set)
    for place, count, names in zip(PLACES, clients, suppliers, strict=True):
        if count and len(set(names[:count])) == 1:
            knows[names[0]].add(place)
    small = {place for place, count in zip(PLACES, clients, strict=True) if 0 < count < 10}
    for reader in (None, *knows):
        known = [np.eye(4)[PLACES.index(place)] for place in shown | knows[reader]]
        nothing = [np.eye(4)[at] for at, count in enumerate(clients) if not count]
        sums = [
            np.array([place in codes for place in PLACES], float) for lot, codes in named.items() if lot not in gone
        ]
        told = np.array([*known, *nothing, *sums]).reshape(-1, 4)
        for place in (small & {*first, *second}) - knows[reader]:
            more = np.vstack([told, np.eye(4)[PLACES.index(place)]])
            assert np.linalg.matrix_rank(more) > (np.linalg.matrix_rank(told) if len(told) else 0)


@pytest.fixture
def sheets(tmp_path):
    """The price sheets of the tender with volumes of two municipalities."""
    asked, _ = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx"))
    seen = realised([*of("0983", 20, months=YEAR), *of("0957", 15, months=YEAR)], smallest=10)
    return [document.write(tmp_path) for document in price_sheets(asked, seen, date(2027, 6, 1))]


def test_a_price_sheet_says_what_each_municipality_uses_and_where_that_comes_from(sheets, assert_valid_xlsx):
    sheet = openpyxl.load_workbook(sheets[0])["Volumes"]

    assert_valid_xlsx(sheets[0])
    assert sheet["B5"].value.date() == date(2027, 6, 1)
    assert "2026-01 tot en met 2026-12" in sheet["B6"].value
    assert sheet["B7"].value == (
        "De trend is het volume van 2026-07 tot en met 2026-12 tegen dat van 2026-01 tot en met 2026-06."
    )
    assert [[cell.value for cell in row] for row in sheet["A10:K13"]] == [
        ["0957", "Roermond", "02A01", "Begeleiding licht", "04", 18_000, 0, None, 62.5, 50, 75],
        ["0957", "Roermond", "02A02", "Begeleiding zwaar", "04", 0, None, None, 62.5, 50, 75],
        ["0983", "Venlo", "02A01", "Begeleiding licht", "04", 24_000, 0, None, 62.5, 50, 75],
        ["0983", "Venlo", "02A02", "Begeleiding zwaar", "04", 0, None, None, 62.5, 50, 75],
    ]  # fmt: skip


def test_clients_who_are_not_known_are_few():
    unknown = [("0983", "75000001", "02A01", None, month, 900, 1) for month in BEFORE]

    found = volumes(
        products("1"), lots(lot1=["0983"]),
        realised([*of("0983", 20, months=YEAR), *unknown], smallest=10, earlier=BEFORE),
    )  # fmt: skip

    assert found.cells.select("volume", "trend", "reden").rows() == [(24_000, None, "trend niet getoond")]


def test_without_a_store_the_cells_are_empty_and_it_is_said(tmp_path):
    asked, _ = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx"))

    first, _ = price_sheets(asked)

    assert first.values["herkomst_volumes"] == (
        "Er is geen werkmap met cijfers; de volumes per gemeente zijn niet bekend."
    )
    assert first.tables["volumes"].select("Gemeente", "Volume per jaar").rows() == [
        ("0957", None), ("0957", None), ("0983", None), ("0983", None),
    ]  # fmt: skip
    assert first.tables["prijzen"]["Verwacht volume per jaar"].to_list() == [
        row["jaarvolume"] for row in ROWS["perceelproducten"][:2]
    ]


def test_a_volume_that_gives_few_clients_away_is_not_on_the_price_sheet_either(tmp_path):
    asked, _ = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx"))
    seen = realised(of("0983", 3, code="07A01"), smallest=10)

    _, second = price_sheets(asked, seen)

    assert second.tables["prijzen"]["Verwacht volume per jaar"].to_list() == [None]


def test_an_offer_on_a_sheet_with_volumes_is_read_back_cell_by_cell(sheets, recalculated, tmp_path):
    out = {each.lot: each for each in map(issued, sheets)}
    book = openpyxl.load_workbook(sheets[0])
    for address, value in {"B8": "Zorg & Co", "J11": 60.5, "J12": 72, "K11": 726_000, "K12": 288_000}.items():
        book["Prijzenblad"][address] = value
    book.save(tmp_path / "goed.xlsx")
    book["Volumes"]["F10"] = 10
    book.save(tmp_path / "fout.xlsx")
    recalculated(tmp_path / "goed.xlsx")

    saved, changed = (read_offer(tmp_path / name, out) for name in ("herberekend/goed.xlsx", "fout.xlsx"))

    assert saved.reason is None
    assert changed.findings.select("regel", "blad", "cel", "melding").rows() == [
        ("MGR-502", "Volumes", "F10", "Deze vaste cel is gewijzigd; uitgegeven was '18000'."),
    ]  # fmt: skip
