# SPDX-License-Identifier: EUPL-1.2
"""What every kind of mailbox does, whatever it is made of.

A kind takes part with a class in its test module: `class TestImap(SendingContract)` with a fixture `office`, the post
office on the other side of the mailbox. `ReceivingContract` is for a kind that sends nothing itself.
"""

from collections.abc import Iterable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

import pytest

from processors.mailbox.message import Answer, Mailbox, Problem

DATA = bytes(range(256)) * 40


class Office(Protocol):
    """The other side of a mailbox: what comes in and goes out, and a colleague who works in the same mailbox."""

    address: str
    """From which the mailbox sends, such as postvak@regio.nl."""

    def open(self, max_bytes: int = 1_000_000) -> Mailbox:
        """Open the mailbox anew, as a run does."""
        ...

    def deliver(self, raw: bytes) -> None:
        """Let a mail come in, later than those before."""
        ...

    def filed(self, folder: str) -> Iterable[bytes]:
        """The raw mails in a folder; none when there is no such folder."""
        ...

    def sent(self) -> Iterable[bytes]:
        """The raw mails that went out."""
        ...

    def take_away(self, message_id: str) -> None:
        """A colleague deletes a mail that came in."""
        ...

    def move(self, message_id: str, folder: str) -> None:
        """A colleague puts a mail that came in in another folder."""
        ...

    def everything(self) -> list[object]:
        """What is in the mailbox and went out, to compare before and after; in a fixed order."""
        ...


def number(raw: bytes) -> str:
    return str(message_from_bytes(raw, policy=policy.default)["Message-ID"])


def mail(name: str, *attachments: tuple[str, bytes]) -> bytes:
    made = EmailMessage(policy=policy.SMTP)
    made["From"] = "zorg@aanbieder.nl"
    made["To"] = "postvak@regio.nl"
    made["Subject"] = f"Declaratie {name}"
    made["Message-ID"] = f"<{name}@aanbieder.nl>"
    made["Date"] = "Mon, 02 Nov 2026 09:30:00 +0100"
    made.set_content("Hierbij de declaratie.")
    for title, data in attachments:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=title)
    return made.as_bytes()


class ReceivingContract:
    """How messages are given and filed."""

    def test_unread_messages_come_oldest_first(self, office: Office) -> None:
        for name in ("c", "a", "b"):
            office.deliver(mail(name))

        found = [message.message_id for message in office.open().unread()]

        assert found == ["<c@aanbieder.nl>", "<a@aanbieder.nl>", "<b@aanbieder.nl>"]

    def test_an_empty_mailbox_has_no_messages(self, office: Office) -> None:
        assert list(office.open().unread()) == []

    def test_messages_are_given_under_the_same_key_until_they_are_filed(self, office: Office) -> None:
        office.deliver(mail("een"))
        office.deliver(mail("twee"))
        first, second = (message.key for message in office.open().unread())
        again = [message.key for message in office.open().unread()]

        office.open().file(first, "verwerkt")

        assert again == [first, second]
        assert [message.key for message in office.open().unread()] == [second]

    def test_a_message_is_given_whole(self, office: Office) -> None:
        raw = mail("een", ("Declaratie é.xlsx", DATA), ("leeg.csv", b""))
        office.deliver(raw)

        (message,) = office.open().unread()

        assert (message.sender, message.subject) == ("zorg@aanbieder.nl", "Declaratie een")
        assert [(each.name, each.data) for each in message.attachments] == [
            ("Declaratie é.xlsx", DATA),
            ("leeg.csv", b""),
        ]
        assert (message.problems, message.auto_submitted) == ((), False)
        assert message.raw.endswith(raw[-2000:])

    def test_a_message_that_is_too_large_is_told_and_stays_whole_in_the_mailbox(self, office: Office) -> None:
        raw = mail("groot", ("groot.xlsx", DATA * 3))
        office.deliver(raw)
        office.deliver(mail("klein"))
        mailbox = office.open(max_bytes=20_000)

        large, small = mailbox.unread()
        mailbox.file(large.key, "quarantaine")

        assert (large.problems, large.attachments, large.sender) == ((Problem.TOO_LARGE,), (), "zorg@aanbieder.nl")
        assert len(large.raw) <= 20_001
        assert small.problems == ()
        (kept,) = office.filed("quarantaine")
        assert kept.endswith(raw[-2000:])

    def test_filing_again_does_nothing(self, office: Office) -> None:
        office.deliver(mail("een"))
        (message,) = office.open().unread()

        done = [office.open().file(message.key, "verwerkt") for _ in range(2)]

        assert done == [True, True]
        assert [number(raw) for raw in office.filed("verwerkt")] == ["<een@aanbieder.nl>"]
        assert list(office.open().unread()) == []

    def test_a_message_is_filed_anew_from_the_folder_in_which_it_is(self, office: Office) -> None:
        office.deliver(mail("een"))
        (message,) = office.open().unread()
        office.open().file(message.key, "quarantaine")

        done = office.open().file(message.key, "verwerkt")

        assert done
        assert list(office.filed("quarantaine")) == []
        assert [number(raw) for raw in office.filed("verwerkt")] == ["<een@aanbieder.nl>"]

    def test_a_message_that_a_colleague_moved_is_found_and_filed(self, office: Office) -> None:
        office.deliver(mail("een"))
        office.deliver(mail("twee"))
        first, _ = office.open().unread()
        office.move("<een@aanbieder.nl>", "Jan")

        done = office.open().file(first.key, "verwerkt")

        assert done
        assert [number(raw) for raw in office.filed("verwerkt")] == ["<een@aanbieder.nl>"]
        assert list(office.filed("Jan")) == []

    def test_a_message_that_a_colleague_took_away_is_told_to_be_gone(self, office: Office) -> None:
        office.deliver(mail("een"))
        office.deliver(mail("twee"))
        first, second = office.open().unread()
        office.take_away("<een@aanbieder.nl>")

        done = [office.open().file(key, "verwerkt") for key in (first.key, second.key)]

        assert done == [False, True]

    def test_a_mailbox_is_checked_without_leaving_anything(self, office: Office) -> None:
        office.deliver(mail("een"))
        before = office.everything()

        checks = list(office.open().check())

        assert checks
        assert [check.says for check in checks if check.holds is False] == []
        assert office.everything() == before


