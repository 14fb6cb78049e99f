# SPDX-License-Identifier: EUPL-1.2
"""Production statements in the national form, from the file to the findings."""

from datetime import date

import polars as pl
import pytest

from processors.assessment import assess
from processors.intake.reading import read_submission
from processors.lines import make_lines
from processors.pseudonym import Key
from processors.statements_due import statements_due
from tests.processors.statement_books import LINE, TOTALS, national

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
IN_TIME = date(2026, 2, 12)
DECLARED = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01234567", "declaratie_nummer": "D1", "product_code": "02A03",
    "declaratie_maand": "2025-03", "referentie_nummer": "R1", "client": "P1-a", "toewijzing_nummer": 1,
    "product_periode_begin": date(2025, 3, 1), "product_periode_eind": date(2025, 3, 31), "eenheid": "04",
    "ingediend_bedrag": 20_000, "debet_credit": "D", "status": "toegekend",
}  # fmt: skip
OTHER = {**DECLARED, "referentie_nummer": "R2", "client": "P1-b", "ingediend_bedrag": 6_000}
LAST_YEAR = {
    "jaar": 2024, "wet": "wmo", "raamovereenkomst": "Wmo", "aanbieder": "01234567", "gemeente": "0983",
    "product_code": "02A03", "bedrag_totaal": 25_000,
}  # fmt: skip


def reference(**changed):
    rows = {
        "eerdere_declaratieregels": [
            {**each, "gemeente": place, "referentie_nummer": f"{place}{each['referentie_nummer']}"}
            for place in ("0983", "0984") for each in (DECLARED, OTHER)
        ],
        "eerdere_verantwoordingsregels": [],
        "contracten": [{
            "contract_nummer": "C1", "aanbieder": "01234567", "raamovereenkomst": "Wmo", "module": "1", "wet": "wmo",
            "uitvoeringsvariant": "inspanning", "begindatum": date(2024, 1, 1),
        }],
        "tarieven": [{
            "contract_nummer": "C1", "aanbieder": "01234567", "gemeente": "*", "wet": "wmo", "product_code": "02A03",
            "eenheid": "04", "tarief": 6725, "per_uur": "nee", "geldig_van": date(2025, 1, 1),
        }],
        "lidmaatschap": [{"gemeente": code, "module": "1", "van": date(2020, 1, 1)} for code in ("0983", "0984")],
        "producten": [{"wet": "wmo", "product_categorie": "02", "product_code": "02A03"}],
    } | changed  # fmt: skip
    return {name: make_lines(name.removeprefix("eerdere_"), given) for name, given in rows.items()}


@pytest.fixture
def judged(tmp_path):
    def judge(*given, received_on=IN_TIME, known=None, **changed):
        (read,) = read_submission(national(tmp_path / "verantwoording.xlsx", *given, **changed))
        return assess(read, known or reference(), received_on=received_on, key=KEY)

    return judge


def said(assessment):
    return assessment.findings.select("regel", "ernst", "blad", "cel").rows()


def test_a_national_form_that_agrees_with_everything_has_no_findings(judged):
    assessment = judged()

    assert said(assessment) == []
    assert (assessment.outcome, assessment.total, assessment.accepted) == ("geaccepteerd", 2, 2)
    assert assessment.submission.month == "2025-12"
    cover = assessment.tables["verantwoordingen"].row(0, named=True)
    assert (cover["soort_verklaring"], cover["getekend_bedrag"], cover["ontvangen_op"]) == ("bestuur", 53_800, IN_TIME)


def test_a_sheet_may_say_its_municipality_above_the_headers(judged):
    assessment = judged({"Blad1": [LINE], "Blad2": [LINE]}, titles={"Blad1": "0983 Venlo", "Blad2": "Venray"})

    assert said(assessment) == []
    assert assessment.tables["verantwoordingsregels"]["gemeente"].to_list() == ["0983", "0984"]


