# SPDX-License-Identifier: EUPL-1.2
"""Measurements as they are shown: a value, or a word with the reason why there is none."""

from collections.abc import Mapping, Sequence

import polars as pl

from processors.region_pages.words import named

# What a figure can be about, beside its KPI and its period.
ABOUT = ("wet", "gemeente", "subregio", "aanbieder", "product", "contract_nummer")
NO_ROW = "geen gegevens over deze periode"


def shown(measurements: pl.DataFrame) -> pl.DataFrame:
    """Measurements with `getoond` (amounts in euros), and where that is missing `woord` and `reden`.

    A figure that was suppressed shows `onderdrukt`; a growth on nothing shows `nieuw`; otherwise it is `geen`.
    """
    euro = [code for code in measurements["kpi"].unique() if named(code).kind == "euro"]
    suppressed = pl.col("onderdrukt") == "ja"
    value = pl.when(pl.col("kpi").is_in(euro)).then(pl.col("waarde") / 100).otherwise("waarde")
    missing = pl.col("waarde").is_null()
    new = (pl.col("kpi") == "K05") & (pl.col("noemer") == 0) & (pl.col("teller") > 0)
    word = pl.when(suppressed).then(pl.lit("onderdrukt")).when(missing & new).then(pl.lit("nieuw"))
    reason = (
        pl.when(suppressed).then(pl.lit("onderdrukt, want te herleiden tot weinig cliënten of één aanbieder"))
        .when(missing & new).then(pl.lit("vorig jaar was er geen omzet"))
        .when(missing & (pl.col("regels") == 0)).then(pl.lit(NO_ROW))
        .when(missing & (pl.col("noemer") == 0)).then(pl.lit("er is niets om door te delen"))
        .when(missing).then(pl.lit("niet bekend uit wat is aangeleverd"))
    )  # fmt: skip
    return measurements.with_columns(
        getoond=pl.when(~suppressed).then(value),
        woord=pl.when(missing | suppressed).then(pl.coalesce(word, pl.lit("geen"))),
        reden=reason,
    )


def at(measurements: pl.DataFrame, place: str | None, by: Sequence[str] = ()) -> pl.DataFrame:
    """The measurements at one grain.

    Args:
        measurements: `measurements.MEASUREMENTS`.
        place: a municipality; None for all together.
        by: further dimensions of `ABOUT` that each figure must have; it has no others.

    """
    rest = [name for name in ABOUT if name not in {*by, "gemeente"}]
    where = pl.lit(value=True) if "gemeente" in by else pl.col("gemeente").eq_missing(pl.lit(place, pl.String))
    return measurements.filter(
        where, *(pl.col(name).is_null() for name in rest), *(pl.col(name).is_not_null() for name in by)
    )


def wide(measurements: pl.DataFrame, keys: pl.DataFrame, asked: Mapping[str, str]) -> pl.DataFrame:
    """The keys with two columns per KPI, `K14` and `K14 woord`, and a `toelichting` on what is missing.

    Args:
        measurements: at one grain.
        keys: one row per row of the table; its columns are dimensions.
        asked: the KPIs, each with the period it is shown of.

    """
    by = keys.columns
    wanted = pl.DataFrame(
        {"kpi": list(asked), "maand": list(asked.values())}, schema=dict.fromkeys(("kpi", "maand"), pl.String)
    )
    told = shown(measurements).select(*by, "kpi", "maand", "getoond", "woord", "reden")
    every = keys.with_row_index("nr").join(wanted, how="cross")
    every = every.join(told, on=[*by, "kpi", "maand"], how="left", maintain_order="left").with_columns(
        woord=pl.when(pl.col("getoond").is_null()).then(pl.col("woord").fill_null("geen")),
        reden=pl.when(pl.col("getoond").is_null()).then(pl.col("reden").fill_null(NO_ROW)),
    )
    columns = [
        pl.col(source).filter(pl.col("kpi") == code).first().alias(f"{code}{suffix}")
        for code in asked
        for source, suffix in (("getoond", ""), ("woord", " woord"))
    ]
    reasons = every.drop_nulls("reden").group_by("nr", "reden", maintain_order=True).agg(pl.col("kpi").str.join(", "))
    notes = reasons.group_by("nr").agg(
        toelichting=pl.concat_str("kpi", pl.lit(": "), "reden", pl.lit(".")).str.join(" ")
    )
    grouped = every.group_by("nr", maintain_order=True).agg(columns)
    return keys.with_row_index("nr").join(grouped, on="nr", how="left").join(notes, on="nr", how="left").sort("nr")


def light_of_use(used: pl.Expr, parameters: pl.DataFrame) -> tuple[pl.Expr, pl.Expr]:
    """The mark and the word for the use of a budget in percents, by the two thresholds of the region."""
    over, near = (_threshold(parameters, name) for name in ("kleur_overschrijding", "kleur_waarschuwing"))
    known = pl.when(used.is_not_null())
    too_much, nearly = pl.when(used > over), pl.when(used > near)
    mark = too_much.then(pl.lit("fout")).otherwise(nearly.then(pl.lit("waarschuwing")).otherwise(pl.lit("goed")))
    word = too_much.then(pl.lit("boven budget")).otherwise(
        nearly.then(pl.lit("bijna op")).otherwise(pl.lit("binnen budget"))
    )
    return known.then(mark), known.then(word)


def _threshold(parameters: pl.DataFrame, name: str) -> int:
    """A threshold in percents as it holds for the region; a colour differs for nobody."""
    return int(parameters.filter(pl.col("parameter") == name)["waarde"].item())
