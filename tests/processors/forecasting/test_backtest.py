# SPDX-License-Identifier: EUPL-1.2
"""Forecasts are made again without looking ahead, and their errors are those of plain loops."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from processors.deliveries import DELIVERIES
from processors.forecasting.backtest import (
    ASKED,
    END_OF_YEAR,
    GROWN,
    LADDER,
    LINEAR,
    NEXT_MONTH,
    TESTED,
    backtest,
    forecasts,
)
from processors.lines import TABLES
from processors.measured import Material
from tests.oracle.backtest import errors, later
from tests.oracle.backtest import forecasts as by_hand

PLACES = ("0983", "0984")
NOW, FIRST = "2026-06", "2024-10"
MONTHS = [later(FIRST, number) for number in range(21)]
# A run takes a second, so a counterexample is not made smaller.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
TOTALS = TABLES["declaratietotalen"]
GIVEN = ("gemeente", "leveringsmaand", "declaratie_maand", "toegekend_bedrag")


def material(rows, closed=MONTHS):
    """What two municipalities delivered: rows of (municipality, delivered, declared, amount)."""
    columns = {"wet": "wmo", "aanbieder": "99000101", "product_categorie": "45", "product_code": "45A04"}
    totals = pl.DataFrame(
        [
            {"gemeente": place, "leveringsmaand": delivered, "declaratie_maand": declared, "toegekend_bedrag": amount}
            for place, delivered, declared, amount in rows
        ],
        schema={
            name: TOTALS.schema[name] for name in ("gemeente", "leveringsmaand", "declaratie_maand", "toegekend_bedrag")
        },
    ).with_columns(pl.lit(value).alias(name) for name, value in columns.items())
    delivered = pl.DataFrame(
        [
            {"soort": "gemeentelevering", "status": "geaccepteerd", "gemeente": place, "maand": month}
            for place in PLACES
            for month in closed
        ]
    )
    nothing = pl.DataFrame(schema={"gemeente": pl.String, "maand": pl.String})
    return Material(
        {"declaratietotalen": pl.concat([pl.DataFrame(schema=TOTALS.schema), totals], how="diagonal")}, {},
        pl.concat([pl.DataFrame(schema=dict(DELIVERIES)), delivered], how="diagonal"), pl.DataFrame(), NOW,
        date(2026, 7, 10), members=PLACES, totals=nothing,
    )  # fmt: skip


months = st.sampled_from(MONTHS)
rows = st.lists(
    st.builds(
        lambda place, delivered, late, amount: (place, delivered, min(later(delivered, late), NOW), amount),
        st.sampled_from(PLACES), months, st.integers(0, 3), st.integers(-5_000, 100_000),
    ),
    max_size=60,
)  # fmt: skip


def as_dict(made):
    return {tuple(row[:3]): row[3:] for row in made.rows()}


@settings(max_examples=15, phases=QUICK)
@given(rows, st.integers(0, 16))
def test_linear_and_seasonal_forecasts_are_those_of_plain_loops(rows, missing):
    closed = MONTHS[missing:]

    made = forecasts(material(rows, closed)).filter(pl.col("kpi") != LADDER)

    expected = by_hand(rows, closed, NOW, 12)
    assert as_dict(made).keys() == expected.keys()
    for key, (said, became) in as_dict(made).items():
        assert (said, became) == pytest.approx(expected[key], abs=1e-3)
    told = {row[:2]: row[2:5] for row in backtest(material(rows, closed)).rows() if row[0] != LADDER and row[2]}
    assert told == {key: pytest.approx(each, abs=1e-6) for key, each in errors(expected).items()}


@settings(max_examples=10, phases=QUICK)
@given(rows, rows, st.sampled_from(MONTHS[12:-1]))
def test_what_was_declared_later_changes_no_earlier_forecast(rows, more, stand):
    said = {key: each[0] for key, each in as_dict(forecasts(material(rows))).items() if key[2] <= stand}

    changed = [row for row in rows if row[2] <= stand] + [row for row in more if row[2] > stand]
    again = {key: each[0] for key, each in as_dict(forecasts(material(changed))).items() if key[2] <= stand}

    assert again == said


def test_a_steady_region_is_forecast_without_error():
    steady = [(place, month, month, 1_000) for place in PLACES for month in MONTHS]

    told = backtest(material(steady))

    assert told.columns == list(TESTED)
    assert dict.fromkeys(told["kpi"].to_list()) == dict.fromkeys(kind for kind, _ in ASKED)
    assert told.filter(pl.col("aantal") > 0)["afwijking"].to_list() == [pytest.approx(0, abs=1e-9)] * 4
    assert told.filter(pl.col("aantal") == 0).select("kpi", "afwijking", "vanaf").rows() == [
        ("K09-seizoen", None, None)
    ]


def test_growth_of_young_months_is_compared_once_they_are_old_enough():
    slow = [
        (place, month, later(month, late), 500)
        for place in PLACES
        for month in MONTHS
        for late in (0, 1)
        if later(month, late) <= NOW
    ]

    made = forecasts(material(slow)).filter(pl.col("wat") == GROWN)

    assert made["stand"].max() == later(NOW, -2)
    assert made["voorspeld"].to_list() == [pytest.approx(4_000)] * made.height
    assert made["werkelijk"].to_list() == [4_000.0] * made.height


def test_a_growing_region_is_expected_too_low():
    growing = [("0983", month, month, 1_000 * (number + 1)) for number, month in enumerate(MONTHS)]

    (row,) = backtest(material(growing)).filter(pl.col("kpi") == LINEAR, pl.col("wat") == NEXT_MONTH).rows(named=True)

    assert row["vertekening"] < 0
    assert row["afwijking"] == pytest.approx(-row["vertekening"])


def test_a_year_of_which_not_every_month_is_closed_is_compared_with_no_forecast():
    steady = [(place, month, month, 1_000) for place in PLACES for month in MONTHS]
    from_october = MONTHS[MONTHS.index("2025-10") :]

    made = forecasts(material(steady, from_october))

    assert made.filter(pl.col("kpi") == LINEAR)["wat"].unique().to_list() == [NEXT_MONTH]
    assert made.filter(pl.col("wat") == END_OF_YEAR).is_empty()


@pytest.mark.parametrize("closed", [[], MONTHS[-1:], MONTHS[-3:]])
def test_on_fewer_than_three_closed_months_nothing_was_forecast(closed):
    some = [(place, month, month, 1_000) for place in PLACES for month in MONTHS]

    assert backtest(material(some, closed))["aantal"].sum() == 0


def test_only_so_many_months_are_gone_back_to():
    steady = [(place, month, month, 1_000) for place in PLACES for month in MONTHS]
    agreed = pl.DataFrame(
        {"parameter": ["terugtoets_maanden"], "waarde": ["2"]}, schema=dict.fromkeys(("parameter", "waarde"), pl.String)
    )
    known = replace(material(steady), reference={"parameters": _complete(agreed)})

    assert forecasts(known)["stand"].unique().sort().to_list() == MONTHS[-3:-1]


def _complete(frame):
    return pl.concat([pl.DataFrame(schema=TABLES["parameters"].schema), frame], how="diagonal")
