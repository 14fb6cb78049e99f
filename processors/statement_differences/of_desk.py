# SPDX-License-Identifier: EUPL-1.2
"""The question lists and results of a work folder, from what counts in its store."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from processors.desk import Desk
from processors.enrichment.taken_back import NUMBER
from processors.intake.statement_cover import STATEMENT
from processors.journal_schema import Outcome
from processors.lines import TABLES
from processors.statement_differences.outcomes import TABLE, judged
from processors.statement_differences.published import changed, publish
from processors.statement_differences.sides import Sides
from processors.tables import EARLIER

_ACCEPTED = (Outcome.GEACCEPTEERD, Outcome.DEELS)


def publish_statements(
    desk: Desk, lines: Mapping[str, pl.DataFrame], reference: Mapping[str, pl.DataFrame], today: date
) -> tuple[list[Path], list[Path]]:
    """Write the question list of each supplier and the result of each municipality; none without statements.

    Args:
        desk: an open work folder.
        lines: the tables in force (`accepted.Accepted`), each declaration line once.
        reference: reference tables by name.
        today: the day of judging.

    """
    stated = lines[TABLE]
    rows = judged(
        Sides(
            stated, lines["verantwoordingen"], with_history(lines["declaratieregels"], reference),
            lines["declaratietotalen"], lines["toewijzingen"],
        ),
        reference,
        today,
    )  # fmt: skip
    changes = changed(stated, _replaced(desk))
    return publish(
        desk.workplace.output, rows, lines["verantwoordingen"], changes, reference, contact=desk.settings.contact
    )


def with_history(declared: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The declaration lines in force, and before them those of the reference folder (`eerdere_declaratieregels`).

    A line that is in both counts once: as it is in the store.
    """
    if EARLIER not in reference:
        return declared
    before = reference[EARLIER].select(declared.columns)
    return pl.concat([before.join(declared, on=list(NUMBER), how="anti", maintain_order="left"), declared])


def _replaced(desk: Desk) -> pl.DataFrame:
    """The lines of the versions that were in force just before those of now."""
    last: dict[str, tuple[int, str]] = {}
    for part in desk.journal.judged():
        if part.soort == STATEMENT and part.vervangen_door and part.uitkomst in _ACCEPTED:
            newest = last.get(part.vervangen_door, (0, ""))
            last[part.vervangen_door] = max(newest, (part.versie, part.id))
    return desk.store.read(TABLE, [each for _, each in last.values()]).collect().select(TABLES[TABLE].names)
