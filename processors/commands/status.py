# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt status`: who delivered, who is late, what waits for a human."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import click
import polars as pl

from processors.asking import What, day_of, letter_name
from processors.commands.demo import a_month
from processors.commands.display import columns, say, show_json
from processors.deliveries import deliveries
from processors.dutch import DutchCommand
from processors.intake.reference import read_reference
from processors.journal import Journal
from processors.journal_schema import Receipt
from processors.letter_ledger import SentLetter
from processors.mailbox.senders import Senders, read_senders
from processors.region import last_month
from processors.settings import load

PAUSED = "Uitvraag, rappel en escalatie staan stil: 'uitgaand_pauze' staat aan in verzamelpunt.toml."


def optional_month(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A month as yyyy-mm, or nothing."""
    return None if value is None else a_month(context, parameter, value)


@click.command("status", cls=DutchCommand)
@click.option("--maand", callback=optional_month, help="De maand, zoals 2026-09; anders de laatste met leveringen.")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(maand: str | None, *, as_json: bool) -> int:
    """Toon wie leverde, wie te laat is en wat op u wacht; verandert niets."""
    settings = load()
    place = settings.workplace
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
        letters = journal.letters()
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
    told = [{**row, **_mailed(row, month, letters, senders)} for row in shown.iter_rows(named=True)]
    if as_json:
        pause = settings.uitgaand_pauze
        show_json({"maand": month, "leveringen": told, "wachtend": waiting, "uitgaand_pauze": pause})
    else:
        _show(month, told, waiting, paused=settings.uitgaand_pauze)
    return int(bool(waiting) or bool(shown["te_laat"].any()))


def _mailed(
    row: Mapping[str, object], month: str, letters: list[SentLetter], senders: Senders
) -> dict[str, object]:  # fmt: skip
    """What went out about a delivery: when it was asked for, how often reminded, when escalated, and if it may."""
    code = row["gemeente"] if row["soort"] == "gemeentelevering" else row["aanbieder"]
    about = f"{row['soort']}-{month}-{code}"
    gone = {letter.id: day for letter in letters if (day := day_of(letter))}
    reminder = letter_name(What.RAPPEL, about, 1)[:-1]
    return {
        "uitvraag_op": gone.get(letter_name(What.UITVRAAG, about)),
        "rappels": sum(name.startswith(reminder) for name in gone),
        "escalatie_op": gone.get(letter_name(What.ESCALATIE, about)),
        "pauze": any(sender.pauze == "ja" for sender in senders.rows.values() if sender.code == code),
    }


def _show(
    month: str, told: list[dict[str, object]], waiting: list[dict[str, str]], *, paused: bool
) -> None:  # fmt: skip
    say(f"Levering over {month}")
    counts = Counter((str(row["soort"]), str(row["status"])) for row in told)
    columns(("Soort", "Status", "Aantal"), [(*what, count) for what, count in sorted(counts.items())])
    asked = sum(row["uitvraag_op"] is not None for row in told)
    if asked:
        say("", f"Uitvraag verstuurd: {asked}")
    late = [row for row in told if row["te_laat"]]
    say("", f"Te laat: {len(late)}")
    if late:
        columns(
            ("Soort", "Code", "Afzender", "Status", "Uitvraag", "Rappels", "Escalatie", "Pauze"), map(_late_row, late)
        )
    if paused:
        say("", PAUSED)
    say("", f"Wacht op u: {len(waiting)}")
    if waiting:
        columns(("Kenmerk", "Soort", "Reden"), [tuple(each.values()) for each in waiting])
        say(
            "",
            "Geef vrij met 'verzamelpunt vrijgeven KENMERK', of weiger met 'verzamelpunt weiger KENMERK --reden …'.",
            "Wat bij ons mislukte, gaat vanzelf verder bij de volgende verwerking, of nu met 'verzamelpunt opnieuw "
            "KENMERK'.",
        )  # fmt: skip


def _late_row(row: dict[str, object]) -> tuple[object, ...]:
    days = (row["uitvraag_op"], row["rappels"], row["escalatie_op"], "ja" if row["pauze"] else "")
    return (row["soort"], row["gemeente"] or row["aanbieder"], row["naam"], row["status"], *days)
