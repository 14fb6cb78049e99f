# SPDX-License-Identifier: EUPL-1.2
"""What a feedback workbook tells about a judged submission."""

from dataclasses import replace

import polars as pl
import pytest

from processors.assessment import Assessment
from processors.explanation import SCHEMA, Explained
from processors.feedback import explained_in_feedback, told
from processors.findings import FINDINGS
from processors.intake.submission import Submission as Read
from processors.intake.submission import origins_frame
from processors.journal_schema import Outcome, State, Submission
from processors.lines import make_lines
from processors.next_steps import AGAIN_AS_FILE, AGAIN_AS_MESSAGE, closing, next_steps

LINE = {"wet": "wmo", "client": "999990019", "toewijzing_nummer": 5, "ingediend_bedrag": 12345, "debet_credit": "D"}
ABOUT = Submission(
    nr=1, id="A-000001", bericht="B-000001", deel="1", sha256="aa", bestand="levering.xlsx", afzender="12345678",
    status=State.BEWAARD, ontvangen_op="2026-08-10T09:30:00.000000+00:00", gewijzigd_op="",
)  # fmt: skip
MENDING = "Verbeter het bestand aan de hand van het blad Bevindingen."
NOTHING_DONE = "Stuur het hele bestand opnieuw; van deze aanlevering is niets verwerkt."


def judged(*lines, accepted=(), found=(), refused=None, headers=None, problems=()):
    frame = make_lines("declaratieregels", list(lines)).with_columns(
        bestand=pl.lit("levering.xlsx"), blad=pl.lit("Blad1"), rij=pl.int_range(2, 2 + pl.len())
    )
    rows = [("declaratieregels", column, "Blad1", header, letter)
            for letter, (column, header) in zip("ABCDEFG", (headers or {}).items(), strict=False)]  # fmt: skip
    names = ("entiteit", "column", "blad", "kop", "letter")
    origins = pl.DataFrame(rows, schema=origins_frame([]).schema, orient="row").select(names)
    read = Read("levering.xlsx", "declaratie", tables={"declaratieregels": frame}, origins=origins)
    if problems:
        read = Read(**{**vars(read), "problems": pl.DataFrame(list(problems), schema=read.problems.schema)})
    good = frame.with_columns(geaccepteerd=pl.Series(list(accepted) or [True] * len(frame), dtype=pl.Boolean))
    findings = pl.DataFrame([dict.fromkeys(FINDINGS) | each for each in found], schema=dict(FINDINGS))
    return Assessment(read, findings, {"declaratieregels": good}, refused)


@pytest.mark.parametrize(
    ("assessment", "steps"),
    [
        (judged(LINE), ["U hoeft niets te doen. Bewaar dit bestand bij uw administratie."]),
        (judged(LINE, found=[{"ernst": "signaal"}]), [
            "U hoeft nu niets te doen: alle regels zijn geaccepteerd.",
            "Lees op het blad Bevindingen wat ons opviel, en houd er bij de volgende aanlevering rekening mee.",
        ]),
        (judged(LINE, LINE, accepted=[True, False]), [
            "Kijk op het blad Bevindingen welke regels zijn geweigerd en wat u eraan kunt doen.",
            "Verbeter die regels in uw eigen bestand. Op het blad Uw regels staan ze gemarkeerd.",
            "Stuur het hele bestand opnieuw: het vervangt dit bestand, en wat al goed was, telt niet dubbel.",
        ]),
        (judged(LINE, accepted=[False]), [MENDING, NOTHING_DONE]),
        (judged(LINE, accepted=[False], refused="Het blad ontbreekt."), ["Het blad ontbreekt.", MENDING, NOTHING_DONE]),
    ],
)  # fmt: skip
def test_the_sender_reads_what_to_do_now(assessment, steps):
    assert next_steps(assessment) == steps


def test_of_a_message_only_what_was_refused_comes_again_in_a_new_one():
    partly, refused = (
        replace(each, submission=replace(each.submission, message="323"))
        for each in (judged(LINE, LINE, accepted=[True, False]), judged(LINE, accepted=[False]))
    )

    assert "in een nieuw bericht met een eigen identificatie; de rest telt al mee" in next_steps(partly)[-1]
    assert next_steps(refused)[-1] == (
        "Stuur een nieuw bericht met een eigen identificatie; van dit bericht is niets verwerkt."
    )
    assert not any("vervangt dit bestand" in step for step in (*next_steps(partly), *next_steps(refused)))


def test_a_mail_with_a_file_and_a_message_says_of_both_how_to_send_again():
    refused = replace(ABOUT, uitkomst=Outcome.GEWEIGERD)
    message = replace(refused, berichtsoort="323")

    assert closing([refused, message, message]) == f"{AGAIN_AS_FILE}\n{AGAIN_AS_MESSAGE}"
    assert closing([message]) == AGAIN_AS_MESSAGE
    assert closing([replace(message, uitkomst=Outcome.GEACCEPTEERD)]) == "U hoeft nu niets te doen."


