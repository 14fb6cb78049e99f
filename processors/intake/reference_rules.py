# SPDX-License-Identifier: EUPL-1.2
"""What rules say of the reference tables themselves: told to the people who keep them, not to a sender."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from processors.checking import NO_REFERENCE, check
from processors.enrichment import enrich
from processors.intake.problems import addressed
from processors.intake.submission import no_problems
from processors.lines import TABLES
from processors.rules import RULES


def judged(tables: Mapping[str, pl.DataFrame], origins: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The findings on the rows of reference tables, in the shape of problems; the rows stay in use.

    A rule that needs another table than there is says nothing: a region need not keep them all.

    Args:
        tables: the tables of the folder by name, with `bestand`, `blad` and `rij`.
        origins: per table where its columns stood (`findings.ORIGINS`).

    """
    today = date.today()  # noqa: DTZ011 - a day in the Netherlands
    in_force = RULES.on(today)
    found = [no_problems()]
    for name in sorted({rule.table for rule in in_force} & tables.keys()):
        if TABLES[name].reference:
            known = enrich(tables[name], name, tables, received_on=today)
            raw = check(in_force, known, name).filter(pl.col("regel") != NO_REFERENCE)
            found.append(addressed(raw, origins[name]))
    return pl.concat(found)
