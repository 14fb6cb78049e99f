# SPDX-License-Identifier: EUPL-1.2
"""A raw e-mail is read without trusting it: too large, too deep, too long or no mail at all."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.mailbox.eml import MAX_HEADER, MAX_PART_HEADERS, MAX_PARTS
from processors.mailbox.message import Problem

HEADERS = st.sampled_from([
    b"From", b"Date", b"Received", b"Subject", b"Message-ID", b"Content-Type", b"Content-Disposition",
    b"Content-Transfer-Encoding", b"Auto-Submitted", b"MIME-Version",
])  # fmt: skip
PIECES = st.sampled_from([
    b"multipart/mixed", b"; boundary=x", b"message/rfc822", b"attachment", b"; filename*0*=utf-8''%ff", b'filename="',
    b"base64", b"quoted-printable", b"uuencode", b"=?utf-8?b?//8=?=", b"=?x?q?a?=", b"a@b.nl", b"<", b">", b"@", b",",
    b":", b";", b"(", b'"', b"\\", b"[", b"]", b" ", b"\r\n ", b"\xff", b"\x00", b"charset=niets", b"text/plain",
])  # fmt: skip


@pytest.mark.parametrize("count", [MAX_PARTS + 1, 2000])
def test_parts_within_parts_are_refused_without_reading_them(read_mail, count):
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (nr, nr) for nr in range(count)
    )

    message = read_mail(b"From: a@zorg.nl\r\nSubject: diep\r\n" + nested)

    assert (message.sender, message.subject) == ("a@zorg.nl", "diep")
    assert (message.attachments, message.problems) == ((), (Problem.TOO_MANY,))


def test_as_many_parts_within_parts_as_allowed_are_read(read_mail):
    count = MAX_PARTS
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (nr, nr) for nr in range(count)
    )
    last = b"Content-Disposition: attachment; filename=a.csv\r\n\r\nx\r\n"

    message = read_mail(b"From: a@zorg.nl\r\n" + nested + last)

    assert ([each.name for each in message.attachments], message.problems) == (["a.csv"], ())


def test_of_a_message_that_is_too_large_only_the_headers_are_read(a_mail, read_mail):
    mail = a_mail(("groot.xlsx", b"x" * 2000))

    message = read_mail(mail, max_bytes=1000)

    assert (message.sender, message.subject) == ("zorg@aanbieder.nl", "Declaratie september")
    assert (message.attachments, message.problems) == ((), (Problem.TOO_LARGE,))


def test_headers_that_never_end_are_cut_off(read_mail):
    raw = b"From: a@zorg.nl\r\nX-Lang: " + b"x" * 100_000

    message = read_mail(raw, max_bytes=1000)

    assert (message.sender, message.problems) == ("a@zorg.nl", (Problem.TOO_LARGE,))


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"\x00\xff\xfe", b"From"])
def test_what_is_no_mail_has_no_sender(read_mail, raw):
    message = read_mail(raw)

    assert (message.sender, message.attachments, message.problems) == ("", (), (Problem.SENDER_UNCLEAR,))


def test_an_address_in_no_known_encoding_can_still_be_written_down(read_mail):
    message = read_mail(b"From: \xff\xfe@zorg.nl\r\n\r\n")

    assert message.sender == "\ufffd\ufffd@zorg.nl"


def test_a_header_on_which_the_parser_breaks_makes_the_message_unreadable(a_mail, read_mail, monkeypatch):
    def broken(*_arguments, **_options):
        raise IndexError

    monkeypatch.setattr("processors.mailbox.eml.message_from_bytes", broken)

    message = read_mail(a_mail())

    assert (message.sender, message.problems) == ("", (Problem.UNREADABLE,))
    assert message.raw == a_mail().as_bytes()


@pytest.mark.parametrize("name", ["From", "Date", "Subject", "Content-Type", "Content-Disposition", "Message-ID"])
@pytest.mark.parametrize("text", ["(", "a@b.nl, ", "=?utf-8?q?a?= ", "x"])
def test_a_header_too_long_to_take_apart_makes_the_message_unreadable(read_mail, name, text):
    message = read_mail(f"{name}: {text * (MAX_HEADER + 1)}\r\n\r\n".encode())

    assert message.problems == (Problem.UNREADABLE,)


def test_a_header_that_is_not_read_may_be_long(a_mail, read_mail):
    mail = a_mail(References="<1@zorg.nl> " * MAX_HEADER)

    assert read_mail(mail).problems == ()


def test_comments_within_comments_do_not_stop_the_reader(read_mail):
    message = read_mail(b"From: a@zorg.nl\r\nDate: " + b"(" * 900 + b"\r\n\r\n")

    assert message.problems in {(), (Problem.UNREADABLE,)}


def test_a_message_with_very_many_part_headers_is_refused_without_reading_them(read_mail):
    part = b"--x\r\nContent-Type: text/plain\r\n\r\nx\r\n"

    message = read_mail(
        b'From: a@zorg.nl\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n' + part * MAX_PART_HEADERS
    )

    assert (message.sender, message.problems) == ("a@zorg.nl", (Problem.TOO_MANY,))


@given(
    st.lists(st.tuples(HEADERS, st.lists(PIECES, max_size=6)), max_size=6), st.lists(PIECES | st.just(b"\r\n--x\r\n"))
)
def test_nothing_that_can_stand_in_a_mail_stops_the_reader(read_mail, headers, body):
    head = b"".join(name + b": " + b"".join(value) + b"\r\n" for name, value in headers)

    message = read_mail(head + b"\r\n" + b"".join(body))

    assert all(isinstance(each.data, bytes) and each.name for each in message.attachments)
    message.subject.encode()
    message.message_id.encode()
    assert message.received_at.tzinfo is UTC
