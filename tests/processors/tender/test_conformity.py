# SPDX-License-Identifier: EUPL-1.2
"""The list in which a tenderer confirms the requirements: what is changed, not confirmed or not signed is told."""

from datetime import date

import openpyxl
import polars as pl
import pytest

from processors.errors import UnusableInputError
from processors.tender.conformity import issued_list, read_conformity
from processors.tender.dossier import ISSUED, REQUIREMENTS, Dossier, make_dossier
from processors.tender.receiving import received
from tests.processors.tender.made import intake_workbook
from tests.processors.tender.test_outcome import offer

LIST, PROGRAMME = "Conformiteitenlijst", "Programma van eisen"
DAY = date(2027, 9, 20)


@pytest.fixture
def dossier(tmp_path):
    found, _ = make_dossier(intake_workbook(tmp_path / "opdracht.xlsx"), tmp_path / "map", date(2027, 6, 1))
    return found


@pytest.fixture
def confirm(dossier):
    """Send back the list: signed, with these answers, and with other cells and another shape where that is asked."""

    def confirm(name, answers=("ja", "ja"), cells=(), reshape=lambda _book: None):
        book = openpyxl.load_workbook(dossier.root / REQUIREMENTS)
        filled = {"B3": name, "B4": "A. Bestuurder", "B5": DAY} | {
            f"D{row}": each for row, each in enumerate(answers, 9)
        }
        for address, value in {**filled, **dict(cells)}.items():
            book[LIST][address] = value
        reshape(book)
        path = dossier.received / f"conformiteit {name or 'naamloos'}.xlsx"
        book.save(path)
        return path

    return confirm


def told(dossier):
    findings = received(dossier).findings
    return findings.select("bestand", "regel", "cel").rows()


def reasons(dossier):
    return dict(received(dossier).offers.select("inschrijver", "reden").rows())


def test_a_list_that_is_whole_has_nothing_to_tell(dossier, confirm):
    offer(dossier, "Alfa", (60, 70))
    confirm("Alfa")

    assert (told(dossier), reasons(dossier)) == ([], {"Alfa": None})


def test_a_requirement_that_is_not_confirmed_puts_a_tenderer_out(dossier, confirm):
    for name, prices in {"Alfa": (60, 70), "Beta": (62.5, 74), "Gamma": (70, 75)}.items():
        offer(dossier, name, prices)
    confirm("Alfa", ["nee", "ja"])
    confirm("Beta", ["ja", None])

    assert reasons(dossier) == {"Alfa": "Eis E1 is niet bevestigd.", "Beta": None, "Gamma": None}  # E2 is of lot 2
    assert told(dossier) == [
        ("conformiteit Alfa.xlsx", "INTAKE-60", "D9"), ("conformiteit Beta.xlsx", "INTAKE-60", "D10"),
        ("Gamma.xlsx", "INTAKE-61", ""),
    ]  # fmt: skip


def test_a_list_belongs_to_the_offer_of_that_name_however_it_was_typed(dossier, confirm):
    offer(dossier, "Stichting Alfa", (60, 70))
    confirm("stichting  ALFA ", ["nee", "ja"])

    assert reasons(dossier) == {"Stichting Alfa": "Eis E1 is niet bevestigd."}
    assert [rule for _, rule, _ in told(dossier)] == ["INTAKE-60"]


def test_a_list_of_somebody_who_made_no_offer_is_told(dossier, confirm):
    offer(dossier, "Alfa", (60, 70))
    confirm("Alpha", ["nee", "ja"])

    assert reasons(dossier) == {"Alfa": None}
    assert told(dossier) == [
        ("conformiteit Alpha.xlsx", "INTAKE-60", "D9"), ("Alfa.xlsx", "INTAKE-61", ""),
        ("conformiteit Alpha.xlsx", "INTAKE-65", ""),
    ]  # fmt: skip


