# SPDX-License-Identifier: EUPL-1.2
"""A year is expected from its months as in K09 and K09-seizoen, and the band is how far the next month was off."""

from datetime import date
from fractions import Fraction
from math import floor

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.errors import UnusableInputError
from processors.ranges.outlook import outlook

amounts = st.lists(st.integers(1, 10**9), min_size=3, max_size=40).filter(
    lambda found: len(found) % 12 in {0, *range(3, 12)}
)


def column(found):
    return [[amount] for amount in found]


def by_hand(found):
    """Both years as fractions, from January on."""
    begin = (len(found) - 1) // 12 * 12
    own, before = found[begin:], found[begin - 12 : begin] if begin else []
    linear = Fraction(sum(own) * 12, len(own))
    season = Fraction(sum(own) * sum(before), sum(before[: len(own)])) if before else None
    return linear, season


def next_month(found, season):
    """What was expected of the month that follows."""
    begin = (len(found) - 1) // 12 * 12
    year = by_hand(found)[int(season)]
    if year is None:
        return None
    left, before = year - sum(found[begin:]), found[begin - 12 : begin]
    done = len(found) - begin
    return left * Fraction(before[done], sum(before[done:])) if season else left / (12 - done)


def band_by_hand(found, season, back):
    made = [
        (found[at], next_month(found[:at], season))
        for at in range(max(len(found) - back, 0), len(found))
        if at % 12 >= 3
    ]
    return [abs(said - became) / became for became, said in made if said is not None]


@given(amounts, st.integers(1, 15))
def test_the_year_and_its_band_are_those_of_going_month_by_month(found, back):
    told = outlook(column(found), back=back)

    begin = (len(found) - 1) // 12 * 12
    for row, year, season in zip(told.rows(named=True), by_hand(found), (False, True), strict=True):
        if year is None:
            assert list(row.values())[1:] == [None, None, None, None, 0]
            continue
        errors = band_by_hand(found, season, back)
        coming = year - sum(found[begin:])
        assert row["bedrag"] == floor(year + Fraction(1, 2))
        assert row["getoetst"] == len(errors)
        if errors:
            width = abs(coming) * sum(errors) / len(errors)
            assert row["ondergrens"] == floor(year - width + Fraction(1, 2))
            assert row["bovengrens"] == floor(year + width + Fraction(1, 2))
            assert row["afwijking_procent"] == pytest.approx(float(100 * sum(errors) / len(errors)))
        else:
            assert row["ondergrens"] == (row["bedrag"] if not coming else None)


def test_a_case_by_hand():
    told = outlook(column([100, 100, 100, 200]), back=12)

    # After three months 100 was expected of April, which became 200: off by half; 500 became 1500, of which 1000 comes.
    assert told.row(0) == ("lineair", 1500, 1000, 2000, 50.0, 1)
    assert told.row(1) == ("seizoen", None, None, None, None, 0)


def test_of_three_months_there_is_a_forecast_without_a_band():
    assert outlook(column([100, 100, 100]), back=12).row(0) == ("lineair", 1200, None, None, None, 0)


def test_months_may_be_named_in_any_order_under_a_header_with_empty_months_to_come():
    named = [
        ["Maand", "Bedrag"], ["2026-06", 200], [date(2026, 4, 1), 100], ["mei 2026", 100], [46204, 100],
        ["2026-08", ""], ["2026-09", None],
    ]  # fmt: skip

    told = outlook(named, back=12)

    assert told.row(0)[1] == 500 * 12 // 4


def test_months_may_stand_beside_each_other():
    assert outlook([[100, 100, 100, 200]], back=12).equals(outlook(column([100, 100, 100, 200]), back=12))


def test_a_season_that_came_to_nothing_gives_no_forecast():
    told = outlook(column([0, 0, 0, *[100] * 9, 5, 5, 5]), back=12)

    assert told.row(1) == ("seizoen", None, None, None, None, 0)
    assert told.filter(pl.col("prognose") == "lineair")["bedrag"].item() == 60


def test_what_becomes_more_money_than_there_is_is_refused():
    with pytest.raises(UnusableInputError, match="te groot of lopen te ver uiteen"):
        outlook([*([[1]] * 3), *([[10**14]] * 12)], back=12)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([[1], [2]], r"^Er zijn 2 maanden van het laatste jaar\. Een prognose vraagt er ten minste 3\.$"),
        ([[1]] * 14, r"^Er zijn 2 maanden van het laatste jaar"),
        ([], r"^Kies een kolom met maandbedragen"),
        ([["Bedrag"]], r"^Kies een kolom met maandbedragen"),
        ([[1, 2, 3], [1, 2, 3]], r"^Kies een kolom met maandbedragen"),
        ([[1], [""], [3], [4]], r"^De maanden sluiten niet op elkaar aan\. Zet elke maand er eenmaal in"),
        ([[""], [2], [3], [4]], r"^De maanden sluiten niet op elkaar aan"),
        ([["2026-01", 1], ["2026-01", 1], ["2026-02", 3]], r"^De maanden sluiten niet op elkaar aan"),
        ([["2026-01", 1], ["2026-03", 1], ["2026-04", 3]], r"^De maanden sluiten niet op elkaar aan"),
        ([["", 1], ["2026-03", 1], ["2026-04", 3]], r"^De maanden sluiten niet op elkaar aan"),
        ([["ooit", 1], ["2026-03", 1], ["2026-04", 3]], r"'Declaratiemaand' staat niet wat er moet staan"),
        ([["#N/A"], [1], [2], [3]], r"In cel 1 van 'Bedrag' staat niet .*een heel aantal eurocenten"),
        ([[1.5], [1], [2], [3]], r"In cel 1 van 'Bedrag' staat niet .*een heel aantal eurocenten"),
    ],
)
def test_what_is_no_series_says_what_to_mend(cells, sentence):
    with pytest.raises(UnusableInputError, match=sentence):
        outlook(cells, back=12)
