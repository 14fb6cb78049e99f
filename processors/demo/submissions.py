# SPDX-License-Identifier: EUPL-1.2
"""Who sends what and when: the tables of the region dealt out over the files of municipalities and suppliers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

import polars as pl

from processors.demo import facts
from processors.demo.figures import deadline
from processors.demo.habits import FORM, Habit, habit_of
from processors.demo.plan import DemoPlan, moved
from processors.demo.region import Region
from processors.demo.suppliers import NEW, NEW_NAME

KEY = "zending"
NUMBER = "nr"
ANY = "*"
# Places in the register of suppliers, and for the form of the statements, with something odd about them.
LATE, HIDDEN, OLD_FORM = 8, 39, 2
QUALIFIED, SIGNED_OTHERWISE, NOT_DECLARED_YET, TOO_LATE = 3, 4, 5, 6
STATED_WRONG = {
    QUALIFIED: ("oordeel", "MGR-113", "waarschuwing", "niet goedkeurend"),
    SIGNED_OTHERWISE: ("getekend bedrag (euro)", "MGR-112", "fout", "getekend voor een ander bedrag"),
    NOT_DECLARED_YET: ("soort verklaring", "MGR-102", "signaal", "de verklaring volgt nog"),
    TOO_LATE: ("jaar", "MGR-101", "waarschuwing", "na de uiterste dag"),
}
SENT_TABLES = ("toewijzingen", "regieberichten", "verzoeken", "declaratieregels", "verantwoordingsregels")
# The months before: sent as they are, without a fault.
HISTORY = "declaratietotalen"


@dataclass(frozen=True)
class Submission:
    """One file on its way: who sends it, when, and which rows of which table stand on which sheet.

    Args:
        kind: declaratie, gemeentelevering or productieverantwoording.
        sender: code of the municipality or supplier.
        month: the month that it is about.
        sent: the moment of sending.
        file: its name.
        habit: how the sender writes.
        sheets: per sheet the table on it.
        cover: label and value on the Voorblad.
        hidden: rows of data, counted from 0, that do not show.
        without: columns that the sender forgot.
        about: what must be said about the file as a whole: rule, severity and explanation.
        on_cover: what must be said about a value on the Voorblad: label, rule, severity and explanation.

    """

    kind: str
    sender: str
    month: str
    sent: datetime
    file: str
    habit: Habit
    sheets: Mapping[str, str] = field(default_factory=dict)
    cover: tuple[tuple[str, object], ...] = ()
    hidden: tuple[int, ...] = ()
    without: frozenset[str] = frozenset()
    about: tuple[tuple[str, str, str], ...] = ()
    on_cover: tuple[tuple[str, str, str, str], ...] = ()

    @property
    def key(self) -> str:
        """What rows carry to say that they are in this submission."""
        return f"{self.kind} {self.sender} {self.month}"


def dealt(region: Region) -> dict[str, pl.DataFrame]:
    """The tables that are sent, each row with its number (`nr`) and the submission that it is in (`zending`)."""
    first, last = region.plan.firsts[0], region.plan.firsts[-1]
    by_month = {
        table: pl.col(day).clip(first, moved(last, 1) - timedelta(days=1)).dt.strftime("%Y-%m")
        for table, day in (
            ("toewijzingen", "toewijzing_datum"), ("regieberichten", "ontvangen_op"), ("verzoeken", "antwoord_op"),
        )
    }  # fmt: skip
    key = {table: pl.format("gemeentelevering {} {}", "gemeente", month) for table, month in by_month.items()} | {
        HISTORY: pl.format("gemeentelevering {} {}", "gemeente", pl.lit(_last_of_history(region.plan))),
        "declaratieregels": pl.format("declaratie {} {}", "aanbieder", "declaratie_maand"),
        "verantwoordingsregels": pl.format("productieverantwoording {} {}-12", "aanbieder", "jaar"),
    }
    return {
        table: region[table].with_row_index(NUMBER).with_columns(pl.col(NUMBER).cast(pl.Int64), key[table].alias(KEY))
        for table in (*SENT_TABLES, HISTORY)
    }


def make_submissions(region: Region) -> list[Submission]:
    """Every file that the region may send, in the order of sending; one without rows is not sent."""
    made = [*_statements(region), *_history(region.plan), *_deliveries(region.plan), *_declarations(region)]
    return sorted(made, key=lambda each: (each.sent, each.file))


def declaring(region: Region) -> list[tuple[str, str]]:
    """Code and name of every supplier that may declare; the last is not in the register yet."""
    return [*region["aanbieders"].select("aanbieder", "naam").iter_rows(), (NEW, NEW_NAME)]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of sending."""
    return datetime.combine(day, time(hour, minute), UTC)


