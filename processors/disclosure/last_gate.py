# SPDX-License-Identifier: EUPL-1.2
"""The rules on what goes out, judged on all of it: each cell (MGR-401), sum (MGR-402) and comparison (MGR-403)."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from processors.checking import check
from processors.disclosure.audience import Audience
from processors.disclosure.protection import Protected
from processors.disclosure.relations import DIMENSIONS, Holds
from processors.enrichment import enrich
from processors.enrichment.thresholds import of_region
from processors.rules import RULES
from processors.signals import placed

TABLE, EXPORT = "publicatiecellen", "exportregels"
_SUMS = {"tabel": pl.String, "rij_naam": pl.String, "kolom_naam": pl.String, "clienten": pl.Int64, "getoond": pl.String}


def breaches(told: Protected, audience: Audience, reference: Mapping[str, pl.DataFrame], today: date) -> pl.DataFrame:
    """What the rules say of a publication: `regel`, `melding`; no rows where it may go out.

    Args:
        told: what would be shared.
        audience: for whom.
        reference: the reference tables, with the thresholds agreed.
        today: the day of publication.

    """
    public = pl.lit("ja" if audience is Audience.PUBLIC else "nee").alias("openbaar")
    found = []
    for code, rows in (("MGR-401", _cells(told.kept)), ("MGR-402", _sums(told))):
        known = enrich(placed(TABLE, rows.with_columns(public)), TABLE, reference, received_on=today)
        found.append(
            check(RULES.only(code), known, TABLE).filter(pl.col("nr").is_not_null()).select("regel", "melding")
        )
    return pl.concat(found)


def of_others(told: pl.DataFrame, name: str, supplier: str, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What MGR-403 says of a table that one supplier gets: `regel`, `melding`; no rows where it may go out.

    Args:
        told: the table; in `aanbieder`, if it has that column, whose a row is, and in `aanbieders_in_groep`, if it has
            that one, of how many suppliers together.
        name: what people call it.
        supplier: who gets it.
        reference: the reference tables, with the thresholds agreed.

    """
    whose = pl.DataFrame(schema={"aanbieder": pl.String, "aanbieders_in_groep": pl.Int64})
    rows = pl.concat([whose, told.select(column for column in whose.columns if column in told.columns)], how="diagonal")
    known = placed(EXPORT, rows.unique().with_columns(tabel=pl.lit(name), voor_aanbieder=pl.lit(supplier)))
    known = known.with_columns(min_aanbieders_benchmark=pl.lit(of_region(reference, "min_aanbieders_benchmark")))
    return check(RULES.only("MGR-403"), known, EXPORT).select("regel", "melding")


def _cells(shown: pl.DataFrame) -> pl.DataFrame:
    """Each measurement as a cell: in its row what it is about, in its column the period."""
    about = [name for name in DIMENSIONS if name != "maand"]
    return shown.select(
        tabel="kpi", rij_naam=pl.concat_str(pl.col(about).fill_null("alle"), separator=" "), kolom_naam="maand",
        clienten=pl.col("clienten").fill_null(0), getoond=_seen(),
    )  # fmt: skip


def _sums(told: Protected) -> pl.DataFrame:
    """Each sum in which something is hidden as a row and a column of its own: a hidden cell is not alone in it."""
    found = [pl.DataFrame(schema=_SUMS)]
    for number, (laid, hidden) in enumerate(told.laid):
        # What was shown before is known, hidden now or not.
        away = laid.places.with_columns(away=pl.Series(hidden)).select(
            "plek", getoond=pl.when(pl.col("away") & ~pl.col("bekend")).then(pl.lit("nee")).otherwise(pl.lit("ja"))
        )
        now = laid.places.filter(pl.col("publicatie") == 0).select("plek")
        sums = laid.relations.filter(pl.col("geldt") == Holds.SUM).join(
            now, left_on="geheel", right_on="plek", how="semi"
        )
        members = pl.concat([
            sums.select("relatie", plek="deel"), sums.select("relatie", plek="geheel").unique(),
        ]).join(away, on="plek")  # fmt: skip
        some = members.filter(pl.col("getoond") == "nee").select("relatie").unique()
        name = pl.format("som {}", "relatie")
        found.append(
            members.join(some, on="relatie", how="semi").select(
                tabel=pl.lit(f"tabel {number}"), rij_naam=name, kolom_naam=name, clienten=pl.lit(0, pl.Int64),
                getoond="getoond",
            )
        )  # fmt: skip
    return pl.concat(found)


def _seen() -> pl.Expr:
    return pl.when(pl.col("onderdrukt") == "ja").then(pl.lit("nee")).otherwise(pl.lit("ja"))
