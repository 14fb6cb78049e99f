# SPDX-License-Identifier: EUPL-1.2
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from processors.bsn import is_bsn
from processors.intake.personal import scrub, scrubbed


def elfproef(number: str) -> bool:
    digits = [int(digit) for digit in number]
    total = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return total % 11 == 0 and number != "0" * 9


@given(numbers=st.lists(st.from_regex(r"\A[0-9]{9}\Z"), min_size=1, max_size=50))
def test_the_elfproef_is_that_of_the_standard(numbers):
    told = pl.DataFrame({"number": numbers}).select(is_bsn(pl.col("number"))).to_series().to_list()

    assert told == [elfproef(number) for number in numbers]


def test_what_is_no_nine_digits_is_no_bsn():
    texts = pl.DataFrame({"number": ["12345678", "abc", None, "1234567890"]})

    assert texts.select(is_bsn(pl.col("number"))).to_series().to_list() == [False, False, False, False]


def test_a_bsn_inside_a_text_is_masked_and_other_numbers_are_not():
    assert scrub("overzicht_999900006_v2.xlsx") == "overzicht_•••••••06_v2.xlsx"
    assert scrub("brief 123456789 van 2026") == "brief 123456789 van 2026"


def test_empty_texts_stay_empty():
    assert scrubbed(pl.Series([None, "999900006", "a"], dtype=pl.String)).to_list() == [None, "•••••••06", "a"]
    assert scrubbed(pl.Series([None], dtype=pl.String)).to_list() == [None]
