# SPDX-License-Identifier: EUPL-1.2
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

AMOUNTS = st.integers(min_value=-(10**13), max_value=10**13)


def dutch(cents: int) -> str:
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros:,}".replace(",", ".") + f",{rest:02}"


@given(cents=AMOUNTS)
def test_an_amount_in_dutch_notation_is_read_to_the_cent(read_cell, cents):
    assert read_cell("ingediend_bedrag", dutch(cents), euro=True) == (cents, None)


@given(cents=AMOUNTS)
def test_an_amount_with_a_point_is_read_to_the_cent(read_cell, cents):
    assert read_cell("ingediend_bedrag", str(Decimal(cents) / 100), euro=True) == (cents, None)


@given(cents=st.integers(min_value=-(10**12), max_value=10**12))
def test_a_number_cell_in_euro_is_read_to_the_cent(read_cell, cents):
    assert read_cell("ingediend_bedrag", cents / 100, euro=True) == (cents, None)


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("€ 1.234,56", 123456),
        ("12,5", 1250),
        ("€ -12,50", -1250),
        ("-€ 12,50", -1250),
        ("12,50-", -1250),
        ("12,-", 1200),
        ("12,--", 1200),
        ("EUR 3", 300),
        ("1.234", 123400),
        ("  12,50 ", 1250),
        ("\u00a012,50", 1250),
    ],
)
def test_euros_are_read_as_people_write_them(read_cell, written, cents):
    assert read_cell("product_tarief", written, euro=True) == (cents, None)


@pytest.mark.parametrize("written", ["12,5,0", "abc", "1,234.56", "1,005", "--5", "1.23.456,00", "12 34", 1.005, 1.234])
def test_euros_that_cannot_be_read_in_one_way_are_not_guessed(read_cell, written):
    assert read_cell("product_tarief", written, euro=True) == (None, "MGR-008")


@pytest.mark.parametrize(("written", "cents"), [("1234", 1234), (1234, 1234), ("1.234", 1234), ("-5", -5)])
def test_eurocents_are_whole(read_cell, written, cents):
    assert read_cell("product_tarief", written) == (cents, None)


@pytest.mark.parametrize("written", ["12,50", "12.50", "€ 5", "12,00", 12.5, "9" * 25])
def test_euros_in_a_column_of_eurocents_are_not_used(read_cell, written):
    assert read_cell("product_tarief", written) == (None, "MGR-008")


@pytest.mark.parametrize(("written", "value"), [("1.000", 1000), (12, 12), ("12,0", 12), ("12.0", 12), ("-3", -3)])
def test_whole_numbers_are_read(read_cell, written, value):
    assert read_cell("geleverd_volume", written) == (value, None)


@pytest.mark.parametrize("written", ["12,5", 12.5, "twaalf", "9" * 25, "1.2.3"])
def test_what_is_no_whole_number_is_marked(read_cell, written):
    assert read_cell("geleverd_volume", written) == (None, "RS005")
    assert read_cell("toewijzing_nummer", written) == (None, "RS006")
