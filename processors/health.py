# SPDX-License-Identifier: EUPL-1.2
"""How the runner is, in a small file that monitoring and people read: `uitvoer/gezondheid.json`."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.metadata import version

from processors.durable import landing
from processors.journal import Journal
from processors.journal_schema import State
from processors.settings import Settings
from processors.slot_ledger import Slot, SlotLedger, SlotState
from processors.slots import Times, next_slot

FILE = "gezondheid.json"
WEEK = timedelta(days=7)


def write_health(settings: Settings, ledger: SlotLedger, work: Sequence[tuple[str, Times]], now: datetime) -> None:
    """Replace the file in one move: what was worked last, what waits, and the head of the audit chain.

    Args:
        settings: the settings in force.
        ledger: of the slots.
        work: name and times of each job.
        now: the moment (UTC).

    """
    with Journal(settings.workplace.journal, read_only=True) as journal:
        stuck = journal.stuck()
        told = {
            "gemaakt_op": _text(now),
            "versie": version("verzamelpunt"),
            "taken": [_job(name, ledger.last(name), next_slot(times, now), now) for name, times in work],
            "gemist_in_een_week": ledger.count(SlotState.GEMIST, now - WEEK),
            "open_berichten": len(journal.waiting()),
            "wacht_op_een_mens": len(stuck),
            "waarvan_dood": sum(row.status is State.DOOD for row in stuck),
            "mislukt_wordt_herhaald": len(journal.failing()),
            "kop_van_de_audit": journal.head(),
        }
    with landing(settings.workplace.output / FILE) as half:
        half.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _job(name: str, last: Slot | None, following: datetime, now: datetime) -> dict[str, object]:
    ended = last.geeindigd_op if last else None
    return {
        "taak": name,
        "staat": last.staat if last else None,
        "tijdvak": _text(last.tijdvak) if last else None,
        "geeindigd_op": _text(ended) if ended else None,
        "minuten_geleden": int((now - ended).total_seconds() // 60) if ended else None,
        "reden": last.reden if last else None,
        "volgende": _text(following),
    }


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
