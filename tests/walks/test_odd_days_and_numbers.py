# SPDX-License-Identifier: EUPL-1.2
"""Leap days, week 53, the clock change, the largest numbers and days in the wrong order."""

from datetime import date
from functools import partial

import pytest

from tests.walks.small_reference import ALLOCATION, LINE, START, TARIFF, judged, month, on_rows, said

LARGEST = 99_999_999


@pytest.fixture
def judge(tmp_path):
    """Findings on a file, and what is said about the reference."""
    return partial(judged, tmp_path)


def test_the_twenty_ninth_of_february_is_a_day_like_any_other_in_a_leap_year(judge):
    until = {**ALLOCATION, "frequentie": "1", "volume": 1, "einddatum": date(2028, 2, 29)}

    findings, _ = judge([month(date(2028, 2, 1), date(2028, 2, 29), 29)], toewijzingen=[until])

    assert said(findings) == []


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2027, 3, 1), date(2027, 3, 31)),
    ],
)
def test_a_daily_maximum_counts_each_day_once_when_the_clock_changes_and_on_the_leap_day(judge, first, last):
    daily = {**ALLOCATION, "frequentie": "1", "volume": 1, "einddatum": date(2028, 2, 29)}

    findings, _ = judge([month(first, last, last.day + 1)], toewijzingen=[daily])

    assert on_rows(findings) == [(2, "TR321", "fout")]
    assert f" {last.day}" in said(findings)[0]


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(2026, 12, 1), date(2026, 12, 31), 5),
        (date(2027, 1, 1), date(2027, 1, 31), 5),
    ],
)
def test_week_fifty_three_counts_in_both_months_that_it_touches(judge, first, last, weeks):
    findings, _ = judge([
        month(first, last, 4 * weeks),
        month(first, last, 4 * weeks + 1, referentie_nummer="R2", toewijzing_nummer=8),
    ], toewijzingen=[ALLOCATION, {**ALLOCATION, "toewijzing_nummer": 8}],
       regieberichten=[START, {**START, "toewijzing_nummer": 8}])  # fmt: skip

    assert on_rows(findings) == [(3, "TR321", "fout")]


def test_the_largest_numbers_are_compared_without_overflow(judge):
    most = {**ALLOCATION, "volume": LARGEST, "frequentie": "1"}
    line = {**LINE, "geleverd_volume": LARGEST, "product_tarief": LARGEST, "ingediend_bedrag": LARGEST}

    findings, _ = judge([line], toewijzingen=[most], tarieven=[{**TARIFF, "tarief": LARGEST}])

    assert on_rows(findings) == [(2, "TR346", "fout")]


def test_a_number_past_the_largest_is_told_once(judge):
    findings, _ = judge([{**LINE, "geleverd_volume": LARGEST + 1}])

    assert on_rows(findings) == [(2, "RS005", "fout")]


def test_a_stop_before_its_start_is_told_once(judge):
    stop = {
        **START, "soort": "stop", "begindatum": date(2026, 1, 5), "einddatum": date(2026, 1, 4),
        "reden_beeindiging": "19",
    }  # fmt: skip

    findings, _ = judge([stop], "regieberichten", "gemeentelevering")

    assert [row[1] for row in on_rows(findings) if row[2] == "fout"] == ["TR018"]
