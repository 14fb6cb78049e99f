# SPDX-License-Identifier: EUPL-1.2
"""Production statements beside what was granted (docs/decisions/0017), and who owed one.

A year stands at its last month. Only what can be compared counts: of a lump sum, or where of a supplier nothing was
declared under the law in the year, `toegekend` is missing.
"""

from dataclasses import replace

import polars as pl

from processors.enrichment import thresholds
from processors.fields import Kind
from processors.measured.declared import DECLARED
from processors.measured.material import Material
from processors.measured.table import Measured
from processors.statement_differences.of_desk import with_history
from processors.statement_differences.outcomes import PARTS, judged
from processors.statement_differences.parts import column
from processors.statement_differences.sides import Sides
from processors.statements_due import TABLE

E, B = Kind.CENT, Kind.TRUTH
_UNEXPLAINED = column("I")
_NUMBERS = ("referentie_nummer", "vorig_referentie_nummer")
_YEAR = ("wet", "aanbieder", "jaar")
CENTS = 100
RAISED = "drempel_accountantsverklaring_landelijk_na_verhoging"


def _compared(material: Material) -> pl.DataFrame:
    """A row per year, law, supplier, municipality and product on one of the two sides.

    Of a supplier that merged both sides are of its successor, whoever of the two stated or declared.
    """
    # The two numbered their lines each for itself.
    numbers = (pl.concat_str("aanbieder", name, separator=" ").alias(name) for name in _NUMBERS)
    declared = _declared_before(material).table("declaratieregels").with_columns(numbers)
    sides = Sides(
        stated=material.succeeded(material.table("verantwoordingsregels")),
        covers=material.succeeded(material.table("verantwoordingen")),
        declared=material.succeeded(declared),
        totals=material.succeeded(material.table("declaratietotalen")),
        allocations=material.table("toewijzingen"),
    )
    register = dict(material.reference)
    if "contracten" in register:
        register["contracten"] = material.succeeded(register["contracten"])
    explained = [name for name in PARTS if name != _UNEXPLAINED]
    return judged(sides, register, material.today).select(
        "wet", "gemeente", "aanbieder", "product_code", _last_month().alias("maand"), "verantwoord", "toegekend",
        "verschil", verklaard=pl.sum_horizontal(*explained, ignore_nulls=False), onverklaard=_UNEXPLAINED,
    )  # fmt: skip


def _owed(material: Material) -> pl.DataFrame:
    """A row per year, law, supplier and municipality with anything declared, of years that have ended.

    Of a supplier that merged the successor accounts for the turnover.
    """
    year = pl.col("maand").str.slice(0, 4).cast(pl.Int64).alias("jaar")
    declared = material.succeeded(DECLARED.told(_declared_before(material)).with_columns(year))
    known = pl.col("toegekend").null_count() == 0
    turnover = declared.group_by(*_YEAR, "gemeente").agg(
        toegekend=pl.when(known).then(pl.col("toegekend").sum())
    ).sort(*_YEAR, "gemeente")  # fmt: skip
    limit = material.parameter(RAISED) * CENTS
    owed = turnover.join(_received(material), on=list(_YEAR), how="left", maintain_order="left")
    ended = owed.with_columns(maand=_last_month()).filter(pl.col("maand") <= material.month)
    dated = ended.with_columns(peildatum=pl.lit(material.today, pl.Date))
    last = thresholds.deadlines(dated, TABLE, material.reference, "deadline_productieverantwoording").dt.offset_by("1y")
    there = pl.col("ontvangen").fill_null(value=False)
    return dated.select(
        "wet", "gemeente", "aanbieder", "maand", "toegekend",
        verwacht=pl.col("toegekend") > 0,
        ontvangen=there,
        op_tijd=there & (pl.col("ontvangen_op") < last),
        accountant=pl.col("accountant").fill_null(value=False), bestuur=pl.col("bestuur").fill_null(value=False),
        boven_drempel=pl.col("toegekend").sum().over(_YEAR) > limit,
    )  # fmt: skip


def _received(material: Material) -> pl.DataFrame:
    """Per year, law and supplier when the first cover came, and whether all that are there are declared for."""
    approved = pl.col("oordeel").eq_missing("goedkeurend")
    kind = pl.col("soort_verklaring")
    return material.succeeded(material.table("verantwoordingen")).group_by(_YEAR).agg(
        pl.col("ontvangen_op").min(),
        ontvangen=pl.lit(value=True),
        accountant=(kind.eq_missing("accountant") & approved).all(),
        bestuur=kind.eq_missing("bestuur").all(),
    )  # fmt: skip


def _declared_before(material: Material) -> Material:
    """The same, with the declaration lines of before the store."""
    lines = with_history(material.table("declaratieregels"), material.reference)
    return replace(material, lines={**material.lines, "declaratieregels": lines})


def _last_month() -> pl.Expr:
    return pl.format("{}-12", "jaar")


COMPARED = Measured(
    "aansluiting",
    "Wat een aanbieder over een jaar verantwoordt van een product in een gemeente, naast wat is toegekend.",
    {
        "verantwoord": ("Verantwoord bedrag", E),
        "toegekend": ("Toegekend bedrag; leeg als niet te vergelijken is", E),
        "verschil": ("Verantwoord min toegekend", E),
        "verklaard": ("Deel van het verschil waarvoor een verklaring is gevonden", E),
        "onverklaard": ("Deel van het verschil zonder verklaring", E),
    },
    _compared,
)
OWED = Measured(
    "verantwoordingsplicht",
    "De omzet van een aanbieder onder een wet in een gemeente in een afgelopen jaar, en wat daarover is ontvangen.",
    {
        "toegekend": ("Toegekend bedrag in het jaar", E),
        "verwacht": ("Er is een bedrag boven nul, dus een verantwoording", B),
        "ontvangen": ("Er is een verantwoording, ook als nulopgave", B),
        "op_tijd": ("De eerste kwam voor de uiterste dag", B),
        "accountant": ("Met goedkeurende accountantsverklaring", B),
        "bestuur": ("Met bestuursverklaring", B),
        "boven_drempel": ("De omzet over alle gemeenten is hoger dan de verhoogde drempel", B),
    },
    _owed,
)
