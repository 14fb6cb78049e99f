# SPDX-License-Identifier: EUPL-1.2
"""What KPIs are measured from: all that is in force in the store, up to a month, as seen on a day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from processors import codelists
from processors.enrichment.thresholds import of_region
from processors.lines import TABLES

# What every measured row says of itself: the dimensions by which KPIs are grouped, and whose it is.
DIMENSIONS: Mapping[str, type[pl.DataType]] = {
    "wet": pl.String, "gemeente": pl.String, "subregio": pl.String, "aanbieder": pl.String,
    "contract_nummer": pl.String, "product_categorie": pl.String, "product_code": pl.String, "maand": pl.String,
    "client": pl.String, "gesloten": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True)
class Material:
    """Accepted tables, the reference, and who delivered what.

    Args:
        lines: accepted tables by name, from one source per month (`sources.one_source`); one that is absent is empty.
        reference: reference tables by name.
        deliveries: who delivered what and when (`deliveries.DELIVERIES`), of all months.
        findings: of the submissions in force (`accepted`): aanlevering, gemeente, aanbieder, maand, regel, ernst,
            gevolg, and where it stands: bestand, blad, entiteit, rij.
        month: yyyy-mm: the last month that is measured; later ones are left out.
        today: the day from which is looked back.
        members: the municipalities that are expected to deliver, by code.
        totals: municipality and month of the totals that were delivered, where `lines` is a part of all rows; without
            it those of `lines`.

    """

    lines: Mapping[str, pl.DataFrame]
    reference: Mapping[str, pl.DataFrame]
    deliveries: pl.DataFrame
    findings: pl.DataFrame
    month: str
    today: date
    members: tuple[str, ...] = tuple(codelists.table("gemeenten_mgr")["gemeentecode"].sort())
    totals: pl.DataFrame | None = None

    def table(self, name: str) -> pl.DataFrame:
        """The rows of an accepted or reference table; without rows where there are none."""
        found = self.lines.get(name, self.reference.get(name))
        return pl.DataFrame(schema=TABLES[name].schema) if found is None else found

    def parameter(self, name: str) -> int:
        """A parameter as it holds for the region, in its unit."""
        return of_region(self.reference, name)

    @cached_property
    def delivered(self) -> pl.DataFrame:
        """The municipality and month (`gemeente`, `maand`) of every accepted municipal delivery.

        One file of totals may hold more months of declaration than the one on its cover: those were delivered too.
        """
        accepted = pl.col("status").is_in(["geaccepteerd", "deels"])
        found = self.deliveries.filter(accepted, pl.col("soort") == "gemeentelevering").select("gemeente", "maand")
        totals = self.totals
        if totals is None:
            totals = self.table("declaratietotalen").select("gemeente", maand="declaratie_maand")
        return pl.concat([found, totals]).drop_nulls().unique().sort("gemeente", "maand")

    @cached_property
    def closed(self) -> frozenset[str]:
        """The months of which all delivered who had to: what happened in them is complete, though not yet final."""
        months = self.delivered["maand"].unique()
        awaited = self.expected(months)
        absent = awaited.join(self.delivered, on=["gemeente", "maand"], how="anti")["maand"]
        return frozenset(awaited["maand"].unique()) - frozenset(absent)

    def expected(self, months: Iterable[str]) -> pl.DataFrame:
        """Each member and month (`gemeente`, `maand`) of which a delivery is expected.

        None of a municipality that was in no module all month; where the register does not name it, one of each month.
        """
        slots = pl.DataFrame({"gemeente": self.members}, schema={"gemeente": pl.String}).join(
            pl.DataFrame({"maand": list(months)}, schema={"maand": pl.String}), how="cross"
        )
        register = self.reference.get("lidmaatschap")
        if register is None:
            return slots
        first = pl.col("maand").str.to_date("%Y-%m")
        inside = (pl.col("van").is_null() | (pl.col("van") <= first.dt.month_end())) & (
            pl.col("tot").is_null() | (pl.col("tot") >= first)
        )
        member = slots.join(register.select("gemeente", "van", "tot"), on="gemeente", how="left", maintain_order="left")
        return member.filter(inside).select(slots.columns).unique(maintain_order=True)

    @cached_property
    def absent(self) -> frozenset[str]:
        """The municipalities of the region that this is not about: of a module only its members are told."""
        return frozenset(codelists.table("gemeenten_mgr")["gemeentecode"]) - frozenset(self.members)

    @cached_property
    def successors(self) -> pl.DataFrame:
        """Every supplier that merged into another one by the month, and which supplier now holds its turnover.

        Columns `aanbieder` and `opvolger`; through every merger that followed. Who succeeds itself succeeds nobody.
        """
        merged = pl.col("tot").is_null() | (pl.col("tot").dt.strftime("%Y-%m") <= self.month)
        register = self.table("aanbieders").filter(merged).select("aanbieder", "opvolger").drop_nulls()
        known = register.unique("aanbieder", keep="last", maintain_order=True)
        following = known.rename({"aanbieder": "opvolger", "opvolger": "volgende"})
        found = known
        for _ in range(known.height):
            if found["opvolger"].is_in(known["aanbieder"].implode()).sum() == 0:
                break
            found = found.join(following, on="opvolger", how="left", maintain_order="left").select(
                "aanbieder", opvolger=pl.coalesce("volgende", "opvolger")
            )
        return found.filter(~pl.col("opvolger").is_in(known["aanbieder"].implode()))

    @cached_property
    def _made(self) -> dict[Callable[["Material"], pl.DataFrame], pl.DataFrame]:
        return {}

    def once(self, work: Callable[["Material"], pl.DataFrame]) -> pl.DataFrame:
        """What `work` makes of it: rows from which more than one measured table is made, worked out once."""
        if work not in self._made:
            self._made[work] = work(self)
        return self._made[work]

    def succeeded(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with the successor as `aanbieder` where the supplier merged."""
        found = rows.select("aanbieder").join(self.successors, on="aanbieder", how="left", maintain_order="left")
        return rows.with_columns(aanbieder=pl.coalesce(found["opvolger"], pl.col("aanbieder")))

    def placed(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows up to and including the month, with every dimension; one that a row does not have is missing.

        Adds the subregion of the municipality, and `gesloten`: whether the month is closed. What a supplier did that
        merged since is of its successor, so that years can be compared.
        """
        places = codelists.table("gemeenten_mgr").select(gemeente="gemeentecode", subregio="subregio")
        missing = [
            pl.lit(None, kind).alias(name)
            for name, kind in DIMENSIONS.items()
            if name not in {*rows.columns, "subregio", "gesloten"}
        ]
        known = self.succeeded(rows.with_columns(missing)).join(
            places, on="gemeente", how="left", maintain_order="left"
        )
        return known.with_columns(gesloten=pl.col("maand").is_in(list(self.closed))).filter(
            pl.col("maand").is_null() | (pl.col("maand") <= self.month)
        )
