# SPDX-License-Identifier: EUPL-1.2
"""Every kind of mailbox does the same: one class per kind, with its post office."""

from pathlib import Path

import pytest

from tests.processors.mailbox.contract import Office, ReceivingContract, answer
from tests.processors.mailbox.office_folder import FolderOffice


class TestFolder(ReceivingContract):
    """A folder with files; the texts in `uitvoer` are its answers."""

    @pytest.fixture
    def office(self, tmp_path: Path) -> Office:
        return FolderOffice(tmp_path)

    def test_it_sends_nothing_itself(self, office: Office) -> None:
        office.open().send(answer("", ""))

        assert office.everything() == []
