# SPDX-License-Identifier: EUPL-1.2
"""What the region tells everybody when it is asked to: headline figures of coarse grains (docs/decisions/0023)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from processors.book_files import BookFiles
from processors.disclosure.audience import Audience, limits
from processors.disclosure.concentration import concentration
from processors.disclosure.publication import Publication, for_public
from processors.kpibook import KpiBook
from processors.kpis import KPIS
from processors.measured import Material
from processors.measurements import YEAR
from processors.region_pages.public import public_book
from processors.region_pages.public_figures import PUBLIC, public_rows
from workbooks.csvout import write_csv
from workbooks.region_book import RegionBook

FOLDER = "openbaar"
_CATEGORY = 2  # characters; a product has more
_KPIS = KpiBook([kpi for kpi in KPIS if kpi.code in PUBLIC])


@dataclass(frozen=True)
class Edition:
    """One publication for everybody, decided and not yet written.

    Args:
        month: yyyy-mm; it tells of the year of this month, up to and including it.
        publication: what disclosure control made of it.
        book: the workbook.
        rows: the same figures, one per row, for who reads them by machine.

    """

    month: str
    publication: Publication
    book: RegionBook
    rows: pl.DataFrame

    def write(self, files: BookFiles) -> Sequence[Path]:
        """Write workbook and csv, and remember what was shown once both stand."""
        workbook = files.output / FOLDER / f"kerncijfers-{self.month}.xlsx"
        files.write(workbook, self.book)
        table = workbook.with_suffix(".csv")
        write_csv(table, self.rows)
        self.publication.keep()
        return workbook, table


def edition(figures: pl.DataFrame, material: Material, register: Path) -> Edition:
    """Decide what everybody may know of a month.

    Args:
        figures: measurements (`measurements.MEASUREMENTS`), nothing hidden; what is not for everybody is left out.
        material: what they were measured from.
        register: the folder of what was published before.

    Raises:
        UnsafePublicationError: hidden figures could be worked out; nothing may be written.

    """
    asked = figures.filter(public_grains(material.month))
    behind = concentration(asked, material, _KPIS)
    publication = for_public(asked, material.reference, register, behind, today=material.today)
    agreed = limits(Audience.PUBLIC, material.reference)
    return Edition(
        material.month, publication, public_book(publication.figures, material.month, agreed),
        public_rows(publication.figures),
    )  # fmt: skip


def public_grains(month: str) -> pl.Expr:
    """Whether a measurement is of a grain that everybody may see, in the year of the month.

    Places per quarter and per year, a law per year, and a category of a law for the whole region. What is finer is
    about so few people or suppliers that its company would take the totals along.
    """
    period = pl.col("maand")
    yearly = period.str.len_chars() == YEAR
    category = (pl.col("product").str.len_chars() == _CATEGORY) & pl.col("wet").is_not_null()
    regional = pl.col("gemeente").is_null() & pl.col("subregio").is_null()
    return (
        pl.col("kpi").is_in(PUBLIC)
        & (period.str.slice(0, YEAR) == month[:YEAR])
        & (yearly | period.str.contains("K"))
        & (yearly | pl.col("wet").is_null())
        & (pl.col("product").is_null() | (category & regional & yearly))
        & pl.col("aanbieder").is_null()
        & pl.col("contract_nummer").is_null()
    )
