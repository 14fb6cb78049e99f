# SPDX-License-Identifier: EUPL-1.2
"""What is in force in the store, gathered once for everything that is made from it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from processors.delivered import KIND
from processors.deliveries import deliveries
from processors.desk import Shelves
from processors.intake.statement_cover import KINDS as STATEMENTS
from processors.journal_schema import Submission
from processors.lines import PROVENANCE, TABLES
from processors.measured import Material
from processors.sources import one_source
from processors.store import SUBMISSION

# Every table of accepted rows, apart from what is only kept to know what was said before.
STORED = tuple(name for name, table in TABLES.items() if table.kept and not table.reference)

_TOLD = ("regel", "ernst", "gevolg", "bestand", "blad", "entiteit")
FINDINGS_IN_FORCE: Mapping[str, type[pl.DataType]] = {
    **dict.fromkeys(("aanlevering", "gemeente", "aanbieder", "maand", *_TOLD), pl.String), "rij": pl.Int64,
}  # fmt: skip


@dataclass(frozen=True)
class Accepted:
    """What is in force in the store, and what was delivered.

    Args:
        lines: accepted rows per table, from one side per month (`sources.one_source`).
        reference: reference tables by name.
        deliveries: who delivered what (`deliveries.DELIVERIES`).
        findings: of the submissions in force, one row each.
        versions: the submissions in force with their hash: aanlevering, bestand, sha256, versie.
        traced: the same rows as `lines`, with where each came from (`PROVENANCE` and aanlevering).

    """

    lines: Mapping[str, pl.DataFrame]
    reference: Mapping[str, pl.DataFrame]
    deliveries: pl.DataFrame
    findings: pl.DataFrame
    versions: pl.DataFrame
    traced: Mapping[str, pl.DataFrame]

    def material(self, month: str, today: date, members: Collection[str] | None = None) -> Material:
        """What KPIs are measured from, up to and including a month: of all municipalities, or of these."""
        made = Material(self.lines, self.reference, self.deliveries, self.findings, month, today)
        return made if members is None else replace(made, members=tuple(sorted(members)))

    def of(self, members: Collection[str]) -> "Accepted":
        """What is in force of these municipalities, and what is of none."""
        return replace(
            self,
            lines={name: of_places(frame, members) for name, frame in self.lines.items()},
            traced={name: of_places(frame, members) for name, frame in self.traced.items()},
            deliveries=of_places(self.deliveries, members),
            findings=of_places(self.findings, members),
        )


def accepted(desk: Shelves, reference: Mapping[str, pl.DataFrame], month: str, today: date) -> Accepted:
    """Gather what is in force.

    Args:
        desk: a work folder.
        reference: reference tables by name.
        month: a month of which deliveries are told, also when there are none.
        today: the day for which is said who is late.

    """
    counting = desk.journal.counting()
    ids = [part.id for part in counting]
    months = sorted({*months_of(counting), month})
    stored = {table: desk.store.read(table, ids).collect() for table in STORED}
    counted = one_source(stored, [part.id for part in counting if part.soort == KIND])
    return Accepted(
        lines={table: frame.select(*TABLES[table].names) for table, frame in counted.items()},
        reference=reference,
        deliveries=deliveries(desk.journal, desk.senders, reference.get("kalender"), months, today=today),
        findings=_findings(desk, counting),
        versions=pl.DataFrame(
            [(part.id, part.bestand, part.sha256, part.versie) for part in sorted(counting, key=lambda each: each.nr)],
            schema={"aanlevering": pl.String, "bestand": pl.String, "sha256": pl.String, "versie": pl.Int64},
            orient="row",
        ),
        traced={table: frame.select(*TABLES[table].names, *PROVENANCE, SUBMISSION) for table, frame in counted.items()},
    )


def without_lines(desk: Shelves, reference: Mapping[str, pl.DataFrame], month: str, today: date) -> Material:
    """What KPIs are measured from apart from the rows, which another engine holds. Arguments as for `accepted`."""
    counting = desk.journal.counting()
    about = sorted({*months_of(counting), month})
    told = deliveries(desk.journal, desk.senders, reference.get("kalender"), about, today=today)
    totals = desk.store.read("declaratietotalen", [part.id for part in counting])
    months = totals.select("gemeente", maand="declaratie_maand").unique().collect()
    return Material({}, reference, told, _findings(desk, counting), month, today, totals=months)


def of_places(frame: pl.DataFrame, municipalities: Collection[str]) -> pl.DataFrame:
    """The rows of these municipalities, and those of none; a table that is about none stays whole."""
    if "gemeente" not in frame.columns:
        return frame
    return frame.filter(pl.col("gemeente").is_null() | pl.col("gemeente").is_in(list(municipalities)))


def months_of(parts: Sequence[Submission]) -> list[str]:
    """The months that submissions are about; a yearly statement is about a year."""
    return [part.maand for part in parts if part.maand and part.soort not in STATEMENTS]


def _findings(desk: Shelves, counting: Sequence[Submission]) -> pl.DataFrame:
    """The findings of the submissions in force, with what each submission is about and on which row it stands."""
    frames = []
    for part in counting:
        path = desk.workplace.findings_of(part.id)
        about = {
            name: pl.lit(getattr(part, name), pl.String).alias(name) for name in ("gemeente", "aanbieder", "maand")
        }
        if path.exists():
            frames.append(
                pl.read_parquet(path, columns=[*_TOLD, "rij"]).with_columns(
                    pl.lit(part.id).alias("aanlevering"), *about.values()
                )
            )
    empty = pl.DataFrame(schema=dict(FINDINGS_IN_FORCE))
    return pl.concat([empty, *(frame.select(*FINDINGS_IN_FORCE) for frame in frames)])
