# SPDX-License-Identifier: EUPL-1.2
"""What the task pane says when something is wrong: the login, the server, the sheet or the workbook."""

import time

import pytest

from tests.addin.entra import token


@pytest.fixture(scope="module")
def told(play, pane_url, locked_url, signing, cells):
    refused = {
        "expired": token(signing, exp=int(time.time()) - 7200),
        "no role": token(signing, roles=["lezer"]),
        "nobody": "",
    }
    tokens = {"good": token(signing), "refused": refused}
    return play("failures", address=pane_url, locked=locked_url, tokens=tokens, cells=cells)


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("empty", "Dit blad is leeg."),
        ("merged", "samengevoegde cellen"),
        ("protected", "Het blad is beveiligd"),
        ("long", "1.048.576 rijen; dat is te veel"),
        ("whole", "1.048.576 rijen; dat is te veel"),
        ("stopped", "De server antwoordt niet."),
        ("web", "Excel op het web laat niet meer dan 5 MB tegelijk door."),
        ("editing", "Sluit een cel die u bewerkt en probeer het opnieuw."),
        ("half", "Excel kon het nieuwe blad niet helemaal maken."),
        ("stoppedScript", "De server antwoordt niet."),
        ("proxy", "Deze server is ouder dan de invoegtoepassing"),
        ("older", "Deze server is ouder dan de invoegtoepassing"),
        ("lockedBook", "De werkmap is beveiligd, dus er kan geen blad bij."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(told, case, sentence):
    assert sentence in told[case]


def test_after_two_seconds_without_an_answer_the_pane_says_that_it_goes_on(told):
    assert told["slow"] == {
        "begun": "Het blad wordt gecontroleerd.", "told": "Nog bezig; bij veel regels duurt het even.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("expired", "U bent niet meer aangemeld bij Microsoft."),
        ("nobody", "U bent niet meer aangemeld bij Microsoft."),
        ("no role", "U hebt de rol niet die deze server vraagt."),
    ],
)
def test_who_may_not_enter_reads_why_from_a_function_and_from_a_script(told, case, sentence):
    assert [each.startswith(sentence) for each in told["locked"][case]] == [True, True]


def test_who_is_logged_in_with_the_role_gets_findings(told):
    assert "op blad Regels" in told["locked"]["good"][0]
