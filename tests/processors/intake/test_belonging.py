# SPDX-License-Identifier: EUPL-1.2
"""Lines of someone else are refused: line by line, or the whole file in one sentence."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.assessment import assess
from processors.explanation import Explained
from processors.intake.belonging import beside_sender
from processors.pseudonym import Key

OWN, OTHER = "01234567", "07654321"
KEY = Key(1, b"0123456789abcdef0123456789abcdef")
WRONG = "Deze regel is van aanbieder 07654321, maar het bestand is gestuurd door aanbieder 01234567."


def numbered(*changes):
    return [
        {"Referentienummer": f"R{number}", "Toewijzingnummer": number + 1, **change}
        for number, change in enumerate(changes)
    ]


def judged(submission):
    return assess(submission, {}, received_on=date(2026, 10, 20), key=KEY)


def findings(submission):
    errors = [row for row in judged(submission).findings.iter_rows(named=True) if row["ernst"] == "fout"]
    return [(row["regel"], row["rij"], row["melding"]) for row in errors]


def supplier(code):
    return {"Aanbieder (AGB)": code}


def test_a_file_of_its_own_sender_is_left_as_it_is(form, submit):
    read = submit(form(*numbered({}, {})))

    assert beside_sender(read, OWN) is read
    assert beside_sender(read, "map") is read
    assert beside_sender(read, "ab@cd.nl") is read


def test_one_line_of_another_supplier_is_refused_at_its_cell(form, submit):
    read = beside_sender(submit(form(*numbered({}, supplier(OTHER), {}))), OWN)

    assert findings(read) == [("INTAKE-18", 3, WRONG)]
    (told,) = judged(read).findings.filter(regel="INTAKE-18").select("kolom", "cel", "waarde").rows()
    assert told == ("Aanbieder (AGB)", "C3", OTHER)
    assert judged(read).tables["declaratieregels"]["geaccepteerd"].to_list() == [True, False, True]


def test_more_lines_of_another_supplier_are_refused_in_one_sentence(form, submit):
    read = beside_sender(submit(form(*numbered({}, supplier(OTHER), supplier(OTHER), supplier("07654399")))), OWN)

    assert findings(read) == [
        ("INTAKE-18", None, f"{WRONG} Dit geldt voor 2 van de 4 regels."),
        ("INTAKE-18", 5, WRONG.replace(OTHER, "07654399")),
    ]
    assert judged(read).tables["declaratieregels"]["geaccepteerd"].to_list() == [True, False, False, False]


def test_a_file_with_only_lines_of_another_supplier_is_refused_and_not_judged_further(form, submit):
    wrong = {**supplier(OTHER), "Ingediend bedrag (euro)": 1, "Client": "999990018"}

    read = beside_sender(submit(form(*numbered(wrong, wrong, wrong))), OWN)

    sentence = "Alle 3 regels zijn van aanbieder 07654321, maar het bestand is gestuurd door aanbieder 01234567."
    assert findings(read) == [("INTAKE-18", None, sentence)]
    assert (judged(read).refused, judged(read).accepted) == (sentence, 0)


@pytest.mark.parametrize("changes", [[{}, supplier(OTHER)], [supplier(OTHER), supplier(OTHER)]])
def test_nothing_is_explained_about_the_lines_of_somebody_else(form, submit, changes):
    read = beside_sender(submit(form(*numbered(*changes))), OWN)

    told = assess(read, {}, received_on=date(2026, 10, 20), key=KEY, explained=Explained.ALL).explanations

    assert set(told["rij"]) == {row for row, change in enumerate(changes, 2) if not change}


def test_of_several_other_suppliers_none_is_named(form, submit):
    read = beside_sender(submit(form(*numbered(supplier(OTHER), supplier("07654399")))), OWN)

    assert read.refused.startswith("Alle 2 regels zijn van een andere aanbieder, maar")


def test_a_single_line_is_called_the_only_one(form, submit):
    read = beside_sender(submit(form(supplier(OTHER))), OWN)

    assert read.refused.startswith("De enige regel is van aanbieder 07654321, maar")


def test_a_code_that_is_no_code_is_not_somebody_else(form, submit):
    read = beside_sender(submit(form(*numbered({}, supplier("0123456A"), supplier(None)))), OWN)

    assert [(code, row) for code, row, _ in findings(read)] == [("RS036", 3), ("RS033", 4)]


def test_a_municipality_sends_its_own_lines_only(form, submit):
    mixed = beside_sender(submit(form(*numbered({}, {"Gemeente": "0984"}))), "0983")
    other = beside_sender(submit(form(*numbered({}, {}))), "0984")

    assert findings(mixed) == [
        ("MGR-201", 3, "Deze regel is van gemeente 0984, maar het bestand is gestuurd door gemeente 0983.")
    ]
    assert other.refused == "Alle 2 regels zijn van gemeente 0983, maar het bestand is gestuurd door gemeente 0984."


def test_a_supplier_cannot_allocate(sheet, submit):
    headers = ["Wet", "Gemeente", "Aanbieder (AGB)", "Client", "Toewijzingnummer", "Toewijzingsdatum", "Ingangsdatum"]
    cells = ["wmo", "0983", OWN, "999900006", 7, date(2026, 1, 1), date(2026, 1, 1)]

    read = beside_sender(submit(sheet("Toewijzingen", [headers, cells])), OWN)

    assert findings(read) == [
        ("INTAKE-18", None,
         "Toewijzingen komen van een gemeente, maar het bestand is gestuurd door aanbieder 01234567."),
    ]  # fmt: skip
    assert judged(read).accepted == 0


def cover(sheet, **said):
    return sheet("Voorblad", [[label, value] for label, value in said.items()])


def test_a_cover_about_another_month_than_every_line_refuses_the_file_once(form, sheet, submit):
    read = submit(cover(sheet, maand="2026-08"), form(*numbered({}, {})))

    assert read.refused == "Alle 2 regels gaan over 2026-09, maar op het Voorblad staat maand 2026-08."
    assert findings(read) == [("MGR-202", None, read.refused)]


def test_a_cover_about_the_month_of_some_lines_is_right(form, sheet, submit):
    assert submit(cover(sheet, maand="2026-08"), form({}, {"Declaratiemaand": "2026-08"})).refused is None


def test_a_cover_about_another_supplier_than_every_line_refuses_the_file_once(form, sheet, submit):
    read = submit(cover(sheet, aanbieder=OTHER), form(*numbered({}, {})))

    assert findings(read) == [
        ("INTAKE-19", None, "Alle 2 regels zijn van aanbieder 01234567, maar op het Voorblad staat aanbieder 07654321.")
    ]
    assert findings(beside_sender(read, OTHER)) == findings(read)


def test_a_line_that_the_cover_told_apart_is_not_told_again_for_its_sender(form, sheet, submit):
    read = beside_sender(submit(cover(sheet, aanbieder=OWN), form(*numbered({}, supplier(OTHER)))), OWN)

    assert [(code, row) for code, row, _ in findings(read)] == [("INTAKE-19", 3)]


def test_a_statement_about_another_year_than_its_cover_is_refused(sheet, submit):
    headers = ["Jaar", "Wet", "Raamovereenkomst", "Aanbieder", "Gemeente", "Productcode", "Eenheid", "Aantal",
               "Bedrag toegekend", "Bedrag totaal"]  # fmt: skip
    cells = [2025, "wmo", "HO", OWN, "0983", "02A03", "04", 1, 100, 100]

    read = submit(cover(sheet, jaar=2024), sheet("Regels", [headers, cells]))

    assert read.refused == "De enige regel gaat over 2025, maar op het Voorblad staat jaar 2024."


@pytest.mark.parametrize(("month", "told"), [("2026-10", []), ("2026-11", ["MGR-202"])])
def test_a_month_in_the_future_is_one_mistake(form, submit, month, told):
    dates = {"Declaratiemaand": month, "Productperiode begin": date(2026, 11, 1),
             "Productperiode eind": date(2026, 11, 30)} if told else {"Declaratiemaand": month}  # fmt: skip

    said = findings(submit(form(*numbered(dates, dates, dates))))

    assert [code for code, _, _ in said] == told
    assert all(sentence.endswith("Dit geldt voor alle 3 regels.") for _, _, sentence in said)


def test_a_month_of_long_ago_is_one_mistake(form, submit):
    dates = {"Declaratiemaand": "2021-03", "Productperiode begin": date(2021, 3, 1),
             "Productperiode eind": date(2021, 3, 31)}  # fmt: skip

    said = findings(submit(form(*numbered(dates, dates))))

    assert [(code, row) for code, row, _ in said] == [("TR335", None)]


@given(st.lists(st.sampled_from([OWN, OTHER, "07654399", "0123", None]), min_size=1, max_size=6))
@settings(max_examples=25)
def test_no_line_of_somebody_else_is_ever_accepted(form, submit, codes):
    read = beside_sender(submit(form(*numbered(*map(supplier, codes)))), OWN)

    accepted = judged(read).tables["declaratieregels"].filter("geaccepteerd")["aanbieder"].to_list()

    assert accepted == [code for code in codes if code == OWN]
