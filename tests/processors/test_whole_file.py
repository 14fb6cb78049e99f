# SPDX-License-Identifier: EUPL-1.2
"""A mistake on every line of a file is said once; what is refused does not change by it."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.assessment import assess
from processors.catalogue import Level
from processors.checking import check
from processors.findings import RAW, empty
from processors.intake.submission import Origin, Submission, origins_frame
from processors.lines import make_lines
from processors.pseudonym import Key
from processors.rulebook import Consequence, Rulebook, Severity
from processors.rules import RULES
from processors.whole_file import said_once

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
LINE = {
    "wet": "wmo", "aanbieder": "01234567", "declaratie_maand": "2026-07", "product_periode_eind": date(2026, 8, 31),
    "referentie_nummer": "R1",
}  # fmt: skip
GOOD = {**LINE, "declaratie_maand": "2026-08"}


def said(rows, *codes, marks=None, rules=RULES):
    frame = make_lines("declaratieregels", rows)
    chosen = rules.only(*codes)
    marks = empty(RAW) if marks is None else marks
    return said_once(check(chosen, frame, "declaratieregels", earlier=marks), chosen, frame, marks)


def unread(column, *numbers):
    rows = [{**dict.fromkeys(RAW), "nr": number, "at": column, "ernst": "fout"} for number in numbers]
    return pl.DataFrame(rows, schema=dict(RAW))


def test_what_is_wrong_on_every_line_is_said_once_with_the_number_of_lines():
    (found,) = said([LINE] * 120, "TR319").to_dicts()

    assert found["melding"] == (
        "De productperiode eindigt op 31-08-2026, na de declaratiemaand 2026-07. Dit geldt voor alle 120 regels."
    )
    assert (found["rij"], found["nr"], found["cel"], found["sleutel"]) == (None, None, "", "")
    assert (found["kolom"], found["waarde"]) == ("product_periode_eind", "31-08-2026")


def test_what_holds_on_one_line_is_said_line_by_line():
    found = said([LINE, LINE, GOOD], "TR319")

    assert found["rij"].to_list() == [2, 3]


def test_a_single_line_keeps_its_own_finding():
    assert said([LINE], "TR319")["rij"].to_list() == [2]


def test_two_lines_are_called_both():
    assert said([LINE, LINE], "TR319")["melding"][0].endswith(" Dit geldt voor beide regels.")


def test_lines_that_could_not_be_judged_do_not_stand_in_the_way():
    no_month, unreadable = {**LINE, "declaratie_maand": None}, {**GOOD, "product_periode_eind": None}

    found = said([LINE, LINE, no_month, unreadable], "TR319", marks=unread("product_periode_eind", 3))

    assert found["melding"].str.split(". ").list.last().to_list() == ["Dit geldt voor 2 van de 4 regels."]


def test_a_line_with_a_mistake_that_silences_the_rule_does_not_stand_in_the_way():
    unknown = {**LINE, "aanbieder_bekend": False}

    found = said([unknown, unknown, {**unknown, "aanbieder": "12"}], "MGR-209", "RS036")
    found = found.filter(pl.col("regel").is_in(["MGR-209", "RS036"]))

    assert sorted(found.select("regel", "rij").rows(), key=str) == [("MGR-209", None), ("RS036", 4)]
    assert "2 van de 3 regels" in found.filter(pl.col("regel") == "MGR-209")["melding"][0]


def test_the_first_line_stands_for_lines_that_differ():
    later = {**LINE, "product_periode_eind": date(2026, 9, 30)}

    (found,) = said([LINE, later, later], "TR319").to_dicts()

    assert found["melding"].endswith("2026-07. Dit is de eerste regel; het geldt voor alle 3 regels.")
    assert found["waarde"] == ""


def test_two_declarations_in_a_file_are_two_mistakes():
    other = {**LINE, "declaratie_maand": "2026-06"}

    found = said([LINE, other, LINE, other, other], "TR319")

    assert [sentence.split(". ")[-1] for sentence in found["melding"]] == [
        "Dit geldt voor 2 van de 5 regels.", "Dit geldt voor 3 van de 5 regels.",
    ]  # fmt: skip


def test_of_two_declarations_the_one_of_a_single_line_keeps_its_own_finding():
    other = {**LINE, "declaratie_maand": "2026-06"}

    assert said([LINE, other, LINE], "TR319").select("rij").to_series().to_list() == [3, None]


def test_a_rule_of_the_same_code_and_column_that_is_told_per_line_stays_so():
    swapped = {**LINE, "product_periode_begin": date(2026, 9, 1), "declaratie_dagtekening": date(2026, 8, 1)}

    found = said([swapped, swapped], "TR137")

    assert sorted(found["rij"].to_list(), key=str) == [2, 3, None]


def test_a_column_that_is_empty_is_one_mistake():
    empty_column = [{**LINE, "product_code": None}, {**LINE, "product_code": " "}]

    found = said(empty_column, "RS033").filter(pl.col("at") == "product_code")

    assert found["rij"].to_list() == [None]


def test_lines_of_several_sheets_are_counted_together():
    frame = make_lines("declaratieregels", [LINE] * 3).with_columns(blad=pl.Series(["Venlo", "Venlo", "Beesel"]))
    rules = RULES.only("TR319")

    found = said_once(check(rules, frame, "declaratieregels"), rules, frame, empty(RAW))

    assert found["melding"][0].endswith(" Dit geldt voor alle 3 regels, op 2 bladen.")


@given(st.lists(st.sampled_from([LINE, GOOD, {**LINE, "declaratie_maand": None}]), min_size=1, max_size=8))
def test_a_mistake_is_said_once_exactly_where_no_line_passes(rows):
    found = said(rows, "TR319")

    wrong, right = rows.count(LINE), rows.count(GOOD)
    expected = 1 if wrong and not right else wrong
    assert len(found) == expected
    assert found["rij"].null_count() == int(wrong > 1 and not right)


def test_what_is_refused_does_not_change_and_the_header_is_the_senders():
    rows = [{**LINE, "referentie_nummer": f"R{number}"} for number in range(3)]
    frame = make_lines("declaratieregels", rows)
    origins = origins_frame([Origin("declaratieregels", "product_periode_eind", "Tot en met", "M", "", "x")])
    rules = RULES.only("TR319")
    line_by_line = Rulebook([replace(rule, once_per_file=False) for rule in rules])
    read = Submission("september.xlsx", "declaratie", tables={"declaratieregels": frame}, origins=origins)

    once, each = (assess(read, {}, received_on=date(2026, 9, 5), key=KEY, rules=kept) for kept in (rules, line_by_line))

    assert (len(once.findings), len(each.findings)) == (1, 3)
    assert once.findings.select("kolom", "rij", "cel").row(0) == ("Tot en met", None, "")
    assert each.tables["declaratieregels"].equals(once.tables["declaratieregels"])
    assert once.accepted == 0


def test_a_rule_that_is_not_marked_is_told_line_by_line():
    rules = Rulebook()
    rules.rule(
        "EIGEN-1", table="declaratieregels", severity=Severity.SIGNAAL, consequence=Consequence.NONE, says="Wet {wet}.",
        action="Niets.", holds=[], fails=[], level=Level.ROW, source="deze test",
    )(lambda wet: wet == "jw")  # fmt: skip

    assert said([LINE, LINE], "EIGEN-1", rules=rules)["rij"].to_list() == [2, 3]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.once_per_file], ids=lambda rule: rule.code)
def test_a_finding_leads_back_to_the_one_rule_that_gave_it(rule):
    like = [each for each in RULES.for_table(rule.table) if (each.code, each.at) == (rule.code, rule.at)]

    assert len({each.action for each in like}) == len(like)
