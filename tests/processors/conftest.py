# SPDX-License-Identifier: EUPL-1.2
"""A journal, and deliveries that went through it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from processors.journal import Journal
from processors.journal_schema import Outcome, State
from processors.mailbox.message import Message

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
FACTS = {"soort": "declaratie", "wet": "jw", "gemeente": "0983", "aanbieder": "12345678", "maand": "2026-09"}
ACCEPTED = [State.GECONTROLEERD, State.OPGENOMEN]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """An empty journal."""
    with Journal(tmp_path / "journaal.sqlite") as journal:
        yield journal


@pytest.fixture(scope="session")
def noon() -> datetime:
    """The moment at which messages come in when a test says nothing else."""
    return NOON


@pytest.fixture(scope="session")
def facts() -> dict[str, str]:
    """What a delivery is about when a test says nothing else."""
    return FACTS


@pytest.fixture(scope="session")
def a_message() -> Callable[..., Message]:
    """Make a message; its key makes it another one."""

    def make(key: str = "sleutel", received_at: datetime = NOON, sender: str = "a@zorg.nl") -> Message:
        return Message(
            key=key, message_id=f"<{key}@zorg.nl>", sender=sender, subject="levering", received_at=received_at,
            attachments=(), auto_submitted=False, raw=b"",
        )  # fmt: skip

    return make


@pytest.fixture(scope="session")
def deliver(a_message: Callable[..., Message]) -> Callable[..., str]:
    """Bring a delivery into the store of a journal, and give its id."""

    def make(  # noqa: PLR0913 - each fact of a delivery can be the odd one
        journal: Journal,
        key: str,
        received_at: datetime = NOON,
        *,
        content: str = "aa",
        sender: str = "12345678",
        outcome: Outcome | None = Outcome.GEACCEPTEERD,
        **facts: str | int | None,
    ) -> str:
        receipt = journal.saw(a_message(key, received_at), "postvak")
        submission = journal.record(receipt.id, "1", sha256=content, bestand="levering.xlsx", afzender=sender)
        for state in ACCEPTED:
            journal.move(submission.id, state, uitkomst=outcome, **(FACTS | facts))
        return submission.id

    return make
