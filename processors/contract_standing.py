# SPDX-License-Identifier: EUPL-1.2
"""How each contract stands on a day: what was declared this year, what is still allocated, when it last delivered.

The ceiling (bestedingsruimte) is read as that of a calendar year [D]; MGR-309 and MGR-310 judge the result.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from processors.calculation.amounts import EURO, amount, signed
from processors.calculation.maximum import TOTAL, Allocation, maximum_in_period
from processors.calculation.periods import product_period
from processors.enrichment.allocations import KEY, MOMENT, told
from processors.enrichment.matching import last_of
from processors.enrichment.tariffs import row_used
from processors.lines import TABLES, make_lines

TABLE = "contractstanden"
REMOVED = "13"
_ALLOCATION = Allocation(
    wet=pl.col("wet"), product_categorie=pl.col("product_categorie"), ingangsdatum=pl.col("ingangsdatum"),
    einddatum=pl.col("einddatum"), volume=pl.col("volume"), eenheid=pl.col("eenheid"),
    frequentie=pl.col("frequentie"),
)  # fmt: skip
_ABOUT = ("wet", "gemeente", "aanbieder", "product_categorie", "product_code")


def standing(lines: Mapping[str, pl.DataFrame], reference: Mapping[str, pl.DataFrame], today: date) -> pl.DataFrame:
    """One row per contract (table `contractstanden`); none without contracts and tariffs.

    A line counts for the contract of its tariff, else for the only contract of its supplier and law on that day; a
    line that fits neither counts for none.

    Args:
        lines: accepted lines per table: declaratieregels, toewijzingen and regieberichten.
        reference: contracten and tarieven.
        today: the day of judging.

    Returns:
        `gerealiseerd_bedrag`: declared with a product period in the year of `today`, credits subtracted.
        `verplicht_bedrag`: what allocations still allow in the months of that year after the last declared one.
        `begindatum` is not before the first month that is known: of earlier years nobody here can say what was
        delivered.

    """
    if not {"contracten", "tarieven"} <= reference.keys() or lines["declaratieregels"].is_empty():
        return make_lines(TABLE, [])
    contracts = reference["contracten"].unique("contract_nummer", keep="last", maintain_order=True)
    declared = under_contract(lines["declaratieregels"], "product_periode_begin", reference)
    started = under_contract(_with_product(lines), "begindatum", reference)
    this_year = declared.filter(pl.col("product_periode_begin").dt.year() == today.year)
    realised = this_year.group_by("contract_nummer").agg(gerealiseerd_bedrag=_granted().sum())
    last = pl.concat(
        [
            declared.select("contract_nummer", dag="product_periode_eind"),
            started.select("contract_nummer", dag=pl.coalesce("einddatum", "begindatum")),
        ]
    )
    last = last.group_by("contract_nummer").agg(laatste_levering=pl.col("dag").max())
    known_from = lines["declaratieregels"]["product_periode_begin"].min()
    rows = (
        contracts.join(realised, on="contract_nummer", how="left", maintain_order="left")
        .join(_committed(lines, reference, today), on="contract_nummer", how="left", maintain_order="left")
        .join(last, on="contract_nummer", how="left", maintain_order="left")
        .with_columns(
            pl.col("gerealiseerd_bedrag", "verplicht_bedrag").fill_null(0),
            begindatum=pl.max_horizontal("begindatum", pl.lit(known_from, pl.Date)),
        )
    )
    return rows.select(
        *TABLES[TABLE].names, bestand=pl.lit("contracten"), blad=pl.lit(""), rij=pl.int_range(2, pl.len() + 2)
    )


def _granted() -> pl.Expr:
    """What was granted where that is known, else what was submitted; a credit is negative."""
    return signed(pl.coalesce("toegekend_bedrag", "ingediend_bedrag"), pl.col("debet_credit"))


def under_contract(rows: pl.DataFrame, day: str, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The rows with `contract_nummer`; missing where none can be told."""
    asked = rows.select(*_ABOUT, day=day)
    by_tariff = row_used(asked, reference["tarieven"])["contract_nummer"]
    contracts = reference["contracten"].select("aanbieder", "wet", "begindatum", "einddatum", only="contract_nummer")
    not_over = pl.col("einddatum").is_null() | (pl.col("einddatum") >= pl.col("day"))
    running = (pl.col("begindatum") <= pl.col("day")) & not_over
    settings = asked.select("aanbieder", "wet", "day").unique()
    alone = (
        settings.join(contracts, on=["aanbieder", "wet"], how="inner")
        .filter(running)
        .group_by("aanbieder", "wet", "day")
        .agg(pl.col("only").unique())
        .filter(pl.col("only").list.len() == 1)
        .with_columns(pl.col("only").list.first())
    )
    only = asked.join(alone, on=["aanbieder", "wet", "day"], how="left", maintain_order="left")["only"]
    return rows.with_columns(contract_nummer=pl.coalesce(by_tariff, only))


