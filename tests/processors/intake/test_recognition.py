# SPDX-License-Identifier: EUPL-1.2
"""Which sheets and columns of a file are known, and what is said of the others."""

import pytest

from processors.intake.headers import Alias, ColumnMap


def test_an_unknown_header_is_reported_and_its_values_are_not_used(form, submit, told):
    submission = submit(form({"Kleur": "rood"}))

    assert told(submission, "rij", "cel", "regel", "ernst", "melding") == [
        (
            1, "S1", "INTAKE-10", "waarschuwing",
            "De kop 'Kleur' (kolom S) is niet bekend; de waarden in deze kolom worden niet gebruikt.",
        )
    ]  # fmt: skip


def test_values_under_no_header_are_reported(sheet, submit, line, told):
    submission = submit(sheet("Declaratieregels", [list(line), [*line.values(), "los"]]))

    assert told(submission, "regel", "melding") == [
        ("INTAKE-10", "Kolom S heeft geen kop; de waarden in deze kolom worden niet gebruikt.")
    ]


def test_the_words_of_a_sender_are_understood(form, submit, line):
    base = {("Hoeveel" if header == "Geleverd volume" else header): value for header, value in line.items()}
    words = ColumnMap((Alias("venlo", "declaratie", "hoeveel", "geleverd_volume"),))

    known = submit(form({}, base=base), column_map=words, sender="Venlo")
    unknown = submit(form({}, base=base), column_map=words, sender="Venray")

    assert known.tables["declaratieregels"]["geleverd_volume"].to_list() == [10]
    assert unknown.refused == "Op blad 'Declaratieregels' ontbreekt de kolom Geleverd volume."


def test_missing_columns_are_named_together_and_refuse_the_file(form, submit, line, told):
    base = {header: value for header, value in line.items() if header not in {"Client", "Eenheid"}}

    submission = submit(form({}, base=base))

    assert told(submission, "regel", "ernst", "gevolg", "kolom") == [
        ("MGR-004", "fout", "bestand geweigerd", "Client, Eenheid")
    ]
    assert submission.refused == "Op blad 'Declaratieregels' ontbreken de kolommen Client, Eenheid."
    assert submission.tables == {}
    assert submission.kind == "declaratie"


def test_a_header_that_stands_there_twice_refuses_the_file(sheet, submit, line, told):
    submission = submit(sheet("", [[*line, "wet"], [*line.values(), "jw"]]))

    assert told(submission, "regel") == [("INTAKE-15",)]
    assert submission.refused == "In het bestand staat meer dan één kolom voor hetzelfde gegeven: 'wet' (S)."


def test_a_file_without_any_table_is_refused(sheet, submit, told):
    submission = submit(sheet("Blad1", [["Beste collega,"], ["hierbij", "de cijfers", "van september"]]))

    assert submission.kind is None
    assert submission.refused == (
        "In dit bestand is geen tabel herkend: geen blad heeft een kopregel met bekende koppen."
    )
    assert told(submission, "regel") == [("INTAKE-11",), ("INTAKE-14",)]


@pytest.mark.parametrize("name", ["Prijzenblad", "Conformiteitenlijst"])
def test_an_offer_in_the_mailbox_for_deliveries_is_told_to_be_no_offer_there(sheet, submit, told, name):
    submission = submit(sheet(name, [["Prijzenblad"], ["Kenmerk", "INK-2027-03"]]))

    assert told(submission, "regel", "melding")[0] == (
        "INTAKE-11", f"Blad '{name}' hoort bij een aanbesteding. Hier is het geen inschrijving.",
    )  # fmt: skip
    assert submission.refused.startswith("In dit bestand is geen tabel herkend")


def test_an_empty_csv_is_refused_without_naming_a_sheet(sheet, submit, told):
    submission = submit(sheet("", [["a"]]))

    assert told(submission, "regel") == [("INTAKE-14",)]


def test_a_sheet_that_is_named_after_a_table_must_have_its_headers(form, sheet, submit):
    submission = submit(form({}), sheet("Toewijzingen", [["zie bijlage"]]))

    assert submission.refused == "Op blad 'Toewijzingen' is geen kopregel met bekende koppen gevonden."


def test_sheets_of_our_own_forms_that_explain_are_passed_by(form, sheet, submit):
    aside = [
        sheet(name, [["Wet", "Gemeente"], ["x", "y"]]) for name in ("Uitleg", "Codelijsten", "Producten", "eenheid")
    ]

    submission = submit(form({}), *aside)

    assert submission.problems.is_empty()


def test_another_sheet_is_reported_as_not_used(form, sheet, submit, told):
    submission = submit(form({}), sheet("Notities", [["bel Jan"]]))

    assert told(submission, "blad", "regel", "melding") == [
        ("Notities", "INTAKE-11", "Blad 'Notities' is niet herkend en wordt niet gebruikt.")
    ]