def test_two_sheets_of_one_municipality_refuse_the_file(judged):
    assessment = judged({"Venlo": [LINE], "0983": [LINE]}, totals=None)

    assert assessment.refused == "Gemeente 0983 staat op twee bladen: 'Venlo' en '0983'."
    assert "INTAKE-22" in assessment.findings["regel"]


def test_a_sheet_with_two_municipalities_refuses_the_file(judged):
    assessment = judged({"Venlo": [LINE]}, titles={"Venlo": "Venray"}, totals=None)

    assert assessment.refused == "Blad 'Venlo' heet naar gemeente 0983, maar boven de regels staat gemeente 0984."


def test_a_municipality_of_another_region_is_refused_line_by_line(judged):
    assessment = judged({"Venlo": [LINE], "0984": [LINE], "Nijmegen": [LINE]}, totals=None, Getekend_bedrag_euro=807)

    assert ("MGR-104", "fout", "Nijmegen", None) in said(assessment)
    assert assessment.tables["verantwoordingsregels"]["geaccepteerd"].to_list() == [True, True, False]


def test_the_form_of_last_year_is_reported(judged):
    assessment = judged(form_year=2024)

    assert said(assessment) == [("MGR-005", "waarschuwing", "Voorblad", "")]


@pytest.mark.parametrize(
    ("totals", "cells"),
    [
        ((("Venlo", 269), ("Venray", 269.01), ("Totaal", 538)), ["B5"]),
        ((("Venlo", 269), ("Venray", 269), ("Totaal", 537.99)), ["B6"]),
        ((("Venlo", 269), ("Venray", 269), ("Beesel", 1), ("Totaal", 538)), ["B6"]),
    ],
)
def test_a_total_sheet_that_does_not_close_is_said_at_its_cell(judged, totals, cells):
    assessment = judged(totals=totals)

    assert said(assessment) == [("MGR-110", "fout", "Totaaloverzicht", cell) for cell in cells]


def test_a_municipality_that_the_total_sheet_forgets_is_said_at_its_line(judged):
    assessment = judged(totals=(TOTALS[0], TOTALS[2]))

    assert said(assessment) == [("MGR-110", "fout", "0984", None)]


@pytest.mark.parametrize(
    ("received_on", "expected"),
    [
        (date(2026, 2, 28), []),
        (date(2026, 3, 1), [("MGR-101", "waarschuwing", "Voorblad", "B3")]),
    ],
)
def test_the_first_of_march_is_too_late(judged, received_on, expected):
    assert said(judged(received_on=received_on)) == expected


def test_a_declaration_that_is_not_there_is_a_signal_before_april_and_an_error_after(judged):
    early = judged(Soort_verklaring="", received_on=date(2026, 3, 31))
    late = judged(Soort_verklaring="", received_on=date(2026, 4, 1))

    assert ("MGR-102", "signaal", "Voorblad", "B11") in said(early)
    assert ("MGR-102", "fout", "Voorblad", "B11") in said(late)


def test_the_threshold_of_the_framework_agreement_and_year_counts(judged):
    own = [{
        "parameter": "drempel_accountantsverklaring_landelijk_tot_verhoging", "waarde": "500",
        "raamovereenkomst": "Wmo", "jaar": 2025,
    }]  # fmt: skip

    assert said(judged(known=reference(parameters=own))) == [("MGR-102", "signaal", "Voorblad", "B11")]
    own[0]["jaar"] = 2024
    assert said(judged(known=reference(parameters=own))) == []


def test_an_amount_signed_and_an_opinion_are_judged_at_their_cells(judged):
    assessment = judged(Soort_verklaring="accountantsverklaring", Oordeel="afkeurend", Getekend_bedrag_euro=537.99)

    assert said(assessment) == [
        ("MGR-113", "waarschuwing", "Voorblad", "B12"), ("MGR-112", "fout", "Voorblad", "B13"),
    ]  # fmt: skip


def test_declarations_that_are_not_stated_and_products_that_were_not_declared_are_said(judged):
    elsewhere = {**DECLARED, "gemeente": "0889", "referentie_nummer": "R9"}
    known = reference(eerdere_declaratieregels=[DECLARED, OTHER, elsewhere])

    assert said(judged(known=known)) == [
        ("MGR-104", "fout", "Voorblad", "B3"), ("MGR-106", "fout", "0984", "A6"),
    ]  # fmt: skip


