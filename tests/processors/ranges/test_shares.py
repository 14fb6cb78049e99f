# SPDX-License-Identifier: EUPL-1.2
"""A budget that is shared is shared whole, by volume, in whole euros."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.errors import UnusableInputError
from processors.ranges.shares import shares

PLACES = ("0983", "0984", "0957", "1507")
HEAD = ["Gemeente", "Volume"]
volumes = st.lists(st.tuples(st.sampled_from(PLACES), st.integers(-100, 10**9)), min_size=1).filter(
    lambda rows: any(sum(count for place, count in rows if place == each) > 0 for each, _ in rows)
)


def by_hand(rows, budget):
    """Every share rounded half up as a fraction; the first of the largest, by code, has the rest."""
    summed = {place: sum(count for each, count in rows if each == place) for place, _ in rows}
    counts = {place: max(count, 0) for place, count in summed.items()}
    parts = {
        place: floor(Fraction(budget * count, sum(counts.values())) + Fraction(1, 2)) for place, count in counts.items()
    }
    largest = min(place for place, count in counts.items() if count == max(counts.values()))
    parts[largest] += budget - sum(parts.values())
    return [(place, summed[place], parts[place]) for place in summed]


@given(volumes, st.integers(0, 10**8))
def test_every_municipality_pays_its_part_and_together_they_pay_all(rows, budget):
    found = shares([HEAD, *map(list, rows)], budget)

    assert found.rows() == by_hand(rows, budget)
    assert found["bijdrage"].sum() == budget


def test_what_rounding_leaves_is_of_the_largest_and_names_are_codes():
    found = shares([HEAD, ["Venlo", 1], ["0984", 1], ["0957", 1]], 100)

    assert found.rows() == [("0983", 1, 33), ("0984", 1, 33), ("0957", 1, 34)]


@pytest.mark.parametrize(
    ("cells", "budget", "sentence"),
    [
        ([["Gemeente"], ["0983"]], 10, r"'volumes' ontbreekt de kolom volume\. Zet de koppen"),
        ([], 10, r"ontbreekt de kolom gemeente en volume"),
        ([HEAD, ["0983", None]], 10, r"een gemeente of volume leeg\. Vul de cel"),
        ([HEAD, ["Nergenshuizen", 3]], 10, r"In 'Gemeente' staat niet wat er moet staan"),
        ([HEAD, ["0983", 0]], 10, r"Geen gemeente heeft een volume boven nul"),
        ([HEAD, ["0983", 5]], 10.5, r"De begroting is geen bedrag in hele euro's"),
        ([HEAD, ["0983", 5]], -1, r"De begroting is geen bedrag in hele euro's"),
        ([HEAD, ["0983", 10**12]], 10**8, r"De volumes zijn te groot om mee te rekenen"),
    ],
)
def test_what_cannot_be_shared_says_what_to_mend(cells, budget, sentence):
    with pytest.raises(UnusableInputError, match=sentence):
        shares(cells, budget)
