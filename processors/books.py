# SPDX-License-Identifier: EUPL-1.2
"""Every workbook that a month brings: of the region, each municipality and supplier, and the reports that are due."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from processors import star
from processors.picture import Picture
from processors.region_pages import region_book
from processors.reports import due, report_book
from processors.revisions import revised
from processors.supplier_pages import compared_page, supplier_book
from workbooks.region_book import Page, RegionBook

Book = tuple[Path, RegionBook]


@dataclass(frozen=True)
class Shelf:
    """Where the workbooks go and what they tell.

    Args:
        output: the folder `uitvoer`.
        picture: of the month.
        members: municipality code to name.
        reference: reference tables.
        signals: what calls for attention (`signals.SIGNALS`).

    """

    output: Path
    picture: Picture
    members: Mapping[str, str]
    reference: Mapping[str, pl.DataFrame]
    signals: pl.DataFrame

    def region_path(self, suffix: str = "") -> Path:
        """Where the regional workbook of the month goes."""
        return region_path(self.output, f"{self.picture.month}{suffix}")

    def region(self, suffix: str = "") -> Book:
        """The regional workbook; `suffix` tells of which module it is."""
        return self.region_path(suffix), _regional(self.picture, self.members, self.signals)

    def municipalities(self) -> Iterator[Book]:
        """A workbook per municipality, with its own rows as it delivered them."""
        month = self.picture.month
        for code, name in self.members.items():
            own = star.for_municipality(self.picture.whole, code)
            about = self.signals.filter(pl.col("gemeente") == code)
            beside = {"herzien": revised(self.picture.versions), "herkomst": self.picture.origins}
            made = region_book(own, month, members={code: name}, name=name, signals=about, beside=beside)
            yield self.output / "gemeente" / code / f"gemeentewerkboek-{code}-{month}.xlsx", made

    def suppliers(self) -> list[str]:
        """The suppliers that get a workbook: those who declared."""
        return self.picture.whole["feit_declaratie"]["aanbieder"].drop_nulls().unique().sort().to_list()

    def comparisons(self) -> dict[str, Page | None]:
        """Per supplier that gets a workbook what others do, without saying who.

        Raises:
            UnsafePublicationError: a comparison would be about too few others.

        """
        whole, month = self.picture.whole, self.picture.month
        return {code: compared_page(whole["meting"], code, month, self.reference) for code in self.suppliers()}

    def of_suppliers(self, comparisons: Mapping[str, Page | None]) -> Iterator[Book]:
        """A workbook per supplier, with its own rows and beside them what others do."""
        month, whole = self.picture.month, self.picture.whole
        for code, compared in comparisons.items():
            made = supplier_book(whole, month, code=code, members=self.members, compared=compared)
            yield self.output / "aanbieder" / code / f"aanbiederwerkboek-{code}-{month}.xlsx", made

    def reports(self, today: date, at: Callable[[str], Picture]) -> Iterator[Book]:
        """The reports that are due; `at` gives the picture with the data up to another month."""
        calendar = self.reference.get("kalender")
        if calendar is None:
            return
        for kind, month, target in due(calendar, self.output / "rapporten", self.picture.month, today):
            seen = self.picture if month == self.picture.month else at(month)
            yield target, report_book(kind, month, _regional(seen, self.members, self.signals))


def region_path(output: Path, what: str) -> Path:
    """Where the regional workbook of a month, or of a month and a module, stands."""
    return output / "regio" / f"regiowerkboek-{what}.xlsx"


def _regional(seen: Picture, members: Mapping[str, str], signals: pl.DataFrame) -> RegionBook:
    beside = {**seen.beside, "herzien": revised(seen.versions)}
    return region_book(seen.open, seen.month, members=members, name=None, signals=signals, beside=beside)
