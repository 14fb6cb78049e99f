# SPDX-License-Identifier: EUPL-1.2
"""Points as computed by hand, and as fractions compute them."""

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.tender.points import FORMULAS, price_points, quality_points

CRITERIA = {"perceel": str, "criterium": str, "weging": int, "formule": str, "bodem": int, "plafond": int, "macht": int}


def points(prices, formula, *, weight=4000, floor=None, ceiling=None, power=None):
    frame = pl.DataFrame({"perceel": "1", "inschrijver": [f"I{nr}" for nr in range(len(prices))], "prijs": prices})
    criteria = pl.DataFrame([("1", "Prijs", weight, formula, floor, ceiling, power)], schema=CRITERIA, orient="row")
    return price_points(frame, criteria)["punten"].to_list()


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        ([100_000, 125_000, 200_000], [4000, 3200, 2000]),
        ([100_000], [4000]),
        ([100_000, 100_000], [4000, 4000]),
        ([300, 700], [4000, 1714]),
    ],
)
def test_relative_to_the_lowest_price(prices, expected):
    assert points(prices, "relatief") == expected


def test_in_a_straight_line_between_floor_and_ceiling():
    found = points([80_000, 100_000, 150_000, 200_000, 250_000], "absoluut", floor=100_000, ceiling=200_000)

    assert found == [4000, 4000, 2000, 0, 0]


def test_along_a_curve_that_falls_slower_first():
    found = points([100_000, 150_000, 200_000], "gebogen", floor=100_000, ceiling=200_000, power=2)

    assert found == [4000, 3000, 0]


def test_half_a_hundredth_is_rounded_up():
    assert points([1, 16], "relatief", weight=8) == [8, 1]


@given(
    prices=st.lists(st.integers(1, 10**12), min_size=1, max_size=5),
    formula=st.sampled_from(FORMULAS),
    weight=st.integers(1, 10_000),
    floor=st.integers(0, 10**11),
    span=st.integers(1, 10**11),
    power=st.integers(2, 3),
)
def test_points_are_those_of_exact_fractions(prices, formula, weight, floor, span, power):
    low = min(prices)

    def exact(price):
        if formula == "relatief":
            return Fraction(weight * low, price)
        part = Fraction(min(max(price, floor), floor + span) - floor, span)
        return weight * (1 - part ** (power if formula == "gebogen" else 1))

    found = points(prices, formula, weight=weight, floor=floor, ceiling=floor + span, power=power)

    assert found == [int((exact(price) + Fraction(1, 2)) // 1) for price in prices]
    assert all(0 <= each <= weight for each in found)


def test_an_offer_without_a_price_has_no_points():
    assert points([100, None], "relatief") == [4000, None]


def test_quality_is_a_part_of_the_scale():
    consensus = pl.DataFrame(
        {"perceel": "1", "inschrijver": ["A", "B", "C"], "criterium": "G1", "score": [800, 0, None]}
    )
    criteria = pl.DataFrame({"perceel": ["1"], "criterium": ["G1"], "weging": [2500], "schaal": [1000]})

    found = quality_points(consensus, criteria)

    assert found.rows() == [("1", "A", "G1", 2000), ("1", "B", "G1", 0), ("1", "C", "G1", None)]
