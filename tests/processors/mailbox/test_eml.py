# SPDX-License-Identifier: EUPL-1.2
"""A raw e-mail is read without trusting it."""

import base64
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.mailbox.eml import MAX_ATTACHMENTS, MAX_HEADER, MAX_PART_HEADERS, MAX_PARTS, parse
from processors.mailbox.message import Attachment, Options, Problem

ARRIVED = datetime(2026, 11, 2, 12, tzinfo=UTC)


def a_mail(*attachments, sender="Zorg <Zorg@Aanbieder.nl>", **headers):
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = "postvak@regio.nl"
    mail["Subject"] = "Declaratie september"
    mail["Message-ID"] = "<1@aanbieder.nl>"
    mail["Date"] = "Mon, 02 Nov 2026 09:30:00 +0100"
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    mail.set_content("Hierbij de declaratie.")
    for name, data in attachments:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def read(mail, **options):
    raw = mail if isinstance(mail, bytes) else mail.as_bytes()
    return parse(raw, key="sleutel", received_at=ARRIVED, options=Options(**options))


def forwarded(mail, times):
    for _ in range(times):
        outer = a_mail()
        outer.add_attachment(mail)
        mail = outer
    return mail


def test_a_mail_gives_its_sender_moment_and_attachments():
    mail = a_mail(("Declaratie é.xlsx", b"een"), ("twee.csv", b"twee"))

    message = read(mail)

    assert message.attachments == (Attachment("Declaratie é.xlsx", b"een"), Attachment("twee.csv", b"twee"))
    assert (message.key, message.message_id, message.sender) == ("sleutel", "<1@aanbieder.nl>", "zorg@aanbieder.nl")
    assert (message.subject, message.received_at) == ("Declaratie september", datetime(2026, 11, 2, 8, 30, tzinfo=UTC))
    assert (message.auto_submitted, message.problems, message.raw) == (False, (), mail.as_bytes())


def test_a_mail_without_attachment_has_none():
    message = read(a_mail())

    assert (message.attachments, message.problems) == ((), ())


def test_without_message_id_the_content_names_the_message():
    raw = a_mail().as_bytes().replace(b"Message-ID: <1@aanbieder.nl>\r\n", b"")

    assert read(raw).message_id == f"sha256:{sha256(raw).hexdigest()}"


def test_the_last_server_tells_when_a_message_came_in():
    mail = a_mail(Received="from a by b; Tue, 03 Nov 2026 10:00:00 -0000")

    assert read(mail).received_at == datetime(2026, 11, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize("date", ["", "gisteren", "Mon, 99 Foo 2026", "Fri, 31 Dec 9999 23:00:00 -2300"])
def test_without_a_readable_date_the_moment_of_arrival_counts(date):
    raw = a_mail().as_bytes().replace(b"Mon, 02 Nov 2026 09:30:00 +0100", date.encode())

    assert read(raw).received_at == ARRIVED


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
def test_there_is_exactly_one_from_with_one_address(header, sender):
    message = read(header + b"\r\nSubject: x\r\n\r\ntekst\r\n")

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
def test_what_a_machine_sent_is_marked(header, value):
    assert read(a_mail(**{header: value})).auto_submitted


def test_a_bounce_is_marked_and_a_person_is_not():
    bounce = b'From: a@zorg.nl\r\nContent-Type: multipart/report; boundary="x"\r\n\r\n--x\r\n\r\nweg\r\n--x--\r\n'

    assert read(bounce).auto_submitted
    assert not read(a_mail(Auto_Submitted="no")).auto_submitted


def test_attachments_of_forwarded_mail_are_found_to_a_depth_of_three():
    mail = a_mail(("diep.xlsx", b"x"))

    found = [read(forwarded(mail, times)) for times in range(5)]

    assert [len(message.attachments) for message in found] == [1, 1, 1, 1, 0]
    assert [message.problems for message in found] == [(), (), (), (), (Problem.TOO_DEEP,)]
    assert found[4].sender == "zorg@aanbieder.nl"


def test_a_text_file_and_an_image_that_are_attached_count():
    mail = a_mail()
    mail.add_attachment("a;b\r\n", filename="lijst.csv")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png", disposition="inline")

    assert [each.name for each in read(mail).attachments] == ["lijst.csv", "logo.png"]


def test_as_many_attachments_as_allowed_are_read_and_one_more_refuses_them_all():
    most = [(f"{nr}.csv", b"x") for nr in range(MAX_ATTACHMENTS)]

    within, beyond = read(a_mail(*most)), read(a_mail(*most, ("te veel.csv", b"x")))

    assert (len(within.attachments), within.problems) == (MAX_ATTACHMENTS, ())
    assert (beyond.attachments, beyond.problems) == ((), (Problem.TOO_MANY,))


@pytest.mark.parametrize("count", [MAX_PARTS + 1, 2000])
def test_parts_within_parts_are_refused_without_reading_them(count):
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (nr, nr) for nr in range(count)
    )

    message = read(b"From: a@zorg.nl\r\nSubject: diep\r\n" + nested)

    assert (message.sender, message.subject) == ("a@zorg.nl", "diep")
    assert (message.attachments, message.problems) == ((), (Problem.TOO_MANY,))


