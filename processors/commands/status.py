# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt status`: who delivered, who is late, what waits for a human."""

from datetime import date

import click
import polars as pl

from processors.commands.demo import a_month
from processors.commands.display import columns, say, show_json
from processors.deliveries import deliveries
from processors.dutch import DutchCommand
from processors.intake.reference import read_reference
from processors.journal import Journal
from processors.journal_schema import Receipt
from processors.mailbox.senders import read_senders
from processors.region import last_month
from processors.settings import load


def optional_month(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A month as yyyy-mm, or nothing."""
    return None if value is None else a_month(context, parameter, value)


@click.command("status", cls=DutchCommand)
@click.option("--maand", callback=optional_month, help="De maand, zoals 2026-09; anders de laatste met leveringen.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(maand: str | None, *, as_json: bool) -> int:
    """Toon wie leverde, wie te laat is en wat op u wacht; verandert niets."""
    place = load().workplace
    with Journal(place.journal, read_only=True) as journal:
        month = maand or last_month([part.maand for part in journal.counting() if part.maand])
        senders = read_senders(place.reference / "afzenders.csv")
        calendar = read_reference(place.reference).tables.get("kalender")
        today = date.today()  # noqa: DTZ011 - a day of the office
        frame = deliveries(journal, senders, calendar, [month], today=today)
        waiting = [
            {"id": row.id, "soort": "bericht" if isinstance(row, Receipt) else "aanlevering", "reden": row.reden or ""}
            for row in [*journal.stuck(), *journal.failing()]
        ]
        waiting += [{"id": row.id, "soort": "uitgaand", "reden": row.reden or ""} for row in journal.unsure_letters()]
    shown = frame.select(
        "aanlevering",
        "soort",
        "gemeente",
        "aanbieder",
        "naam",
        "status",
        "ontvangen_op",
        te_laat=pl.col("te_laat") == "ja",
    )
    if as_json:
        show_json({"maand": month, "leveringen": shown.to_dicts(), "wachtend": waiting})
    else:
        _show(month, shown, waiting)
    return int(bool(waiting) or bool(shown["te_laat"].any()))


def _show(month: str, shown: pl.DataFrame, waiting: list[dict[str, str]]) -> None:
    say(f"Levering over {month}")
    counts = shown.group_by("soort", "status").len().sort("soort", "status")
    columns(("Soort", "Status", "Aantal"), counts.iter_rows())
    late = shown.filter("te_laat")
    say("", f"Te laat: {len(late)}")
    if len(late):
        columns(("Soort", "Code", "Afzender", "Status"), _late_rows(late))
    say("", f"Wacht op u: {len(waiting)}")
    if waiting:
        columns(("Kenmerk", "Soort", "Reden"), [tuple(each.values()) for each in waiting])
        say(
            "",
            "Geef vrij met 'verzamelpunt vrijgeven KENMERK', of weiger met 'verzamelpunt weiger KENMERK --reden …'.",
            "Wat bij ons mislukte, gaat vanzelf verder bij de volgende verwerking, of nu met 'verzamelpunt opnieuw "
            "KENMERK'.",
        )  # fmt: skip


def _late_rows(late: pl.DataFrame) -> list[tuple[object, ...]]:
    return late.select("soort", pl.coalesce("gemeente", "aanbieder"), "naam", "status").rows()
