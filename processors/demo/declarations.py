# SPDX-License-Identifier: EUPL-1.2
"""Declaration lines of three months: within every maximum, exact to the cent, with some corrections later."""

from datetime import timedelta

import polars as pl

from processors.demo.allocations import FUTURE
from processors.demo.plan import MONTHS, DemoPlan, moved
from processors.demo.suppliers import agb

CORRECTED = 60  # one in so many lines of the first two months is credited and declared again a month later
# The supplier that declares the second month together with the third, and has no corrections.
SKIPPING_PLACE = 44
SKIPPING = agb(SKIPPING_PLACE)
LATE = 60  # one in so many running allocations has a forgotten line of the month before the first
MINUTES = 60


def make_lines(plan: DemoPlan, allocations: pl.DataFrame, tariffs: pl.DataFrame) -> pl.DataFrame:
    """One debet line per active allocation, month and product period, with credits and new debets after it.

    Columns of `declaratieregels`, and `verzendmaand` (0, 1 or 2): the month in which a line is declared.
    """
    months = [_month(plan, allocations, number, number) for number in range(MONTHS)]
    roll = plan.dice("sleutel")
    late = allocations.filter((pl.col("leven") >= FUTURE) & (roll("te laat", LATE) == 0))
    priced = _priced(plan, pl.concat([_month(plan, late, -1, 0), *months]), tariffs)
    debets = _amounts(_volumes(plan, priced)).with_columns(
        referentie_nummer=pl.format("{}{}D", pl.col("product_periode_begin").dt.strftime("%y%m"), "toewijzing_nummer"),
        vorig_referentie_nummer=pl.lit(None, pl.String), debet_credit=pl.lit("D"),
    )  # fmt: skip
    postponed = (pl.col("aanbieder") == SKIPPING) & (pl.col("verzendmaand") == 1)
    debets = debets.with_columns(verzendmaand=pl.when(postponed).then(2).otherwise("verzendmaand").cast(pl.Int64))
    return _declared(plan, pl.concat([debets, *_corrections(plan, debets)])).sort(
        "verzendmaand", "aanbieder", "gemeente", "referentie_nummer"
    )


def _month(plan: DemoPlan, allocations: pl.DataFrame, month: int, sent: int) -> pl.DataFrame:
    """The product periods of one month."""
    first, last = moved(plan.firsts[0], month), moved(plan.firsts[0], month + 1) - timedelta(days=1)
    active = (pl.col("ingangsdatum") <= last) & (pl.col("einddatum").fill_null(last) >= first)
    return allocations.filter(active).with_columns(
        product_periode_begin=pl.max_horizontal(pl.lit(first), "ingangsdatum"),
        product_periode_eind=pl.min_horizontal(pl.lit(last), pl.col("einddatum").fill_null(last)),
        verzendmaand=pl.lit(sent, pl.Int64), maandnummer=pl.lit(month + 1, pl.Int64),
    )  # fmt: skip


def _priced(plan: DemoPlan, periods: pl.DataFrame, tariffs: pl.DataFrame) -> pl.DataFrame:
    """The contract tariff on the first day of the period: that of the municipality, or else the general one."""
    key = ["contract_nummer", "product_code", "nieuw"]
    wanted = tariffs.select(
        "contract_nummer", "product_code", "gemeente", "tarief", nieuw=pl.col("geldig_tot").is_null()
    )
    own, general = wanted.filter(pl.col("gemeente") != "*"), wanted.filter(pl.col("gemeente") == "*").drop("gemeente")
    index_day = pl.date(plan.year, 7, 1)
    return (
        periods.with_columns(product_code=pl.col("code"), nieuw=pl.col("product_periode_begin") >= index_day)
        .join(own, on=[*key, "gemeente"], how="left", maintain_order="left")
        .join(general, on=key, how="left", suffix="_algemeen", maintain_order="left")
        .with_columns(tarief=pl.coalesce("tarief", "tarief_algemeen"))
    )


