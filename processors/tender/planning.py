# SPDX-License-Identifier: EUPL-1.2
"""The dates of a procedure: each step follows the one before it by its term, on a day on which people work.

The law sets no terms for social services but the standstill; the terms are our own choices, which stand in the intake
workbook where procurement staff change them.
"""

from datetime import date

import polars as pl

from processors import checking
from processors.calculation.workdays import public_holidays
from processors.parameters import parameter
from processors.rules import RULES

WORKDAYS, CALENDAR_DAYS = "werkdagen", "kalenderdagen"


def planned(steps: pl.DataFrame, *, liberation_every: int) -> pl.DataFrame:
    """Give every step of a procedure its date.

    A date that was given stays, also when it is too early: rule MGR-505 says so. A term of calendar days that ends in a
    weekend or on a holiday goes on until the first working day after it (Algemene termijnenwet, article 1).

    Args:
        steps: stap_nummer, stap, termijn (days after the step before it, at least), soort_dagen (werkdagen or
            kalenderdagen), vaste_datum (missing where it follows from the term); the first step has a date.
        liberation_every: once in how many years 5 May is free (parameter `bevrijdingsdag_vrij_om_de`).

    Returns:
        The steps in order of number, with datum, eerste_datum (the first day that the terms allow) and speling (days
        between the two; below zero where a given date is too early).

    """
    free = public_holidays(liberation_every)
    ordered = steps.sort("stap_nummer")
    before: date | None = None
    dates, firsts = [], []
    for term, kind, given in ordered.select("termijn", "soort_dagen", "vaste_datum").iter_rows():
        first = _after(before, term or 0, kind, free) if before else given
        before = given or first
        dates.append(before)
        firsts.append(first)
    told = ordered.with_columns(
        pl.Series("datum", dates, pl.Date, strict=True), pl.Series("eerste_datum", firsts, pl.Date, strict=True)
    )
    return told.with_columns(speling=(pl.col("datum") - pl.col("eerste_datum")).dt.total_days())


def _after(day: date, term: int, kind: str, free: tuple[date, ...]) -> date:
    """The working day on which a term after this day ends."""
    if kind == WORKDAYS:
        step = pl.lit(day).dt.add_business_days(term, holidays=free, roll="forward")
    else:
        step = (pl.lit(day) + pl.duration(days=term)).dt.add_business_days(0, holidays=free, roll="forward")
    found = pl.select(step).item()
    assert isinstance(found, date)  # noqa: S101 - a date and a number of days give a date
    return found


def steps_of(steps: pl.DataFrame) -> pl.DataFrame:
    """The table `procedurestappen` with its dates (`planned`)."""
    return planned(steps.rename({"termijn_dagen": "termijn"}), liberation_every=parameter("bevrijdingsdag_vrij_om_de"))


def planning_findings(steps: pl.DataFrame) -> pl.DataFrame:
    """What is wrong with the dates (MGR-505): stap_nummer and the columns of a raw finding, at the row of the step.

    Args:
        steps: the table `procedurestappen`, of which the first step has a date.

    """
    judged = steps_of(steps).select(
        "bestand", "blad", "rij", "stap_nummer", "stap", "datum", document=pl.lit("planning"),
        # Calendar days between two dates: a term of working days was kept when the date is not before the first one.
        termijn_dagen=(pl.col("eerste_datum") - pl.col("datum").shift(1)).dt.total_days(),
        opschortende_termijn=pl.lit(parameter("opschortende_termijn")),
    )  # fmt: skip
    found = checking.check(RULES, judged, "planningsregels")
    return found.join(judged.select("rij", "stap_nummer"), on="rij", how="left", maintain_order="left")
