# SPDX-License-Identifier: EUPL-1.2
"""Turnover beside that of a year before, and the shares of suppliers in a market.

Months are compared that are complete in both years. A market is a product category in a municipality, under a law, in a
year (own design): so a share is the same at every grain, and of more markets together their mean by turnover.
"""

import polars as pl

from processors.calculation.amounts import round_half_up_div
from processors.enrichment.matching import beside, last_of
from processors.enrichment.tariffs import row_used
from processors.fields import Kind
from processors.measured.declared import DECLARED
from processors.measured.material import Material
from processors.measured.table import Measured

E = Kind.CENT
_PRICED = ("wet", "gemeente", "aanbieder", "product_code", "maand")
_ROW = (*_PRICED, "product_categorie", "client")
_MARKET = ("wet", "gemeente", "product_categorie", "jaar")
_WHOLE = 10_000


def _compared(material: Material) -> pl.DataFrame:
    """What was granted in a month that can be compared, or in the same month a year before, at the later month."""
    rows = DECLARED.told(material).select(*_ROW, "toegekend")
    both = [month for month in sorted(material.closed) if _years_on(month, -1) in material.closed]
    before = [_years_on(month, -1) for month in both]
    now = rows.filter(pl.col("maand").is_in(both)).with_columns(nu="toegekend", toen=pl.lit(0, pl.Int64))
    then = rows.filter(pl.col("maand").is_in(before)).with_columns(
        maand=pl.col("maand").replace_strict(before, both, return_dtype=pl.String),
        nu=pl.lit(0, pl.Int64), toen="toegekend",
    )  # fmt: skip
    found = pl.concat([now, then])
    times, parts = _index(found, material)
    return found.with_columns(
        toen_geindexeerd=round_half_up_div(pl.col("toen") * pl.lit(times), pl.lit(parts)),
        met_index=pl.lit(times).is_not_null(),
    )


def _years_on(month: str, years: int) -> str:
    return f"{int(month[:4]) + years}{month[4:]}"


def _index(rows: pl.DataFrame, material: Material) -> tuple[pl.Series, pl.Series]:
    """Per row how many times as high the tariff is as a year before, as two whole numbers of which it is the quotient.

    Missing where nothing says so.

    That is the index agreed for the year in the contract of the old tariff; without one, the tariff of now over that of
    then, where both are in the same unit. Of a supplier that merged the tariff of now is that of its successor.
    """
    keys = rows.select(_PRICED).unique(maintain_order=True)
    if "tarieven" not in material.reference:
        nothing = pl.Series([None], dtype=pl.Int64).new_from_index(0, rows.height)
        return nothing, nothing
    asked = keys.with_columns(day=pl.col("maand").str.to_date("%Y-%m"))
    own, heir = (_tariff(each, material) for each in (asked, material.succeeded(asked)))
    now = [pl.coalesce(own[name], heir[name]).alias(f"{name} nu") for name in own.columns]
    then = _tariff(asked.with_columns(pl.col("day").dt.offset_by("-1y")), material)
    year = asked.select(jaar=pl.col("day").dt.year().cast(pl.Int64), contract_nummer=then["contract_nummer"])
    agreed = last_of(material.table("indexen").select("contract_nummer", "jaar", "index"), ["contract_nummer", "jaar"])
    known = pl.concat(
        [keys, then, keys.select(now), beside(year, agreed, ["contract_nummer", "jaar"])], how="horizontal"
    )
    alike = pl.all_horizontal(
        pl.col(f"contract_{name}").eq_missing(pl.col(f"contract_{name} nu")) for name in ("per_uur", "eenheid")
    )
    both = alike & (pl.col("contract_tarief") > 0) & pl.col("contract_tarief nu").is_not_null()
    told = known.select(
        *_PRICED,
        maal=pl.coalesce(_WHOLE + pl.col("index"), pl.when(both).then("contract_tarief nu")),
        deel=pl.when(pl.col("index").is_not_null()).then(_WHOLE).when(both).then("contract_tarief"),
    )
    found = rows.join(told, on=list(_PRICED), how="left", maintain_order="left", nulls_equal=True)
    return found["maal"], found["deel"]


def _tariff(asked: pl.DataFrame, material: Material) -> pl.DataFrame:
    columns = ("contract_nummer", "contract_tarief", "contract_per_uur", "contract_eenheid")
    return row_used(asked, material.reference["tarieven"]).select(columns)


def _shares(material: Material) -> pl.DataFrame:
    """A row per market and supplier with turnover above zero; of what says no market or supplier there is no share."""
    rows = DECLARED.of(material).with_columns(jaar=pl.col("maand").str.slice(0, 4))
    supplier = [*_MARKET, "aanbieder"]
    turnover = rows.drop_nulls(supplier).group_by(supplier).agg(
        _known_sum("toegekend").alias("omzet"), pl.col("maand").max()
    ).sort(supplier)  # fmt: skip
    some = turnover.filter((pl.col("omzet") > 0).fill_null(value=True))
    shared = pl.when(pl.col("omzet").null_count().over(_MARKET) == 0).then(pl.col("omzet").sum().over(_MARKET))
    return some.with_columns(markt=shared).with_columns(
        gewogen_aandeel=(pl.col("omzet").cast(pl.Float64) ** 2 / pl.col("markt") * _WHOLE).round().cast(pl.Int64)
    )


def _known_sum(amount: str) -> pl.Expr:
    return pl.when(pl.col(amount).null_count() == 0).then(pl.col(amount).sum())


COMPARED_YEARS = Measured(
    "omzetvergelijking",
    "Een prestatie in een maand die in twee jaren is gesloten, of die van een jaar eerder, in de maand van nu.",
    {
        "nu": ("Toegekend in de maand zelf", E),
        "toen": ("Toegekend in dezelfde maand van een jaar eerder", E),
        "toen_geindexeerd": ("Hetzelfde, tegen het tarief van nu; leeg als geen index of tarief bekend is", E),
        "met_index": ("Er is een afgesproken index, of een tarief in beide jaren", Kind.TRUTH),
    },
    _compared,
)
MARKETS = Measured(
    "marktaandelen",
    "Een aanbieder met omzet in een markt: een productcategorie in een gemeente, onder een wet, in een jaar.",
    {
        "omzet": ("Toegekend bedrag van de aanbieder in de markt", E),
        "markt": ("Toegekend bedrag van alle aanbieders in de markt met omzet", E),
        "gewogen_aandeel": ("Omzet maal het aandeel in de markt, in honderdsten van een procent", Kind.WHOLE),
    },
    _shares,
)
