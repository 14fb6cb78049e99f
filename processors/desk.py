# SPDX-License-Identifier: EUPL-1.2
"""Everything that one pass of the main job works with, opened together and closed together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from processors.archive import Archive
from processors.journal import Journal
from processors.mailbox import open_mailbox
from processors.mailbox.message import MEGABYTE, Mailbox, Options
from processors.mailbox.senders import Senders, read_senders
from processors.pseudonym import Key
from processors.settings import Settings
from processors.store import Store
from processors.vault import Vault
from processors.workplace import Workplace


@dataclass(frozen=True)
class Shelves:
    """A work folder of which is read, while another may be working in it."""

    workplace: Workplace
    journal: Journal
    store: Store
    senders: Senders


@dataclass(frozen=True)
class Desk(Shelves):
    """A work folder that is open, with its mailbox, register of senders and key."""

    settings: Settings
    archive: Archive
    key: Key
    mailbox: Mailbox


@contextmanager
def open_shelves(settings: Settings) -> Iterator[Shelves]:
    """Open the work folder of the settings to read in; it needs no key and keeps nobody out.

    Raises:
        UnusableInputError: there is no work folder, or its register of senders cannot be used.

    """
    place = settings.workplace
    with Journal(place.journal, read_only=True) as journal:
        yield Shelves(place, journal, Store(place.store), read_senders(place.reference / "afzenders.csv"))


@contextmanager
def open_desk(settings: Settings, *, address: str | None = None) -> Iterator[Desk]:
    """Open the work folder of the settings for one runner.

    Args:
        settings: the settings in force.
        address: another mailbox than the one of the settings.

    Raises:
        SecondRunnerError: another runner works in the folder.
        UnusableInputError: no key, no such mailbox, or a register of senders that cannot be used.

    """
    secret = settings.pseudonym_key()
    place = settings.workplace
    place.prepare()
    options = Options(settings.max_bestand_mb * MEGABYTE, settings.wachttijd_seconden, access=settings)
    with place.one_runner(), Journal(place.journal, audit_key=secret) as journal:
        yield Desk(
            settings=settings,
            workplace=place,
            journal=journal,
            archive=Archive(place.archive, Vault(place.archive_keys, secret), sealing=settings.archief_versleutelen),
            store=Store(place.store),
            senders=read_senders(place.reference / "afzenders.csv"),
            key=Key(settings.sleutel_id, secret),
            mailbox=open_mailbox(address or settings.mailbox, options),
        )
