# SPDX-License-Identifier: EUPL-1.2
"""What enrichment asks of the other lines of a submission, for when it sees only some lines at a time.

A line depends on the credits on its allocation that take a debet back (`taken_back`), those on the lines that share a
number with them, and on the months of its supplier (`previous_declaration`).
"""

from dataclasses import dataclass

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.previous_declaration import MONTH, SUPPLIER
from processors.enrichment.taken_back import NAMED, NUMBER


@dataclass(frozen=True)
class Elsewhere:
    """The credit lines of a submission, the numbers of lines that share one with them, and the months declared."""

    credits: pl.DataFrame
    sharing: pl.DataFrame
    months: pl.DataFrame

    def around(self, part: pl.DataFrame) -> pl.DataFrame:
        """Some lines of the submission, and in their place the other lines that enrichment asks about.

        Args:
            part: the lines, with their position `nr` in the submission.

        Returns:
            Lines in the order of the submission; of lines other than credits only the numbers are there, and of the
            months only a line without `nr`, at the end.

        """
        others = self.credits.join(part, on="nr", how="anti").join(part, on=list(KEY), how="semi")
        asked = pl.concat([each.filter(_CREDIT).select("nr", *NUMBERS) for each in (part, others)])
        sharing = _sharing(self.sharing.lazy(), asked).collect()
        there = pl.concat([part.select("nr"), others.select("nr")])
        lines = pl.concat(
            [part, others.select(part.columns), sharing.join(there, on="nr", how="anti")], how="diagonal"
        ).sort("nr")
        months = self.months.join(part, on=list(SUPPLIER), how="semi")
        return pl.concat([lines, months], how="diagonal")


_CREDIT = pl.col("debet_credit") == "C"
NUMBERS = ("wet", "aanbieder", "referentie_nummer", "vorig_referentie_nummer")


def elsewhere_in(lines: pl.LazyFrame) -> Elsewhere:
    """What enrichment may ask of the lines of a whole submission."""
    placed = lines.with_row_index("nr")
    credited = placed.filter(_CREDIT).collect(engine="streaming").sort("nr")
    return Elsewhere(
        credits=credited,
        sharing=_sharing(placed.select("nr", *NUMBERS), credited).collect(engine="streaming").sort("nr"),
        months=lines.select(*SUPPLIER, MONTH).unique().collect(engine="streaming").sort(*SUPPLIER, MONTH),
    )


def _sharing(lines: pl.LazyFrame, credited: pl.DataFrame) -> pl.LazyFrame:
    """The lines with the number of one of these credits, or that it names, or that name the same."""
    named = credited.lazy().select(*NAMED[:2], referentie_nummer="vorig_referentie_nummer")
    found = [
        lines.join(credited.lazy(), on=list(NUMBER), how="semi"),
        lines.join(credited.lazy(), on=list(NAMED), how="semi"),
        lines.join(named, on=list(NUMBER), how="semi"),
    ]
    return pl.concat(found).unique("nr", maintain_order=False)
