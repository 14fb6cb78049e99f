# SPDX-License-Identifier: EUPL-1.2
"""A mail of ours that comes back starts nothing, and is told to a human when it keeps coming back."""

import os
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from processors import receiving
from processors.desk import open_desk
from processors.jobs import process_mailbox
from processors.mailbox.composed import compose
from processors.mailbox.message import Answer
from processors.quarantine import refuse
from processors.receiving import MANY_RETURNED, RETURNED
from processors.settings import Settings

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a folder that lives as long as the test
KNOWN = "administratie@zorg.example"
REPORT = Answer("B-000001", KNOWN, "Uw aanlevering", "Goedendag,\n", about="sleutel", reply_to="<1@zorg.example>")


@pytest.fixture
def desk(tmp_path):
    naslag = tmp_path / "naslag"
    naslag.mkdir()
    (naslag / "afzenders.csv").write_text(f"afzender,naam,code,soort\n{KNOWN},De Linde,12345678,aanbieder\n")
    with open_desk(Settings(map=tmp_path, sleutel=SECRET, wachttijd_seconden=0)) as opened:
        yield opened


def ours():
    return compose(REPORT, "postvak@regio.example", datetime(2026, 11, 2, tzinfo=UTC))


def bounce(sender="mailer-daemon@zorg.example"):
    """What a server sends back: a report with the mail that it could not deliver."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["Auto-Submitted"] = "auto-replied"
    mail.set_content("Niet bezorgd.")
    mail.add_attachment(ours())
    return mail


def forwarded():
    """A person sends our mail on, with a file."""
    mail = EmailMessage()
    mail["From"] = KNOWN
    mail.set_content("Zie uw bericht.")
    mail.add_attachment(ours())
    mail.add_attachment(b"a;b\n1;2\n", maintype="text", subtype="csv", filename="regels.csv")
    return mail


def received(desk, *mails):
    for number, mail in enumerate(mails, len(desk.journal.receipts())):
        path = desk.workplace.inbox / f"{number}.eml"
        path.write_bytes(mail.as_bytes())
        os.utime(path, (1_780_000_000 + number, 1_780_000_000 + number))
    process_mailbox(desk)
    return [(each.status, each.reden) for each in desk.journal.receipts()]


def answers(desk):
    return list((desk.workplace.output / "antwoorden").glob("*"))


@pytest.mark.parametrize("mail", [bounce(), bounce(KNOWN), ours()], ids=["server", "registered", "sent-on-by-a-rule"])
def test_a_report_of_ours_that_comes_back_is_ignored(desk, mail):
    assert received(desk, mail) == [("opgeborgen", RETURNED)]
    assert answers(desk) == []
    assert [path.parent.name for path in desk.workplace.inbox.rglob("*.eml")] == ["genegeerd"]


def test_a_third_report_of_ours_that_came_back_in_a_day_waits_for_a_human(desk):
    states = received(desk, bounce(), bounce(), bounce(), bounce())

    ignored = ("opgeborgen", RETURNED)
    assert states == [ignored, ignored, ("quarantaine", MANY_RETURNED), ignored]
    assert [each.id for each in desk.journal.stuck()] == ["B-000003"]
    assert answers(desk) == []


def test_an_alarm_that_was_looked_at_comes_again_when_more_comes_back(desk):
    received(desk, bounce(), bounce(), bounce())
    refuse(desk, "B-000003", "Adres verbeterd.")

    assert received(desk, bounce())[-1] == ("quarantaine", MANY_RETURNED)
    assert answers(desk) == []


def test_what_came_back_longer_than_a_day_ago_does_not_count(desk, monkeypatch):
    received(desk, bounce(), bounce())
    monkeypatch.setattr(receiving, "timedelta", lambda **_: datetime.now(UTC) - datetime.now(UTC))

    assert received(desk, bounce())[-1] == ("opgeborgen", RETURNED)


def test_a_person_who_sends_our_mail_on_with_a_file_is_heard(desk):
    ((state, _),) = received(desk, forwarded())

    assert state == "opgeborgen"
    assert [part.bestand for part in desk.journal.parts("B-000001")] == ["regels.csv"]
    assert len(answers(desk)) == 1


def test_a_bare_file_with_our_mark_in_it_is_a_file(desk):
    path = desk.workplace.inbox / "regels.csv"
    path.write_bytes(b"X-Verzamelpunt: a;b\n1;2\n")
    os.utime(path, (1_780_000_000, 1_780_000_000))

    process_mailbox(desk)

    assert [part.bestand for part in desk.journal.parts("B-000001")] == ["regels.csv"]


def test_the_same_message_id_with_other_content_is_another_message(desk):
    first, second = forwarded(), forwarded()
    second.add_attachment(b"c;d\n3;4\n", maintype="text", subtype="csv", filename="meer.csv")
    for mail in (first, second):
        mail["Message-ID"] = "<1@zorg.example>"

    received(desk, first, second)

    assert [len(desk.journal.parts(message)) for message in ("B-000001", "B-000002")] == [1, 2]
    assert len(answers(desk)) == 2
