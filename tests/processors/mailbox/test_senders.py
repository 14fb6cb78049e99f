# SPDX-License-Identifier: EUPL-1.2
"""Only a registered address may send."""

import pytest

from processors.errors import UnusableInputError
from processors.mailbox.senders import Sender, read_senders

HEAD = "afzender;naam;code;soort\n"
ROW = "declaraties@zorg.nl;Zorg;12345678;aanbieder\n"


@pytest.fixture
def register(tmp_path):
    def written(text, encoding="utf-8"):
        path = tmp_path / "afzenders.csv"
        path.write_text(text, encoding=encoding)
        return path

    return written


def test_a_registered_address_is_known_in_any_case(register):
    senders = read_senders(register(HEAD + ROW + "Info@Gemeente.nl;Gemeente;0983;gemeente\n"))

    found = senders.known("Declaraties@Zorg.NL"), senders.known("info@gemeente.nl")

    assert found == (
        Sender("declaraties@zorg.nl", "Zorg", "12345678", "aanbieder"),
        Sender("Info@Gemeente.nl", "Gemeente", "0983", "gemeente"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffafzender,naam,code,soort\na@zorg.nl,Zorg,12345678,aanbieder\n",
        "naam;soort;code;afzender;extra\nZorg ; aanbieder;12345678; a@zorg.nl;x\n",
    ],
)
def test_other_separators_orders_and_spaces_are_read(register, text):
    senders = read_senders(register(text))

    assert senders.known("a@zorg.nl") == Sender("a@zorg.nl", "Zorg", "12345678", "aanbieder")


@pytest.mark.parametrize(
    "address",
    [
        "iemand@zorg.nl",
        "declaraties@zorg.nl.elders.nl",
        "declaraties@xn--zrg-6na.nl",
        "declaraties@z\u043erg.nl",
        "",
        "zorg.nl",
    ],
)
def test_any_other_address_is_unknown(register, address):
    assert read_senders(register(HEAD + ROW)).known(address) is None


def test_a_letter_that_only_looks_the_same_after_lowering_is_unknown(register):
    senders = read_senders(register(HEAD + "kim@zorg.nl;Zorg;12345678;aanbieder\n"))

    assert senders.known("\u212aim@zorg.nl") is None


def test_who_has_access_to_the_folder_is_known_without_a_code(register):
    assert read_senders(register(HEAD)).known("map") == Sender("map", "bestand in de map", "", "")


def test_without_a_register_nobody_is_known(tmp_path):
    assert read_senders(tmp_path / "afzenders.csv").known("a@zorg.nl") is None


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("zorg.nl;Zorg;12345678;aanbieder", "'afzender' moet één gewoon e-mailadres zijn, zonder bijzondere letters"),
        (
            "a@z\u043erg.nl;Zorg;12345678;aanbieder",
            "'afzender' moet één gewoon e-mailadres zijn, zonder bijzondere letters",
        ),
        ("a@zorg.nl;Zorg;12345678;bank", "'soort' moet gemeente of aanbieder zijn"),
        ("a@zorg.nl;Zorg;0983;aanbieder", "'code' moet 4 cijfers (gemeente) of 8 cijfers (aanbieder) hebben"),
        ("a@zorg.nl;Zorg;983;gemeente", "'code' moet 4 cijfers (gemeente) of 8 cijfers (aanbieder) hebben"),
        ("a@zorg.nl;Zorg", "'soort' moet gemeente of aanbieder zijn"),
        ("DECLARATIES@zorg.nl;Zorg;12345678;aanbieder", "het adres staat er al"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_number(register, row, fault):
    path = register(HEAD + ROW + row)

    with pytest.raises(UnusableInputError) as caught:
        read_senders(path)

    assert str(caught.value) == (
        f"Regel 3 van 'afzenders.csv' is niet bruikbaar: {fault}. Verbeter of verwijder de regel."
    )


def test_an_account_holder_and_a_pause_may_be_told(register):
    head = "afzender;naam;code;soort;pauze;accounthouder\n"
    senders = read_senders(register(f"{head}a@zorg.nl;Zorg;12345678;aanbieder;ja;Beheer@regio.nl\n"))

    assert senders.known("a@zorg.nl") == Sender(
        "a@zorg.nl", "Zorg", "12345678", "aanbieder", accounthouder="Beheer@regio.nl", pauze="ja"
    )


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("misschien;", "'pauze' moet ja, nee of leeg zijn"),
        (";beheer", "'accounthouder' moet leeg zijn, of één gewoon e-mailadres zonder bijzondere letters"),
    ],
)
def test_an_account_holder_or_pause_that_cannot_be_used_is_told(register, cells, fault):
    path = register(f"afzender;naam;code;soort;pauze;accounthouder\na@zorg.nl;Zorg;12345678;aanbieder;{cells}\n")

    with pytest.raises(UnusableInputError, match=fault):
        read_senders(path)


def test_a_missing_column_is_named(register):
    with pytest.raises(UnusableInputError) as caught:
        read_senders(register("afzender;naam\n"))

    assert str(caught.value) == (
        "In 'afzenders.csv' ontbreekt kolom code, soort. Nodig zijn: afzender, naam, code, soort."
    )


def test_an_empty_register_misses_every_column(register):
    with pytest.raises(UnusableInputError, match="ontbreekt kolom afzender, naam, code, soort"):
        read_senders(register(""))


def test_another_encoding_is_told(register):
    with pytest.raises(UnusableInputError) as caught:
        read_senders(register(HEAD + "a@zorg.nl;Café;12345678;aanbieder\n", encoding="cp1252"))

    assert str(caught.value) == "'afzenders.csv' is geen UTF-8. Sla het op als 'CSV UTF-8'."
