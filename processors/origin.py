# SPDX-License-Identifier: EUPL-1.2
"""The origin of one figure: what it is now, and the files and rows of the store on which it rests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from processors.accepted import accepted, months_of
from processors.desk import open_shelves
from processors.errors import UnusableInputError
from processors.intake.reference import read_reference
from processors.kpibook import Kpi
from processors.kpis import KPIS
from processors.measurements import MEASUREMENTS, figures_at
from processors.provenance import group_of, rests_on, rules_version
from processors.region import last_month
from processors.settings import Settings


@dataclass(frozen=True)
class Origin:
    """Where a figure comes from.

    Args:
        kpi: what is measured.
        measurement: the row of `meting`.
        files: the files and rows (columns: `provenance.FILES`); none where it comes from the reference.
        version: of the rules and definitions.

    """

    kpi: Kpi
    measurement: Mapping[str, Any]
    files: pl.DataFrame
    version: str


def origin(settings: Settings, code: str, about: Mapping[str, str | None]) -> Origin:
    """The origin of the figure of a KPI.

    Args:
        settings: which work folder.
        code: of the KPI, in capitals or not.
        about: of which group it is: `maand` (a month, quarter or year), `gemeente`, `aanbieder`, `wet`, `product`.

    Raises:
        UnusableInputError: the KPI is unknown, or there are no rows about the group.

    """
    chosen = next((each for each in KPIS if each.code.lower() == code.lower()), None)
    if chosen is None:
        raise UnusableInputError(f"KPI {code} ken ik niet. 'verzamelpunt regelboek' toont alle KPI's.")
    group = group_of(about)
    with open_shelves(settings) as shelves:
        reference = read_reference(shelves.workplace.reference).tables
        until = last_month(months_of(shelves.journal.counting()))
        today = date.today()  # noqa: DTZ011 - a day of the office
        gathered = accepted(shelves, reference, until, today)
        material = gathered.material(until, today)
    found = figures_at(material, KPIS.only(chosen.code), group.per)
    for name, value in about.items():
        found = found.filter(found[name].eq_missing(value)) if value else found
    if found.is_empty():
        raise UnusableInputError(
            "Over deze keuze is er geen cijfer: er zijn geen rijen. Kijk met 'verzamelpunt kpi' welke er wel zijn."
        )
    row = found.select(*MEASUREMENTS).row(0, named=True)
    return Origin(chosen, row, rests_on(chosen, group, gathered, material), rules_version())