def test_as_many_parts_within_parts_as_allowed_are_read():
    count = MAX_PARTS
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (nr, nr) for nr in range(count)
    )
    last = b"Content-Disposition: attachment; filename=a.csv\r\n\r\nx\r\n"

    message = read(b"From: a@zorg.nl\r\n" + nested + last)

    assert ([each.name for each in message.attachments], message.problems) == (["a.csv"], ())


def test_of_a_message_that_is_too_large_only_the_headers_are_read():
    mail = a_mail(("groot.xlsx", b"x" * 2000))

    message = read(mail, max_bytes=1000)

    assert (message.sender, message.subject) == ("zorg@aanbieder.nl", "Declaratie september")
    assert (message.attachments, message.problems) == ((), (Problem.TOO_LARGE,))


def test_headers_that_never_end_are_cut_off():
    raw = b"From: a@zorg.nl\r\nX-Lang: " + b"x" * 100_000

    message = read(raw, max_bytes=1000)

    assert (message.sender, message.problems) == ("a@zorg.nl", (Problem.TOO_LARGE,))


@pytest.mark.parametrize(
    ("name", "kind", "problem"),
    [
        ("winmail.dat", "octet-stream", Problem.OUTLOOK_PACKED),
        ("iets.bin", "ms-tnef", Problem.OUTLOOK_PACKED),
        ("smime.p7m", "octet-stream", Problem.SIGNED_OR_ENCRYPTED),
        ("geheim.bin", "pkcs7-mime", Problem.SIGNED_OR_ENCRYPTED),
    ],
)
def test_what_is_packed_by_a_mail_program_is_told(name, kind, problem):
    mail = a_mail()
    mail.add_attachment(b"x", maintype="application", subtype=kind, filename=name)

    assert read(mail).attachments == (Attachment(name, b"x", problem),)


def test_an_encrypted_mail_without_a_name_is_told():
    raw = (
        b"From: a@zorg.nl\r\nContent-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n"
    )

    assert read(raw).attachments == (Attachment("bijlage", b"x", Problem.SIGNED_OR_ENCRYPTED),)


@pytest.mark.parametrize("text", [b"e@@A==", b"eA", b"eAeAe"])
def test_bad_base64_is_told_and_the_other_attachment_is_read(text):
    good = base64.b64encode(b"een")
    raw = a_mail(("een.csv", b"een"), ("twee.csv", b"een")).as_bytes().replace(good, text, 1)

    message = read(raw)

    assert [each.problem for each in message.attachments] == [Problem.BAD_ENCODING, None]
    assert message.attachments[1].data == b"een"


