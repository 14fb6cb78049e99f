# SPDX-License-Identifier: EUPL-1.2
"""What members of a module pay of its budget, with the deliveries by which the budget is shared (handbook 12).

The purchase volume is what was granted under contracts of the module. Of a member that did not deliver one of the
months that count the volume is not known, and so no contribution in that module is.
"""

import polars as pl

from processors.contribution import base_months, contributions, member_volumes, that_count
from processors.enrichment.matching import last_of
from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.table import Measured
from processors.measured.under_contracts import contracts_of, declared_under_contracts

_NOTHING = pl.lit(0, pl.Int64)
BOUGHT = ("module", "gemeente", "maand", "client")


def budgets(material: Material) -> pl.DataFrame:
    """Per module and year its `bedrag` and `werkelijke_kosten` (eurocent; missing until known)."""
    return last_of(material.table("modulebudgetten"), ["module", "jaar"]).cast({"jaar": pl.Int64})


def counting(material: Material) -> pl.DataFrame:
    """The months that count (`contribution.base_months`) for every year with a budget, and for the year measured."""
    years = {int(material.month[:4]), *budgets(material)["jaar"].drop_nulls()}
    before = material.parameter("basisjaar_inkoopvolume")
    membership = material.table("lidmaatschap")
    return pl.concat([base_months(membership, year, years_before=before) for year in sorted(years)])


def purchases(material: Material) -> pl.DataFrame:
    """What was granted under contracts of a module in months that may count, in eurocents (`bedrag`), per `BOUGHT`.

    Missing where a part is.
    """
    months = material.once(counting)["maand"].unique()
    modules = contracts_of(material).select("contract_nummer", "module").drop_nulls()
    granted = pl.when(pl.col("toegekend").null_count() == 0).then(pl.col("toegekend").sum())
    return (
        material.once(declared_under_contracts)
        .filter(pl.col("maand").is_in(months.implode()))
        .join(modules, on="contract_nummer", how="inner")
        .group_by(BOUGHT)
        .agg(bedrag=granted)
        .sort(BOUGHT)
    )


def behind(material: Material) -> pl.DataFrame:
    """The purchases that count for the budget of a year: `BOUGHT`, `bedrag` and `jaar` of the budget."""
    return that_count(material.once(purchases), material.once(counting))


def shares(material: Material) -> pl.DataFrame:
    """Per module, year and member its `volume` (eurocent), `bijdrage` and `afrekening` (whole euros)."""
    based = material.once(counting)
    delivered = material.delivered.filter(pl.col("maand") <= material.month)
    unknown = based.join(delivered, on=["gemeente", "maand"], how="anti")
    bought = pl.concat([material.once(purchases), unknown.drop("jaar")], how="diagonal")
    return contributions(member_volumes(bought, based), budgets(material))


def _told(material: Material) -> pl.DataFrame:
    """Of the members that this is about, as rows of the year of the budget."""
    paid = material.once(shares).select("module", "jaar", "gemeente", pl.col("bijdrage", "afrekening") * 100)
    bought = material.once(behind).select(
        "module", "jaar", "gemeente", "client", bijdrage=_NOTHING, afrekening=_NOTHING
    )  # fmt: skip
    base = pl.col("jaar") - material.parameter("basisjaar_inkoopvolume")
    told = pl.concat([paid, bought], how="diagonal").filter(pl.col("gemeente").is_in(material.members))
    return told.with_columns(maand=pl.format("{}-01", "jaar"), basisjaar=base.cast(pl.String))


CONTRIBUTIONS = Measured(
    "gemeentebijdragen",
    "Een gemeente die dat jaar lid is van een module, of wat in een maand van het basisjaar per cliënt is gekocht.",
    {
        "module": ("Module waaraan wordt bijgedragen", Kind.CODE),
        "basisjaar": ("Jaar waarvan het inkoopvolume de sleutel is", Kind.CODE),
        "bijdrage": ("Deel van de begroting, in hele euro's; leeg als begroting of volume ontbreekt", Kind.CENT),
        "afrekening": ("Deel van wat van de begroting over is; leeg tot de werkelijke kosten bekend zijn", Kind.CENT),
    },
    _told,
)
