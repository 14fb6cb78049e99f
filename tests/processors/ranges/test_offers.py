# SPDX-License-Identifier: EUPL-1.2
"""Offers from files that were chosen are read and weighed as those in the folder of the tender are."""

from datetime import date

import pytest

from processors.errors import UnusableInputError
from processors.ranges import offers
from processors.tender.dossier import make_dossier
from processors.tender.outcome import outcome
from processors.tender.receiving import received
from tests.processors.tender.made import intake_workbook
from tests.processors.tender.test_outcome import PRICES, SCORES, offer, score


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    """A tender with four offers for lot 1, of which that of Delta has a changed cell, and a matrix with scores."""
    folder = tmp_path_factory.mktemp("aanbesteding")
    found, _ = make_dossier(intake_workbook(folder / "opdracht.xlsx"), folder / "map", date(2027, 6, 1))
    for name, prices in PRICES.items():
        offer(found, name, prices, **({"H11": 90} if name == "Delta" else {}))
    outcome(found)
    score(found.matrix("1"), SCORES)
    return found


def chosen(*paths):
    return [(path.name, path.read_bytes()) for path in paths]


@pytest.fixture(scope="module")
def issued(dossier):
    return chosen(*(dossier.root / "uitgegeven").iterdir())


@pytest.fixture(scope="module")
def returned(dossier):
    return chosen(*dossier.offers())


def test_without_matrices_the_offers_are_those_of_the_folder(dossier, issued, returned):
    found, in_folder = offers.weighed(issued, returned), received(dossier)

    assert found.offers["Bestand"].to_list() == in_folder.offers["bestand"].to_list()
    assert found.offers["SHA-256"].to_list() == in_folder.offers["sha256"].to_list()
    assert (found.offers["Bedrag per jaar (euro)"] * 100).to_list() == in_folder.offers["prijs"].to_list()
    assert found.findings.rows() == in_folder.findings.select(offers.SHOWN).rows()
    assert found.order.is_empty()
    assert found.told == (
        "4 inschrijvingen gelezen, 3 tellen mee. Voor punten en rangorde kiest u bij de uitgegeven stukken ook de "
        "ingevulde beoordelingsmatrices."
    )


def test_with_matrices_the_order_is_that_of_the_folder(dossier, issued, returned, recalculated, tmp_path):
    matrix = dossier.matrix("1")
    recalculated(matrix)  # an assessor saves in a program that computes
    (tmp_path / "herberekend" / matrix.name).replace(matrix)
    in_folder = outcome(dossier).order

    found = offers.weighed([*issued, *chosen(matrix)], returned)

    assert (
        found.order.select("Inschrijver", "Rang", "Uitkomst", "Reden").rows()
        == in_folder.select("inschrijver", "rang", "status", "reden").rows()
    )
    assert (found.order["Totaal"] * 100).round().to_list() == in_folder["totaal"].to_list()
    assert found.told == (
        "4 inschrijvingen gelezen, 3 tellen mee. Perceel 1: gunnen aan Beta, Alfa. "
        "Perceel 2: geen inschrijving die meetelt."
    )


def test_a_procedure_without_comparison_needs_no_matrix(tmp_path):
    path = intake_workbook(tmp_path / "opdracht.xlsx", {"Procedure": "toelating"})
    made, _ = make_dossier(path, tmp_path / "map", date(2027, 6, 1))
    offer(made, "Alfa", PRICES["Alfa"])

    found = offers.weighed(chosen(*(made.root / "uitgegeven").iterdir()), chosen(*made.offers()))

    assert found.order.select("Inschrijver", "Uitkomst").rows() == [("Alfa", "gunnen")]
    assert "Perceel 1: gunnen aan Alfa." in found.told


@pytest.mark.parametrize(
    ("choose", "sentence"),
    [
        (
            lambda _: [],
            "Kies bij de uitgegeven stukken alles uit de map uitgegeven: het opdrachtformulier (Opdracht.xlsx)",
        ),
        (lambda files: [file for file in files if "Programma" not in file[0]], "Het uitgegeven programma van eisen"),
        (lambda files: [file for file in files if "perceel 2" not in file[0]], "prijzenblad van perceel 2 ontbreekt."),
        (lambda files: [("Opdracht.xlsx", b"x"), *files[1:]], "'Opdracht.xlsx' is niet het opdrachtformulier"),
        (lambda files: [("Prijzenblad 3.xlsx", files[0][1]), *files], "'Prijzenblad 3.xlsx' is geen prijzenblad"),
        (lambda files: [("Prijzenblad 3.xlsx", b"PK"), *files], "Kies bij de uitgegeven stukken"),
        (lambda files: [(".xlsx", b""), *files], "De naam van het bestand '.xlsx' heeft tekens die hier niet kunnen."),
        (lambda files: [("..", b""), *files], "De naam van het bestand '..' heeft tekens die hier niet kunnen."),
        (lambda files: [files[0], (files[0][0].upper(), b"x"), *files[1:]], "U koos twee bestanden met de naam"),
    ],
)
def test_what_was_issued_must_be_whole(issued, returned, choose, sentence):
    files = sorted(issued)  # the intake workbook comes first

    with pytest.raises(UnusableInputError) as raised:
        offers.weighed(choose(files), returned)

    assert sentence in str(raised.value)
    assert "/tmp" not in str(raised.value)  # noqa: S108 - no path of ours is told


def test_a_name_with_a_path_is_only_a_name(issued, returned):
    elsewhere = [(f"../../{name}", content) for name, content in issued]

    assert len(offers.weighed(elsewhere, [(f"C:\\map\\{name}", content) for name, content in returned]).offers) == 4


def test_a_file_that_is_no_offer_is_told_of_and_does_not_count(issued):
    found = offers.weighed(issued, [("folder.pdf", b"%PDF-1.7")])

    assert found.offers.select("Bestand", "Telt mee").rows() == [("folder.pdf", "nee")]
    assert found.findings["bestand"].to_list() == ["folder.pdf"]
