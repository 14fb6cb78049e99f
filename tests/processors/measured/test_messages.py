# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from tests.processors.measured.regions import PLACE, measured

SENT = {**PLACE, "bericht": "301", "identificatie": "1", "dagtekening": date(2026, 9, 1)}
DECLARED = {**SENT, "bericht": "323"}
RETURNED = {
    **SENT, "bericht": "302", "identificatie_retour": "9", "dagtekening_retour": date(2026, 9, 4),
    "retourcodes": "0200",
}  # fmt: skip
ANSWER = {**PLACE, "identificatie": "7", "declaratie_identificatie": "1", "dagtekening": date(2026, 9, 15)}


def messages(*rows, **tables):
    given = [{name: value for name, value in row.items() if name != "client"} for row in rows]
    answers = [{name: value for name, value in row.items() if name != "client"} for row in tables.pop("answers", [])]
    return measured("berichtenverkeer", berichten=given, declaratieantwoorden=answers, **tables)


def test_a_message_that_is_sent_again_counts_once():
    found = messages(SENT, {**SENT, "dagtekening": date(2026, 9, 3)})

    assert [(row["bericht"], row["maand"], row["beantwoord"]) for row in found] == [("301", "2026-09", False)]


def test_the_same_identification_of_another_sender_is_another_message():
    found = messages(SENT, {**SENT, "gemeente": "0984"}, {**SENT, "bericht": "305"})

    assert len(found) == 3


@pytest.mark.parametrize(
    ("changed", "rejected"),
    [
        ({}, False),
        ({"retourcodes": "0200"}, False),
        ({"retourcodes": "0001"}, True),
        ({"retourcodes": "0200 0001"}, True),
        ({"retourcodes": "IB014"}, True),
        ({"technisch_afgekeurd": "ja"}, True),
        ({"technisch_afgekeurd": "nee"}, False),
    ],
)
def test_a_message_is_rejected_by_its_code_or_on_the_way(changed, rejected):
    [found] = messages({**SENT, **changed})

    assert found["technisch_afgekeurd"] is rejected


def test_a_return_message_answers_the_message_that_it_names():
    [found] = messages(SENT, RETURNED)

    assert found["bericht"] == "301"
    assert (found["beantwoord"], found["werkdagen"], found["termijn"]) == (True, 3, 3)


def test_a_return_message_is_proof_of_a_message_that_nobody_listed():
    [found] = messages({**RETURNED, "retourcodes": "0001"})

    assert (found["bericht"], found["technisch_afgekeurd"]) == ("301", True)


def test_a_return_message_in_a_list_without_what_it_returns_says_nothing():
    assert messages({**RETURNED, "identificatie_retour": None, "dagtekening_retour": None}) == []


def test_a_term_runs_from_receipt_and_over_holidays():
    # 3 April 2026 is Good Friday, which is a working day; Monday 6 April is none.
    [found] = messages({
        **SENT, "dagtekening": date(2026, 3, 30), "ontvangen_op": date(2026, 4, 2), "retour_op": date(2026, 4, 8),
    })  # fmt: skip

    assert found["werkdagen"] == 3


def test_what_was_not_returned_waits_until_today():
    [found] = messages(SENT, today=date(2026, 9, 4))

    assert (found["beantwoord"], found["werkdagen"]) == (False, 3)


def test_the_term_of_a_declaration_runs_from_its_own_date_to_the_first_answer():
    declared = {**DECLARED, "ontvangen_op": date(2026, 9, 10)}

    [found] = messages(declared, answers=[{**ANSWER, "dagtekening": date(2026, 9, 29), "identificatie": "8"}, ANSWER])

    assert (found["werkdagen"], found["termijn"]) == (10, 10)


def test_a_declaration_that_was_refused_as_a_whole_is_rejected():
    header = {**SENT, "bericht": "325", "identificatie": "7", "retourcodes": "0001"}

    found = {row["bericht"]: row["technisch_afgekeurd"] for row in messages(DECLARED, header, answers=[ANSWER])}

    assert found == {"323": True, "325": False}


def test_an_answer_has_no_term():
    [found] = messages({**SENT, "bericht": "325"})

    assert found["termijn"] is None


def test_what_was_sent_after_the_month_is_left_out():
    assert messages({**SENT, "dagtekening": date(2026, 10, 1)}) == []
