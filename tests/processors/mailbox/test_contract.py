# SPDX-License-Identifier: EUPL-1.2
"""Every kind of mailbox does the same: one class per kind, with its post office."""

import os
from pathlib import Path

import pytest

from tests.processors.mailbox.contract import Office, ReceivingContract, SendingContract, answer
from tests.processors.mailbox.office_folder import FolderOffice
from tests.processors.mailbox.office_maildir import MaildirOffice


class TestFolder(ReceivingContract):
    """A folder with files; the texts in `uitvoer` are its answers."""

    @pytest.fixture
    def office(self, tmp_path: Path) -> Office:
        return FolderOffice(tmp_path)

    def test_it_sends_nothing_itself(self, office: Office) -> None:
        office.open().send(answer("", ""))

        assert office.everything() == []


@pytest.mark.skipif(os.name == "nt", reason="the standard library writes no Maildir on Windows")
class TestMaildir(SendingContract):
    """A Maildir, used by another program at the same time."""

    @pytest.fixture
    def office(self, tmp_path: Path) -> Office:
        return MaildirOffice(tmp_path / "Maildir")
