# SPDX-License-Identifier: EUPL-1.2
from datetime import date
from fractions import Fraction
from math import floor

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from processors.contribution import base_months, contributions, member_volumes

SCHEMA = {"module": pl.String, "jaar": pl.Int64, "bedrag": pl.Int64, "werkelijke_kosten": pl.Int64}


def shared(volumes, budget, costs=None):
    rows = [
        {"module": "1", "gemeente": f"{code:04d}", "jaar": 2026, "volume": volume}
        for code, volume in enumerate(volumes)
    ]
    frame = pl.DataFrame(rows, schema_overrides={"volume": pl.Int64})
    return contributions(frame, pl.DataFrame([("1", 2026, budget, costs)], schema=SCHEMA, orient="row"))


def naive(volumes, euros):
    """Each share rounded half up, the largest last."""
    counted = [max(volume, 0) for volume in volumes]
    if sum(counted) == 0:
        return [None] * len(volumes)
    shares = [floor(Fraction(euros * volume, sum(counted)) + Fraction(1, 2)) for volume in counted]
    largest = counted.index(max(counted))
    shares[largest] += euros - sum(shares)
    return shares


@given(st.lists(st.integers(-1000, 10**11), min_size=1, max_size=14), st.integers(0, 10**9), st.integers(0, 10**9))
def test_contributions_add_up_to_the_budget_and_settlements_to_what_is_left(volumes, budget, costs):
    found = shared(volumes, budget, costs)

    assert found["bijdrage"].to_list() == naive(volumes, budget // 100)
    assert found["afrekening"].to_list() == naive(volumes, (budget - costs) // 100)
    if max(volumes) > 0:
        assert found["bijdrage"].sum() == budget // 100
        assert found["afrekening"].sum() == (budget - costs) // 100


def test_a_volume_that_is_not_known_leaves_every_contribution_open():
    assert shared([100, None], 1000_00)["bijdrage"].to_list() == [None, None]


def test_without_costs_there_is_no_settlement_yet():
    assert shared([1, 3], 1000_00)["afrekening"].to_list() == [None, None]


PLACES = ("0983", "0984", "0957")
MONTHS = pl.DataFrame(
    [("1", place, f"2024-{month:02d}", 100) for place in PLACES for month in range(1, 13)],
    schema=["module", "gemeente", "maand", "bedrag"], orient="row",
)  # fmt: skip
MEMBERSHIP = {"module": pl.String, "gemeente": pl.String, "van": pl.Date, "tot": pl.Date}


def volumes(membership, bought=MONTHS):
    based = base_months(pl.DataFrame(membership, schema=MEMBERSHIP, orient="row"), 2026, years_before=2)
    return member_volumes(bought, based).select("jaar", "gemeente", "volume").rows()


def test_who_left_during_the_year_pays_for_the_months_of_its_membership():
    found = volumes([("1", "0983", date(2020, 1, 1), None), ("1", "0984", date(2020, 1, 1), date(2026, 6, 30))])

    assert found == [(2026, "0983", 1200), (2026, "0984", 600)]


def test_who_joined_halfway_and_stands_there_twice_counts_each_month_once():
    found = volumes([("1", "0983", date(2026, 3, 1), None), ("1", "0983", date(2026, 6, 1), None)])

    assert found == [(2026, "0983", 1000)]


def test_who_bought_nothing_has_no_volume_and_who_is_no_member_has_no_part():
    found = volumes([("2", "0983", date(2020, 1, 1), None), ("1", "0984", date(2020, 1, 1), date(2025, 12, 31))])

    assert found == [(2026, "0983", 0)]


def test_a_month_of_which_nobody_knows_what_was_bought_leaves_the_volume_open():
    unknown = pl.DataFrame([("1", "0983", "2024-05", None)], schema=MONTHS.schema, orient="row")

    assert volumes([("1", "0983", date(2020, 1, 1), None)], pl.concat([MONTHS, unknown])) == [(2026, "0983", None)]