def test_names_of_attachments_are_cleaned():
    raw = b'From: a@zorg.nl\r\nContent-Disposition: attachment; filename="../..\\\\map\\\\999990019.xlsx"\r\n\r\nx'

    assert [each.name for each in read(raw).attachments] == ["xxxxxxxxx.xlsx"]


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"\x00\xff\xfe", b"From"])
def test_what_is_no_mail_has_no_sender(raw):
    message = read(raw)

    assert (message.sender, message.attachments, message.problems) == ("", (), (Problem.SENDER_UNCLEAR,))


def test_an_address_in_no_known_encoding_can_still_be_written_down():
    message = read(b"From: \xff\xfe@zorg.nl\r\n\r\n")

    assert message.sender == "\ufffd\ufffd@zorg.nl"


def test_a_header_on_which_the_parser_breaks_makes_the_message_unreadable(monkeypatch):
    def broken(*_arguments, **_options):
        raise IndexError

    monkeypatch.setattr("processors.mailbox.eml.message_from_bytes", broken)

    message = read(a_mail())

    assert (message.sender, message.problems) == ("", (Problem.UNREADABLE,))
    assert message.raw == a_mail().as_bytes()


HEADERS = st.sampled_from([
    b"From", b"Date", b"Received", b"Subject", b"Message-ID", b"Content-Type", b"Content-Disposition",
    b"Content-Transfer-Encoding", b"Auto-Submitted", b"MIME-Version",
])  # fmt: skip
PIECES = st.sampled_from([
    b"multipart/mixed", b"; boundary=x", b"message/rfc822", b"attachment", b"; filename*0*=utf-8''%ff", b'filename="',
    b"base64", b"quoted-printable", b"uuencode", b"=?utf-8?b?//8=?=", b"=?x?q?a?=", b"a@b.nl", b"<", b">", b"@", b",",
    b":", b";", b"(", b'"', b"\\", b"[", b"]", b" ", b"\r\n ", b"\xff", b"\x00", b"charset=niets", b"text/plain",
])  # fmt: skip


@pytest.mark.parametrize("name", ["From", "Date", "Subject", "Content-Type", "Content-Disposition", "Message-ID"])
@pytest.mark.parametrize("text", ["(", "a@b.nl, ", "=?utf-8?q?a?= ", "x"])
def test_a_header_too_long_to_take_apart_makes_the_message_unreadable(name, text):
    message = read(f"{name}: {text * (MAX_HEADER + 1)}\r\n\r\n".encode())

    assert message.problems == (Problem.UNREADABLE,)


def test_a_header_that_is_not_read_may_be_long():
    mail = a_mail(References="<1@zorg.nl> " * MAX_HEADER)

    assert read(mail).problems == ()


def test_comments_within_comments_do_not_stop_the_reader():
    message = read(b"From: a@zorg.nl\r\nDate: " + b"(" * 900 + b"\r\n\r\n")

    assert message.problems in {(), (Problem.UNREADABLE,)}


def test_a_message_with_very_many_part_headers_is_refused_without_reading_them():
    part = b"--x\r\nContent-Type: text/plain\r\n\r\nx\r\n"

    message = read(b'From: a@zorg.nl\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n' + part * MAX_PART_HEADERS)

    assert (message.sender, message.problems) == ("a@zorg.nl", (Problem.TOO_MANY,))


@given(
    st.lists(st.tuples(HEADERS, st.lists(PIECES, max_size=6)), max_size=6), st.lists(PIECES | st.just(b"\r\n--x\r\n"))
)
def test_nothing_that_can_stand_in_a_mail_stops_the_reader(headers, body):
    head = b"".join(name + b": " + b"".join(value) + b"\r\n" for name, value in headers)

    message = read(head + b"\r\n" + b"".join(body))

    assert all(isinstance(each.data, bytes) and each.name for each in message.attachments)
    message.subject.encode()
    message.message_id.encode()
    assert message.received_at.tzinfo is UTC
