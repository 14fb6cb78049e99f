# SPDX-License-Identifier: EUPL-1.2
"""What the journal keeps: rows, states, and the moves between states that are allowed."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Self

VERSION = 5
WITH_LETTERS, WITH_CLEARED = 4, 5
MAX_TRIES = 8
MUNICIPALITY, SUPPLIER = 4, 8  # digits in the code of a sender


class State(StrEnum):
    """Where a message or a submission is on its way."""

    GEZIEN = "gezien"
    BEWAARD = "bewaard"
    GECONTROLEERD = "gecontroleerd"
    OPGENOMEN = "opgenomen"
    ANTWOORD_CONCEPT = "antwoord_concept"
    BEANTWOORD = "beantwoord"
    OPGEBORGEN = "opgeborgen"
    OPNIEUW = "opnieuw"
    QUARANTAINE = "quarantaine"
    DOOD = "dood"


class Outcome(StrEnum):
    """What the check said of a submission."""

    GEACCEPTEERD = "geaccepteerd"
    DEELS = "deels"
    GEWEIGERD = "geweigerd"


S = State
BESIDE = frozenset({S.OPNIEUW, S.QUARANTAINE, S.DOOD})

# What needs no answer (machine mail, a bare file) goes from any step to opgeborgen; what was refused skips opgenomen.
ALLOWED: Mapping[State, frozenset[State]] = {
    S.GEZIEN: BESIDE | {S.BEWAARD},
    S.BEWAARD: BESIDE | {S.GECONTROLEERD, S.ANTWOORD_CONCEPT, S.OPGEBORGEN},
    S.GECONTROLEERD: BESIDE | {S.OPGENOMEN, S.ANTWOORD_CONCEPT, S.OPGEBORGEN},
    S.OPGENOMEN: BESIDE | {S.ANTWOORD_CONCEPT, S.OPGEBORGEN},
    S.ANTWOORD_CONCEPT: BESIDE | {S.BEANTWOORD},
    S.BEANTWOORD: BESIDE | {S.OPGEBORGEN},
    S.OPGEBORGEN: frozenset({S.OPNIEUW}),
    S.OPNIEUW: BESIDE | {S.GEZIEN, S.BEWAARD},
    S.QUARANTAINE: frozenset({S.OPNIEUW, S.BEWAARD, S.ANTWOORD_CONCEPT, S.OPGEBORGEN}),
    S.DOOD: frozenset({S.OPNIEUW}),
}

STORED = frozenset({S.OPGENOMEN, S.ANTWOORD_CONCEPT, S.BEANTWOORD, S.OPGEBORGEN})
"""The states in which accepted rows are in the store."""

SETTLED = frozenset({S.OPGEBORGEN, S.QUARANTAINE, S.DOOD})
"""The states in which the runner has nothing to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the journal."""

    def changed(self, **facts: object) -> Self:
        """The same row with other facts."""
        return replace(self, **facts)

    @property
    def facts(self) -> dict[str, object]:
        """Its values by name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True)
class Receipt(Row):
    """A message as the journal knows it: `afzender` is its address, `sha256` that of the raw message."""

    nr: int
    id: str
    postvak: str
    sleutel: str
    message_id: str
    afzender: str
    status: State
    ontvangen_op: str
    gezien_op: str
    gewijzigd_op: str
    sha256: str | None = None
    antwoord: str | None = None
    reden: str | None = None
    pogingen: int = 0


