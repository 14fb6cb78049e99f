# SPDX-License-Identifier: EUPL-1.2
"""A supplier sees how others do, never what one of them does."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.disclosure.benchmark import benchmark, released
from processors.disclosure.protection import UnsafePublicationError
from processors.lines import TABLES
from tests.processors.disclosure.regions import frame, row

OWN = "01000000"


def others(values, clients=20):
    rows = [row(clients, amount=value, aanbieder=f"0200{number:04}") for number, value in enumerate(values)]
    return frame([row(20, amount=7, aanbieder=OWN), *rows])


@pytest.mark.parametrize("values", [[], [10], [10, 20]])
def test_fewer_others_than_agreed_are_not_compared(values):
    assert benchmark(others(values), OWN, {}).is_empty()


def test_three_others_have_one_middle_and_no_quarters():
    found = benchmark(others([10, 20, 60]), OWN, {})

    assert found.select("eigen", "midden", "laag", "hoog", "aanbieders_in_groep").rows() == [(7.0, 30.0, None, None, 3)]


def test_eleven_others_have_quarters_of_three_each():
    found = benchmark(others([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]), OWN, {})

    assert found.select("laag", "midden", "hoog").rows() == [(6.0, 12.0, 18.0)]


def test_ten_others_have_no_quarters_for_a_figure_would_stand_in_two():
    found = benchmark(others([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]), OWN, {})

    assert found.select("laag", "midden", "hoog").rows() == [(None, 11.0, None)]


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=30, unique=True).map(sorted))
def test_the_middle_is_the_mean_of_the_three_or_four_in_it(values):
    found = benchmark(others(values), OWN, {}).row(0, named=True)

    side = (len(values) - 3) // 2
    middle = values[side : len(values) - side]
    assert len(middle) >= 3
    assert found["midden"] == pytest.approx(sum(middle) / len(middle))
    assert (found["laag"] is None) == (found["hoog"] is None) == (len(values) < 11)


def test_figures_of_few_clients_are_not_used():
    assert benchmark(others([10, 20, 60], clients=9), OWN, {}).is_empty()


def test_a_comparison_with_a_row_of_another_supplier_or_of_too_few_is_stopped():
    safe = benchmark(others([10, 20, 60]), OWN, {})
    of_two = safe.with_columns(aanbieders_in_groep=pl.lit(2, pl.Int64))
    of_another = safe.with_columns(aanbieder=pl.lit("02000000"))

    with pytest.raises(UnsafePublicationError) as few:
        released(of_two, OWN, {})
    with pytest.raises(UnsafePublicationError):
        released(of_another, OWN, {})

    assert released(safe, OWN, {}).equals(safe)
    assert str(few.value) == (
        "Het werkboek van aanbieder 01000000 is niet gemaakt (MGR-403). De tabel 'vergelijking' voor aanbieder "
        "01000000 bevat een regel van een andere aanbieder, of een vergelijking van te weinig aanbieders. Kijk na wat "
        "er voor min_aanbieders_benchmark is afgesproken, en meld dit aan wie Verzamelpunt beheert."
    )


def test_a_comparison_is_stopped_where_more_suppliers_are_agreed_than_stand_behind_it():
    safe = benchmark(others([10, 20, 60]), OWN, {})
    agreed = pl.DataFrame(
        [{"parameter": "min_aanbieders_benchmark", "waarde": "4"}], schema=TABLES["parameters"].schema
    )

    with pytest.raises(UnsafePublicationError):
        released(safe, OWN, {"parameters": agreed})
