# SPDX-License-Identifier: EUPL-1.2
"""Who may send: the register of senders, an exact address each."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from processors.errors import UnusableInputError
from processors.mailbox.message import TRUSTED

COLUMNS = ("afzender", "naam", "code", "soort")
OPTIONAL = ("accounthouder", "pauze")
CODES = {"gemeente": r"\d{4}", "aanbieder": r"\d{8}"}
ANSWERS = ("", "ja", "nee")
ADDRESS = re.compile(r"[!-?A-~]+@[a-z0-9.-]+\.[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Sender:
    """A row of the register: answers go to `afzender`; `code` is that of a gemeente (4) or aanbieder (8, AGB).

    `accounthouder` is the address of who of ours hears that reminders did not help, empty where there is none;
    `pauze` is ja where nothing goes out that does not answer something.
    """

    afzender: str
    naam: str
    code: str
    soort: str
    accounthouder: str = ""
    pauze: str = ""


@dataclass(frozen=True, slots=True)
class Senders:
    """The register by address."""

    rows: Mapping[str, Sender]

    def known(self, address: str) -> Sender | None:
        """The sender with exactly this address, in any case; `map` is always known, without a code.

        An address with signs outside ASCII is never known: it may only look like a registered one.
        """
        if address == TRUSTED:
            return Sender(TRUSTED, "bestand in de map", "", "")
        return self.rows.get(address.lower()) if address.isascii() else None


def read_senders(path: Path) -> Senders:
    """Read `naslag/afzenders.csv`; an absent file is an empty register.

    The columns `accounthouder` and `pauze` may be absent.

    Raises:
        UnusableInputError: a column is absent, or a row is wrong or says the same address twice.

    """
    if not path.exists():
        return Senders({})
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableInputError(f"'{path.name}' is geen UTF-8. Sla het op als 'CSV UTF-8'.") from None
    first = text.partition("\n")[0]
    lines = csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ",")
    missing = [name for name in COLUMNS if name not in (lines.fieldnames or ())]
    if missing:
        raise UnusableInputError(
            f"In '{path.name}' ontbreekt kolom {', '.join(missing)}. Nodig zijn: {', '.join(COLUMNS)}."
        )
    rows: dict[str, Sender] = {}
    for line in lines:
        sender = Sender(*((line.get(name) or "").strip() for name in (*COLUMNS, *OPTIONAL)))
        address = sender.afzender.lower()
        fault = _fault(sender, address) or ("het adres staat er al" if address in rows else "")
        if fault:
            raise UnusableInputError(
                f"Regel {lines.line_num} van '{path.name}' is niet bruikbaar: {fault}. Verbeter of verwijder de regel."
            )
        rows[address] = sender
    return Senders(rows)


def _fault(sender: Sender, address: str) -> str:
    """What is wrong with a row, in a few Dutch words; empty when nothing is."""
    if not ADDRESS.fullmatch(address):
        return "'afzender' moet één gewoon e-mailadres zijn, zonder bijzondere letters"
    if sender.soort not in CODES:
        return "'soort' moet gemeente of aanbieder zijn"
    if not re.fullmatch(CODES[sender.soort], sender.code):
        return "'code' moet 4 cijfers (gemeente) of 8 cijfers (aanbieder) hebben"
    if sender.accounthouder and not ADDRESS.fullmatch(sender.accounthouder.lower()):
        return "'accounthouder' moet leeg zijn, of één gewoon e-mailadres zonder bijzondere letters"
    if sender.pauze not in ANSWERS:
        return "'pauze' moet ja, nee of leeg zijn"
    return ""
