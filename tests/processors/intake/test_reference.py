# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import polars as pl
import pytest

from processors.errors import UnusableInputError
from processors.intake.reference import read_reference
from processors.lines import TABLES, make_lines

TARIFFS = (
    "contract_nummer;aanbieder;gemeente;wet;product_categorie;product_code;eenheid;Tarief (euro);per_uur;geldig_van\n"
    "C1;01234567;*;wmo;02;02A03;Uur;64,25;Ja;1-1-2026\n"
)


@pytest.fixture
def folder(tmp_path):
    """A reference folder with these files."""

    def make(**files):
        for name, text in files.items():
            (tmp_path / name.replace("__", ".")).write_text(text, encoding="utf-8")
        return tmp_path

    return make


def told(reference, *columns):
    return reference.problems.select(columns).rows()


def test_a_table_is_read_as_a_submission_is(folder):
    reference = read_reference(folder(tarieven__csv=TARIFFS))

    tariffs = reference.tables["tarieven"]
    assert tariffs.select("gemeente", "eenheid", "tarief", "per_uur", "geldig_van", "geldig_tot", "rij").rows() == [
        ("*", "04", 6425, "ja", date(2026, 1, 1), None, 2)
    ]
    assert reference.problems.is_empty()


def test_a_cell_that_cannot_be_read_is_a_finding_of_that_file(folder):
    reference = read_reference(folder(tarieven__csv=TARIFFS.replace("64,25", "veel")))

    assert told(reference, "bestand", "cel", "regel") == [("tarieven.csv", "H2", "MGR-008")]
    assert len(reference.tables["tarieven"]) == 1


def test_a_file_that_cannot_be_used_gives_no_table(folder):
    reference = read_reference(folder(tarieven__csv="contract_nummer;wet\nC1;wmo\n", producten__xlsx="geen werkboek"))

    assert reference.tables == {}
    assert [row[0] for row in told(reference, "regel")] == ["LEZEN-01", "INTAKE-14"]


def test_a_table_with_headers_only_says_that_there_is_nothing(folder):
    reference = read_reference(folder(ongeldige_combinaties__csv="wet;product_code;andere_product_code;toelichting\n"))

    assert reference.tables["ongeldige_combinaties"].height == 0
    assert reference.problems.is_empty()


def test_earlier_lines_are_a_table_of_declaration_lines(tmp_path):
    lines = make_lines("declaratieregels", [dict.fromkeys(("wet", "referentie_nummer"), "x")])
    lines.drop("blad", "rij").with_columns(over=1).write_parquet(tmp_path / "eerdere_declaratieregels.parquet")

    reference = read_reference(tmp_path)

    earlier = reference.tables["eerdere_declaratieregels"]
    assert earlier.columns == [*TABLES["declaratieregels"].names, "bestand", "blad", "rij"]
    assert earlier.select("wet", "bestand", "blad").rows() == [("x", "invoer", None)]
    assert reference.problems.is_empty()


def test_a_parquet_file_that_is_not_that_table_is_reported(tmp_path):
    (tmp_path / "tarieven.parquet").write_text("geen parquet")
    pl.DataFrame({"wet": ["wmo"]}).write_parquet(tmp_path / "producten.parquet")
    pl.DataFrame({"aanbieder": ["1"], "kvk": [["1"]], "naam": ["a"]}).write_parquet(tmp_path / "aanbieders.parquet")

    reference = read_reference(tmp_path)

    assert told(reference, "bestand", "gevolg", "melding") == [
        (
            "producten.parquet", "bestand geweigerd",
            "Het naslagbestand 'producten.parquet' mist kolommen: Productcategorie, Productcode.",
        ),
        (
            "aanbieders.parquet", "bestand geweigerd",
            "Het naslagbestand 'aanbieders.parquet' is geen leesbare tabel.",
        ),
        ("tarieven.parquet", "bestand geweigerd", "Het naslagbestand 'tarieven.parquet' is geen leesbare tabel."),
    ]  # fmt: skip


def test_the_products_restore_codes_in_the_other_tables(folder):
    reference = read_reference(
        folder(
            producten__csv="wet;product_categorie;product_code;omschrijving\nwmo;02;10E12;Begeleiding\n",
            tarieven__csv=TARIFFS.replace("02A03", "1E+13"),
        )
    )

    assert reference.tables["tarieven"]["product_code"].to_list() == ["10E12"]


def test_a_column_map_gives_the_words_of_senders_and_of_the_folder_itself(folder):
    reference = read_reference(
        folder(
            kolommen__csv="Afzender;Soort;Kop;Kolom\n;inwoners;Leeftijd;leeftijdsgroep\nVenlo;;Burger;client\n",
            inwoners__csv="gemeente;jaar;leeftijd;aantal\nVenlo;2026;0-17;19.000\n",
        )
    )

    assert reference.tables["inwoners"].select("gemeente", "leeftijdsgroep", "aantal").rows() == [
        ("0983", "0-17", 19000)
    ]
    assert reference.column_map.words("Venlo", "declaratieregels") == {"burger": "client"}
    assert reference.problems.is_empty()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kop;kolom\na;b\n", "Het naslagbestand 'kolommen.csv' mist kolommen: afzender, soort."),
        ("", "Het naslagbestand 'kolommen.csv' kan niet worden gelezen: "),
    ],
)
def test_a_column_map_that_cannot_be_used_is_reported(folder, text, sentence):
    reference = read_reference(folder(kolommen__csv=text))

    assert reference.column_map.aliases == ()
    assert told(reference, "melding")[0][0].startswith(sentence)


def test_a_file_whose_name_resembles_a_table_is_reported_and_others_are_left_alone(folder):
    reference = read_reference(
        folder(tarief__csv=TARIFFS, leesmij__csv="a", afzenders__csv="a", notitie__txt="a", **{"~$tarieven__csv": "a"})
    )

    assert reference.tables == {}
    assert told(reference, "bestand", "regel", "ernst", "melding", "actie") == [
        (
            "tarief.csv", "INTAKE-17", "waarschuwing",
            "Het bestand 'tarief.csv' in de naslag wordt niet gebruikt; bedoelt u 'tarieven'?",
            "Hernoem het bestand naar 'tarieven.csv', of haal het uit de map.",
        )
    ]  # fmt: skip


def test_two_files_for_one_table_are_not_mixed(folder):
    reference = read_reference(folder(tarieven__csv=TARIFFS, tarieven__parquet="x"))

    assert len(reference.tables["tarieven"]) == 1
    assert told(reference, "bestand", "gevolg", "melding") == [
        (
            "tarieven.parquet", "bestand geweigerd",
            ("Het naslagbestand 'tarieven.parquet' is een tweede bestand voor de tabel 'tarieven' en wordt niet "
            "gebruikt."),
        )
    ]  # fmt: skip


def test_a_folder_that_is_not_there_is_for_the_user_to_solve(tmp_path):
    with pytest.raises(UnusableInputError, match=r"bestaat niet\. Geef een bestaande map op"):
        read_reference(tmp_path / "weg")
