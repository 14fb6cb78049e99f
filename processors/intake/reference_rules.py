# SPDX-License-Identifier: EUPL-1.2
"""What rules say of the reference tables themselves: told to the people who keep them, not to a sender."""

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from processors import catalogue, own_rules, parameter_rows
from processors.cell_mistake import Mistake
from processors.checking import NO_REFERENCE, check
from processors.enrichment import enrich
from processors.findings import NATIONAL
from processors.intake.problems import addressed
from processors.intake.submission import PROBLEMS, no_problems
from processors.lines import TABLES
from processors.rulebook import Consequence, Severity
from processors.rules import RULES

# Rules whose severity people may change: not those of the standard (docs/decisions/0011).
OWN = frozenset(
    rule.code for rule in RULES if catalogue.entries()[rule.code].origin != catalogue.OFFICIAL
)  # fmt: skip
# What these rules find is no mistake in the table: it is a signal about a supplier (`signals`).
ABOUT_SUPPLIERS = frozenset({"bewijsstukken"})
PARAMETER, OWN_RULE = "INTAKE-30", "INTAKE-31"


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
    # By unusable parameters nothing can be judged; they are told by themselves.
    beside = {name: table for name, table in tables.items() if name != parameter_rows.TABLE}
    for name in sorted({rule.table for rule in in_force} & tables.keys()):
        if TABLES[name].reference and name not in ABOUT_SUPPLIERS:
            known = enrich(tables[name], name, beside, received_on=today)
            raw = check(in_force, known, name).filter(pl.col("regel") != NO_REFERENCE)
            found.append(addressed(raw, origins[name]))
    if parameter_rows.TABLE in tables:
        rows = tables[parameter_rows.TABLE]
        _, mistakes = parameter_rows.read_rows(rows, tables.get("contracten", _no_contracts()), rules=OWN)
        found.append(addressed(_told(PARAMETER, parameter_rows.TABLE, rows, mistakes), origins[parameter_rows.TABLE]))
    if own_rules.TABLE in tables:
        rows = tables[own_rules.TABLE]
        mistakes = own_rules.mistakes_in(rows, tables.get("contracten", _no_contracts()))
        found.append(addressed(_told(OWN_RULE, own_rules.TABLE, rows, mistakes), origins[own_rules.TABLE]))
    return pl.concat(found)


def _no_contracts() -> pl.DataFrame:
    """Where no contracts are kept, no line can have one."""
    return pl.DataFrame(schema=TABLES["contracten"].schema)


def _told(code: str, table: str, rows: pl.DataFrame, mistakes: Iterable[Mistake]) -> pl.DataFrame:
    """Cells of a table of agreements that cannot be used, as findings."""
    where = rows.select("bestand", "blad", "rij")
    said = [
        {
            **dict(zip(where.columns, where.row(each.nr), strict=True)), "nr": each.nr, "at": each.at, "kolom": each.at,
            "entiteit": table, "regel": code, "ernst": str(Severity.FOUT), "gevolg": str(Consequence.NONE),
            "melding": each.sentence, "actie": each.action, "retourcode": "", "profiel": NATIONAL, "sleutel": "",
            "waarde": str(rows[each.nr, each.at] or ""), "volgorde": 0, "cel": None,
        }
        for each in mistakes
    ]  # fmt: skip
    return pl.DataFrame([{name: row[name] for name in PROBLEMS} for row in said], schema=dict(PROBLEMS))