@dataclass(frozen=True, slots=True)
class Submission(Row):
    """One attachment, zip member or bare file: `afzender` is a code (4 or 8 digits) or `map`.

    `deel` is its place in the message (`1`, or `2/3` in a zip). `versie` counts what is in the store for one slot, in
    the order of receipt; `vervangen_door` is the id of the version in force, None for that version itself.
    `berichtsoort` is the kind of a message (xml, 301 to 325): a message has no versions, each one counts.
    """

    nr: int
    id: str
    bericht: str
    deel: str
    sha256: str
    bestand: str
    afzender: str
    status: State
    ontvangen_op: str
    gewijzigd_op: str
    soort: str | None = None
    wet: str | None = None
    gemeente: str | None = None
    aanbieder: str | None = None
    maand: str | None = None
    raamovereenkomst: str | None = None
    berichtsoort: str | None = None
    uitkomst: Outcome | None = None
    regels: int | None = None
    geaccepteerd: int | None = None
    geweigerd: int | None = None
    bevindingen: int | None = None
    reden: str | None = None
    versie: int = 1
    vervangen_door: str | None = None
    pogingen: int = 0

    @property
    def from_municipality(self) -> bool:
        """Whether a municipality (code of 4 digits) sent it."""
        return len(self.afzender) == MUNICIPALITY

    @property
    def from_supplier(self) -> bool:
        """Whether a supplier (AGB of 8 digits) sent it."""
        return len(self.afzender) == SUPPLIER

    @property
    def in_store(self) -> bool:
        """Whether anything of it was accepted and is in the store."""
        return self.uitkomst in {Outcome.GEACCEPTEERD, Outcome.DEELS} and self.status in STORED

    @property
    def slot(self) -> tuple[str | None, ...]:
        """What it is about: of the submissions with one slot only one is in force. Missing is a value here."""
        return (
            self.soort, self.afzender, self.maand, self.wet, self.gemeente, self.aanbieder, self.raamovereenkomst,
        )  # fmt: skip


RECEIPT_FACTS = frozenset({"sha256", "antwoord", "reden", "pogingen"})
SUBMISSION_FACTS = frozenset({
    "afzender", "soort", "wet", "gemeente", "aanbieder", "maand", "raamovereenkomst", "berichtsoort", "uitkomst",
    "regels", "geaccepteerd", "geweigerd", "bevindingen", "reden", "pogingen",
})  # fmt: skip
"""What a move may add; the rest the journal keeps itself."""

SCHEMA = """
CREATE TABLE berichten (
    nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, postvak TEXT NOT NULL, sleutel TEXT NOT NULL,
    message_id TEXT NOT NULL, afzender TEXT NOT NULL, status TEXT NOT NULL, ontvangen_op TEXT NOT NULL,
    gezien_op TEXT NOT NULL, gewijzigd_op TEXT NOT NULL, sha256 TEXT, antwoord TEXT, reden TEXT,
    pogingen INTEGER NOT NULL, UNIQUE (postvak, sleutel)
) STRICT;
CREATE TABLE aanleveringen (
    nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, bericht TEXT NOT NULL REFERENCES berichten (id),
    deel TEXT NOT NULL, sha256 TEXT NOT NULL, bestand TEXT NOT NULL, afzender TEXT NOT NULL, status TEXT NOT NULL,
    ontvangen_op TEXT NOT NULL, gewijzigd_op TEXT NOT NULL, soort TEXT, wet TEXT, gemeente TEXT, aanbieder TEXT,
    maand TEXT, raamovereenkomst TEXT, berichtsoort TEXT, uitkomst TEXT, regels INTEGER, geaccepteerd INTEGER,
    geweigerd INTEGER, bevindingen INTEGER, reden TEXT, versie INTEGER NOT NULL,
    vervangen_door TEXT REFERENCES aanleveringen (id),
    pogingen INTEGER NOT NULL, UNIQUE (bericht, deel)
) STRICT;
CREATE INDEX op_inhoud ON aanleveringen (sha256, afzender);
CREATE INDEX op_maand ON aanleveringen (maand, afzender);
CREATE TABLE gebeurtenissen (
    nr INTEGER PRIMARY KEY, tijd TEXT NOT NULL, onderwerp TEXT NOT NULL, feiten TEXT NOT NULL, keten TEXT NOT NULL
) STRICT;
"""

SLOTS = """
CREATE TABLE tijdvakken (
    taak TEXT NOT NULL, tijdvak TEXT NOT NULL, staat TEXT NOT NULL, begonnen_op TEXT, geeindigd_op TEXT, reden TEXT,
    PRIMARY KEY (taak, tijdvak)
) STRICT;
"""

LETTERS = """
CREATE TABLE uitgaand (
    id TEXT PRIMARY KEY, staat TEXT NOT NULL, poging INTEGER NOT NULL, begonnen_op TEXT NOT NULL, verzonden_op TEXT,
    reden TEXT
) STRICT;
"""

CLEARED = """
CREATE TABLE opgeruimd (id TEXT PRIMARY KEY, opgeruimd_op TEXT NOT NULL) STRICT;
"""

STEPS: Mapping[int, tuple[int, str]] = {0: (2, SCHEMA), 2: (3, SLOTS), 3: (4, LETTERS), 4: (VERSION, CLEARED)}
"""How a file of one version becomes one of a later version; a new file has version 0."""
