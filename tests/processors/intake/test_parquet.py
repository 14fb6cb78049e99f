# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import polars as pl
import pytest

from processors.intake import parquet
from processors.intake.reading import read_submission
from processors.lines import TABLES, make_lines
from processors.store import Store

LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01234567", "declaratie_nummer": "W26090983",
    "declaratie_maand": "2026-09", "declaratie_dagtekening": date(2026, 10, 5), "referentie_nummer": "2609D1",
    "client": "999900006", "toewijzing_nummer": 100001, "product_categorie": "02", "product_code": "02D01",
    "product_periode_begin": date(2026, 9, 1), "product_periode_eind": date(2026, 9, 30), "geleverd_volume": 4,
    "eenheid": "04", "product_tarief": 6725, "ingediend_bedrag": 26900, "debet_credit": "D",
}  # fmt: skip
NAMES = TABLES["declaratieregels"].names


@pytest.fixture
def lines():
    """Two declaration lines, without where they stood."""
    return make_lines("declaratieregels", [LINE, {**LINE, "referentie_nummer": "2609D2"}]).select(NAMES)


@pytest.fixture
def read(tmp_path):
    """Write a frame as Parquet and read it as a submission."""

    def write_and_read(frame, name="regels.parquet", **known):
        path = tmp_path / name
        frame.write_parquet(path)
        (submission,) = read_submission(path, own=True, **known)
        return submission

    return write_and_read


def test_a_table_is_read_as_it_stands_and_a_line_is_known_by_its_ordinal(lines, read):
    submission = read(lines)

    table = submission.tables["declaratieregels"]
    assert submission.refused is None
    assert submission.problems.is_empty()
    assert table.select(NAMES).equals(lines)
    assert table.select("bestand", "blad", "rij").rows() == [("regels.parquet", "", 1), ("regels.parquet", "", 2)]
    assert submission.untrusted["declaratieregels"].is_empty()


def test_kind_law_municipality_supplier_and_month_follow_from_the_lines(lines, read):
    submission = read(lines.with_columns(gemeente=pl.Series(["0983", "0984"])))

    assert (submission.kind, submission.law, submission.supplier, submission.month) == (
        "declaratie", "wmo", "01234567", "2026-09",
    )  # fmt: skip
    assert submission.municipality is None


def test_a_file_of_the_store_is_read_without_what_the_store_added(tmp_path):
    stored = make_lines("declaratieregels", [{**LINE, "client": "P1-00112233445566778899aabbccddeeff"}], first_row=9)
    path = Store(tmp_path).write("A-1", "declaratieregels", stored, month="2026-09")

    (submission,) = read_submission(path, own=True)

    assert submission.problems.is_empty()
    assert submission.tables["declaratieregels"].columns == [*NAMES, "bestand", "blad", "rij"]
    assert submission.tables["declaratieregels"]["rij"].to_list() == [1]


def test_a_column_that_may_be_empty_may_be_absent(lines, read):
    submission = read(lines.drop("status", "product_tarief"))

    assert submission.refused is None
    assert submission.tables["declaratieregels"]["product_tarief"].to_list() == [None, None]


def test_an_unknown_column_is_reported_and_left_out(lines, read):
    submission = read(lines.with_columns(pl.lit("x").alias("opmerking 999900006")))

    assert submission.refused is None
    assert submission.problems.select("bestand", "regel", "kolom", "melding", "actie").rows() == [
        (
            "regels.parquet", "INTAKE-10", "opmerking •••••••06",
            "De kolom 'opmerking •••••••06' is niet bekend; de waarden in deze kolom worden niet gebruikt.",
            "Gebruik de kolomnamen van de tabel, of laat de kolom weg.",
        )
    ]  # fmt: skip


def test_missing_columns_refuse_the_file(lines, read):
    submission = read(lines.drop("client", "eenheid"))

    assert submission.refused == "In het bestand met declaratieregels ontbreekt: client, eenheid."
    assert submission.tables == {}
    assert submission.problems["gevolg"].to_list() == ["bestand geweigerd"]
    assert submission.problems["actie"].to_list() == ["Vul de kolommen aan en stuur het bestand opnieuw."]


def test_another_type_refuses_the_file(lines, read):
    submission = read(lines.cast({"ingediend_bedrag": pl.Float64, "product_periode_begin": pl.String}))

    assert submission.refused == (
        "In het bestand met declaratieregels past het type niet van: product_periode_begin (String, nodig Date), "
        "ingediend_bedrag (Float64, nodig Int64)."
    )
    assert submission.problems["actie"].to_list() == [
        "Schrijf de kolommen met deze typen, of stuur een werkboek of csv."
    ]


def test_a_file_without_lines_is_refused(lines, read):
    submission = read(lines.clear())

    assert submission.refused == "In dit bestand staat geen enkele regel."


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    path = tmp_path / "regels.parquet"
    path.write_bytes(b"PAR1 en verder niets")

    (submission,) = read_submission(path, own=True)

    assert submission.refused == "Bestand 'regels.parquet' is geen Parquet-bestand of is beschadigd. Maak het opnieuw."
    assert submission.problems["regel"].to_list() == ["LEZEN-03"]


def test_more_lines_than_fit_are_refused_before_they_are_read(lines, read, monkeypatch):
    monkeypatch.setattr(parquet, "MOST_LINES", 1)

    submission = read(lines)

    assert submission.refused == "Bestand 'regels.parquet' heeft meer dan 1 regels. Verdeel het over meer bestanden."
    assert submission.problems["regel"].to_list() == ["LEZEN-05"]


def test_the_kind_that_is_known_decides_the_table(read):
    asked = {"gemeente": "0983", "wet": "wmo", "maand": "2026-09", "bedrag": 100}
    ledger = make_lines("grootboek", [asked]).select(TABLES["grootboek"].names)

    recognised = read(ledger)
    known = read(ledger, kind="naslag:grootboek")
    declared = read(ledger, kind="declaratie")

    assert (recognised.kind, recognised.month) == ("gemeentelevering", "2026-09")
    assert known.tables["grootboek"]["bedrag"].to_list() == [100]
    assert declared.refused is not None


def test_a_reference_table_without_such_columns_names_no_law(read):
    members = make_lines("lidmaatschap", [{"gemeente": "0983", "module": "1", "van": date(2026, 1, 1)}])

    submission = read(members.select(TABLES["lidmaatschap"].names), kind="naslag:lidmaatschap")

    assert (submission.law, submission.month) == (None, None)


def test_a_parquet_that_came_by_mail_is_refused(tmp_path):
    path = tmp_path / "regels.parquet"
    pl.DataFrame({"wet": ["wmo"]}).write_parquet(path)

    (submission,) = read_submission(path)

    assert submission.refused is not None
    assert submission.tables == {}