def _statements(region: Region) -> Iterator[Submission]:
    """Statements over the year before, in February."""
    year, named = region.plan.year, _named(region)
    lines = region["verantwoordingsregels"].group_by("aanbieder", maintain_order=True)
    for number, ((supplier,), rows) in enumerate(lines):
        name, kvk = named[str(supplier)]
        total, form = int(rows["bedrag_totaal"].sum()), year - 1 - (number == OLD_FORM)
        day = date(year, 3, 2) if number == TOO_LATE else date(year, 2, 2 + number)
        signed = total + (number == SIGNED_OTHERWISE) * 10_000
        declared = None if number == NOT_DECLARED_YET else "accountantsverklaring"
        opinion = "met beperking" if number == QUALIFIED else "goedkeurend"
        yield Submission(
            "productieverantwoording", str(supplier), f"{year - 1}-12", at(day, 10),
            f"productieverantwoording-{year - 1}-{supplier}.xlsx", replace(FORM, euro=number % 3 != 1),
            {"Regels": "verantwoordingsregels"},
            (
                ("formulier", f"productieverantwoording {form}-1"), ("jaar", year - 1),
                ("wet", rows["wet"][0]), ("raamovereenkomst", rows["raamovereenkomst"][0]),
                ("aanbieder", supplier), ("kvk", kvk), ("naam", name), ("versie", "1"),
                ("datum", date(year, 2, 1 + number)), ("soort verklaring", declared),
                ("oordeel", opinion if declared else None), ("getekend bedrag (euro)", signed / 100),
            ),
            about=(("MGR-005", "waarschuwing", "formulier van een jaar eerder"),) if number == OLD_FORM else (),
            on_cover=(
                ("jaar", "MGR-104", "signaal", "van het jaar ervoor zijn geen declaraties bekend"),
                *((found,) if (found := STATED_WRONG.get(number)) else ()),
            ),
        )  # fmt: skip


def _named(region: Region) -> dict[str, tuple[str, str]]:
    rows = region["aanbieders"].select("aanbieder", "naam", "kvk").iter_rows()
    return {code: (name, kvk) for code, name, kvk in rows}


def _history(plan: DemoPlan) -> Iterator[Submission]:
    """Totals of all months before the lines, of each municipality in one file, on the day after the last of them."""
    month = _last_of_history(plan)
    for number, code in enumerate(facts.INHABITANTS):
        yield Submission(
            "gemeentelevering", code, month, at(plan.firsts[0], 6, number),
            f"historie-{facts.MAIL_NAMES[code]}-{month}.xlsx", FORM, {"Totalen": HISTORY},
            (
                ("formulier", f"gemeentelevering {month[:4]}-1"), ("gemeente", code), ("maand", month),
                ("niveau", "geaggregeerd"),
            ),
        )  # fmt: skip


def _last_of_history(plan: DemoPlan) -> str:
    return f"{moved(plan.firsts[0], -1):%Y-%m}"


def _deliveries(plan: DemoPlan) -> Iterator[Submission]:
    """Municipal deliveries: what is new or changed in the month, in the first days of the next."""
    for first in plan.firsts:
        for number, code in enumerate(facts.INHABITANTS):
            month, name = f"{first:%Y-%m}", facts.MAIL_NAMES[code]
            habit = replace(FORM, dates=("date", "dutch", "long")[number % 3], title=3 if number == 4 else 0)  # noqa: PLR2004 - one of the fourteen
            yield Submission(
                "gemeentelevering", code, month, at(moved(first, 1) + timedelta(days=3 + number % 5), 8, number),
                f"gemeentelevering-{name}-{month}.xlsx", habit,
                {"Toewijzingen": "toewijzingen", "Regieberichten": "regieberichten", "Verzoeken": "verzoeken"},
                (
                    ("formulier", f"gemeentelevering {month[:4]}-1"), ("gemeente", code), ("maand", month),
                    ("niveau", "regel"),
                ),
            )  # fmt: skip


def _declarations(region: Region) -> Iterator[Submission]:
    """Declarations of suppliers: one file per month, for all municipalities together."""
    plan = region.plan
    for first in plan.firsts:
        for number, (code, _) in enumerate(declaring(region)):
            habit, month = habit_of(number), f"{first:%Y-%m}"
            day = moved(first, 1) + timedelta(days=10 + number % 14)
            last = first == plan.firsts[-1]
            late, hides = number == LATE and last, number == HIDDEN and last
            about = [(ANY, ANY, "te laat: na de uiterste datum van de kalender (MGR-213)")] if late else []
            about += [("MGR-010", "waarschuwing", "verborgen rijen")] if hides else []
            about += (
                [("LEZEN-15", "waarschuwing", "werkmap met macro: gelezen, de macro niet gebruikt")]
                if habit.form == "xlsm"
                else []
            )
            yield Submission(
                "declaratie", code, month,
                at(deadline("declaratie", first) + timedelta(days=2) if late else day, 9 + number % 8, number % 60),
                f"declaratie-{code}-{month}.{habit.form}", habit, {"Declaratieregels": "declaratieregels"},
                hidden=(1, 2) if hides else (), about=tuple(about),
            )  # fmt: skip
