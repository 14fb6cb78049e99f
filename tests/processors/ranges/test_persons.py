# SPDX-License-Identifier: EUPL-1.2
"""A pseudonym in a cell is the one that the store keeps, and nothing says the number."""

import hashlib
import hmac

import pytest

from processors.errors import UnusableInputError
from processors.pseudonym import Key
from processors.ranges.persons import pseudonyms

KEY = Key(3, b"s" * 32)
ONE, OTHER = "999900006", "999900018"


def by_hand(law, number):
    return f"P3-{hmac.new(b's' * 32, f'verzamelpunt/client|{law}|{number}'.encode(), hashlib.sha256).hexdigest()[:32]}"


def test_each_law_has_a_pseudonym_of_its_own():
    assert pseudonyms([ONE, 999900018.0, None], ["jw", "Wmo", "jw"], KEY) == [
        by_hand("jw", ONE),
        by_hand("wmo", OTHER),
        "",
    ]


def test_a_pseudonym_stays_what_it_is():
    (made,) = pseudonyms([ONE], ["jw"], KEY)

    assert pseudonyms([made], ["jw"], KEY) == [made]


@pytest.mark.parametrize("wrong", ["999900007", "12345", "Jansen"])
def test_what_is_no_bsn_is_refused_without_being_told(wrong):
    with pytest.raises(UnusableInputError, match=r"In cel 2 staat geen geldig Bsn") as refusal:
        pseudonyms([ONE, wrong], ["jw"], KEY)

    assert wrong not in str(refusal.value)


def test_without_a_law_there_is_no_pseudonym():
    with pytest.raises(UnusableInputError, match="Bij cel 1 ontbreekt de wet"):
        pseudonyms([ONE], [""], KEY)
