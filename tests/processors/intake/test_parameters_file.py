# SPDX-License-Identifier: EUPL-1.2
"""The file `parameters` in the reference folder: a wrong cell is told at its place and nothing is judged."""

from datetime import date

import polars as pl
import pytest

from processors.errors import UnusableInputError
from processors.intake.reference import read_reference
from processors.known import Known
from processors.lines import make_lines
from processors.parameter_rows import parameters_of
from processors.pseudonym import Key

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
HEADER = "parameter;waarde;eenheid;herkomst;contract_nummer;raamovereenkomst;jaar;wet\n"
CONTRACTS = [
    {"contract_nummer": "C1", "aanbieder": "01000001", "wet": "wmo", "raamovereenkomst": "Wmo",
     "begindatum": date(2025, 1, 1), "module": "1"}
]  # fmt: skip
WRONG = {
    "tol_regel_sent;1;;;;;;": ("A2", "De parameter 'tol_regel_sent' bestaat niet; bedoelt u 'tol_regel_cent'?"),
    "iets;1;;;;;;": ("A2", "De parameter 'iets' bestaat niet."),
    "tol_regel_cent;1,5;;;;;;": ("B2", "'1,5' is geen heel getal."),
    "tol_regel_cent;-1;;;;;;": ("B2", "'-1' is geen heel getal."),
    "tol_regel_cent;;;;;;;": ("B2", "'' is geen heel getal."),
    "tol_regel_cent;99999;;;;;;": (
        "B2", "De waarde 99999 eurocent ligt buiten wat voor 'tol_regel_cent' kan: 0 tot en met 10000.",
    ),
    "tol_regel_cent;2;euro;;;;;": ("C2", "De parameter 'tol_regel_cent' is in eurocent, niet in euro."),
    "deadline_verklaring;04-31;;;;;;": ("B2", "'04-31' is geen dag van elk jaar."),
    "deadline_verklaring;02-29;;;;;;": ("B2", "'02-29' is geen dag van elk jaar."),
    "tol_regel_cent;2;;;C9;;;": ("E2", "De waarde 'C9' komt niet voor in de naslag 'contracten'."),
    "tol_regel_cent;2;;;;Preventie;;": ("F2", "De waarde 'Preventie' komt niet voor in de naslag 'contracten'."),
    "kleur_waarschuwing;80;;;;;2026;": ("G2", "De parameter 'kleur_waarschuwing' geldt voor de hele regio."),
    "ernst:MGR-105;streng;;;;;;": ("B2", "'streng' is geen ernst."),
    "gevolg:MGR-105;bestand geweigerd;;;;;;": ("B2", "'bestand geweigerd' is geen gevolg."),
    "ernst:TR321;signaal;;;;;;": (
        "A2", (
            "Van regel 'TR321' kan geen ernst worden afgesproken: het is een landelijke regel, een regel bij het lezen "
            "of geen regel van Verzamelpunt."
        ),
    ),
    "tol_regel_cent;2;;;;;2026;\ntol_regel_cent;3;;;;;;wmo": (
        "A3", (
            "De parameter 'tol_regel_cent' heeft voor wet wmo ook een waarde op regel 1 van de tabel, en geen van "
            "beide gaat voor."
        ),
    ),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A reference folder with contracts and these parameters."""

    def make(text):
        contracts = [{**each, "uitvoeringsvariant": "inspanning"} for each in CONTRACTS]
        make_lines("contracten", contracts).drop("bestand", "blad", "rij").write_parquet(
            tmp_path / "contracten.parquet"
        )
        (tmp_path / "parameters.csv").write_text(HEADER + text + "\n", encoding="utf-8")
        return read_reference(tmp_path)

    return make


@pytest.mark.parametrize(("text", "cell", "sentence"), [(text, *told) for text, told in WRONG.items()])
def test_a_wrong_cell_is_told_at_its_place_and_nothing_is_judged(folder, text, cell, sentence):
    read = folder(text)

    found = read.problems.filter(pl.col("regel") == "INTAKE-30")
    assert found.select("bestand", "cel", "ernst", "melding").rows() == [("parameters.csv", cell, "fout", sentence)]
    with pytest.raises(UnusableInputError) as said:
        Known(read, KEY)
    assert f"cel {cell}: {sentence}" in str(said.value)
    assert str(said.value).startswith("De naslag 'parameters' kan niet worden gebruikt; er is niets beoordeeld.")


def test_a_cell_that_cannot_be_read_stops_too(folder):
    with pytest.raises(UnusableInputError) as said:
        Known(folder("tol_regel_cent;2;;;;;20x6;"), KEY)

    assert "cel G2: '20x6' is geen heel getal" in str(said.value)


def test_a_file_without_its_columns_stops_too(tmp_path):
    (tmp_path / "parameters.csv").write_text("naam;hoeveel\ntol_regel_cent;5\n", encoding="utf-8")

    with pytest.raises(UnusableInputError):
        Known(read_reference(tmp_path), KEY)


def test_rows_that_are_sound_stop_nothing(folder):
    read = folder(
        "tol_regel_cent;5;eurocent;Besluit 1;;;;\nernst:MGR-105;signaal;;;C1;;;\ndeadline_verklaring;05-01;;;;Wmo;;"
    )

    assert read.problems.is_empty()
    Known(read, KEY)
    shown = parameters_of(read.tables).shown()
    assert [row for row in shown if row["parameter"] in ("tol_regel_cent", "ernst:MGR-105")] == [
        {"parameter": "tol_regel_cent", "waarde": "5", "eenheid": "eurocent", "herkomst": "Besluit 1",
         "geldt_voor": "alle regels"},
        {"parameter": "ernst:MGR-105", "waarde": "signaal", "eenheid": "", "herkomst": "eigen afspraak",
         "geldt_voor": "contract_nummer C1"},
    ]  # fmt: skip
