# SPDX-License-Identifier: EUPL-1.2
"""Facts of few people are added together and lose nothing."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.disclosure.coarsening import MERGED, coarsened
from processors.disclosure.protection import UnsafePublicationError

STEPS = ("product_code", "product_categorie", "aanbieder", "gemeente")
SMALLEST = 3


def lines(rows):
    names = (*STEPS, "client", "bedrag")
    return pl.DataFrame(rows, schema={**dict.fromkeys(names[:-1], pl.String), "bedrag": pl.Int64}, orient="row")


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["01A", "01B", "02A", None]), st.sampled_from(["01", "02"]), st.sampled_from("xyz"),
        st.sampled_from(["0889", "0893"]), st.sampled_from([*"abcdefgh", None]), st.integers(-1000, 1000),
    ),
    min_size=1, max_size=40,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(ROWS)
def test_sums_stay_and_every_row_is_of_enough_people(rows):
    known = lines(rows)
    if known["client"].drop_nulls().n_unique() < SMALLEST:
        with pytest.raises(UnsafePublicationError, match="minder dan 3 cliënten"):
            coarsened(known, ["bedrag"], SMALLEST, STEPS)
        return

    found = coarsened(known, ["bedrag"], SMALLEST, STEPS)

    assert found["bedrag"].sum() == sum(line[-1] for line in rows)
    assert found["clienten"].min() >= SMALLEST
    assert not found.select(STEPS).is_duplicated().any()


def test_a_small_product_goes_up_into_its_category():
    rows = [("01A", "01", "x", "0889", client, 1) for client in "abc"]
    rows += [("01B", "01", "x", "0889", client, 10) for client in "abc"]
    rows += [("01C", "01", "x", "0889", "d", 100), ("01D", "01", "x", "0889", "e", 1000)]
    rows += [("01E", "01", "x", "0889", "f", 5)]

    found = coarsened(lines(rows), ["bedrag"], SMALLEST, STEPS)

    assert found.select("product_code", "bedrag", "clienten").rows() == [
        ("01A", 3, 3),
        ("01B", 30, 3),
        (MERGED, 1105, 3),
    ]


def test_a_rest_that_stays_small_takes_along_the_smallest_beside_it():
    rows = [("01A", "01", "x", "0889", client, 1) for client in "abcd"]
    rows += [("01B", "01", "x", "0889", client, 10) for client in "abc"]
    rows += [("01C", "01", "x", "0889", "e", 100)]

    found = coarsened(lines(rows), ["bedrag"], SMALLEST, STEPS)

    assert found.select("product_code", "bedrag", "clienten").rows() == [("01A", 4, 4), (MERGED, 130, 4)]


def test_nothing_stays_nothing():
    assert coarsened(lines([]), ["bedrag"], SMALLEST, STEPS).is_empty()
