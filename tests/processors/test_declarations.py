# SPDX-License-Identifier: EUPL-1.2
"""The declaration as a whole: one total, one period and one predecessor, however many lines it has."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.assessment import assess
from processors.checking import check
from processors.intake.submission import Submission
from processors.lines import make_lines
from processors.pseudonym import Key
from processors.rules import RULES
from processors.tables import EARLIER

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01234567", "declaratie_nummer": "W2609",
    "declaratie_maand": "2026-09", "declaratie_dagtekening": date(2026, 10, 5), "ingediend_bedrag": 100,
    "debet_credit": "D",
}  # fmt: skip


def failing(code, rows):
    """The positions of the lines on which a rule of the declaration fails."""
    findings = check(RULES.only(code), make_lines("declaratieregels", rows, first_row=0), "declaratieregels")
    return findings.filter(regel=code, ernst="fout")["rij"].to_list()


def judge(rows, *codes, earlier=()):
    frame = make_lines("declaratieregels", rows).with_columns(blad=pl.lit("Declaratieregels"))
    known = {EARLIER: make_lines("declaratieregels", earlier)}
    submission = Submission("declaratie.xlsx", "declaratie", tables={"declaratieregels": frame})
    return assess(submission, known, received_on=date(2026, 10, 6), key=KEY, rules=RULES.only(*codes))


LINES = st.lists(
    st.tuples(
        st.sampled_from(["W1", "W2"]), st.sampled_from(["wmo", "jw"]), st.integers(0, 999), st.sampled_from("DC")
    ),
    min_size=1,
    max_size=8,
)


@given(LINES, st.integers(-1, 1))
def test_a_total_is_debets_less_credits_per_declaration(lines, off):
    def total(number, law):
        return sum(amount if sign == "D" else -amount for n, w, amount, sign in lines if (n, w) == (number, law))

    rows = [
        LINE | {"declaratie_nummer": number, "wet": law, "ingediend_bedrag": amount, "debet_credit": sign,
                "totaal_ingediend_bedrag": abs(total(number, law) + off),
                "totaal_debet_credit": "C" if total(number, law) + off < 0 else "D"}
        for number, law, amount, sign in lines
    ]  # fmt: skip

    assert failing("TR358", rows) == (list(range(len(rows))) if off else [])


@pytest.mark.parametrize("unknown", [{"ingediend_bedrag": None}, {"debet_credit": None}, {"debet_credit": "X"}])
def test_a_line_that_cannot_be_counted_leaves_the_total_undecided(unknown):
    total = {"totaal_ingediend_bedrag": 7, "totaal_debet_credit": "D"}

    assert failing("TR358", [LINE | total, LINE | total | unknown]) == []


def test_without_a_total_nothing_is_said_about_it():
    assert check(RULES.only("TR358", "CS340", "RS040", "CS325"), make_lines("declaratieregels", [LINE]),
                 "declaratieregels").is_empty()  # fmt: skip


def test_a_wrong_total_is_told_once_and_refuses_every_line():
    judged = judge([LINE | {"totaal_ingediend_bedrag": 301, "totaal_debet_credit": "D"}] * 3, "TR358")

    assert judged.findings.select("rij", "regel").rows() == [(None, "TR358")]
    assert judged.accepted == 0


@pytest.mark.parametrize(("before", "told"), [("2026-07", ["waarschuwing"]), ("2026-08", [])])
def test_a_month_that_was_skipped_is_told_once_and_refuses_nothing(before, told):
    judged = judge([LINE, LINE | {"gemeente": "0984"}], "TR318", earlier=[LINE | {"declaratie_maand": before}])

    assert judged.findings["ernst"].to_list() == told
    assert judged.accepted == 2


def test_a_first_declaration_follows_nothing():
    assert judge([LINE], "TR318").findings.is_empty()


def test_a_month_that_was_refused_was_not_declared():
    earlier = [LINE | {"declaratie_maand": "2026-07", "status": "afgewezen"}]

    assert judge([LINE], "TR318", earlier=earlier).findings.is_empty()
