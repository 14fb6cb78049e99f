# SPDX-License-Identifier: EUPL-1.2
"""Answers to declarations (325): against a second reading of the catalogue with loops, and whole messages."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.assessment import assess, pseudonymised
from processors.checking import check
from processors.enrichment import enrich
from processors.intake.submission import Submission
from processors.lines import TABLES, make_lines
from processors.pseudonym import Key
from processors.rules import RULES

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
RECEIVED = date(2026, 10, 20)
SENDER = {"wet": "jw", "gemeente": "0983", "aanbieder": "01234567"}
COPIED = (
    "vorig_referentie_nummer", "client", "toewijzing_nummer", "product_categorie", "product_code",
    "product_periode_begin", "product_periode_eind", "geleverd_volume", "eenheid", "product_tarief",
    "ingediend_bedrag", "debet_credit",
)  # fmt: skip
LINE = {
    **SENDER, "declaratie_nummer": "W2609", "declaratie_maand": "2026-09", "declaratie_dagtekening": date(2026, 10, 2),
    "vorig_referentie_nummer": None,
    "client": "999900006", "toewijzing_nummer": 7, "product_categorie": "45", "product_code": "45A53",
    "product_periode_begin": date(2026, 9, 1), "product_periode_eind": date(2026, 9, 30), "geleverd_volume": 10,
    "eenheid": "04", "product_tarief": 6000, "ingediend_bedrag": 60000, "debet_credit": "D",
}  # fmt: skip


def submitted(reference, **changed):
    return {**LINE, "referentie_nummer": reference, **changed}


def refused(reference, **changed):
    line = submitted(reference)
    copied = {name: line[name] for name in TABLES["afgewezen_regels"].names if name in line}
    return {
        **copied,
        "declaratie_identificatie": "323-1",
        "retourcodes": "9321",
        "client_retourcodes": "0200",
        **changed,
    }


def cents(amount, sign):
    return None if amount is None or sign not in ("D", "C") else amount if sign == "D" else -amount


def total(lines):
    amounts = [cents(line["ingediend_bedrag"], line["debet_credit"]) for line in lines]
    return None if None in amounts else sum(amounts)


def is_refusal(answer):
    codes = (answer["retourcodes"] or "").split()
    return answer["declaratie_nummer"] is None or any(code not in ("0200", "0233", "8001") for code in codes)


def totals_close(answer, refusals):
    """TR342 as the catalogue has it; None where it cannot be said."""
    own = [line for line in refusals if line["declaratie_identificatie"] == answer["declaratie_identificatie"]]
    if is_refusal(answer):
        return not own and (answer["totaal_toegekend_bedrag"] or 0) == 0
    asked = cents(answer["totaal_ingediend_bedrag"], answer["totaal_debet_credit"])
    granted = cents(answer["totaal_toegekend_bedrag"], answer["toegekend_debet_credit"])
    if None in (asked, granted, total(own)):
        return None
    return asked - granted == total(own)


def was_declared(line, declared, answers):
    """TR366, denied only of a declaration that is known whole; None where it cannot be said."""
    number = line["declaratie_nummer"]
    of_declaration = [each for each in declared if each["declaratie_nummer"] == number]
    if any(each["referentie_nummer"] == line["referentie_nummer"] for each in of_declaration):
        return True
    named = [each for each in answers if each["declaratie_nummer"] == number]
    if not of_declaration:
        return True if declared and named else None
    said = [cents(each["totaal_ingediend_bedrag"], each["totaal_debet_credit"]) for each in named]
    return False if said and said[-1] is not None and total(of_declaration) == said[-1] else None


def is_copied(line, declared):
    """TR367: every copied value is that of the declared line."""
    same = [
        each
        for each in declared
        if (each["declaratie_nummer"], each["referentie_nummer"])
        == (line["declaratie_nummer"], line["referentie_nummer"])
    ]
    return all(line[name] == same[-1][name] for name in COPIED) if same else None


def failing(table, rows, **reference):
    """Row numbers and codes of the rules on answers that fail."""
    frames = {name: make_lines(name.removeprefix("eerdere_"), lines) for name, lines in reference.items()}
    known = enrich(make_lines(table, rows, first_row=0), table, frames, received_on=RECEIVED)
    found = check(RULES.only("TR342", "TR366", "TR367").for_table(table), known, table)
    return sorted(found.filter(pl.col("ernst") == "fout").select("rij", "regel").rows())


NUMBERS = st.sampled_from(["W1", "W2"])
AMOUNTS = st.integers(0, 3)
SIGNS = st.sampled_from(["D", "D", "C"])
DECLARED = st.builds(
    lambda number, reference, amount, sign, code: submitted(
        f"R{reference}", declaratie_nummer=number, ingediend_bedrag=amount, debet_credit=sign, product_code=code
    ),
    NUMBERS, st.integers(1, 3), AMOUNTS, SIGNS, st.sampled_from(["45A53", "45A54"]),
)  # fmt: skip
REFUSED = st.builds(
    lambda number, reference, amount, sign, message: refused(
        f"R{reference}", declaratie_nummer=number, ingediend_bedrag=amount, debet_credit=sign,
        declaratie_identificatie=message,
    ),
    NUMBERS, st.integers(1, 3), AMOUNTS, SIGNS, st.sampled_from(["M1", "M2"]),
)  # fmt: skip
ANSWERS = st.builds(
    lambda number, asked, sign, granted, granted_sign, codes: {
        **SENDER, "declaratie_nummer": number, "totaal_ingediend_bedrag": asked, "totaal_debet_credit": sign,
        "totaal_toegekend_bedrag": granted, "toegekend_debet_credit": granted_sign, "retourcodes": codes,
    },
    st.sampled_from(["W1", "W2", None]), st.sampled_from([None, 0, 1, 2, 3]), SIGNS, AMOUNTS, SIGNS,
    st.sampled_from([None, "0200", "8001", "0200 9333", "0001"]),
)  # fmt: skip


def numbered(answers):
    """The answers, each on a message of its own."""
    return [
        {**answer, "identificatie": f"A{place}", "declaratie_identificatie": f"M{place}", "dagtekening": RECEIVED}
        for place, answer in enumerate(answers, 1)
    ]


def distinct(lines):
    """A line of a declaration stands in it once."""
    return list({(line["declaratie_nummer"], line["referentie_nummer"]): line for line in lines}.values())


@given(st.lists(ANSWERS, min_size=1, max_size=2), st.lists(REFUSED, max_size=4))
def test_totals_close_as_adding_up_by_hand_says(answers, refusals):
    rows = numbered(answers)

    found = failing("declaratieantwoorden", rows, afgewezen_regels=refusals)

    assert found == [(place, "TR342") for place, row in enumerate(rows) if totals_close(row, refusals) is False]


@given(
    st.lists(DECLARED, max_size=5).map(distinct),
    st.lists(REFUSED, min_size=1, max_size=4),
    st.lists(ANSWERS, max_size=2, unique_by=lambda answer: answer["declaratie_nummer"]),
)
def test_refused_lines_are_found_and_compared_as_looking_one_by_one_says(declared, refusals, answers):
    rows = numbered(answers)

    found = failing("afgewezen_regels", refusals, eerdere_declaratieregels=declared, declaratieantwoorden=rows)

    expected = [(place, "TR366") for place, line in enumerate(refusals) if was_declared(line, declared, rows) is False]
    expected += [(place, "TR367") for place, line in enumerate(refusals) if is_copied(line, declared) is False]
    assert found == sorted(expected)


OTHER = {
    "vorig_referentie_nummer": "R0", "client": "999990019", "toewijzing_nummer": 8, "product_categorie": "46",
    "product_code": "45A54", "product_periode_begin": date(2026, 9, 2), "product_periode_eind": date(2026, 9, 29),
    "geleverd_volume": 11, "eenheid": "01", "product_tarief": None, "ingediend_bedrag": 1, "debet_credit": "C",
}  # fmt: skip


@pytest.mark.parametrize("column", COPIED)
def test_a_copied_value_that_differs_is_named_by_its_column(column):
    rows = make_lines("afgewezen_regels", [refused("R1", **{column: OTHER[column]})])
    known = {"eerdere_declaratieregels": make_lines("declaratieregels", [submitted("R1")])}

    enriched = enrich(rows, "afgewezen_regels", known, received_on=RECEIVED)

    label = TABLES["afgewezen_regels"][column].label.lower()
    assert enriched.select("gelijk_gedeclareerd", "afwijkend_gegeven").row(0) == (False, label)


HEADER = {
    **SENDER, "bericht": "325", "identificatie": "325-1", "dagtekening": date(2026, 10, 15), "bericht_code": "491",
    "bericht_versie": "3", "bericht_subversie": "2", "basisschema_xsd_versie": "1.2.0", "bericht_xsd_versie": "1.1.0",
    "xslt_versie": "1.0.0", "retourcodes": "0200",
}  # fmt: skip
DECLARATION = {
    **HEADER, "bericht": "323", "identificatie": "323-1", "dagtekening": date(2026, 10, 2), "bericht_code": "490",
    "bericht_xsd_versie": "1.3.0",
}  # fmt: skip
ANSWER = {
    **SENDER, "identificatie": "325-1", "dagtekening": date(2026, 10, 15), "declaratie_identificatie": "323-1",
    "declaratie_bericht_dagtekening": date(2026, 10, 2), "basisschema_xsd_versie_declaratie": "1.2.0",
    "bericht_xsd_versie_declaratie": "1.3.0", "declaratie_nummer": "W2609", "totaal_ingediend_bedrag": 120000,
    "totaal_debet_credit": "D", "totaal_toegekend_bedrag": 60000, "toegekend_debet_credit": "D", "retourcodes": "0200",
}  # fmt: skip
KNOWN = {
    "berichten": [DECLARATION],
    "eerdere_declaratieregels": [submitted("R1"), submitted("R2")],
}


def judged(*, header=None, answer=None, lines=(), known=None):
    """Row and code of the findings on a 325, with the table they stand at."""
    tables = {
        "berichten": [{**HEADER, **(header or {})}],
        "declaratieantwoorden": [{**ANSWER, **(answer or {})}],
        "afgewezen_regels": list(lines),
    }
    frames = {name: make_lines(name, rows, file="325.xml") for name, rows in tables.items()}
    reference = {
        name: make_lines(name.removeprefix("eerdere_"), rows) for name, rows in {**KNOWN, **(known or {})}.items()
    }
    submission = Submission("325.xml", "bericht", law="jw", municipality="0983", tables=frames)
    result = assess(submission, pseudonymised(reference, KEY), received_on=RECEIVED, key=KEY)
    return result.findings.select("entiteit", "rij", "regel").rows()


def test_a_sound_answer_has_no_findings():
    assert judged(lines=[refused("R2")]) == []


def test_an_answer_that_breaks_several_rules_gives_one_finding_for_each():
    wrong = {"bericht_xsd_versie_declaratie": "1.3.1", "totaal_toegekend_bedrag": 59999}
    lines = [refused("R2", product_code="45A54"), refused("R3", ingediend_bedrag=0)]

    found = judged(header={"bericht_code": "490", "bericht_subversie": "1"}, answer=wrong, lines=lines)

    assert sorted(found) == [
        ("afgewezen_regels", 2, "TR367"),
        ("afgewezen_regels", 3, "TR366"),
        ("berichten", 2, "CS015"),
        ("berichten", 2, "RS047"),
        ("declaratieantwoorden", 2, "TR342"),
        ("declaratieantwoorden", 2, "TR371"),
    ]


@pytest.mark.parametrize(
    ("answer", "lines", "found"),
    [
        ({"declaratie_identificatie": "323-9"}, [refused("R2", declaratie_identificatie="323-9")], ["TR337"]),
        ({"declaratie_nummer": "W2608"}, [refused("R2", declaratie_nummer="W2608")], ["TR376"]),
        ({}, [refused("R2"), refused("R1")], ["TR342"]),
        ({"retourcodes": "9333"}, [refused("R2")], ["TR342"]),
        ({"retourcodes": "9333", "totaal_toegekend_bedrag": 0}, [], []),
        ({"totaal_toegekend_bedrag": 120000, "retourcodes": "8001"}, [], []),
        ({}, [refused("R2", product_code="45A534")], ["RS012"]),
        ({}, [refused("R2", client="999900007")], ["CS002"]),
        ({}, [refused("R2", retourcodes=None)], ["RS033"]),
    ],
)
def test_one_mistake_in_an_answer_is_one_finding(answer, lines, found):
    assert [code for _, _, code in judged(answer=answer, lines=lines)] == found


def test_a_line_that_we_may_have_refused_ourselves_is_not_denied():
    found = judged(lines=[refused("R2")], known={"eerdere_declaratieregels": [submitted("R1")]})

    assert found == [("afgewezen_regels", 2, "TR366")]
    assert failing(
        "afgewezen_regels", [refused("R2")], eerdere_declaratieregels=[submitted("R1")], declaratieantwoorden=[ANSWER]
    ) == []  # fmt: skip


def test_an_answer_to_what_was_declared_before_our_time_is_not_called_wrong():
    other = {"aanbieder": "07654321"}

    found = judged(
        lines=[refused("R2")],
        known={
            "berichten": [{**DECLARATION, **other}], "eerdere_declaratieregels": [submitted("R1", **other)],
        },
    )  # fmt: skip

    assert {code for _, _, code in found} == {"TR337", "TR376", "TR366"}
