# SPDX-License-Identifier: EUPL-1.2
import hashlib
import hmac

import polars as pl
import pytest

from processors.errors import UnusableInputError
from processors.lines import make_lines
from processors.pseudonym import PATTERN, Key, mask, masked, pseudonymise

KEY = Key(3, b"een geheim van de gemeenten samen")


def clients(rows, key=KEY):
    return pseudonymise(make_lines("declaratieregels", rows), "declaratieregels", key)["client"].to_list()


def test_a_pseudonym_is_the_keyed_hash_of_purpose_law_and_number():
    expected = hmac.new(KEY.secret, b"verzamelpunt/client|wmo|999900006", hashlib.sha256).hexdigest()[:32]

    assert clients([{"wet": "wmo", "client": "999900006"}]) == [f"P3-{expected}"]


def test_the_same_person_has_one_pseudonym_within_a_law_and_another_in_the_other():
    rows = [{"wet": wet, "client": "999900006"} for wet in ("wmo", "jw", "wmo")]

    first, other, again = clients(rows)

    assert first == again
    assert first != other


def test_another_key_gives_another_pseudonym():
    rows = [{"wet": "wmo", "client": "999900006"}]

    assert clients(rows) != clients(rows, Key(3, b"een ander geheim, even lang als dat"))


def test_what_is_a_pseudonym_already_stays_and_empty_stays_empty():
    made = "P1-" + "0a" * 16

    assert clients([{"wet": "wmo", "client": made}, {"wet": "wmo", "client": None}]) == [made, None]


def test_text_that_is_no_number_and_a_line_without_a_law_are_hidden_too():
    told = clients([{"wet": None, "client": "999900006"}, {"wet": "jw", "client": "J. de Vries"}])

    assert pl.Series(told).str.contains(PATTERN).all()


def test_rows_keep_their_order_and_other_columns():
    rows = [{"wet": "wmo", "client": f"99990{n % 7:04}", "referentie_nummer": str(n)} for n in range(50)]
    lines = make_lines("declaratieregels", rows)

    hidden = pseudonymise(lines, "declaratieregels", KEY)

    assert hidden.drop("client").equals(lines.drop("client"))
    assert hidden.columns == lines.columns
    assert hidden["client"].n_unique() == 7


def test_clients_that_enrichment_joined_follow_so_that_they_can_still_be_compared():
    lines = make_lines("declaratieregels", [{"wet": "wmo", "client": "999900006", "toegewezen_client": "999900006"}])

    hidden = pseudonymise(lines, "declaratieregels", KEY)

    assert hidden["client"].to_list() == hidden["toegewezen_client"].to_list()
    assert hidden["client"].str.contains(PATTERN).all()


def test_a_table_without_clients_stays_as_it_is():
    tariffs = make_lines("tarieven", [{"wet": "wmo", "tarief": 100}])

    assert pseudonymise(tariffs, "tarieven", KEY).equals(tariffs)


def test_a_key_does_not_show_its_secret():
    assert repr(KEY) == "Key(id=3)"


@pytest.mark.parametrize(
    ("number", "secret", "sentence"),
    [
        (0, b"x" * 32, "Het nummer van de sleutel moet 1 tot en met 9 zijn. Pas de instelling aan."),
        (
            1,
            b"kort",
            (
                "De sleutel voor pseudoniemen is te kort (4 bytes, nodig zijn er 16). "
                "Maak een nieuwe willekeurige sleutel."
            ),
        ),
    ],
)
def test_an_unusable_key_is_refused(number, secret, sentence):
    with pytest.raises(UnusableInputError) as told:
        Key(number, secret)

    assert str(told.value) == sentence


def test_a_masked_value_shows_its_last_two_characters_only():
    values = pl.DataFrame({"client": ["999900006", None]})

    assert [mask("999900006"), mask(None), mask("06")] == ["•••••••06", None, "•••••••"]
    assert values.select(masked(pl.col("client"))).to_series().to_list() == ["•••••••06", None]
