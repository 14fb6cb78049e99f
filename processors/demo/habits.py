# SPDX-License-Identifier: EUPL-1.2
"""How senders write: the file they make, the words in the header, and how a date, an amount or a code looks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from processors.fields import Field, Kind

DUTCH_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell exactly as somebody typed it."""

    text: object


@dataclass(frozen=True, slots=True)
class Habit:
    """The ways of one sender.

    Args:
        name: what is special, for whoever reads the demo.
        form: xlsx, xlsm, csv or zip (with one csv in it).
        headers: `label` of the form, `element` of the standard, or `own` words.
        euro: amounts in euros, otherwise in eurocents.
        dates: `date` (a real one), `iso`, `dutch` (31-01-2026) or `long` (31 januari 2026).
        title: rows above the header.
        extra: a column that nobody asked for.
        numbers: municipality codes typed as numbers, so without a leading zero.
        separator: of a csv.
        encoding: of a csv.

    """

    name: str
    form: str = "xlsx"
    headers: str = "label"
    euro: bool = True
    dates: str = "date"
    title: int = 0
    extra: bool = False
    numbers: bool = False
    separator: str = ";"
    encoding: str = "utf-8"

    @property
    def textual(self) -> bool:
        """Whether the file holds only text."""
        return self.form in ("csv", "zip")

    def header(self, field: Field) -> str:
        """What stands above the column."""
        if self.headers == "own" and field.name in OWN_WORDS:
            return OWN_WORDS[field.name]
        if self.headers == "element":
            return "".join(part.capitalize() for part in field.name.split("_"))
        unit = {True: " (euro)", False: " (eurocent)"}[self.euro] if field.kind is Kind.CENT else ""
        return field.label + unit

    def cell(self, field: Field, value: object) -> object:
        """A value as this sender puts it in a cell; missing stays an empty cell."""
        if isinstance(value, Raw):
            return value.text
        if value is None:
            return None
        if isinstance(value, date):
            return DATES[self.dates](value)
        if field.kind is Kind.CENT and isinstance(value, int):
            return self._amount(value)
        if self.numbers and field.name == "gemeente" and str(value).isdigit():
            return int(str(value))
        return str(value) if self.textual else value

    def _amount(self, cents: int) -> object:
        if not self.euro or self.headers in ("element", "own"):
            return str(cents) if self.textual else cents
        if self.textual:
            return f"{cents // 100},{cents % 100:02d}"
        return cents // 100 if cents % 100 == 0 else cents / 100


DATES: Mapping[str, Callable[[date], object]] = {
    "date": lambda day: day,
    "iso": date.isoformat,
    "dutch": lambda day: f"{day:%d-%m-%Y}",
    "long": lambda day: f"{day.day} {DUTCH_MONTHS[day.month - 1]} {day.year}",
}

OWN_WORDS = {
    "gemeente": "Gem. code", "client": "Burgerservicenr. inwoner", "referentie_nummer": "Ons kenmerk",
    "vorig_referentie_nummer": "Kenmerk herstel", "toewijzing_nummer": "Nr. toewijzing",
    "product_periode_begin": "Van datum", "product_periode_eind": "T/m datum", "geleverd_volume": "Aantal geleverd",
    "ingediend_bedrag": "Regelbedrag in centen", "product_tarief": "Tarief in centen", "debet_credit": "D of C",
}  # fmt: skip

FORM = Habit("ons formulier")
HABITS = (
    FORM,
    Habit("namen van de iStandaarden", headers="element", euro=False),
    Habit("formulier in eurocent", euro=False, dates="dutch"),
    Habit("csv uit een pakket", form="csv", dates="dutch", encoding="cp1252"),
    Habit("titelblok boven de kop", title=4, dates="dutch"),
    Habit("csv met komma's", form="csv", euro=False, headers="element", dates="iso", separator=","),
    Habit("datums voluit en een eigen kolom", dates="long", extra=True),
    Habit("eigen koppen", headers="own", euro=False, dates="dutch"),
    Habit("csv uit een pakket", form="csv", dates="dutch", encoding="cp1252"),
    FORM,
    Habit("ingepakte csv", form="zip", dates="dutch"),
    Habit("gemeentecodes als getal", numbers=True),
    Habit("werkmap met macro", form="xlsm"),
)
CSV_SUITE = Habit("csv uit een pakket", form="csv", dates="dutch", encoding="cp1252")
RARE = {10: "zip", 12: "xlsm"}  # positions in HABITS that only one supplier has


def habit_of(position: int) -> Habit:
    """The ways of the supplier at this place in the register; rare ones belong to one supplier each."""
    place = position % len(HABITS)
    if place in RARE and position >= len(HABITS):
        return CSV_SUITE
    return HABITS[place]