def test_what_was_refused_or_credited_is_not_granted(judged):
    refused = {**OTHER, "status": "afgewezen"}
    known = reference(eerdere_declaratieregels=[
        DECLARED, OTHER, {**OTHER, "debet_credit": "C", "referentie_nummer": "R3", "vorig_referentie_nummer": "R2"},
        {**DECLARED, "gemeente": "0984", "referentie_nummer": "R4"}, {**refused, "gemeente": "0984"},
    ])  # fmt: skip
    exact = [
        {"parameter": "tol_abs_aansluiting", "waarde": "59"}, {"parameter": "tol_pct_aansluiting", "waarde": "0"},
    ]  # fmt: skip

    findings = judged(known={**known, "parameters": make_lines("parameters", exact)}).findings

    # One client of two, and 60.00 less than is stated; the tolerance is 59 euro.
    assert findings.select("regel", "blad").rows() == [
        ("MGR-116", "Venlo"), ("MGR-108", "Venlo"), ("MGR-116", "0984"), ("MGR-108", "0984"),
    ]  # fmt: skip


def test_nothing_known_of_the_declarations_is_said_once(judged):
    findings = judged(known=reference(eerdere_declaratieregels=[])).findings

    assert findings.select("regel", "ernst", "cel").rows() == [("MGR-104", "signaal", "B3")]


def test_a_leap_since_last_year_asks_for_a_remark(judged):
    known = reference(eerdere_verantwoordingsregels=[{**LAST_YEAR, "bedrag_totaal": 21_519}])
    explained = (*LINE[:-1], "nieuwe locatie")

    assert said(judged(known=known)) == [("MGR-115", "signaal", "Venlo", "I6")]
    assert said(judged({"Venlo": [explained], "0984": [LINE]}, known=known)) == []
    assert said(judged(known=reference(eerdere_verantwoordingsregels=[{**LAST_YEAR, "bedrag_totaal": 21_520}]))) == []


def test_a_new_version_says_the_difference(judged):
    replaced = make_lines("verantwoordingsregels", [{**LAST_YEAR, "jaar": 2025, "bedrag_totaal": 50_000}])

    findings = judged(known={**reference(), "vorige_verantwoordingsregels": replaced}).findings

    assert findings["regel"].to_list() == ["MGR-114"]
    assert "van € 500,00 naar € 538,00, een verschil van € 38,00" in findings["melding"][0]


def test_a_cover_by_itself_is_the_declaration_of_a_statement_that_is_known(judged):
    stated = [{**LAST_YEAR, "jaar": 2025, "bedrag_totaal": 53_800}]

    known = judged({}, totals=None, known=reference(eerdere_verantwoordingsregels=stated), received_on=date(2026, 3, 9))
    unknown = judged({}, totals=None, received_on=date(2026, 3, 9))

    assert known.submission.kind == "verklaring"
    assert (said(known), known.total, known.outcome) == ([], 0, "geaccepteerd")
    assert [row[0] for row in said(unknown)] == ["MGR-112"]


def test_who_declared_and_did_not_state_owes_a_statement():
    lines = make_lines("declaratieregels", [
        DECLARED, {**DECLARED, "aanbieder": "07654321"}, {**DECLARED, "product_periode_begin": date(2024, 3, 1)},
        {**DECLARED, "aanbieder": "01111111"},
        {**DECLARED, "aanbieder": "01111111", "debet_credit": "C"},
    ])  # fmt: skip
    covers = make_lines("verantwoordingen", [{"jaar": 2025, "wet": "wmo", "aanbieder": "01234567"}])

    due = statements_due(lines, covers, 2025)

    assert due.rows() == [(2025, "wmo", "01234567", 20_000, "ja"), (2025, "wmo", "07654321", 20_000, "nee")]
    assert isinstance(due, pl.DataFrame)
