# SPDX-License-Identifier: EUPL-1.2
"""A mail of our own goes once, and what is not known waits for a human."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from processors.desk import open_desk
from processors.errors import OwnMistakeError, UnusableInputError
from processors.letter_ledger import LetterState, SentLetter
from processors.mailbox.message import UnsureError
from processors.outgoing import Letter, send_once
from processors.settings import Settings

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a folder that lives as long as the test
AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
LETTER = Letter("UITVRAAG-declaratie-2026-10-75001234", "zorg@zorg.example", "Uw declaratie", "Goedendag,\n")


class Post:
    """A mailbox that sends once per key, as the protocol asks; `fails` is raised once, before or after it went."""

    def __init__(self):
        self.sent, self.asked, self.fails = {}, 0, {}

    def send(self, answer):
        self.asked += 1
        if error := self.fails.pop("before", None):
            raise error
        self.sent.setdefault(answer.key, answer)
        if error := self.fails.pop("after", None):
            raise error


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def desk(tmp_path, post):
    with open_desk(Settings(map=tmp_path, sleutel=SECRET)) as desk:
        yield replace(desk, mailbox=post)


def test_a_letter_is_written_and_sent_once(desk, post):
    states = [send_once(desk, LETTER, AT), send_once(desk, LETTER, AT + timedelta(days=1))]

    assert states == [LetterState.VERZONDEN, LetterState.VERZONDEN]
    assert post.asked == 1
    assert (post.sent[LETTER.name].to, post.sent[LETTER.name].about) == ("zorg@zorg.example", "")
    text = (desk.workplace.output / "uitgaand" / f"{LETTER.name}.txt").read_text("utf-8")
    assert text == "Aan: zorg@zorg.example\nOnderwerp: Uw declaratie\n\nGoedendag,\n"


def test_a_runner_that_died_between_sending_and_noting_sends_under_the_same_key(desk, post):
    post.fails["after"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        send_once(desk, LETTER, AT)

    assert send_once(desk, LETTER, AT) is LetterState.VERZONDEN
    assert list(post.sent) == [LETTER.name]


def test_what_is_not_known_to_have_gone_waits_for_a_human(desk, post):
    post.fails["before"] = UnsureError("Kijk in de map Verzonden.")

    states = [send_once(desk, LETTER, AT), send_once(desk, LETTER, AT)]

    assert states == [LetterState.ONZEKER, LetterState.ONZEKER]
    assert post.asked == 1
    assert [row.reden for row in desk.journal.unsure_letters()] == ["Kijk in de map Verzonden."]


def test_what_a_human_lets_go_again_goes_under_a_next_key(desk, post):
    post.fails["before"] = UnsureError("Kijk in de map Verzonden.")
    send_once(desk, LETTER, AT)

    desk.journal.letter_ended(LETTER.name, LetterState.VRIJGEGEVEN, AT)

    assert send_once(desk, LETTER, AT) is LetterState.VERZONDEN
    assert list(post.sent) == [f"{LETTER.name}-2"]
    assert desk.journal.unsure_letters() == []


def test_letters_are_found_by_the_beginning_of_their_names(desk):
    send_once(desk, LETTER, AT)
    send_once(desk, replace(LETTER, name="RAPPEL-1"), AT)

    assert desk.journal.letters("UITVRAAG-") == [
        SentLetter(LETTER.name, LetterState.VERZONDEN, 1, "2026-11-02T08:00:00.000000+00:00",
                   "2026-11-02T08:00:00.000000+00:00"),
    ]  # fmt: skip
    assert [row.id for row in desk.journal.letters()] == ["RAPPEL-1", LETTER.name]


def test_letters_are_part_of_the_audit_chain(desk):
    send_once(desk, LETTER, AT)
    assert desk.journal.audit_ok()

    desk.journal._base.execute("UPDATE uitgaand SET staat='onzeker'")  # noqa: SLF001 - behind its back

    assert not desk.journal.audit_ok()


def test_a_letter_that_was_never_begun_cannot_end(desk):
    with pytest.raises(UnusableInputError, match="bestaat niet"):
        desk.journal.letter_ended("RAPPEL-9", LetterState.VERZONDEN, AT)


@pytest.mark.parametrize("name", ["", "../buiten", "Jan Jansen", "-x"])
def test_a_name_that_is_no_file_name_is_our_mistake(desk, name):
    with pytest.raises(OwnMistakeError):
        send_once(desk, replace(LETTER, name=name), AT)
