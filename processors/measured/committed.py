# SPDX-License-Identifier: EUPL-1.2
"""What allocations still allow in the year, beside how the last twelve months were used, and ceilings of contracts."""

from datetime import date

import polars as pl

from processors.commitments import commitments
from processors.enrichment.allocations import in_force
from processors.fields import Kind
from processors.measured.declared import granted_lines
from processors.measured.material import DIMENSIONS, Material
from processors.measured.redemption import redemption_months
from processors.measured.reference_days import last_day
from processors.measured.table import Measured
from processors.measured.under_contracts import contracts_of, declared_under_contracts

YEAR = 12
_ROW = [name for name in DIMENSIONS if name not in {"subregio", "gesloten", "maand"}]
_NOTHING = pl.lit(0, pl.Int64)


def _open(material: Material) -> pl.DataFrame:
    """What is committed (`verplicht_bedrag`) after the last month of the year that was delivered, per municipality.

    By the versions of allocations that were decided by the end of the month: so an earlier month tells what was
    committed then, as far as the lines on its deliveries are known now.
    """
    lines = material.table("declaratieregels")
    granted = granted_lines(lines).filter(pl.col("maand") <= material.month)
    later = pl.col("toewijzing_datum") > last_day(material.month)
    allocations = in_force(material.table("toewijzingen").filter(later.ne_missing(other=True)))
    reference = {name: material.table(name) for name in ("contracten", "tarieven")}
    year = int(material.month[:4])
    known = pl.concat([material.delivered, granted.select("gemeente", "maand")]).filter(
        pl.col("maand").is_between(pl.lit(f"{year}-01"), pl.lit(material.month))
    )
    last = known.group_by("gemeente").agg(pl.col("maand").max().str.to_date("%Y-%m").dt.offset_by("1mo").alias("vanaf"))
    places = allocations.select("gemeente").drop_nulls().unique()
    since = places.join(last, on="gemeente", how="left").with_columns(pl.col("vanaf").fill_null(date(year, 1, 1)))
    return commitments(allocations, granted, since, year, reference)


def _committed(material: Material) -> pl.DataFrame:
    """Commitments, and the months of redemption up to a year back; all in the month that is measured.

    They are of that month only: an earlier one has the figure of the picture in which it was the last.
    """
    first = (pl.Series([f"{material.month}-01"]).str.to_date().dt.offset_by(f"-{YEAR - 1}mo")).dt.strftime("%Y-%m")[0]
    used = material.once(redemption_months).filter(
        pl.col("maximum").is_not_null(), pl.col("maand").is_between(pl.lit(first), pl.lit(material.month))
    )
    rows = pl.concat([
        _open(material).select(*_ROW, openstaand="verplicht_bedrag", maximum=_NOTHING, toegekend=_NOTHING),
        used.select(*_ROW, openstaand=_NOTHING, maximum="maximum", toegekend="toegekend"),
    ])  # fmt: skip
    return rows.with_columns(maand=pl.lit(material.month))


def _room(material: Material) -> pl.DataFrame:
    """Contracts with a ceiling that run in the year, what was realised under them in it, and what is committed."""
    capped = _capped(material)
    whose = capped.select("contract_nummer", "aanbieder", "wet")
    closed = pl.col("maand").is_in(list(material.closed))
    inside = pl.col("maand").is_between(pl.lit(f"{material.month[:4]}-01"), pl.lit(material.month))
    realised = material.once(declared_under_contracts).filter(inside).select(
        "contract_nummer", "client", gerealiseerd="toegekend", verplicht=_NOTHING,
        in_gesloten_maanden=pl.when(closed).then("toegekend").otherwise(_NOTHING),
    )  # fmt: skip
    owed = _open(material).drop_nulls("verplicht_bedrag").select(
        "contract_nummer", "client", gerealiseerd=_NOTHING, verplicht="verplicht_bedrag", in_gesloten_maanden=_NOTHING
    )  # fmt: skip
    spent = pl.concat([realised, owed]).join(whose, on="contract_nummer", how="inner", maintain_order="left")
    slack = pl.col("bestedingsruimte") * (100 + material.parameter("speling_budget"))
    ceilings = capped.select(
        *whose.columns, ruimte="bestedingsruimte", met_speling=(slack + 50) // 100,
        client=pl.lit(None, pl.String), gerealiseerd=_NOTHING, verplicht=_NOTHING, in_gesloten_maanden=_NOTHING,
    )  # fmt: skip
    rows = pl.concat([ceilings, spent.with_columns(ruimte=_NOTHING, met_speling=_NOTHING)], how="diagonal")
    return rows.with_columns(maand=pl.lit(material.month))


def _capped(material: Material) -> pl.DataFrame:
    """Contracts with a ceiling that run in the year, of which all who spend under them are told about.

    The ceiling is that of all members of the module together: what some of them spend says nothing beside it.
    """
    year = int(material.month[:4])

    def runs(first: str, last: str) -> pl.Expr:
        return (pl.col(first).dt.year() <= year) & (pl.col(last).is_null() | (pl.col(last).dt.year() >= year))

    elsewhere = material.table("lidmaatschap").filter(
        runs("van", "tot"), pl.col("gemeente").is_in(list(material.absent))
    )
    return (
        contracts_of(material)
        .filter(runs("begindatum", "einddatum"), pl.col("bestedingsruimte").is_not_null())
        .join(elsewhere, on="module", how="anti", maintain_order="left")
    )


COMMITTED = Measured(
    "verplichtingen",
    "Wat een toewijzing dit jaar nog toelaat, of een maand van haar verzilvering in de laatste twaalf maanden.",
    {
        "openstaand": ("Nog toe te laten bedrag tot en met 31 december; leeg zonder tarief", Kind.CENT),
        "maximum": ("Wat de toewijzing in een van de laatste twaalf maanden toeliet, tegen contracttarief", Kind.CENT),
        "toegekend": ("In die maand geleverd en toegekend bedrag, credit negatief", Kind.CENT),
    },
    _committed,
)
ROOM = Measured(
    "contractruimte",
    "Een contract met een bestedingsruimte, of wat daaronder dit jaar is gerealiseerd of nog is verplicht.",
    {
        "ruimte": ("Bestedingsruimte van het contract", Kind.CENT),
        "met_speling": ("Bestedingsruimte van het contract met speling", Kind.CENT),
        "gerealiseerd": ("In het jaar geleverd en toegekend bedrag, credit negatief", Kind.CENT),
        "in_gesloten_maanden": ("Wat daarvan is geleverd in een gesloten maand", Kind.CENT),
        "verplicht": ("Nog toe te laten bedrag van toewijzingen tot en met 31 december", Kind.CENT),
    },
    _room,
)