def _volumes(plan: DemoPlan, priced: pl.DataFrame) -> pl.DataFrame:
    """A volume well within the maximum, in the unit that is declared."""
    share = 60 + plan.dice("sleutel")("aandeel", 40) - 3 * pl.col("maandnummer")
    days = (pl.col("product_periode_eind") - pl.col("product_periode_begin")).dt.total_days() + 1
    often, volume = pl.col("frequentie_product"), pl.col("volume")
    # Whole weeks stay below both the ISO weeks and the Sundays of a period, and of the allocation as a whole.
    base = (
        pl.when(often == "1").then(volume * days)
        .when(often == "2").then(volume * (days // 7))
        .when(often == "4").then(volume)
        .when(often == "6").then(volume // 12)
        .otherwise(8)
    )  # fmt: skip
    base = base * pl.when("per_uur").then(MINUTES).otherwise(1)
    return priced.with_columns(
        geleverd_volume=pl.max_horizontal(pl.lit(1), base * share // 100),
        eenheid=pl.when("per_uur").then(pl.lit("01")).otherwise("eenheid_product"),
        product_categorie=pl.col("categorie"),
    )


def _amounts(measured: pl.DataFrame) -> pl.DataFrame:
    """Tariff and amount: hours by the minute are rounded once, over the whole line; euros have no tariff."""
    volume, tariff = pl.col("geleverd_volume"), pl.col("tarief")
    by_minute = (tariff * volume + MINUTES // 2) // MINUTES
    per_minute = (tariff + MINUTES // 2) // MINUTES
    in_euro = pl.col("eenheid") == "83"
    return measured.with_columns(
        product_tarief=pl.when(~in_euro).then(pl.when("per_uur").then(per_minute).otherwise(tariff)),
        ingediend_bedrag=pl.when(in_euro).then(volume).when("per_uur").then(by_minute).otherwise(volume * tariff),
    )


def _corrections(plan: DemoPlan, debets: pl.DataFrame) -> list[pl.DataFrame]:
    """Credits that copy their debet, and the debets that come in their place, a month later."""
    roll = plan.dice("referentie_nummer")
    late = (pl.col("verzendmaand") < MONTHS - 1) & (pl.col("aanbieder") != SKIPPING)
    wrong = debets.filter(late & (roll("correctie", CORRECTED) == 0))
    wrong = wrong.with_columns(verzendmaand=pl.col("verzendmaand") + 1)
    credit = wrong.with_columns(
        vorig_referentie_nummer=pl.col("referentie_nummer"), debet_credit=pl.lit("C"),
        referentie_nummer=pl.col("referentie_nummer").str.replace("D$", "C"),
    )  # fmt: skip
    again = _amounts(
        wrong.with_columns(
            geleverd_volume=pl.max_horizontal(pl.lit(1), pl.col("geleverd_volume") * 2 // 3),
            referentie_nummer=pl.col("referentie_nummer").str.replace("D$", "N"),
        )
    )
    return [credit, again]


def _declared(plan: DemoPlan, lines: pl.DataFrame) -> pl.DataFrame:
    """The declaration each line stands in: one per supplier, law, municipality and month."""
    months = pl.DataFrame(
        {
            "verzendmaand": list(range(MONTHS)), "declaratie_maand": [f"{first:%Y-%m}" for first in plan.firsts],
            "kort": [f"{first:%y%m}" for first in plan.firsts],
            "volgende": [moved(first, 1) for first in plan.firsts],
        }
    )  # fmt: skip
    law = pl.col("wet").str.slice(0, 1).str.to_uppercase()
    return lines.join(months, on="verzendmaand", maintain_order="left").with_columns(
        declaratie_nummer=pl.format("{}{}{}", law, "kort", "gemeente"),
        declaratie_dagtekening=pl.col("volgende") + pl.duration(days=2 + plan.dice("aanbieder")("dagtekening", 7)),
        status=pl.lit("ingediend"), toegekend_bedrag=pl.lit(None, pl.Int64), retourcodes=pl.lit(None, pl.String),
    )  # fmt: skip
