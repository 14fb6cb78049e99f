# SPDX-License-Identifier: EUPL-1.2
"""The effect of other tariffs is the same sum with other prices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.errors import UnusableInputError
from processors.ranges.tariff_effect import effect

PRODUCTS, PLACES = ("45A04", "45A05"), ("0983", "0984")
NOW = [["Productcode", "Tarief"], ["45A04", 1000], ["45A05", 2000]]
NEW = [["Productcode", "Tarief"], ["45A04", 1100], ["45A05", 1900]]

volumes = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(PRODUCTS), st.integers(-5, 500)), min_size=1)
tariffs = st.fixed_dictionaries(dict.fromkeys(PRODUCTS, st.integers(0, 90_000)))


@given(volumes, tariffs, tariffs)
def test_costs_are_volume_times_tariff_per_municipality_and_product(rows, now, new):
    expected = {}
    for place, product, volume in rows:
        before, after = expected.get((place, product), (0, 0))
        expected[place, product] = (before + volume * now[product], after + volume * new[product])

    ranges = [[["Productcode", "Tarief"], *map(list, each.items())] for each in (now, new)]
    found = effect([["gemeente", "productcode", "aantal"], *map(list, rows)], *ranges)

    assert {
        row[:2]: row[2:] for row in found.select("gemeente", "product_code", "kosten_nu", "kosten_nieuw").rows()
    } == expected
    assert found["verschil"].to_list() == [after - before for before, after in expected.values()]


def test_the_difference_is_also_told_as_a_percentage_unless_there_was_nothing():
    found = effect([["Product", "Volume"], ["45A04", 10], ["45A05", 0]], NOW, NEW)

    assert found.rows() == [("45A04", 10, 10_000, 11_000, 1000, 10.0), ("45A05", 0, 0, 0, 0, None)]


def test_a_product_without_a_tariff_has_no_costs():
    (row,) = effect([["Product", "Volume"], ["45A06", 10]], NOW, NEW).rows()

    assert row == ("45A06", 10, None, None, None, None)


def test_a_volume_that_is_missing_leaves_its_sum_missing():
    (row,) = effect([["Product", "Volume"], ["45A04", 10], ["45A04", None]], NOW, NEW).rows()

    assert row == ("45A04", None, None, None, None, None)


def test_a_tariff_may_be_of_one_municipality():
    now = [["gemeente", "productcode", "tarief"], ["0983", "45A04", 1000], ["0984", "45A04", 900]]

    found = effect([["gemeente", "productcode", "volume"], ["0984", "45A04", 2]], now, NEW)

    assert found["kosten_nu"].to_list() == [1800]


@pytest.mark.parametrize(
    ("ranges", "sentence"),
    [
        (([["Product"], ["45A04"]], NOW, NEW), r"'volumes' ontbreekt de kolom Volume\. Zet de koppen"),
        (([], NOW, NEW), r"'volumes' ontbreekt de kolom Productcode en Volume"),
        (
            ([["Product", "Volume"], ["45A04", 1]], NOW, [["x"]]),
            r"'tarieven nieuw' ontbreekt de kolom Productcode en Tarief",
        ),
        (
            ([["Product", "Volume"], ["45A04", 1]], [*NOW, ["45A04", 5]], NEW),
            r"'tarieven nu' staat meer dan één tarief",
        ),
        (
            ([["Product", "Volume"], ["45A04", "x"]], NOW, NEW),
            r"In 'Volume' staat niet wat er moet staan: een heel getal",
        ),
    ],
)
def test_a_range_that_cannot_be_used_says_what_to_mend(ranges, sentence):
    with pytest.raises(UnusableInputError, match=sentence):
        effect(*ranges)
