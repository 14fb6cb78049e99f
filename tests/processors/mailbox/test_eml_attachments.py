# SPDX-License-Identifier: EUPL-1.2
"""What is attached to a raw e-mail, however it was packed."""

import base64

import pytest

from processors.mailbox.message import Attachment, Problem
from processors.mailbox.parts import MAX_ATTACHMENTS


def forwarded(a_mail, mail, times):
    for _ in range(times):
        outer = a_mail()
        outer.add_attachment(mail)
        mail = outer
    return mail


def test_attachments_of_forwarded_mail_are_found_to_a_depth_of_three(a_mail, read_mail):
    mail = a_mail(("diep.xlsx", b"x"))

    found = [read_mail(forwarded(a_mail, mail, times)) for times in range(5)]

    assert [len(message.attachments) for message in found] == [1, 1, 1, 1, 0]
    assert [message.problems for message in found] == [(), (), (), (), (Problem.TOO_DEEP,)]
    assert found[4].sender == "zorg@aanbieder.nl"


def test_a_text_file_and_an_image_that_are_attached_count(a_mail, read_mail):
    mail = a_mail()
    mail.add_attachment("a;b\r\n", filename="lijst.csv")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png", disposition="inline")

    assert [each.name for each in read_mail(mail).attachments] == ["lijst.csv", "logo.png"]


def test_as_many_attachments_as_allowed_are_read_and_one_more_refuses_them_all(a_mail, read_mail):
    most = [(f"{nr}.csv", b"x") for nr in range(MAX_ATTACHMENTS)]

    within, beyond = read_mail(a_mail(*most)), read_mail(a_mail(*most, ("te veel.csv", b"x")))

    assert (len(within.attachments), within.problems) == (MAX_ATTACHMENTS, ())
    assert (beyond.attachments, beyond.problems) == ((), (Problem.TOO_MANY,))


@pytest.mark.parametrize(
    ("name", "kind", "problem"),
    [
        ("winmail.dat", "octet-stream", Problem.OUTLOOK_PACKED),
        ("iets.bin", "ms-tnef", Problem.OUTLOOK_PACKED),
        ("smime.p7m", "octet-stream", Problem.SIGNED_OR_ENCRYPTED),
        ("geheim.bin", "pkcs7-mime", Problem.SIGNED_OR_ENCRYPTED),
    ],
)
def test_what_is_packed_by_a_mail_program_is_told(a_mail, read_mail, name, kind, problem):
    mail = a_mail()
    mail.add_attachment(b"x", maintype="application", subtype=kind, filename=name)

    assert read_mail(mail).attachments == (Attachment(name, b"x", problem),)


def test_an_encrypted_mail_without_a_name_is_told(read_mail):
    raw = (
        b"From: a@zorg.nl\r\nContent-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n"
    )

    assert read_mail(raw).attachments == (Attachment("bijlage", b"x", Problem.SIGNED_OR_ENCRYPTED),)


@pytest.mark.parametrize("text", [b"e@@A==", b"eA", b"eAeAe"])
def test_bad_base64_is_told_and_the_other_attachment_is_read(a_mail, read_mail, text):
    good = base64.b64encode(b"een")
    raw = a_mail(("een.csv", b"een"), ("twee.csv", b"een")).as_bytes().replace(good, text, 1)

    message = read_mail(raw)

    assert [each.problem for each in message.attachments] == [Problem.BAD_ENCODING, None]
    assert message.attachments[1].data == b"een"


def test_names_of_attachments_are_cleaned(read_mail):
    raw = b'From: a@zorg.nl\r\nContent-Disposition: attachment; filename="../..\\\\map\\\\999990019.xlsx"\r\n\r\nx'

    assert [each.name for each in read_mail(raw).attachments] == ["xxxxxxxxx.xlsx"]
