# SPDX-License-Identifier: EUPL-1.2
"""Declared deliveries, by line or added up: what was granted, in which month it was delivered and for whom."""

import polars as pl

from processors.calculation.amounts import signed
from processors.enrichment.allocations import KEY
from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.table import Measured

# What a credit takes back: a product in a period on an allocation of a client; whoever of two merged suppliers sent it.
DELIVERY = (
    "wet", "gemeente", "client", "toewijzing_nummer", "product_categorie", "product_code", "product_periode_begin",
    "product_periode_eind",
)  # fmt: skip
# The return code of a declaration that was rejected as a whole: none of its lines was judged.
NOT_JUDGED = "0001"
E, G, B, M = Kind.CENT, Kind.WHOLE, Kind.TRUTH, Kind.MONTH
_SHARED = (
    "wet", "gemeente", "aanbieder", "client", "toewijzing_nummer", "product_categorie", "product_code", "eenheid",
)  # fmt: skip


def granted() -> pl.Expr:
    """The amount of a line that was granted, a credit negative.

    Nothing where it was refused; where nobody answered yet what was declared, as the dashboard of the region counts.
    """
    answered = pl.when(pl.col("status") == "afgewezen").then(0).otherwise(
        pl.coalesce("toegekend_bedrag", "ingediend_bedrag")
    )  # fmt: skip
    return signed(answered, pl.col("debet_credit"))


def granted_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Declaration lines by allocation and month of delivery: granted amount (`toegekend`) and volume (`geleverd`).

    A credit is negative; `gemeten_in` is the unit of the volume.
    """
    kept = pl.when(pl.col("status").ne_missing("afgewezen")).then("geleverd_volume").otherwise(0)
    return lines.select(
        *KEY, maand=pl.col("product_periode_begin").dt.strftime("%Y-%m"), toegekend=granted(),
        geleverd=signed(kept, pl.col("debet_credit")), gemeten_in="eenheid",
    )  # fmt: skip


def judged() -> pl.Expr:
    """Whether a line was judged by itself, or nobody answered yet; not where its whole declaration was rejected."""
    return ~pl.col("retourcodes").fill_null("").str.contains(rf"\b{NOT_JUDGED}\b")


def active() -> pl.Expr:
    """Whether a line makes its client active: a debit that was granted and not taken back in full (own design).

    It is taken back when the net granted amount of its `DELIVERY` is not above zero; missing where an amount is.
    """
    known = granted().null_count().over(DELIVERY) == 0
    net = pl.when(known).then(granted().sum().over(DELIVERY))
    return (pl.col("debet_credit") == "D") & pl.col("status").ne_missing("afgewezen") & (net > 0)


def _told(material: Material) -> pl.DataFrame:
    """The rows, from which most other measured tables are made too."""
    return material.once(_worked_out)


def _worked_out(material: Material) -> pl.DataFrame:
    lines, totals = material.table("declaratieregels"), material.table("declaratietotalen")
    sign, refused = pl.col("debet_credit"), pl.col("status").eq_missing("afgewezen")
    last = max((month for month in material.closed if month <= material.month), default="")
    by_line = lines.select(
        *_SHARED, "declaratie_maand",
        maand=pl.col("product_periode_begin").dt.strftime("%Y-%m"),
        toegekend=granted(),
        ingediend=signed(pl.col("ingediend_bedrag"), sign),
        volume=pl.when(refused).then(0).otherwise(signed(pl.col("geleverd_volume"), sign)),
        prestaties=pl.lit(1, pl.Int64), afgewezen=pl.when(judged()).then(refused.cast(pl.Int64)), debet=sign == "D",
        actief=active(),
    )  # fmt: skip
    added_up = totals.select(
        *(name for name in _SHARED if name in totals.columns), "declaratie_maand", maand=pl.col("leveringsmaand"),
        toegekend=pl.coalesce("toegekend_bedrag", "ingediend_bedrag"), ingediend="ingediend_bedrag", volume="volume",
        prestaties="regels", afgewezen=pl.lit(None, pl.Int64), debet=pl.lit(None, pl.Boolean),
    )  # fmt: skip
    told = pl.concat([by_line, added_up], how="diagonal")
    return told.with_columns(tot_en_met_gesloten=pl.col("maand") <= last)


DECLARED = Measured(
    "prestaties",
    "Een gedeclareerde prestatie, of het totaal van prestaties dat een gemeente leverde, in de maand van levering.",
    {
        "toewijzing_nummer": ("Toewijzing waarop is gedeclareerd", G),
        "eenheid": ("Eenheid van het volume", Kind.CODE),
        "declaratie_maand": ("Maand waarin is gedeclareerd", M),
        "toegekend": ("Toegekend bedrag, credit negatief; zonder antwoord het ingediende bedrag", E),
        "ingediend": ("Ingediend bedrag, credit negatief", E),
        "volume": ("Toegekend volume, credit negatief", G),
        "prestaties": ("Aantal prestatieregels", G),
        "afgewezen": ("Aantal afgewezen prestatieregels; leeg van totalen en van declaraties zonder oordeel", G),
        "debet": ("Een debetregel; van totalen niet bekend", B),
        "actief": ("Een toegekende debetregel die niet geheel is teruggenomen; van totalen niet bekend", B),
        "tot_en_met_gesloten": ("De maand ligt niet na de laatst gesloten maand", B),
    },
    _told,
)
