# SPDX-License-Identifier: EUPL-1.2
"""What a year brings, against plain loops; what is filled in, estimated and compared with it."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.tender.assignment import read_assignment
from processors.tender.comparison import compared, comparison_book
from processors.tender.documents import euros
from processors.tender.prefill import prefilled, write_prefilled
from processors.tender.price_sheet import price_sheets
from tests.processors.tender.made import ROWS, intake_workbook, other
from tests.processors.tender.realised import YEAR, realised


def rows(*some, months=YEAR, smallest=2):
    """Rows as gemeente, product, client, maand, volume, toegekend; all of one supplier."""
    return realised([(place, "75000001", *rest) for place, *rest in some], months, smallest)


LIGHT = [("0983", "02A01", f"c{nr % 3}", month, 100, 620_000) for nr, month in enumerate(YEAR)]
SMALL = [("0983", "02A02", "c1", "2026-03", 7, 50_000)]
MIDDLE = [("0957", "02A01", "c9", month, 50, 330_000) for month in YEAR]


def half_up(value):
    return int((value + Fraction(1, 2)) // 1)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["0983", "0957"]), st.sampled_from(["02A01", "02A02"]), st.sampled_from("abc"),
            st.sampled_from(YEAR), st.integers(-5, 500), st.integers(-5_000, 900_000),
        ),
        max_size=30,
    ),
    st.sampled_from([3, 6, 12]),
)  # fmt: skip
def test_a_year_is_what_plain_loops_say(some, count):
    months = YEAR[:count]
    kept = [row for row in some if row[3] in months]
    groups = defaultdict(list)
    for row in kept:
        groups[row[0], row[1]].append(row)

    found = rows(*kept, months=months).per_year("gemeente", "product_code")

    expected = []
    for key in sorted(groups):
        volume, amount = (sum(row[at] for row in groups[key]) for at in (4, 5))
        expected.append((
            *key, half_up(Fraction(volume * 12, count)), half_up(Fraction(amount * 12, count)),
            half_up(Fraction(amount, volume)) if volume > 0 else None,
            len({row[2] for row in groups[key] if row[4]}),
        ))  # fmt: skip
    assert found.select("gemeente", "product_code", "volume", "bedrag", "tarief", "clienten").rows() == expected


def test_the_trend_is_the_second_half_against_the_first():
    late = [("0983", "02A01", "c1", month, 150 if month > "2026-06" else 100, 0) for month in YEAR]

    assert rows(*late).per_year("gemeente")["trend"].to_list() == [50]
    assert rows(*late[6:]).per_year("gemeente")["trend"].to_list() == [None]


@pytest.mark.parametrize(
    ("closed", "window", "compared"),
    [
        (24, 12, (("2026-01", "2026-12"), ("2025-01", "2025-12"))),
        (21, 12, (("2026-04", "2026-12"), ("2025-04", "2025-12"))),
        (12, 12, (("2026-07", "2026-12"), ("2026-01", "2026-06"))),
        (7, 12, (("2026-10", "2026-12"), ("2026-07", "2026-09"))),
        (12, 3, (("2026-10", "2026-12"), ("2026-07", "2026-09"))),
        (5, 12, None),
    ],
)
def test_a_trend_compares_with_a_year_before_where_that_is_closed(closed, window, compared):
    months = [*(month.replace("2026", "2025") for month in YEAR), *YEAR][-closed:]
    seen = replace(realised([], months[-12:], earlier=months[:-12]), window=window)

    found = tuple((part[0], part[-1]) for part in seen.compared if part) or None

    assert found == compared
    late, early = seen.compared
    assert len(late) == len(early)


def test_a_sum_is_missing_where_one_of_its_rows_is():
    found = rows(("0983", "02A01", "a", "2026-01", 5, 100), ("0983", "02A01", "b", "2026-01", 5, None)).per_year(
        "gemeente"
    )

    assert found.select("volume", "bedrag", "tarief").rows() == [(10, None, None)]


def test_a_cell_has_whole_cents():
    told = pl.DataFrame({"c": range(100_000)}).select(euros("c"))["c"].to_list()

    assert told == [cent / 100 for cent in range(100_000)]


def test_without_closed_months_it_is_said_that_nothing_is_known():
    assert "geen gesloten maanden" in rows(months=[]).told


def asked(tmp_path, **changed):
    found, _ = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx", **changed))
    return found


def test_volumes_and_tariffs_are_filled_in_where_they_were_empty(tmp_path):
    open_ones = [{**row, "jaarvolume": None, "referentie_tarief": None} for row in ROWS["perceelproducten"]]
    path = intake_workbook(tmp_path / "opdracht.xlsx", perceelproducten=open_ones)

    problems = write_prefilled(path, tmp_path / "gevuld.xlsx", rows(*LIGHT, *SMALL, *MIDDLE), datetime(2027, 6, 1))  # noqa: DTZ001

    _, findings = read_assignment(tmp_path / "gevuld.xlsx")
    assert problems.is_empty()
    assert findings.select("regel", "cel").rows() == [("INTAKE-57", "L4")]  # nothing is known of lot 2
    filled = read_assignment(intake_workbook(tmp_path / "x.xlsx"))[0].tables["perceelproducten"]
    seen = prefilled(
        filled.with_columns(jaarvolume=pl.lit(None, pl.Int64), referentie_tarief=pl.lit(None, pl.Int64)),
        pl.DataFrame(ROWS["perceelgemeenten"]), rows(*LIGHT, *SMALL, *MIDDLE),
    )  # fmt: skip
    assert seen.select("product_code", "jaarvolume", "referentie_tarief", "volume_tonen").rows() == [
        ("02A01", 1_800, 6_333, None), ("02A02", 7, 7_143, "nee"), ("07A01", None, None, None),
    ]  # fmt: skip


def test_what_staff_filled_in_stays(tmp_path):
    products = asked(tmp_path).tables["perceelproducten"]

    seen = prefilled(products, pl.DataFrame(ROWS["perceelgemeenten"]), rows(*LIGHT, *SMALL))

    assert seen.equals(products)


def test_one_tariff_for_both_subregions_is_weighed_by_volume():
    products, each = compared(rows(*LIGHT, *SMALL, *MIDDLE))

    assert products.rows() == [
        ("wmo", "02A01", "04", 6_200, 6_600, 1_200, 600, 6_333, -600),
        ("wmo", "02A02", "04", 7_143, None, 7, 0, None, None),
    ]  # fmt: skip
    assert each.rows() == [("0957", 6_333 * 600 - 3_960_000), ("0983", 6_333 * 1_200 - 7_440_000)]
    assert each["effect"].sum() == products["effect"].sum()


def test_the_comparison_is_a_workbook_that_computes_the_differences(tmp_path, recalculated, assert_valid_xlsx):
    words = pl.DataFrame({"wet": ["wmo"], "product_code": ["02A01"], "omschrijving": ["Begeleiding"]})

    path = comparison_book(rows(*LIGHT, *SMALL, *MIDDLE), words, date(2027, 6, 1)).write(tmp_path)

    assert_valid_xlsx(path)
    table = recalculated(path)["Vergelijking"]
    assert [row[2:7] for row in table[6:]] == [["Begeleiding", "04", 62, 66, 4], [None, "04", 71.43, None, None]]


def test_a_volume_that_may_not_be_shown_is_not_on_the_price_sheet(tmp_path):
    hidden = asked(tmp_path, **other("perceelproducten", 1, volume_tonen="nee"))

    first, _ = price_sheets(hidden)

    assert first.tables["prijzen"]["Verwacht volume per jaar"].to_list() == [12_000, None]
