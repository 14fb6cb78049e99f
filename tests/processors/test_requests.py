# SPDX-License-Identifier: EUPL-1.2
"""Requests (315, 317) judged from file to findings: one mistake gives one finding, under pseudonyms."""

from datetime import date

import polars as pl
import pytest

from processors.assessment import assess, pseudonymised
from processors.intake.submission import Submission
from processors.lines import make_lines
from processors.pseudonym import Key

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
DAY = date(2026, 8, 6)
WHO = {"wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "client": "999990019"}
ALLOCATION = {
    **WHO, "toewijzing_nummer": 1, "toewijzing_datum": date(2026, 1, 1), "ingangsdatum": date(2026, 1, 5),
    "product_categorie": "02", "product_code": "02A01", "volume": 10, "eenheid": "04", "frequentie": "6",
    "einddatum": date(2026, 12, 31),
}  # fmt: skip
BUDGET = {
    **ALLOCATION, "toewijzing_nummer": 2, "product_categorie": "03", "product_code": None, "volume": None,
    "eenheid": None, "frequentie": None, "budget": 90_000,
}  # fmt: skip
COMING = {**ALLOCATION, "toewijzing_nummer": 3, "product_code": "02A02", "ingangsdatum": date(2026, 10, 1)}
ENDED = {**ALLOCATION, "toewijzing_nummer": 4, "product_code": "02A03", "einddatum": date(2026, 7, 31)}
ALLOCATIONS = [ALLOCATION, BUDGET, COMING, ENDED]
REQUEST = {
    **WHO, "soort": "317", "referentie_aanbieder": "V-1", "reden_verzoek": "1", "dagtekening": date(2026, 8, 3),
}  # fmt: skip
KEPT = [{**REQUEST, "onderdeel": "ongewijzigd", "toewijzing_nummer": number} for number in (1, 2, 3)]
MORE = {
    **REQUEST, "onderdeel": "te wijzigen", "toewijzing_nummer": 1, "gewenste_ingangsdatum": date(2026, 1, 5),
    "einddatum": date(2026, 12, 31), "volume": 12, "eenheid": "04", "frequentie": "6",
}  # fmt: skip
NEW = {
    **REQUEST, "onderdeel": "nieuw", "gewenste_ingangsdatum": date(2026, 8, 4), "product_categorie": "05",
    "product_code": "05A01", "volume": 1, "eenheid": "04", "frequentie": "4",
}  # fmt: skip
ASKED = {
    **NEW, "soort": "315", "onderdeel": "aangevraagd", "reden_verzoek": None, "referentie_aanbieder": "V-9",
}  # fmt: skip


OTHER = {**ASKED, "client": "999990020"}


def judged(rows, known=(), answers=(), allocations=ALLOCATIONS, file="verzoeken.xlsx"):
    reference = {
        "toewijzingen": make_lines("toewijzingen", allocations), "verzoeken": make_lines("verzoeken", known),
        "verzoekantwoorden": make_lines("verzoekantwoorden", answers),
    }  # fmt: skip
    frame = make_lines("verzoeken", rows).with_columns(
        bestand=pl.lit(file), blad=pl.lit("Verzoeken"), rij=pl.int_range(2, 2 + pl.len())
    )
    submission = Submission(file, "gemeentelevering", tables={"verzoeken": frame})
    return assess(submission, pseudonymised(reference, KEY), received_on=DAY, key=KEY)


def said(rows, **beside):
    return sorted(judged(rows, **beside).findings.select("rij", "regel").rows())


def test_a_request_that_names_all_and_changes_what_may_change_has_no_findings():
    assert said([MORE, KEPT[1], KEPT[2], NEW]) == []
    assert said([ASKED, {**ASKED, "referentie_aanbieder": "V-10", "product_code": "05A02"}]) == []


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([MORE, KEPT[2], NEW], [(2, "TR349")]),
        ([NEW], [(2, "TR352")]),
        (KEPT, [(2, "TR353")]),
        ([MORE, KEPT[1], KEPT[2], {**KEPT[0], "toewijzing_nummer": 4}], [(5, "TR350")]),
        ([MORE, KEPT[1], KEPT[2], {**MORE, "toewijzing_nummer": 4}], [(5, "TR351")]),
        ([{**MORE, "gewenste_ingangsdatum": date(2026, 8, 3)}, KEPT[1], KEPT[2]], [(2, "TR357")]),
        ([{**MORE, "gewenste_ingangsdatum": date(2026, 8, 4)}, KEPT[1], KEPT[2]], [(2, "TR373")]),
        ([{**MORE, "volume": None, "eenheid": None, "frequentie": None}, KEPT[1], KEPT[2]], [(2, "TR411")]),
        ([KEPT[0], {**MORE, "toewijzing_nummer": 2}, KEPT[2]], [(3, "TR412")]),
        ([MORE, *KEPT[1:], {**NEW, "product_categorie": "02", "product_code": "02A02"}], [(4, "TR361")]),
        ([MORE, *KEPT[1:], NEW, {**NEW, "gewenste_ingangsdatum": date(2026, 9, 1)}], [(6, "TR410")]),
        ([MORE, *KEPT[1:], {**NEW, "gewenste_ingangsdatum": date(2026, 8, 3)}], [(5, "TR380")]),
        ([MORE, *KEPT[1:], {**NEW, "product_code": None}], [(5, "CD096")]),
        ([MORE, *KEPT[1:], {**NEW, "product_code": None, "budget": 5, "einddatum": MORE["einddatum"]}], [(5, "CD077")]),
        ([{**row, "client": "999990018"} for row in (MORE, *KEPT[1:], NEW)], [(row, "CS002") for row in range(2, 6)]),
        ([ASKED, {**ASKED, "gewenste_ingangsdatum": date(2026, 9, 1)}], [(3, "TR383")]),
        ([ASKED, {**ASKED, "referentie_aanbieder": "V-10"}], [(3, "TR386")]),
        ([{**ASKED, "product_code": None}], [(2, "CD095")]),
        ([{**ASKED, "eenheid": "14", "frequentie": "1"}], [(2, "CS343")]),
    ],
)
def test_one_mistake_in_a_request_is_one_finding(rows, codes):
    assert said(rows) == codes


