# SPDX-License-Identifier: EUPL-1.2
"""Who delivered what for a month, who is late and what waits for a human."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import polars as pl

from processors.journal import Journal
from processors.journal_schema import Outcome, State, Submission
from processors.mailbox.senders import Senders

DELIVERIES: Mapping[str, type[pl.DataType]] = {
    "aanlevering": pl.String, "soort": pl.String, "wet": pl.String, "gemeente": pl.String, "aanbieder": pl.String,
    "naam": pl.String, "maand": pl.String, "status": pl.String, "ontvangen_op": pl.Date, "uiterste_datum": pl.Date,
    "te_laat": pl.String, "regels": pl.Int64, "geaccepteerd": pl.Int64, "geweigerd": pl.Int64,
    "bevindingen": pl.Int64, "versie": pl.Int64,
}  # fmt: skip
MISSING = "ontbreekt"
DATES = ("soort", "maand", "uiterste_datum")
EXPECTED = {"gemeente": "gemeentelevering", "aanbieder": "declaratie"}


def deliveries(
    journal: Journal, senders: Senders, calendar: pl.DataFrame | None, months: Iterable[str], *, today: date
) -> pl.DataFrame:
    """Every submission about these months that counts or was refused, and a row for each that is not there.

    Args:
        journal: what came in.
        senders: who is expected: a gemeentelevering of each municipality, a declaratie of each supplier.
        calendar: the latest day per kind and month (table `kalender`); without it nothing is late.
        months: yyyy-mm.
        today: what is not there is late after its latest day.

    Returns:
        Columns of `DELIVERIES`; `status` is geaccepteerd, deels, geweigerd, wacht op een mens, vervangen or ontbreekt.

    """
    names = {sender.code: sender.naam for sender in senders.rows.values()}
    limits = {}
    if calendar is not None:
        limits = {(kind, month): day for kind, month, day in calendar.select(DATES).iter_rows()}
    rows = []
    for month in months:
        found = [part for part in journal.deliveries(month) if part.uitkomst or part.status is State.QUARANTAINE]
        rows += [_row(part, names, limits) for part in found]
        rows += _missing(month, found, senders, limits, today)
    frame = pl.DataFrame(rows, schema=dict(DELIVERIES), orient="row")
    return frame.sort("maand", "soort", "gemeente", "aanbieder", "aanlevering", nulls_last=True)


def _row(part: Submission, names: Mapping[str, str], limits: Mapping[tuple[str, str], date]) -> tuple[object, ...]:
    day = datetime.fromisoformat(part.ontvangen_op).date()
    limit = limits.get((part.soort or "", part.maand or ""))
    code = part.aanbieder if part.soort != "gemeentelevering" else part.gemeente
    return (
        part.id, part.soort, part.wet, part.gemeente, part.aanbieder, names.get(code or ""), part.maand, _status(part),
        day, limit, _yes(limit is not None and day > limit), part.regels, part.geaccepteerd, part.geweigerd,
        part.bevindingen, part.versie,
    )  # fmt: skip


def _status(part: Submission) -> str:
    if part.status is State.QUARANTAINE:
        return "wacht op een mens"
    if part.vervangen_door:
        return "vervangen"
    return str(part.uitkomst or Outcome.GEWEIGERD)


def _missing(
    month: str, found: list[Submission], senders: Senders, limits: Mapping[tuple[str, str], date], today: date
) -> list[tuple[object, ...]]:
    """A row for each expected submission of which no version was accepted."""
    here = {
        (part.soort, part.gemeente if part.soort == "gemeentelevering" else part.aanbieder)
        for part in found
        if part.uitkomst in {Outcome.GEACCEPTEERD, Outcome.DEELS}
    }
    rows: list[tuple[object, ...]] = []
    for sender in sorted(senders.rows.values(), key=lambda each: each.code):
        kind = EXPECTED[sender.soort]
        if (kind, sender.code) in here:
            continue
        here.add((kind, sender.code))
        limit = limits.get((kind, month))
        municipality, supplier = (sender.code, None) if sender.soort == "gemeente" else (None, sender.code)
        rows.append(
            (None, kind, None, municipality, supplier, sender.naam, month, MISSING, None, limit,
             _yes(limit is not None and today > limit), None, None, None, None, None)
        )  # fmt: skip
    return rows


def _yes(truth: bool) -> str:  # noqa: FBT001 - a truth becomes a word
    return "ja" if truth else "nee"
