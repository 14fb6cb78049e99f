# SPDX-License-Identifier: EUPL-1.2
"""An answer becomes a mail that is recognised, believed by nobody's robot and whole."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from processors.mailbox.composed import compose, message_id
from processors.mailbox.message import Answer

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
MAILBOX = "Postvak@Regio.nl"
ANSWER = Answer("B-1", "zorg@aanbieder.nl", "Uw aanlevering", "Beste café,\n\nTot ziens.\n", "sleutel", "<1@zorg.nl>")


def sent(answer, mailbox=MAILBOX):
    return message_from_bytes(compose(answer, mailbox, AT).as_bytes(), policy=policy.default)


def test_an_answer_goes_to_the_registered_address_and_names_what_it_answers():
    mail = sent(ANSWER)

    assert [mail[name] for name in ("From", "To", "Subject", "In-Reply-To", "References")] == [
        "Postvak@Regio.nl",
        "zorg@aanbieder.nl",
        "Uw aanlevering",
        "<1@zorg.nl>",
        "<1@zorg.nl>",
    ]
    assert (mail["Cc"], mail["Bcc"], mail["Reply-To"]) == (None, None, None)
    assert (mail["Date"].datetime, mail.get_content().replace("\r\n", "\n")) == (AT, ANSWER.text)


def test_a_robot_is_told_not_to_answer():
    answering, starting = sent(ANSWER), sent(replace(ANSWER, about="", reply_to=""))

    assert (answering["Auto-Submitted"], starting["Auto-Submitted"]) == ("auto-replied", "auto-generated")
    assert answering["X-Auto-Response-Suppress"] == starting["X-Auto-Response-Suppress"] == "All"
    assert (starting["In-Reply-To"], starting["References"]) == (None, None)


def test_the_same_answer_has_the_same_id_and_another_has_another():
    others = [{"key": "B-2"}, {"about": "anders"}, {"reply_to": "<2@zorg.nl>"}]

    ids = [message_id(each, MAILBOX) for each in (ANSWER, *(replace(ANSWER, **other) for other in others))]

    assert len({*ids, message_id(ANSWER, "ander@regio.nl")}) == 5
    assert ids[0] == message_id(replace(ANSWER, text="later geschreven"), MAILBOX.lower()) == sent(ANSWER)["Message-ID"]
    assert ids[0].endswith("@regio.nl>")


@pytest.mark.parametrize("reply_to", ["sha256:00", "<a b@zorg.nl>", "<a@zorg.nl> <b@zorg.nl>", "<é@zorg.nl>", "<>"])
def test_what_is_no_message_id_is_not_repeated(reply_to):
    mail = sent(replace(ANSWER, reply_to=reply_to))

    assert (mail["In-Reply-To"], mail["Auto-Submitted"]) == (None, "auto-replied")


def test_a_long_message_id_stays_as_it_was():
    reply_to = f"<{'x' * 400}@zorg.nl>"

    assert (
        f"In-Reply-To: {reply_to}\r\n".encode() in compose(replace(ANSWER, reply_to=reply_to), MAILBOX, AT).as_bytes()
    )


def test_a_subject_of_more_lines_adds_no_header():
    mail = sent(replace(ANSWER, subject="Uw\r\nBcc: iemand@elders.nl\r\nlevering"))

    assert (mail["Subject"], mail["Bcc"]) == ("Uw Bcc: iemand@elders.nl levering", None)


def test_attachments_arrive_whole_under_clean_names(tmp_path):
    data = bytes(range(256)) * 100
    paths = [tmp_path / name for name in ("B-1 terugkoppeling é.xlsx", "lijst 999990019.csv", "iets")]
    for path in paths:
        path.write_bytes(data)

    mail = sent(replace(ANSWER, attachments=tuple(paths)))

    parts = list(mail.iter_attachments())
    assert [part.get_filename() for part in parts] == ["B-1 terugkoppeling é.xlsx", "lijst xxxxxxxxx.csv", "iets"]
    assert [part.get_payload(decode=True) for part in parts] == [data] * 3
    assert [part.get_content_subtype() for part in parts][1:] == ["csv", "octet-stream"]


def test_no_line_is_longer_than_mail_allows(tmp_path):
    (tmp_path / "groot.xlsx").write_bytes(b"x" * 10_000)
    long = replace(ANSWER, text="woord " * 500, subject="é" * 300, attachments=(tmp_path / "groot.xlsx",))

    raw = compose(long, MAILBOX, AT).as_bytes()

    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()