def test_a_requirement_that_was_rewritten_puts_a_tenderer_out_of_every_lot(dossier, confirm):
    offer(dossier, "Alfa", (60, 70))
    confirm("Alfa", cells={"C10": "Iets lichters"})
    was = openpyxl.load_workbook(dossier.root / REQUIREMENTS)[LIST]["C10"].value

    assert told(dossier) == [("conformiteit Alfa.xlsx", "INTAKE-63", "C10")]
    assert reasons(dossier) == {
        "Alfa": f"Conformiteitenlijst, C10: Deze vaste cel is gewijzigd; uitgegeven was '{was}'."
    }


@pytest.mark.parametrize(
    ("reshape", "expected"),
    [
        (lambda book: book.create_sheet("Voorbehoud").append(["Alleen als"]), "Het blad 'Voorbehoud' hoort niet bij"),
        (lambda book: book.remove(book[PROGRAMME]), f"Het blad '{PROGRAMME}' ontbreekt of heet anders."),
        (lambda book: setattr(book[LIST], "title", "Lijst"), f"Het blad '{LIST}' ontbreekt of heet anders."),
        (lambda book: book[LIST].delete_rows(8), f"Het blad '{LIST}' heeft een andere indeling."),
        (lambda book: setattr(book[PROGRAMME], "sheet_state", "hidden"), f"Het blad '{PROGRAMME}' is verborgen."),
        (lambda book: book[LIST].cell(9, 5, "met voorbehoud"), "Deze vaste cel is gewijzigd; uitgegeven was niets."),
    ],
)  # fmt: skip
def test_a_list_of_another_shape_is_told_and_does_not_count(dossier, confirm, reshape, expected):
    confirm("Alfa", reshape=reshape)

    findings = received(dossier).findings.filter(pl.col("regel") != "INTAKE-65")  # nobody made an offer

    assert findings["regel"].to_list() == ["INTAKE-63"]
    assert findings["melding"][0].startswith(expected)
    assert findings["actie"][0] == "Begin opnieuw met de uitgegeven conformiteitenlijst en vul alleen de gele cellen."


def test_an_answer_that_is_computed_is_no_answer(dossier, confirm, recalculated, tmp_path):
    offer(dossier, "Alfa", (60, 70))
    path = confirm("Alfa", answers=('=IF(1=1,"ja","nee")', "ja"))
    recalculated(path)
    (tmp_path / "herberekend" / path.name).replace(path)

    assert told(dossier) == [("conformiteit Alfa.xlsx", "LEZEN-24", "D9")]
    assert reasons(dossier) == {"Alfa": "Conformiteitenlijst, D9: In deze invulcel staat een formule."}


def test_a_list_that_nobody_signed_is_told_and_one_without_a_name_is_of_nobody(dossier, confirm):
    offer(dossier, "Alfa", (60, 70))
    confirm("Alfa", cells={"B4": None, "B5": None})
    confirm("", cells={"B3": None})

    findings = received(dossier).findings.select("bestand", "regel", "cel", "ernst").rows()

    assert findings == [
        ("conformiteit Alfa.xlsx", "INTAKE-64", "B4", "waarschuwing"),
        ("conformiteit Alfa.xlsx", "INTAKE-64", "B5", "waarschuwing"),
        ("conformiteit naamloos.xlsx", "INTAKE-64", "B3", "fout"),
    ]
    assert reasons(dossier) == {"Alfa": None}


def test_another_file_is_no_conformity_list(dossier, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    asked, issued = dossier.assignment(), dossier.requirements()

    assert read_conformity(tmp_path / "x.pdf", asked, issued) is None
    assert read_conformity(dossier.root / "Planning.xlsx", asked, issued) is None


def test_what_was_issued_must_be_there_to_compare_with(dossier):
    path = dossier.root / ISSUED / REQUIREMENTS
    path.unlink()

    with pytest.raises(
        UnusableInputError, match=r"ontbreekt\. Zet daar het programma van eisen zoals het is uitgegeven"
    ):
        received(Dossier(dossier.root))
    with pytest.raises(UnusableInputError, match="is geen programma van eisen zoals het is uitgegeven"):
        issued_list(dossier.root / "Planning.xlsx")