def _with_product(lines: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Starts and stops with the product of their allocation."""
    rows = lines["regieberichten"]
    found = told(rows, lines["toewijzingen"])
    return rows.with_columns(
        product_categorie=pl.coalesce("product_categorie", found["toegewezen_product_categorie"]),
        product_code=pl.coalesce("product_code", found["toegewezen_product_code"]),
    )


def _committed(lines: Mapping[str, pl.DataFrame], reference: Mapping[str, pl.DataFrame], today: date) -> pl.DataFrame:
    """Per contract what allocations in force still allow in the rest of the year.

    Per month the maximum times the tariff; of a total or a budget what is not used yet. An allocation without a
    product code or tariff has no price: it is left out, so the sum is a lower bound.
    """
    allocations = _in_force(lines)
    first, last = _rest_of_year(lines["declaratieregels"], today)
    months = pl.DataFrame({"maand": pl.date_range(first, last, "1mo", eager=True)}, schema={"maand": pl.Date})
    begin, end = product_period(pl.col("maand"), pl.col("ingangsdatum"), pl.col("einddatum"))
    shared = _in_one_go(allocations, first, last)
    monthly = (
        allocations.filter(pl.col("volume").is_not_null(), pl.col("frequentie") != TOTAL)
        .join(months, how="cross")
        .with_columns(van=begin, tot=end)
        .filter(pl.col("van").is_not_null())
        .with_columns(nog=maximum_in_period(_ALLOCATION, pl.col("van"), pl.col("tot"), unit=pl.col("eenheid")))
    )
    priced = _priced(pl.concat([monthly.select(shared.columns), shared]), reference)
    return priced.group_by("contract_nummer").agg(verplicht_bedrag=pl.col("bedrag").sum())


def _in_force(lines: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The last version of each allocation that was not removed, with the volume and amount declared on it."""
    latest = last_of(lines["toewijzingen"].sort(MOMENT, maintain_order=True), KEY)
    sign = pl.col("debet_credit")
    used = (
        lines["declaratieregels"]
        .group_by(KEY)
        .agg(volume_gebruikt=signed(pl.col("geleverd_volume"), sign).sum(), bedrag_gebruikt=_granted().sum())
    )
    in_force = latest.filter(pl.col("reden_wijziging").fill_null("") != REMOVED)
    return in_force.join(used, on=KEY, how="left", maintain_order="left").with_columns(
        pl.col("volume_gebruikt", "bedrag_gebruikt").fill_null(0)
    )


def _rest_of_year(declared: pl.DataFrame, today: date) -> tuple[date, date]:
    """The first month of the year without declarations yet, and the last month."""
    months = declared["product_periode_begin"].dt.truncate("1mo").drop_nulls().unique()
    this_year = [month for month in months.to_list() if month.year == today.year]
    last = max(this_year, default=date(today.year - 1, 12, 1))
    return date(last.year + last.month // 12, last.month % 12 + 1, 1), date(today.year, 12, 1)


def _in_one_go(allocations: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    """What is left of totals (in their unit) and budgets (in eurocent) that run in the rest of the year."""
    runs = (pl.col("ingangsdatum") <= pl.date(last.year, 12, 31)) & (
        pl.col("einddatum").is_null() | (pl.col("einddatum") >= first)
    )
    left = (
        pl.when(pl.col("budget").is_not_null())
        .then(pl.col("budget") - pl.col("bedrag_gebruikt"))
        .when(pl.col("frequentie") == TOTAL)
        .then(pl.col("volume") - pl.col("volume_gebruikt"))
    )
    unit = pl.when(pl.col("budget").is_not_null()).then(pl.lit(EURO)).otherwise("eenheid")
    running = allocations.filter(runs & (first <= last)).with_columns(nog=left, eenheid=unit)
    return running.filter(pl.col("nog") > 0).select(
        *_ABOUT, "eenheid", "nog", van=pl.max_horizontal("ingangsdatum", pl.lit(first))
    )


def _priced(left: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The amount of what is left, at the tariff in force when it begins, under the contract of that tariff."""
    rows = under_contract(left, "van", reference)
    tariff = row_used(rows.select(*_ABOUT, day="van"), reference["tarieven"])
    return rows.hstack(tariff.select("contract_tarief", "contract_per_uur")).with_columns(
        bedrag=amount(
            pl.col("nog"), pl.col("contract_tarief"), pl.col("eenheid"), per_hour=pl.col("contract_per_uur") == "ja"
        )
    )