class SendingContract(ReceivingContract):
    """How answers go out; for the kinds that send them."""

    def test_an_answer_goes_to_the_registered_address_only(self, office: Office) -> None:
        office.deliver(mail("een"))
        mailbox = office.open()
        (message,) = mailbox.unread()

        mailbox.send(answer(message.key, message.message_id))

        (raw,) = office.sent()
        sent = message_from_bytes(raw, policy=policy.default)
        assert (sent["To"], sent["Cc"], sent["Bcc"]) == ("register@aanbieder.nl", None, None)
        assert sent["From"].addresses[0].addr_spec == office.address
        assert (sent["In-Reply-To"], sent["References"]) == ("<een@aanbieder.nl>", "<een@aanbieder.nl>")
        assert (sent["Auto-Submitted"], sent["X-Auto-Response-Suppress"]) == ("auto-replied", "All")
        body = sent.get_body(("plain",))
        assert body is not None
        assert "Wij hebben uw bestand verwerkt." in body.get_content()
        assert sent["Subject"] == "Uw aanlevering"

    def test_an_answer_goes_once_also_from_a_mailbox_that_is_opened_anew(self, office: Office) -> None:
        office.deliver(mail("een"))
        (message,) = office.open().unread()
        mailbox = office.open()

        for each in (mailbox, mailbox, office.open()):
            each.send(answer(message.key, message.message_id))

        assert len(list(office.sent())) == 1

    def test_an_answer_to_a_message_that_was_filed_or_taken_away_goes_all_the_same(self, office: Office) -> None:
        for name in ("een", "twee"):
            office.deliver(mail(name))
        first, second = office.open().unread()
        office.open().file(first.key, "verwerkt")
        office.take_away("<twee@aanbieder.nl>")

        for nr, message in enumerate((first, second)):
            office.open().send(answer(message.key, message.message_id, key=f"B-{nr}"))

        assert len(list(office.sent())) == 2

    def test_another_answer_to_the_same_message_goes_too(self, office: Office) -> None:
        office.deliver(mail("een"))
        (message,) = office.open().unread()

        for key in ("B-1", "B-1-2"):
            office.open().send(answer(message.key, message.message_id, key=key))

        assert len(list(office.sent())) == 2

    def test_a_mail_that_answers_nothing_says_so(self, office: Office) -> None:
        mailbox = office.open()

        for _ in range(2):
            mailbox.send(answer("", ""))

        (raw,) = office.sent()
        sent = message_from_bytes(raw, policy=policy.default)
        assert (sent["Auto-Submitted"], sent["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
        assert (sent["To"], sent["In-Reply-To"]) == ("register@aanbieder.nl", None)

    @pytest.mark.parametrize("times", [1, 3])
    def test_attachments_go_whole(self, office: Office, tmp_path: Path, times: int) -> None:
        paths = [tmp_path / f"B-1 terugkoppeling {nr}.xlsx" for nr in range(times)]
        for path in paths:
            path.write_bytes(DATA)

        office.open().send(answer("", "", attachments=tuple(paths)))

        (raw,) = office.sent()
        parts = list(message_from_bytes(raw, policy=policy.default).iter_attachments())
        assert [(part.get_filename(), part.get_payload(decode=True)) for part in parts] == [
            (path.name, DATA) for path in paths
        ]

    def test_what_was_sent_is_not_unread(self, office: Office) -> None:
        office.open().send(answer("", ""))

        assert list(office.open().unread()) == []


def answer(about: str, reply_to: str, key: str = "B-1", attachments: tuple[Path, ...] = ()) -> Answer:
    text = "Wij hebben uw bestand verwerkt.\n"
    return Answer(key, "register@aanbieder.nl", "Uw aanlevering", text, about, reply_to, attachments)
