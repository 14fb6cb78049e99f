# SPDX-License-Identifier: EUPL-1.2
"""A mail that Outlook saved is read like a raw e-mail: in the folder, and attached to another mail."""

import os
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.mailbox import open_mailbox
from processors.mailbox.message import Attachment, Options, Problem
from processors.mailbox.msg import parse
from processors.mailbox.parts import MAX_ATTACHMENTS
from tests.processors.mailbox.saved_mails import SENT, compound, msg, saved

SHEET = b"PK" + bytes(range(256)) * 40


@pytest.fixture(scope="session")
def read(arrived):
    def reading(raw, **options):
        return parse(raw, key="sleutel", received_at=arrived, options=Options(**options))

    return reading


def nested(times, attachment=("diep.xlsx", SHEET)):
    tree = saved(attachment, header=24)
    for _ in range(times):
        tree = saved(("Doorgestuurd", tree), header=24)
    return tree


def attached(a_mail, read_mail, raw, name="Bericht.MSG"):
    return read_mail(a_mail((name, raw)))


def test_a_saved_mail_in_the_folder_is_the_mail_in_it(tmp_path):
    (tmp_path / "Bericht.MSG").write_bytes(msg(("Declaratie é.xlsx", SHEET), ("lijst.csv", b"a;b")))
    os.utime(tmp_path / "Bericht.MSG", (1_700_000_000, 1_700_000_000))

    (message,) = open_mailbox(f"folder://{tmp_path}").unread()

    assert (message.sender, message.subject, message.message_id) == (
        "zorg@aanbieder.nl",
        "Declaratie",
        "<1@aanbieder.nl>",
    )
    assert message.attachments == (Attachment("Declaratie é.xlsx", SHEET), Attachment("lijst.csv", b"a;b"))
    assert (message.problems, message.auto_submitted, message.received_at.timestamp()) == ((), False, 1_700_000_000)
    assert message.raw == (tmp_path / ".bezig" / message.key).read_bytes()


@pytest.mark.parametrize("version", [3, 4])
def test_a_saved_mail_that_is_attached_gives_its_files_between_the_others(a_mail, read_mail, version):
    raw = msg(("een.xlsx", SHEET), ("twee.csv", b"x"), version=version)

    message = read_mail(a_mail(("voor.csv", b"1"), ("Bericht.msg", raw), ("na.csv", b"2")))

    assert [each.name for each in message.attachments] == ["voor.csv", "een.xlsx", "twee.csv", "na.csv"]
    assert message.attachments[1].data == SHEET
    assert message.problems == ()


def test_mails_within_a_saved_mail_are_read_to_a_depth_of_three(a_mail, read_mail, read):
    bare = [read(compound(nested(times))) for times in range(5)]
    inside = [attached(a_mail, read_mail, compound(nested(times))) for times in range(4)]

    assert [len(message.attachments) for message in bare] == [1, 1, 1, 1, 0]
    assert bare[4].problems == (Problem.TOO_DEEP,)
    assert [len(message.attachments) for message in inside] == [1, 1, 1, 0]
    assert inside[3].problems == (Problem.TOO_DEEP,)


def test_saved_mails_attached_to_each_other_as_files_are_read_to_the_same_depth(a_mail, read_mail):
    found, raw = [], msg(("diep.xlsx", SHEET))
    for _ in range(4):
        found.append(attached(a_mail, read_mail, raw))
        raw = msg(("Bericht.msg", raw))

    assert [len(message.attachments) for message in found] == [1, 1, 1, 0]
    assert found[3].problems == (Problem.TOO_DEEP,)


def test_as_many_attachments_as_allowed_are_read_and_one_more_refuses_them_all(a_mail, read_mail, read):
    most = [(f"{nr}.csv", b"x") for nr in range(MAX_ATTACHMENTS)]

    within, beyond = read(msg(*most)), read(msg(*most, ("te veel.csv", b"x")))
    together = read_mail(a_mail(("een.csv", b"x"), ("Bericht.msg", msg(*most))))

    assert (len(within.attachments), within.problems) == (MAX_ATTACHMENTS, ())
    assert (beyond.attachments, beyond.problems) == ((), (Problem.TOO_MANY,))
    assert (together.attachments, together.problems) == ((), (Problem.TOO_MANY,))


def test_twenty_thousand_attachments_are_refused(read):
    message = read(msg(*((f"{nr}.csv", b"") for nr in range(20_000)), version=4))

    assert message.problems == (Problem.TOO_MANY,)


def test_a_saved_mail_that_is_too_large_is_not_read(read):
    raw = msg(("een.xlsx", SHEET))

    assert read(raw, max_bytes=len(raw)).problems == ()
    assert read(raw, max_bytes=len(raw) - 1).problems == (Problem.TOO_LARGE,)


@pytest.mark.parametrize("raw", [b"", b"x" * 5000, msg()[:-600], compound({"Workbook": b"x" * 9000})])
def test_what_is_no_saved_mail_is_told(a_mail, read_mail, read, raw):
    bare, inside = read(raw), attached(a_mail, read_mail, raw)

    assert (bare.problems, bare.sender, bare.attachments, bare.raw) == ((Problem.UNREADABLE,), "", (), raw)
    assert (inside.attachments, inside.problems) == ((Attachment("Bericht.MSG", raw, Problem.UNREADABLE),), ())


