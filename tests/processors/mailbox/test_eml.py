# SPDX-License-Identifier: EUPL-1.2
"""Who sent a raw e-mail, when it came in, and whether a machine wrote it."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from processors.mailbox.message import Attachment, Problem


def test_a_mail_gives_its_sender_moment_and_attachments(a_mail, read_mail):
    mail = a_mail(("Declaratie é.xlsx", b"een"), ("twee.csv", b"twee"))

    message = read_mail(mail)

    assert message.attachments == (Attachment("Declaratie é.xlsx", b"een"), Attachment("twee.csv", b"twee"))
    assert (message.key, message.message_id, message.sender) == ("sleutel", "<1@aanbieder.nl>", "zorg@aanbieder.nl")
    assert (message.subject, message.received_at) == ("Declaratie september", datetime(2026, 11, 2, 8, 30, tzinfo=UTC))
    assert (message.auto_submitted, message.problems, message.raw) == (False, (), mail.as_bytes())


def test_a_mail_without_attachment_has_none(a_mail, read_mail):
    message = read_mail(a_mail())

    assert (message.attachments, message.problems) == ((), ())


def test_without_message_id_the_content_names_the_message(a_mail, read_mail):
    raw = a_mail().as_bytes().replace(b"Message-ID: <1@aanbieder.nl>\r\n", b"")

    assert read_mail(raw).message_id == f"sha256:{sha256(raw).hexdigest()}"


def test_the_last_server_tells_when_a_message_came_in(a_mail, read_mail):
    mail = a_mail(Received="from a by b; Tue, 03 Nov 2026 10:00:00 -0000")

    assert read_mail(mail).received_at == datetime(2026, 11, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize("date", ["", "gisteren", "Mon, 99 Foo 2026", "Fri, 31 Dec 9999 23:00:00 -2300"])
def test_without_a_readable_date_the_moment_of_arrival_counts(a_mail, read_mail, arrived, date):
    raw = a_mail().as_bytes().replace(b"Mon, 02 Nov 2026 09:30:00 +0100", date.encode())

    assert read_mail(raw).received_at == arrived


@pytest.mark.parametrize(
    ("header", "sender"),
    [
        (b"From: a@zorg.nl", "a@zorg.nl"),
        (b'From: "a@zorg.nl" <A@zorg.nl>', "a@zorg.nl"),
        (b"From: a@zorg.nl <b@elders.nl>", ""),
        (b"From: =?utf-8?q?a=40zorg=2Enl?= <b@elders.nl>", ""),
        (b"From: a@zorg.nl, b@zorg.nl", ""),
        (b"From: a@zorg.nl\r\nFrom: b@zorg.nl", ""),
        (b"From: a@zorg.nl\r\nFROM: a@zorg.nl", ""),
        (b"From: niemand", ""),
        (b"X-Other: a@zorg.nl", ""),
    ],
)
def test_there_is_exactly_one_from_with_one_address(read_mail, header, sender):
    message = read_mail(header + b"\r\nSubject: x\r\n\r\ntekst\r\n")

    assert message.sender == sender
    assert message.problems == (() if sender else (Problem.SENDER_UNCLEAR,))


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Auto-Submitted", "auto-replied"),
        ("Auto-Submitted", "auto-generated; x=y"),
        ("Precedence", "bulk"),
        ("Return-Path", "<>"),
        ("X-Autoreply", "yes"),
        ("X-Autorespond", "yes"),
    ],
)
def test_what_a_machine_sent_is_marked(a_mail, read_mail, header, value):
    assert read_mail(a_mail(**{header: value})).auto_submitted


def test_a_bounce_is_marked_and_a_person_is_not(a_mail, read_mail):
    bounce = b'From: a@zorg.nl\r\nContent-Type: multipart/report; boundary="x"\r\n\r\n--x\r\n\r\nweg\r\n--x--\r\n'

    assert read_mail(bounce).auto_submitted
    assert not read_mail(a_mail(Auto_Submitted="no")).auto_submitted
