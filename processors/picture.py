# SPDX-License-Identifier: EUPL-1.2
"""The picture of the region with the data up to a month: its star tables, as they are and as they may be shared."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from processors import star
from processors.accepted import Accepted, of_places
from processors.disclosure.publication import Publication, for_region
from processors.measurements import for_all, measurements
from processors.origins import Origins
from processors.region_pages.beside import beside
from processors.region_pages.kpi_pages import asked_of_members
from processors.revisions import KEY, published, renewed, with_versions
from processors.shared_tables import shared

MONTHLY = pl.col("maand").str.contains(r"^\d{4}-\d{2}$")


@dataclass(frozen=True)
class Picture:
    """What is told about a month.

    Args:
        month: yyyy-mm.
        whole: the star tables as they are: for who processes the rows, or is their source.
        open: the same for every municipality: nothing in them is about few people.
        publication: what was asked of disclosure control, to keep when all files stand.
        beside: what is shown on a page of its own and is no star table (`region_pages.beside`).
        before: every version of the figures of these months that was published before (`revisions.KEPT`).
        versions: the same with those of now.
        origins: the files behind the figures of each municipality (`origins.ORIGINS`); for its own workbook alone.

    """

    month: str
    whole: star.Tables
    open: star.Tables
    publication: Publication
    beside: star.Tables
    before: pl.DataFrame
    versions: pl.DataFrame
    origins: pl.DataFrame

    @property
    def monthly(self) -> pl.DataFrame:
        """The figures of months, which have versions; those of a quarter or year grow as months are added."""
        return self.open["meting"].filter(MONTHLY)


def picture(  # noqa: PLR0913 - what is told, and what was told before
    gathered: Accepted,
    month: str,
    today: date,
    *,
    register: Path,
    versions: pl.DataFrame,
    members: Collection[str] | None = None,
    with_origins: bool = True,
) -> Picture:
    """Measure what is in force, and decide what of it may be shared.

    Args:
        gathered: what is in force.
        month: the last month that is measured.
        today: the day of the run.
        register: the folder of what was published before, for disclosure control.
        versions: every version of every figure that was published (`revisions.history`).
        members: only these municipalities are expected to deliver; all fourteen without it.
        with_origins: whether it is worked out where the figures of each municipality come from.

    Raises:
        UnsafePublicationError: hidden figures could be worked out; nothing may be written.

    """
    material = gathered.material(month, today, members)
    origins = Origins(asked_of_members(month) if with_origins else {}, gathered)
    figures = measurements(material, seen=origins.see)
    publication = for_region(figures.filter(for_all()), gathered.reference, register, today=today)
    before = versions.filter(pl.col("maand") <= month)
    numbers = with_versions(publication.figures.filter(MONTHLY), published(before)).select(*KEY, "versie")
    whole = star.star(gathered, _numbered(figures, numbers))
    if members is not None:
        whole["dim_gemeente"] = of_places(whole["dim_gemeente"], members)
    opened = shared(whole, gathered, _numbered(publication.figures, numbers))
    known = pl.concat([before, renewed(opened["meting"].filter(MONTHLY), published(before), today)])
    pages = beside(material, publication.figures)
    return Picture(month, whole, opened, publication, pages, before, known, origins.told())


def _numbered(figures: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """The measurements with their versions; one that has none is the first."""
    known = figures.drop("versie").join(numbers, on=list(KEY), how="left", nulls_equal=True, maintain_order="left")
    return known.with_columns(pl.col("versie").fill_null(1)).select(figures.columns)
