# SPDX-License-Identifier: EUPL-1.2
import pytest

from processors.intake.headers import Alias, ColumnMap, known, plain, unit


@pytest.mark.parametrize("written", ["GeleverdVolume", "geleverd_volume", " Geleverd  volume: ", "GELEVERD-VOLUME"])
def test_a_header_is_known_whatever_its_capitals_spaces_and_signs(written):
    assert known("declaratieregels", {})[plain(written)] == "geleverd_volume"


def test_accents_make_no_difference():
    assert known("declaratieregels", {})[plain("Cliënt")] == "client"


@pytest.mark.parametrize(
    ("table", "written", "column"),
    [
        ("declaratieregels", "Aanbieder (AGB)", "aanbieder"),
        ("declaratieregels", "AGB-code", "aanbieder"),
        ("declaratieregels", "Bsn", "client"),
        ("grootboek", "Gemeentecode", "gemeente"),
        ("tarieven", "Geldig tot en met", "geldig_tot"),
    ],
)
def test_labels_and_common_words_are_known(table, written, column):
    assert known(table, {})[plain(written)] == column


def test_a_common_word_for_a_column_that_the_table_lacks_is_not_known():
    assert "bsn" not in known("tarieven", {})


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Bedrag (euro)", ("Bedrag ", True)),
        ("Bedrag (in euro)", ("Bedrag ", True)),
        ("Bedrag (€)", ("Bedrag ", True)),
        ("Bedrag (Eurocent)", ("Bedrag ", False)),
        ("Bedrag", ("Bedrag", False)),
        ("Bedrag euro", ("Bedrag euro", False)),
    ],
)
def test_the_unit_stands_behind_the_header(header, told):
    assert unit(header) == told


def test_a_column_map_holds_for_its_sender_and_kind_of_file():
    words = ColumnMap(
        (
            Alias("Gemeente Venlo", "gemeentelevering", "Zorgbedrag (euro)", "ingediend_bedrag"),
            Alias("*", "declaratieregels", "Burger", "client"),
            Alias("", "", "Aantal", "geleverd_volume"),
            Alias("", "", "Kleur", "kleur"),
        )
    )

    assert words.words("gemeente venlo", "declaratieregels", ["gemeentelevering"]) == {
        "zorgbedrag": "ingediend_bedrag",
        "burger": "client",
        "aantal": "geleverd_volume",
    }
    assert words.words(None, "toewijzingen") == {}
