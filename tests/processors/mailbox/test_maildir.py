# SPDX-License-Identifier: EUPL-1.2
"""A Maildir that others use at the same time, and that is none."""

from email import message_from_bytes
from pathlib import Path

import pytest

from processors.errors import UnusableInputError
from processors.mailbox import maildir as module
from processors.mailbox import open_mailbox
from processors.mailbox.maildir import connect
from processors.mailbox.message import Options
from tests.processors.mailbox.contract import answer, mail
from tests.processors.mailbox.office_maildir import MaildirOffice

pytestmark = pytest.mark.skipif(module.FLAGS != ":", reason="the standard library writes no Maildir on Windows")


@pytest.fixture
def office(tmp_path):
    return MaildirOffice(tmp_path / "Maildir")


def test_a_message_that_a_colleague_opened_keeps_its_key_and_is_unread_to_us(office):
    office.deliver(mail("een"))
    (before,) = office.open().unread()

    office.look("<een@aanbieder.nl>")

    (after,) = office.open().unread()
    assert after == before
    assert office.open().file(before.key, "verwerkt")
    assert list(office.open().unread()) == []


def test_a_message_that_is_renamed_while_it_is_filed_is_looked_for_again(office, monkeypatch):
    office.deliver(mail("een"))
    (message,) = office.open().unread()
    move = module.move

    def late(source, target):
        if source.parent.name == "new":
            office.look("<een@aanbieder.nl>")
        move(source, target)

    monkeypatch.setattr(module, "move", late)

    assert office.open().file(message.key, "verwerkt")
    assert len(office.filed("verwerkt")) == 1


def test_a_message_that_vanishes_while_others_are_handled_is_passed_over(office):
    for name in ("een", "twee", "drie"):
        office.deliver(mail(name))
    unread = office.open().unread()
    next(unread)

    office.take_away("<twee@aanbieder.nl>")

    assert [message.message_id for message in unread] == ["<drie@aanbieder.nl>"]


def test_a_message_that_vanishes_while_another_is_looked_for_is_passed_over(office, monkeypatch):
    office.deliver(mail("een"))
    office.deliver(mail("twee"))
    first, _ = office.open().unread()
    office.take_away("<een@aanbieder.nl>")
    opened = Path.open

    def gone(path, *arguments):
        if path.parent.name == "new":
            raise FileNotFoundError
        return opened(path, *arguments)

    monkeypatch.setattr(Path, "open", gone)

    assert not office.open().file(first.key, "verwerkt")


def test_a_file_that_is_gone_when_the_folder_was_listed_is_no_message(office, monkeypatch):
    office.deliver(mail("een"))

    def gone(_path):
        raise FileNotFoundError

    monkeypatch.setattr(Path, "lstat", gone)

    assert list(office.open().unread()) == []


def test_links_hidden_files_and_half_deliveries_are_left(office, tmp_path):
    (tmp_path / "elders").write_bytes(mail("elders"))
    (office.root / "new" / "koppeling").symlink_to(tmp_path / "elders")
    (office.root / "cur" / ".verborgen").write_bytes(mail("verborgen"))
    (office.root / "tmp" / "half").write_bytes(mail("half"))

    assert list(office.open().unread()) == []


def test_an_answer_that_a_killed_run_left_half_is_written_whole(office, monkeypatch):
    def killed(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "move", killed)
        with pytest.raises(KeyboardInterrupt):
            office.open().send(answer("", ""))
    none = office.sent()

    office.open().send(answer("", ""))

    assert none == []
    assert len(office.sent()) == 1


def test_an_answer_that_a_colleague_put_elsewhere_does_not_go_again(office):
    office.open().send(answer("", ""))
    (sent,) = (office.root / ".Verzonden" / "cur").iterdir()
    office.box.add_folder("Jan")
    sent.rename(office.root / ".Jan" / "cur" / sent.name)

    office.open().send(answer("", ""))

    assert office.sent() == []


def test_without_an_address_of_its_own_answers_are_from_this_machine(office):
    open_mailbox(f"maildir://{office.root}").send(answer("", ""))

    (raw,) = office.sent()
    assert message_from_bytes(raw)["From"] == "verzamelpunt@localhost"


def test_a_folder_that_is_no_maildir_is_told(tmp_path):
    with pytest.raises(UnusableInputError) as caught:
        connect(str(tmp_path), Options())

    assert str(caught.value) == (
        f"'{tmp_path}' is geen Maildir: er zijn geen mappen new en cur. Noem de map van het postvak zelf."
    )


def test_a_maildir_that_may_not_be_written_is_said(office, monkeypatch):
    def refused(*_arguments):
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refused)

    assert [check.holds for check in office.open().check()] == [True, False]
