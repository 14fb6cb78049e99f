# SPDX-License-Identifier: EUPL-1.2
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.forecasting.chain_ladder import factors, outstanding

# Taylor and Ashe (1983), cumulative, as in Mack (1993).
TAYLOR_ASHE = [
    [357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463],
    [352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085],
    [290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315],
    [310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268],
    [443160, 1136350, 2128333, 2897821, 3402672, 3873311],
    [396132, 1333217, 2180715, 2985752, 3691712],
    [440832, 1288463, 2419861, 3483130],
    [359480, 1421128, 2864498],
    [376686, 1363294],
    [344014],
]
FACTORS = [3.4906, 1.7473, 1.4574, 1.1739, 1.1038, 1.0863, 1.0539, 1.0766, 1.0177]
RESERVES = [0, 94634, 469511, 709638, 984889, 1419459, 2177641, 3920301, 4278972, 4625811]


def triangle(rows, **about):
    return pl.DataFrame(
        [
            {**about, "oorsprong": origin, "vertraging": delay, "cumulatief": amount}
            for origin, row in enumerate(rows)
            for delay, amount in enumerate(row)
        ],
        schema_overrides={"cumulatief": pl.Int64},
    )


def naive(rows):
    """The ends of each row, one step at a time."""
    ends = []
    for row in rows:
        end = row[-1]
        for delay in range(len(row) - 1, len(rows[0]) - 1):
            both = [other for other in rows if len(other) > delay + 1]
            base = sum(other[delay] for other in both)
            end = None if end is None or base <= 0 else end * sum(other[delay + 1] for other in both) / base
        ends.append(end)
    return ends


def test_factors_are_those_mack_published():
    assert factors(triangle(TAYLOR_ASHE))["factor"].to_list() == pytest.approx(FACTORS, abs=6e-5)


def test_reserves_are_those_mack_published():
    found = outstanding(triangle(TAYLOR_ASHE), fewest=10)["nog_te_ontvangen"]

    assert found.to_list() == pytest.approx(RESERVES, abs=1)
    assert found.sum() == pytest.approx(18_680_856, abs=1)


def test_too_few_months_give_no_estimate_and_not_zero():
    found = outstanding(triangle(TAYLOR_ASHE))

    assert found["verwacht"].to_list() == [None] * 10
    assert found["bekend"].to_list() == [row[-1] for row in TAYLOR_ASHE]


def test_of_months_without_an_amount_nobody_can_say_how_they_grow():
    found = outstanding(triangle([[0, 0], [5]]), fewest=2)

    assert found["verwacht"].to_list() == [0.0, None]


@given(st.lists(st.lists(st.integers(-50, 500), min_size=4, max_size=4), min_size=2, max_size=2))
def test_each_group_is_estimated_as_if_it_were_alone(amounts):
    groups = {name: [first[: 4 - row] for row in range(4)] for name, first in zip("ab", amounts, strict=True)}
    frame = pl.concat([triangle(rows, gemeente=name) for name, rows in groups.items()])

    found = outstanding(frame, ["gemeente"], fewest=4)

    for name, rows in groups.items():
        got = found.filter(pl.col("gemeente") == name)["verwacht"].to_list()
        assert got == [None if end is None else pytest.approx(end) for end in naive(rows)]
