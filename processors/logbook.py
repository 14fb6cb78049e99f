# SPDX-License-Identifier: EUPL-1.2
"""What happened when, for monitoring: one JSON line per event, with ids, codes and counts and never a person.

Beside it stands `fouten.log` (`mistakes`), to which a line refers.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from processors.durable import make_folder
from processors.journal_schema import Outcome, State
from processors.slot_ledger import SlotState

MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"
FORMS: Mapping[str, str] = {
    "onderwerp": r"[AB]-\d{6,}",
    "bericht": r"B-\d{6,}",
    "aanlevering": r"A-\d{6,}",
    "antwoord": r"B-\d{6,}(-\d+)?",
    "sha256": r"[0-9a-f]{64}",
    "status": "|".join(State),
    "uitkomst": "|".join(Outcome),
    "maand": r"\d{4}-(0[1-9]|1[0-2])",
    "taak": r"[a-z]{1,20}",
    "staat": "|".join(SlotState),
    "tijdvak": MOMENT,
    "verwijzing": r"[0-9a-f]{8}",
}
"""What a text may be, by its name. A text that is something else, or has no form, does not come in the log."""


class Event(StrEnum):
    """What a line is about."""

    PAS = "pas"
    BEOORDEELD = "beoordeeld"
    BEANTWOORD = "beantwoord"
    MISLUKT = "mislukt"
    GEPUBLICEERD = "gepubliceerd"
    TIJDVAK = "tijdvak"


def note(folder: Path, event: Event, **facts: str | float | None) -> None:
    """Add a line to the log of this day (UTC), `verzamelpunt-JJJJ-MM-DD.jsonl`.

    Args:
        folder: of the log files.
        event: what the line is about.
        facts: texts that have the form of their name in `FORMS` (another text becomes null), and counts and seconds.

    """
    now = datetime.now(UTC)
    line = {"tijd": as_moment(now), "gebeurtenis": event, **{name: _safe(name, fact) for name, fact in facts.items()}}
    make_folder(folder)
    with (folder / f"verzamelpunt-{now:%Y-%m-%d}.jsonl").open("a", encoding="utf-8", newline="\n") as log:
        log.write(json.dumps(line) + "\n")


def as_moment(moment: datetime) -> str:
    """A moment (UTC) as the log and the files for monitoring have it."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _safe(name: str, fact: str | float | None) -> str | float | None:
    if not isinstance(fact, str):
        return fact
    return fact if name in FORMS and re.fullmatch(FORMS[name], fact) else None
