# SPDX-License-Identifier: EUPL-1.2
"""What a function gets of cells: whole columns up to where they are filled, and no text that cannot be stored."""

import pytest

from addin.door import HALF_A_SIGN, SHEET_ROWS, text, usable
from processors.errors import UnusableInputError

EMPTY = ["", None]


def column(*rows, length=SHEET_ROWS):
    return [*rows, *([EMPTY] * (length - len(rows)))]


def test_whole_columns_end_where_the_longest_of_them_does():
    short, long, one = usable([column(["a", 1]), column(["b", 1], EMPTY, ["c", 2]), "wmo"])

    assert short == [["a", 1], EMPTY, EMPTY]
    assert long == [["b", 1], EMPTY, ["c", 2]]
    assert one == "wmo"


def test_empty_columns_are_one_empty_row():
    assert usable([column()]) == [[EMPTY]]


def test_a_range_keeps_its_shape():
    assert usable([column(["a", 1], length=5)]) == [column(["a", 1], length=5)]


def test_half_a_sign_is_told_and_not_stored():
    with pytest.raises(UnusableInputError) as told:
        usable([[["goed", "\ud83d"]]])

    assert str(told.value) == HALF_A_SIGN


@pytest.mark.parametrize(
    ("cell", "expected"), [(None, ""), (5.0, "5"), (" K04 ", "K04"), (True, "WAAR"), (False, "ONWAAR")]
)
def test_a_cell_as_text(cell, expected):
    assert text(cell) == expected