def test_a_request_that_breaks_several_rules_gives_exactly_those_findings():
    rows = [
        {**MORE, "gewenste_ingangsdatum": date(2026, 8, 3)},
        {**KEPT[1], "toewijzing_nummer": 4},
        KEPT[2],
        {**NEW, "product_categorie": "02", "product_code": "02A02", "gewenste_ingangsdatum": date(2026, 11, 1)},
        {**NEW, "gewenste_ingangsdatum": date(2026, 8, 3), "eenheid": "99"},
    ]

    findings = judged(rows, known=[{**REQUEST, "referentie_aanbieder": "V-0", "dagtekening": date(2026, 7, 1)}])

    assert sorted(findings.findings.select("rij", "regel").rows()) == [
        (2, "TR349"), (2, "TR357"), (2, "TR374"), (3, "TR350"), (5, "TR361"), (6, "MGR-011"), (6, "TR380"),
    ]  # fmt: skip
    assert not any("999990019" in str(cell) for row in findings.findings.rows() for cell in row)


def test_the_same_request_with_its_answer_is_no_second_use_of_its_reference():
    sent = [MORE, *KEPT[1:]]
    rejected = {"antwoord": "afgewezen", "reden_afwijzing": "7", "antwoord_op": DAY}
    answered = [{**row, **rejected} for row in sent]

    assert said(answered, known=sent) == []
    assert said(sent, known=[{**REQUEST, "client": "999900006", "onderdeel": "nieuw"}]) == [(2, "TR347")]


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ({}, [(2, "TR374")]),
        ({"antwoord": "in onderzoek", "antwoord_op": date(2026, 8, 2)}, [(2, "TR374")]),
        ({"antwoord": "afgewezen", "antwoord_op": date(2026, 8, 3)}, []),
        ({"antwoord": "afgewezen", "antwoord_op": date(2026, 8, 4)}, [(2, "TR374")]),
        ({"aanbieder": "87654321"}, []),
        ({"dagtekening": date(2026, 8, 4)}, []),
    ],
)
def test_an_earlier_request_of_the_client_is_open_until_it_is_decided(answer, codes):
    earlier = {**ASKED, "referentie_aanbieder": "V-0", "dagtekening": date(2026, 7, 31), **answer}

    assert said([MORE, *KEPT[1:]], known=[earlier]) == codes


def test_a_rejection_in_a_319_or_an_allocation_with_the_reference_closes_a_request():
    earlier = {**ASKED, "referentie_aanbieder": "V-0", "dagtekening": date(2026, 7, 31)}
    answer = {
        **{name: WHO[name] for name in ("wet", "gemeente", "aanbieder")}, "referentie_aanbieder": "V-0",
        "verzoek_antwoord": "1", "dagtekening": date(2026, 8, 3),
    }  # fmt: skip
    ended = {**ENDED, "referentie_aanbieder": "V-0", "toewijzing_datum": date(2026, 8, 1)}
    sent = [MORE, *KEPT[1:]]

    assert said(sent, known=[earlier], answers=[answer]) == []
    assert said(sent, known=[earlier], answers=[{**answer, "verzoek_antwoord": "2"}]) == [(2, "TR374")]
    assert said(sent, known=[earlier], allocations=[ALLOCATION, BUDGET, COMING, ended]) == []


def test_what_was_decided_after_the_request_does_not_count_against_it():
    ended_later = {**ALLOCATION, "toewijzing_datum": date(2026, 8, 5), "einddatum": date(2026, 2, 1)}

    assert said([MORE, *KEPT[1:]], allocations=[*ALLOCATIONS, ended_later]) == []
    assert said([MORE, *KEPT[1:]], allocations=[*ALLOCATIONS, {**ended_later, "toewijzing_datum": DAY}]) == []


@pytest.mark.parametrize(("file", "codes"), [("315.xml", [(2, "CD067")]), ("levering.xlsx", [])])
def test_a_referrer_without_code_or_name_lacks_them_in_a_message_only(file, codes):
    assert said([{**ASKED, "type_verwijzer": "02"}], file=file) == codes


def test_without_allocations_the_rules_on_them_are_said_once_not_to_be_judged():
    frame = make_lines("verzoeken", [ASKED])
    submission = Submission("verzoeken.xlsx", "gemeentelevering", tables={"verzoeken": frame})

    findings = assess(submission, {}, received_on=DAY, key=KEY).findings

    assert findings["regel"].to_list() == ["INTAKE-90"]
    assert "TR349" in findings["melding"][0]


def test_a_request_for_change_is_accepted_or_refused_as_a_whole():
    tables = judged([*KEPT[1:], {**MORE, "volume": None}, NEW, OTHER]).tables

    told = tables["verzoeken"].select("soort", "geaccepteerd").rows()
    assert told == [("317", False)] * 4 + [("315", True)]


def test_of_rows_without_a_reference_each_stands_alone():
    tables = judged([{**ASKED, "referentie_aanbieder": None}, OTHER]).tables

    assert tables["verzoeken"]["geaccepteerd"].to_list() == [False, True]
