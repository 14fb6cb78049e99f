# SPDX-License-Identifier: EUPL-1.2
"""Amounts and tariffs from cells are those of the rules, to the cent."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.demo import DemoPlan, make_region
from processors.errors import UnusableInputError
from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference
from processors.intake.submission import no_problems
from processors.ranges.amounts import Asked, Delivery, amounts, tariffs

MINUTE, HOUR, STAY, EURO = "01", "04", "14", "83"
REGION = make_region(DemoPlan(lines=60))
TARIFFS = REGION["tarieven"]
REFERENCE = Reference({"tarieven": TARIFFS, "producten": REGION["producten"]}, ColumnMap(), no_problems())


@given(st.integers(0, 10_000), st.integers(0, 50_000), st.sampled_from([MINUTE, HOUR, STAY, EURO]), st.booleans())
def test_an_amount_is_exact_and_rounded_half_up_once(volume, tariff, unit, per_hour):
    by_hour = Fraction(volume * tariff, 60) + Fraction(1, 2)
    expected = volume if unit == EURO else int(by_hour) if unit == MINUTE and per_hour else volume * tariff

    assert amounts(Delivery([volume], [tariff], [unit], ["ja" if per_hour else "nee"])) == [expected]


def test_more_lines_share_one_tariff_and_what_is_missing_stays_missing():
    assert amounts(Delivery([2.0, None, 3], [5235.0], [4.0])) == [10470, None, 15705]


def test_a_tariff_in_euros_is_not_taken_for_eurocents():
    with pytest.raises(UnusableInputError, match=r"In 'Tarief' staat niet .*: een heel aantal eurocenten"):
        amounts(Delivery([2], [52.35], [HOUR]))


def test_of_more_cells_the_one_that_cannot_be_read_is_named():
    with pytest.raises(UnusableInputError, match=r"In cel 2 van 'Geleverd volume' staat niet .*: een heel"):
        amounts(Delivery([2, "veel"], [1], [HOUR]))


def naive(row, day):
    """The tariff of the contract rows in force on a day, by looking at each."""
    for own in (True, False):
        rows = [
            each for each in TARIFFS.iter_rows(named=True)
            if all(each[name] == row[name] for name in ("aanbieder", "product_code", "wet"))
            and (each["gemeente"] == row["gemeente"] if own else each["gemeente"] == "*")
            and each["geldig_van"] <= day and (each["geldig_tot"] is None or day <= each["geldig_tot"])
        ]  # fmt: skip
        if rows:
            return max(rows, key=lambda each: each["geldig_van"])["tarief"]
    return None


@given(st.sampled_from(TARIFFS.to_dicts()), st.integers(-500, 900))
def test_the_tariff_in_force_is_found_as_by_looking_at_each_row(row, days):
    day = row["geldig_van"] + timedelta(days=days)
    asked = Asked([row["aanbieder"]], [row["product_code"]], [day], [row["gemeente"].replace("*", "")], [row["wet"]])

    assert tariffs(asked, REFERENCE) == [naive(row, day)]


def test_without_law_the_one_law_with_a_tariff_is_meant():
    row = TARIFFS.row(0, named=True)
    supplier, product, day = row["aanbieder"], row["product_code"], row["geldig_van"]

    assert tariffs(Asked([supplier], [product], [day]), REFERENCE) == [naive({**row, "gemeente": ""}, day)]
    assert tariffs(Asked([supplier, "00000000"], [product], [date(1990, 1, 1)]), REFERENCE) == [None, None]


def test_without_tariffs_it_says_where_they_belong():
    with pytest.raises(UnusableInputError, match=r"De naslag 'tarieven' ontbreekt"):
        tariffs(Asked(["99000101"], ["01001"], ["2026-09-01"]), Reference({}, ColumnMap(), no_problems()))
