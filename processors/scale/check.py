# SPDX-License-Identifier: EUPL-1.2
"""Judge declaration lines on Spark, with the findings of `check` on all lines at once (decision 0016)."""

from collections.abc import Mapping
from datetime import date

import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from processors.checking import without_reference
from processors.enrichment.nearby import FOUND_BY
from processors.errors import UnusableInputError
from processors.findings import FINDINGS
from processors.large import Context, Division
from processors.lines import TABLES
from processors.profiles import Profiles, profiles_of
from processors.rulebook import Rulebook
from processors.rules import RULES
from processors.scale.parts import FOUND, bench_of
from processors.scale.reading import LINES, WHERE, here, on_spark, placed, typed, vocabulary_of
from processors.scale.routes import together
from processors.scale.shapes import ddl, sent

# So many lines at most, on average, are in the memory of one worker with all that is known of them.
PART_LINES, FEWEST_PARTS = 50_000, 2


def check_on_spark(  # noqa: PLR0913 - what is judged, by what, and under which agreements
    session: SparkSession,
    lines: DataFrame,
    reference: Mapping[str, DataFrame | pl.DataFrame],
    *,
    received_on: date,
    profiles: Profiles | None = None,
    profile: str | None = None,
    rules: Rulebook = RULES,
    parts: int | None = None,
) -> DataFrame:
    """Confront declaration lines with every rule, on the workers of a Spark session that is already there.

    Args:
        session: the session; workers have this package installed.
        lines: columns of `declaratieregels` and `bestand`, `blad`, `rij`, which together are the place of a line.
        reference: reference tables by name, earlier accepted lines as `eerdere_declaratieregels`; a Spark frame, or a
            Polars frame. Of two rows that say different things the last counts: by a column `nr`, or else in the
            order in which Spark reads them. Allocations, starts and earlier lines are cut up over the workers, each
            other table goes to every worker whole.
        received_on: day of receipt, the reference date of the checks.
        profiles: per rule profile what is agreed; without it as the contracts of the reference say.
        profile: the profile of all lines, instead of the profile of each line's contract.
        rules: the rules, in the order in which findings are reported.
        parts: in how many parts the lines are judged; the findings do not depend on it.

    Returns:
        One row per finding (columns: `findings.FINDINGS`), in the order of file, sheet and row, then rule. They are
        kept in the session (`persist`): who is done with them says `unpersist`.

    Raises:
        UnusableInputError: a table misses a column, has one of another type, or lines without a place of their own.

    """
    _refuse_unknown(reference)
    known, files, total = placed(session, typed(lines, LINES, more=WHERE))
    large = {name: on_spark(session, table, name) for name, table in reference.items() if name in FOUND_BY}
    registers = {name: here(table, name) for name, table in reference.items() if name not in FOUND_BY}
    agreed = profiles_of(registers) if profiles is None else profiles
    bench = bench_of(rules, Context({}, received_on, agreed, profile), registers, tuple(large))
    count = parts or max(FEWEST_PARTS, -(-total // PART_LINES))

    found = together(known, large, count, bench.suppliers).mapInArrow(bench, ddl(FOUND))
    # Sorting looks at its input twice.
    said = found.unionByName(sent(session, _without_reference(bench.division, files))).persist()
    ordered = said.orderBy(sql.asc_nulls_first("nr"), "volgorde", "rang").select(*FINDINGS).persist()
    ordered.count()
    said.unpersist()
    return ordered


def _refuse_unknown(reference: Mapping[str, object]) -> None:
    for name in reference:
        if vocabulary_of(name) not in TABLES:
            raise UnusableInputError(
                f"'{name}' is geen tabel van de naslag. Geef elke tabel de naam die docs/woordenlijst.md noemt."
            )


def _without_reference(division: Division, files: list[str]) -> pl.DataFrame:
    """What is said of reference tables that are not there, in the shape of `FOUND`."""
    raw = without_reference(
        division.case, pl.DataFrame({"bestand": files}, {"bestand": pl.String}), len(division.case.able)
    )
    return raw.cast({"nr": pl.Int64, "volgorde": pl.Int64}).with_columns(rang=pl.int_range(pl.len(), dtype=pl.Int64))