@pytest.mark.parametrize(
    ("name", "what", "problem"),
    [
        ("winmail.dat", b"x", Problem.OUTLOOK_PACKED),
        ("smime.p7m", b"x", Problem.SIGNED_OR_ENCRYPTED),
        ("in de cloud.xlsx", None, Problem.UNREADABLE),
        ("tekening", {"CONTENTS": b"x"}, Problem.UNREADABLE),
        ("kapot.msg", b"x", Problem.UNREADABLE),
    ],
)
def test_what_cannot_be_opened_in_a_saved_mail_is_told(read, name, what, problem):
    message = read(msg((name, what), ("goed.csv", b"x")))

    assert [(each.name, each.problem) for each in message.attachments] == [(name, problem), ("goed.csv", None)]


@pytest.mark.parametrize(
    ("name", "clean"), [("../..\\map\\999990019.xlsx", "xxxxxxxxx.xlsx"), ("", "bijlage"), ("x" * 70_000, "x" * 149)]
)
def test_names_of_attachments_are_cleaned(read, name, clean):
    assert [each.name for each in read(msg((name, b"x"))).attachments] == [clean]


def test_names_in_the_old_way_are_read(read):
    tree = dict(saved(("weg", b"x"), p007D=SENT))
    part = {"__properties_version1.0": b"", "__substg1.0_3704001E": b"caf\xe9.csv\0", "__substg1.0_37010102": b"x"}
    tree["__attach_version1.0_#00000000"] = part

    assert read(compound(tree)).attachments == (Attachment("café.csv", b"x"),)


@pytest.mark.parametrize(
    ("properties", "sender"),
    [
        ({"p5D01": "Zorg@aanbieder.nl"}, "zorg@aanbieder.nl"),
        ({"p0C1E": "SMTP", "p0C1F": "zorg@aanbieder.nl"}, "zorg@aanbieder.nl"),
        ({"p0C1E": "EX", "p0C1F": "/o=Regio/cn=zorg"}, ""),
        ({"p5D01": "a@zorg.nl\r\nFrom: b@zorg.nl"}, ""),
        ({"p007D": "From: a@zorg.nl\r\nFrom: b@zorg.nl\r\n", "p5D01": "c@zorg.nl"}, ""),
        ({"p007D": "From: a@zorg.nl\r\n", "p5D01": "c@zorg.nl"}, "a@zorg.nl"),
    ],
)
def test_there_is_exactly_one_sender(read, properties, sender):
    message = read(msg(p0037="Declaratie september", **properties))

    assert message.sender == sender
    assert message.problems == (() if sender else (Problem.SENDER_UNCLEAR,))


def test_a_mail_that_never_went_over_the_internet_has_its_subject_and_number(read):
    raw = msg(p5D01="zorg@aanbieder.nl", p0037="Declaratie september", p1035="<2@aanbieder.nl>")

    message = read(raw)

    assert (message.subject, message.message_id) == ("Declaratie september", "<2@aanbieder.nl>")
    assert read(msg(p5D01="zorg@aanbieder.nl")).message_id.startswith("sha256:")


def test_without_a_number_the_whole_file_names_the_message(read):
    one, two = (msg(("lijst.csv", data), p007D="From: zorg@aanbieder.nl\r\n") for data in (b"1", b"2"))

    assert [read(raw).message_id for raw in (one, two)] == [f"sha256:{sha256(raw).hexdigest()}" for raw in (one, two)]


@pytest.mark.parametrize(
    "properties",
    [
        {"p001A": "REPORT.IPM.Note.NDR", "p007D": SENT},
        {"p001A": "IPM.Note.Rules.OofTemplate.Microsoft", "p007D": SENT},
        {"p007D": SENT + "Auto-Submitted: auto-replied\r\n"},
    ],
)
def test_what_a_machine_sent_is_marked(read, properties):
    assert read(msg(**properties)).auto_submitted
    assert not read(msg(p001A="IPM.Note", p007D=SENT)).auto_submitted


def test_headers_too_long_to_take_apart_make_the_message_unreadable(read):
    message = read(msg(("een.csv", b"x"), p007D="From: " + "(" * 60_000))

    assert message.problems == (Problem.UNREADABLE,)


@given(st.lists(st.tuples(st.integers(0, 12_000), st.binary(min_size=1, max_size=8)), max_size=8))
def test_no_damage_stops_the_reader(read, damage):
    raw = compound(saved(("een.xlsx", SHEET[:5000]), ("diep", nested(1, ("twee.csv", b"x"))), p007D=SENT))
    for at, other in damage:
        raw = raw[: at % len(raw)] + other + raw[at % len(raw) + len(other) :]

    message = read(raw)

    assert replace(message, raw=b"").key == "sleutel"
    assert sum(len(each.data) for each in message.attachments) <= len(raw)
