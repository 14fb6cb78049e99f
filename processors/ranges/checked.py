# SPDX-License-Identifier: EUPL-1.2
"""What the rules say of lines in a range: the findings that `controleer` gives of the same rows in a file."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from processors.assessment import Assessment, assess, pseudonymised
from processors.ranges.reading import Cells, reference_of, submission_of
from processors.surroundings import Surroundings

SHOWN = ("rij", "kolom", "regel", "ernst", "melding", "actie")
COUNTED = ("regel", "ernst", "aantal", "melding")


def judged(
    cells: Cells,
    beside: Surroundings,
    today: date,
    *,
    kind: str | None = None,
    ranges: Sequence[Cells] = (),
) -> Assessment:
    """Judge the lines in a range.

    Args:
        cells: rows of the range, with a row of headers.
        beside: the reference and what was accepted before.
        today: the day on which the rules are in force.
        kind: what the lines are (`reading.submission_of`).
        ranges: ranges with reference (allocations, tariffs …), each in place of the table of that name in `beside`.

    Raises:
        UnusableInputError: a range cannot be used.

    """
    read = submission_of(cells, kind, beside.reference)
    known = beside.known.about(read, replaced=beside.known.versions_of(read))
    own = pseudonymised(reference_of(ranges, beside.reference), beside.key)
    return assess(read, {**known, **own}, received_on=today, key=beside.key)


def findings(judgement: Assessment) -> pl.DataFrame:
    """The findings in the order of the rows (columns: `SHOWN`); `rij` is counted from the top of the range."""
    return judgement.findings.select(SHOWN)


def placed(judgement: Assessment) -> pl.DataFrame:
    """The findings after their cell (`cel`; A1 is the top left cell of the range, empty for a whole file)."""
    return judgement.findings.select("cel", *SHOWN)


def counted(judgement: Assessment) -> pl.DataFrame:
    """How often each rule spoke (columns: `COUNTED`), most first; the sentence is that of the first time."""
    return (
        judgement.findings.group_by("regel", "ernst", maintain_order=True)
        .agg(aantal=pl.len().cast(pl.Int64), melding=pl.col("melding").first())
        .sort("aantal", descending=True, maintain_order=True)
        .select(COUNTED)
    )
