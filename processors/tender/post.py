# SPDX-License-Identifier: EUPL-1.2
"""Offers that came by mail: sealed until the closing moment, then put with the offers untouched, each once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import polars as pl

from processors.durable import landing, make_folder, move
from processors.errors import UnusableInputError
from processors.mailbox.message import Attachment, Mailbox, Message, clean_name
from processors.slots import ZONE
from processors.tender.assignment import Assignment
from processors.tender.confirming import same_name
from processors.tender.dossier import Dossier
from processors.tender.issued import text_at
from processors.tender.offers import LOT, TENDERER
from processors.tender.planning import steps_of
from processors.tender.price_sheet import SHEET as PRICES
from processors.tender.requirements_book import LIST, PROGRAMME
from workbooks.csvout import harmless
from workbooks.errors import UnreadableFileError
from workbooks.reading import read

REGISTER = "Ontvangen per mail.csv"
LATE, REPLACED, UNPROVEN = "te laat", "vervangen", "afzender niet bewezen"
COUNTS, NOTHING = "telt", "Het bericht heeft geen bijlage."
# bericht names a mail and begins the names of its files; toestand says whether a file counts, or why there is none.
COLUMNS = dict.fromkeys(
    ("bericht", "afzender", "ontvangen_op", "bestand", "sha256", "soort", "perceel", "inschrijver", "toestand"),
    pl.String,
)
SHEETS, REQUIREMENTS, OTHER = "prijzenblad", "conformiteitenlijst", "bijlage"
# Of each kind the sheet by which it is known, where its reference stands, and the cell with who offers.
MINE = {SHEETS: (PRICES, PRICES, "B4", TENDERER), REQUIREMENTS: (LIST, PROGRAMME, "B3", "B3")}


@dataclass(frozen=True)
class Collected:
    """What was taken from a mailbox: the register (`COLUMNS`) as it is now, how many mails are new, and were left."""

    register: pl.DataFrame
    mails: int
    left: int


class About(NamedTuple):
    """What a file is: its kind, of which lot, by whom, and whether it holds the reference of this tender."""

    kind: str
    lot: str
    tenderer: str
    ours: bool


def closing(asked: Assignment) -> datetime:
    """The moment at which offers must be in: the end of the day of the step that begins with 'Sluiting'.

    Raises:
        UnusableInputError: no step, or more than one, can be that.

    """
    named = pl.col("stap").str.to_lowercase()
    found = steps_of(asked.tables["procedurestappen"]).filter(
        named.str.starts_with("sluiting"), ~named.str.contains("vragen")
    )["datum"]
    if len(found) != 1:
        raise UnusableInputError(
            "Uit de stappen blijkt niet wanneer de inschrijving sluit. Noem het moment: --sluiting '2027-10-01 12:00'."
        )
    return datetime.combine(found[0], time.max, ZONE)


def collect(
    dossier: Dossier, mailbox: Mailbox, closes: datetime, now: datetime, proven: Callable[[Message], bool]
) -> Collected:
    """Put what came by mail with the offers, and the mails in a folder of the mailbox with the reference as its name.

    A mail is about this tender when its subject holds the reference, or one of its attachments is a price sheet or
    conformity list with it; any other is left where it is. What came after closing goes to a folder of its own and is
    not read as an offer, and so does what may be of another than it says. Of two of one kind for one lot, from one
    sender and with one name filled in, the last before closing counts. Doing it again does nothing.

    Args:
        dossier: the folder of the tender.
        mailbox: where offers come in.
        closes: the moment at which they must be in; before it nothing is opened.
        now: the moment it is.
        proven: whether a mail is of its sender.

    Raises:
        UnusableInputError: it is not closing time yet.

    """
    if now < closes:
        raise UnusableInputError(
            f"De inschrijvingen zijn verzegeld tot {closes.astimezone(ZONE):%d-%m-%Y %H:%M}. Er is niets geopend. "
            "Geef de opdracht opnieuw na dat moment."
        )
    asked = dossier.assignment()
    path = dossier.root / REGISTER
    known = _read(path)
    new = left = 0
    for message in mailbox.unread():
        if _named(message) not in known["bericht"]:
            rows = _kept(dossier, asked, message, closes, proven)
            if rows.is_empty():
                left += 1
                continue
            known = _settled(pl.concat([known, rows]))
            with landing(path) as half:
                known.write_csv(half, separator=";", include_bom=True)
            new += 1
        mailbox.file(message.key, clean_name(asked.reference))
    _put_aside(dossier, known)
    return Collected(known, new, left)


def _named(message: Message) -> str:
    """A short name for a mail that stays the same however often it is read."""
    return sha256(message.key.encode()).hexdigest()[:8]


def _kept(
    dossier: Dossier, asked: Assignment, message: Message, closes: datetime, proven: Callable[[Message], bool]
) -> pl.DataFrame:
    """Put the attachments of a mail with the offers when it is about this tender; gives their rows, or none."""
    usable = [each for each in message.attachments if not each.problem]
    about = [_about(each, asked) for each in usable]
    if asked.reference not in message.subject and not any(one.ours for one in about):
        return pl.DataFrame(schema=COLUMNS)
    # Late is when our own mail server took it; the date that a sender writes is no matter.
    state = LATE if message.received_at > closes else COUNTS if proven(message) else UNPROVEN
    folder = dossier.received if state == COUNTS else dossier.received / state
    make_folder(folder)
    moment = message.received_at.astimezone(ZONE).isoformat(timespec="seconds")
    first = (_named(message), harmless(message.sender), moment)
    rows = []
    for place, (each, one) in enumerate(zip(usable, about, strict=True), 1):
        name = f"{_named(message)}-{place} {each.name}"
        with landing(folder / name) as half:
            half.write_bytes(each.data)
        digest = sha256(each.data).hexdigest()
        rows.append((*first, name, digest, one.kind, harmless(one.lot), harmless(one.tenderer), state))
    unusable = [*message.problems, *(each.problem for each in message.attachments if each.problem)]
    why = [str(each) for each in unusable] or ([] if rows else [NOTHING])
    rows += [(*first, "", "", OTHER, "", "", each) for each in why]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _about(attachment: Attachment, asked: Assignment) -> About:
    """What an attachment is; one that is no workbook of ours is just a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / attachment.name
        path.write_bytes(attachment.data)
        try:
            grids = {grid.name: grid for grid in read(path).grids}
        except UnreadableFileError:
            return About(OTHER, "", "", ours=False)
    for kind, (sheet, holder, place, who) in MINE.items():
        if sheet in grids:
            ours = holder in grids and text_at(grids[holder], place) == asked.reference
            lot = text_at(grids[sheet], LOT) if kind == SHEETS else ""
            return About(kind, lot, text_at(grids[sheet], who), ours=ours)
    return About(OTHER, "", "", ours=False)


def _settled(register: pl.DataFrame) -> pl.DataFrame:
    """Let the last of one kind and lot of a sender and tenderer count; others, and what came late, stay as they are."""
    one = pl.col("toestand").is_in([COUNTS, REPLACED]) & (pl.col("soort") != OTHER) & (pl.col("afzender") != "")
    moment = pl.col("ontvangen_op").str.to_datetime(time_zone="UTC")  # as text an hour is off when summer time ends
    last = moment.max().over("afzender", "soort", "perceel", same_name("inschrijver"), one)
    state = pl.when(one & (moment < last)).then(pl.lit(REPLACED)).otherwise("toestand")
    return register.with_columns(toestand=state)


def _put_aside(dossier: Dossier, register: pl.DataFrame) -> None:
    for name in register.filter(pl.col("toestand") == REPLACED)["bestand"]:
        source = dossier.received / name
        if source.exists():
            make_folder(dossier.received / REPLACED)
            move(source, dossier.received / REPLACED / name)


def _read(path: Path) -> pl.DataFrame:
    if not path.exists():
        return pl.DataFrame(schema=COLUMNS)
    return pl.read_csv(path, separator=";", schema=COLUMNS).fill_null("")
