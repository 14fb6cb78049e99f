# SPDX-License-Identifier: EUPL-1.2
"""How the runner is, in files that monitoring and people read: `gezondheid.json`, a page, and Prometheus metrics."""

import json
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version

from processors.condition import Health, JobHealth, look
from processors.durable import landing
from processors.logbook import as_moment
from processors.metrics import exposition
from processors.settings import Settings
from processors.slot_ledger import SlotLedger
from processors.slots import Times, clock_shows
from workbooks import dutch
from workbooks.health_page import HealthPage, JobRow, render
from workbooks.page import Fact

JSON, PAGE, METRICS = "gezondheid.json", "gezondheid.html", "verzamelpunt.prom"


def write_health(settings: Settings, ledger: SlotLedger, work: Sequence[tuple[str, Times]], now: datetime) -> None:
    """Replace each of the files in `uitvoer` in one move.

    Args:
        settings: the settings in force.
        ledger: of the slots.
        work: name and times of each job.
        now: the moment (UTC).

    """
    health = look(settings, ledger, work, now)
    told = json.dumps(_told(health), indent=1, ensure_ascii=False) + "\n"
    files = {JSON: told.encode(), PAGE: render(_page(health)).encode(), METRICS: exposition(health)}
    for name, data in files.items():
        with landing(settings.workplace.output / name) as half:
            half.write_bytes(data)


def _told(health: Health) -> dict[str, object]:
    return {
        "gemaakt_op": as_moment(health.made),
        "versie": version("verzamelpunt"),
        "taken": [_job(each, health.made) for each in health.jobs],
        "gemist_in_een_week": health.missed,
        "open_berichten": health.open,
        "wacht_op_een_mens": health.human,
        "waarvan_dood": health.dead,
        "mislukt_wordt_herhaald": health.failing,
        "ontvangen_berichten": health.received,
        "beantwoorde_berichten": health.answered,
        "regels": health.lines,
        "dagen_certificaat": health.certificate,
        "kop_van_de_audit": health.head,
    }


def _job(job: JobHealth, now: datetime) -> dict[str, object]:
    last = job.last
    ended = last.geeindigd_op if last else None
    return {
        "taak": job.name,
        "staat": last.staat if last else None,
        "tijdvak": as_moment(last.tijdvak) if last else None,
        "geeindigd_op": as_moment(ended) if ended else None,
        "minuten_geleden": int((now - ended).total_seconds() // 60) if ended else None,
        "reden": last.reden if last else None,
        "laatst_gelukt_op": as_moment(job.success) if job.success else None,
        "volgende": as_moment(job.following),
    }


def _page(health: Health) -> HealthPage:
    return HealthPage(
        made=f"Gemaakt op {clock_shows(health.made)}, versie {version('verzamelpunt')}.",
        attention=health.attention,
        facts=[
            Fact("Open berichten", dutch.number(health.open)),
            Fact("Wacht op een mens", dutch.number(health.human)),
            Fact("Mislukt, wordt herhaald", dutch.number(health.failing)),
            Fact("Gemist in een week", dutch.number(health.missed)),
            Fact("Berichten ontvangen", dutch.number(health.received)),
            Fact("Berichten beantwoord", dutch.number(health.answered)),
            Fact("Regels gelezen", dutch.number(health.lines)),
        ],
        jobs=[_row(each) for each in health.jobs],
        head=health.head,
    )


def _row(job: JobHealth) -> JobRow:
    state = job.last.staat if job.last else "nog niet"
    return JobRow(job.name, state, clock_shows(job.success) if job.success else "nog niet", clock_shows(job.following))
