# SPDX-License-Identifier: EUPL-1.2
"""Explanations beside the verdict: which lines get one, which finding it belongs to, and what it never tells."""

import re
from datetime import date

import polars as pl
import pytest

from processors.assessment import assess, pseudonymised
from processors.explanation import ABOUT, Explained, Subject, beside
from processors.intake.belonging import beside_sender
from processors.intake.submission import Submission
from processors.lines import make_lines
from processors.pseudonym import Key
from processors.rules import RULES

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
BSN = "999990019"
BEGIN, END = date(2026, 9, 1), date(2026, 9, 30)
PLACE = {"wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "client": BSN, "toewijzing_nummer": 1}
ALLOCATION = {
    **PLACE, "toewijzing_datum": date(2026, 1, 1), "ingangsdatum": date(2026, 1, 5), "einddatum": date(2026, 12, 31),
    "product_categorie": "02", "product_code": "02A01", "volume": 3, "eenheid": "04", "frequentie": "2",
}  # fmt: skip
LINE = {
    **PLACE, "declaratie_nummer": "D1", "declaratie_maand": "2026-09", "product_categorie": "02",
    "product_code": "02A01", "product_periode_begin": BEGIN, "product_periode_eind": END, "geleverd_volume": 4,
    "eenheid": "04", "product_tarief": 6725, "ingediend_bedrag": 26900, "debet_credit": "D",
}  # fmt: skip
TARIFF = {
    "contract_nummer": "C1", "aanbieder": "12345678", "gemeente": "*", "wet": "wmo", "product_code": "02A01",
    "eenheid": "04", "tarief": 6725, "per_uur": "ja", "geldig_van": date(2026, 1, 1),
}  # fmt: skip
PROFILE = {"profiel": "streng", "afspraak": "weken_naar_boven"}


def judged(*changes, explained=Explained.ALL, sender="", profile=None, **reference):
    rows = [{**LINE, "referentie_nummer": f"R{nr}", **change} for nr, change in enumerate(changes)]
    read = Submission("a.xlsx", "declaratie", tables={"declaratieregels": make_lines("declaratieregels", rows)})
    known = {"toewijzingen": [ALLOCATION], "tarieven": [TARIFF], "eerdere_declaratieregels": [], **reference}
    frames = {name: make_lines(name.removeprefix("eerdere_"), rows) for name, rows in known.items()}
    return assess(
        beside_sender(read, sender), pseudonymised(frames, KEY), received_on=date(2026, 10, 5), key=KEY,
        profile=profile, explained=explained,
    )  # fmt: skip


def told(assessment):
    return assessment.explanations.select("rij", "onderwerp").rows()


def test_every_line_is_explained_in_the_order_of_the_file():
    assessment = judged({}, {"geleverd_volume": 20, "ingediend_bedrag": 134_500})

    assert told(assessment) == [
        (rij, subject) for rij in (2, 3) for subject in (Subject.PERIOD, Subject.WHOLE, Subject.TARIFF, Subject.AMOUNT)
    ]


def test_where_only_findings_are_explained_the_other_lines_are_not():
    changes = ({}, {"geleverd_volume": 20, "ingediend_bedrag": 134_500}, {"declaratie_maand": "2026-08"})

    some = judged(*changes, explained=Explained.FINDINGS)

    assert {rij for rij, _ in told(some)} == {3}
    assert told(judged(*changes, explained=Explained.NOTHING)) == []


def test_lines_that_were_left_out_count_in_the_explanation_of_the_others():
    small = {"geleverd_volume": 2, "product_categorie": "02", "ingediend_bedrag": 13_450}
    changes = ({**small, "product_periode_eind": END}, {"geleverd_volume": 20, "ingediend_bedrag": 134_500})
    total = {**ALLOCATION, "frequentie": "6", "volume": 10}

    both = [judged(*changes, explained=how, toewijzingen=[total]) for how in (Explained.ALL, Explained.FINDINGS)]

    every, some = (each.explanations.filter(rij=3)["uitleg"].to_list() for each in both)
    assert every == some


def test_a_finding_stands_beside_the_explanation_of_its_figure():
    assessment = judged({"geleverd_volume": 20, "ingediend_bedrag": 134_501})

    found = assessment.findings.with_columns(beside(assessment.findings, assessment.explanations))
    sentences = dict(found.filter(ernst="fout").select("regel", "uitleg").iter_rows())
    assert sentences["TR321"] == (
        "Productperiode 01-09-2026 tot en met 30-09-2026: 3 uur per week × 5 ISO-weken "
        "(2026-W36, W37, W38, W39, W40) = 15 uur."
    )
    assert (
        sentences["TR346"]
        == "20 uur × € 67,25 per uur = € 1.345,00. Op de regel staat € 1.345,01; dat is € 0,01 te veel."
    )


def test_every_rule_on_a_figure_has_an_explanation():
    figures = re.compile("^(maximum_|contract_tarief$|toegewezen_budget$)")
    on_figures = {
        rule.code for rule in RULES.for_table("declaratieregels") if any(figures.match(name) for name in rule.needs)
    }

    assert on_figures <= set(ABOUT)
    assert set(ABOUT) <= {rule.code for rule in RULES}


def test_a_local_agreement_is_explained_beside_the_national_maximum():
    august = {"product_periode_begin": date(2026, 8, 1), "product_periode_eind": date(2026, 8, 31)}

    assessment = judged(august, profile="streng", profielen=[PROFILE])

    (sentence,) = assessment.explanations.filter(onderwerp=Subject.LOCAL)["uitleg"]
    volume, days, weeks, iso_weeks, maximum, national = map(
        int,
        re.fullmatch(
            r"Lokale afspraak bij (\d+) uur per week: (\d+) dagen gedeeld door 7, naar boven afgerond, is (\d+) weken; "
            r"landelijk (\d+) ISO-weken\. Maximum volgens de afspraak: (\d+) uur; landelijk: (\d+) uur\.",
            sentence,
        ).groups(),
    )
    assert (volume, days, weeks, iso_weeks) == (3, 31, -(-31 // 7), 6)
    assert (maximum, national) == (volume * weeks, volume * iso_weeks)


def test_lines_of_another_sender_are_not_explained():
    assessment = judged(
        {}, {"aanbieder": "87654321"}, sender="12345678", tarieven=[TARIFF, {**TARIFF, "aanbieder": "87654321"}]
    )

    assert {rij for rij, _ in told(assessment)} == {2}


@pytest.mark.parametrize(
    "change", [{}, {"client": "999990020"}, {"toewijzing_nummer": 9}, {"product_periode_eind": None}]
)
def test_no_explanation_names_a_person(change):
    assessment = judged(change)

    said = " ".join(assessment.explanations["uitleg"])
    assert not re.search(r"\d{9}|P\d+-", said)


def test_a_table_without_declaration_lines_is_not_explained():
    read = Submission("a.xlsx", "gemeentelevering", tables={"toewijzingen": make_lines("toewijzingen", [ALLOCATION])})

    assessment = assess(read, {}, received_on=date(2026, 10, 5), key=KEY, explained=Explained.ALL)

    assert assessment.explanations.is_empty()
    assert beside(assessment.findings, assessment.explanations).dtype == pl.String