def test_what_is_unknown_about_a_file_is_said_in_words():
    facts = dict(told(ABOUT, judged(LINE), contact="").facts)

    assert facts == {
        "Bestand": "levering.xlsx", "Soort": "niet herkend", "Gemeente": "meer dan een",
        "Aanbieder": "niet van toepassing", "Maand": "niet bepaald", "Ontvangen op": "10-08-2026 09:30",
        "Kenmerk": "A-000001",
    }  # fmt: skip


def test_amounts_are_those_of_the_lines_with_credits_negative():
    credit = {**LINE, "debet_credit": "C", "ingediend_bedrag": 345}

    said = told(ABOUT, judged(LINE, credit, LINE, accepted=[True, True, False]), contact="")

    assert (said.amount, said.amount_accepted) == (24345, 12000)
    assert (said.lines, said.accepted, said.refused) == (3, 2, 1)


def test_a_file_without_declaration_lines_has_no_amounts():
    without = Assessment(Read("x.xlsx"), pl.DataFrame(schema=dict(FINDINGS)), {}, "Het bestand is leeg.")

    assert (told(ABOUT, without, contact="").amount, told(ABOUT, without, contact="").own) == (None, [])


def test_a_file_that_was_refused_before_it_had_lines_has_no_amounts():
    assert told(ABOUT, judged(refused="Er staat geen enkele regel in."), contact="").amount is None


def test_own_lines_stand_under_the_senders_headers_and_persons_are_masked():
    headers = {"client": "Bsn", "ingediend_bedrag": "Bedrag (euro)", "toewijzing_nummer": "Nr."}

    (own,) = told(ABOUT, judged(LINE, headers=headers), contact="").own

    assert own.rows.columns == ["rij", "Bsn", "Bedrag (euro)", "Nr."]
    assert own.rows.rows() == [(2, "•••••••19", 12345, 5)]
    assert (own.kinds["Bedrag (euro)"], own.kinds["Nr."]) == ("euro", "nummer")


def test_own_lines_know_which_of_them_are_refused_one_by_one():
    lines = (LINE, LINE, LINE)

    (some,) = told(ABOUT, judged(*lines, accepted=[True, False, False]), contact="").own
    (whole,) = told(ABOUT, judged(*lines, accepted=[False] * 3, refused="Het blad ontbreekt."), contact="").own

    assert (some.refused, whole.refused) == ({3, 4}, frozenset())


def test_a_cell_that_could_not_be_read_is_shown_as_it_was_written():
    problem = {"entiteit": "declaratieregels", "at": "ingediend_bedrag", "rij": 3, "blad": "Blad1", "ernst": "fout",
               "waarde": "12,5,0"}  # fmt: skip
    unread = {**LINE, "ingediend_bedrag": None}
    headers = {"ingediend_bedrag": "Bedrag (euro)"}

    (own,) = told(ABOUT, judged(LINE, unread, headers=headers, problems=[problem]), contact="").own

    assert own.rows["Bedrag (euro)"].to_list() == ["€ 123,45", "12,5,0"]
    assert own.kinds["Bedrag (euro)"] == "tekst"


def test_an_amount_in_cents_beside_one_that_could_not_be_read_stays_in_cents():
    problem = {"entiteit": "declaratieregels", "at": "ingediend_bedrag", "rij": 3, "blad": "Blad1", "ernst": "fout",
               "waarde": "abc"}  # fmt: skip
    lines = (LINE, {**LINE, "ingediend_bedrag": None})

    (own,) = told(ABOUT, judged(*lines, headers={"ingediend_bedrag": "Bedrag"}, problems=[problem]), contact="").own

    assert own.rows["Bedrag"].to_list() == ["12345", "abc"]


SENTENCE = {"bestand": "levering.xlsx", "blad": "Blad1", "rij": 3, "onderwerp": "bedrag", "uitleg": "4 × 5 = 20."}
FOUND = {"bestand": "levering.xlsx", "blad": "Blad1", "regel": "TR346"}


def test_a_finding_is_told_with_the_explanation_of_its_own_line():
    judged_ = judged(
        LINE, LINE, found=[{**FOUND, "rij": 2}, {**FOUND, "rij": 3}, {**FOUND, "rij": 3, "regel": "TR101"}]
    )
    explained = replace(judged_, explanations=pl.DataFrame([SENTENCE], schema=SCHEMA))

    said = told(ABOUT, explained, contact="")

    assert said.findings["uitleg"].to_list() == [None, "4 × 5 = 20.", None]
    assert said.explanations.height == 1


def test_findings_that_are_not_explained_have_no_column_for_it():
    said = told(ABOUT, judged(LINE, found=[FOUND]), contact="")

    assert "uitleg" not in said.findings.columns
    assert not said.explained_in_part


def test_of_a_large_submission_only_lines_with_a_finding_are_explained(monkeypatch):
    monkeypatch.setattr("processors.feedback.MOST_EXPLAINED", 1)
    small, large = judged(LINE), judged(LINE, LINE)

    assert [explained_in_feedback(each.submission) for each in (small, large)] == [Explained.ALL, Explained.FINDINGS]
    assert told(ABOUT, large, contact="").explained_in_part
    assert explained_in_feedback(Read("x.xlsx")) is Explained.ALL
