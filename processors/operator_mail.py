# SPDX-License-Identifier: EUPL-1.2
"""The daily mail to who runs Verzamelpunt: it comes every day, so that silence means that something is wrong."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from processors.condition import Health, JobHealth
from processors.deliveries import deliveries
from processors.desk import Desk
from processors.durable import landing
from processors.intake.reference import read_reference
from processors.mail_templates import filled, subject_and_letter
from processors.outgoing import Letter, send_once
from processors.region import last_month
from processors.slot_ledger import Slot
from processors.slots import ZONE, clock_shows
from workbooks.dutch import counted

FOLDER = "beheer"
NOBODY = "niemand; vul beheer_adres in om dit bericht te ontvangen"


def tell_operators(desk: Desk, health: Health) -> None:
    """Write the mail of the day in `uitvoer/beheer`, and send it once where an address is set.

    Args:
        desk: an open work folder.
        health: how it is now.

    Raises:
        Exception: what the mailbox raises when it fails; the text stands then.

    """
    day = health.made.astimezone(ZONE).date()
    name = f"BEHEER-{day}"
    text = _text(desk, health, day)
    with landing(desk.workplace.output / FOLDER / f"{name}.txt") as half:
        half.write_text(text, encoding="utf-8", newline="\n")
    if address := desk.settings.beheer_adres:
        subject, letter = subject_and_letter(text)
        send_once(desk, Letter(name, address, subject, letter), health.made)


def _text(desk: Desk, health: Health, day: date) -> str:
    journal = desk.journal
    month = last_month([part.maand for part in journal.counting() if part.maand])
    waiting = [*journal.stuck(), *journal.unsure_letters()]
    return filled(
        "beheer",
        adres=desk.settings.beheer_adres or NOBODY,
        dag=f"{day:%d-%m-%Y}",
        onderwerp=_subject(health),
        wachtend=_listed(f"{row.id}: {row.reden or 'geen reden'}" for row in waiting),
        mislukt=_listed(f"{row.id}: {row.reden or 'geen reden'}" for row in journal.failing()),
        maand=month,
        te_laat=str(_late(desk, month, day)),
        gemist=str(health.missed),
        certificaat=_certificate(health.certificate),
        taken=_listed(_job(each, health.failed.get(each.name)) for each in health.jobs),
        kop=health.head or "er is nog niets ontvangen",
    )


def _subject(health: Health) -> str:
    failed = [counted(len(health.failed), "taak mislukte", "taken mislukten")] if health.failed else []
    waiting = [f"{health.human} wacht op u"] if health.human else []
    return " en ".join([*waiting, *failed]) or "er wacht niets op u"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) or "- niets"


def _certificate(days: int | None) -> str:
    return "" if days is None else f"Dagen tot het certificaat van het postvak verloopt: {days}.\n"


def _job(job: JobHealth, failed: Slot | None) -> str:
    success = clock_shows(job.success) if job.success else "nog niet"
    line = f"{job.name}: laatst gelukt {success}, volgende keer {clock_shows(job.following)}"
    return f"{line}\n  Mislukte het laatst. {failed.reden}" if failed else line


def _late(desk: Desk, month: str, day: date) -> int:
    """How many senders are late about a month."""
    calendar = read_reference(desk.workplace.reference).tables.get("kalender")
    frame = deliveries(desk.journal, desk.senders, calendar, [month], today=day)
    late = frame.filter(pl.col("te_laat") == "ja")
    return late.select(pl.coalesce("aanbieder", "gemeente")).to_series().n_unique()
