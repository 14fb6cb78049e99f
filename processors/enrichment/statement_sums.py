# SPDX-License-Identifier: EUPL-1.2
"""What a production statement adds up to: its own lines, beside its cover and the totals that it gives itself."""

import polars as pl

from processors.enrichment.matching import beside, is_known

STATEMENT = ("jaar", "wet", "raamovereenkomst", "aanbieder")
OF_LAW = ("jaar", "wet", "aanbieder")
PLACE = (*STATEMENT, "gemeente")
PRODUCT = (*PLACE, "product_code")
TOTAL = "bedrag_totaal"
# What a total may be of; a total that names neither is of the whole statement.
PARTS = ("gemeente", "product_code")


def of_cover(rows: pl.DataFrame, own: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """What the lines of a statement, and those of the same law under other agreements, come to.

    Args:
        rows: covers.
        own: the lines of the file; none where the cover came alone, as a declaration of an accountant does.
        others: lines of other statements in force; of a cover that came alone its own statement is among them.

    Returns:
        `omzet_verantwoording`, `omzet_wet` (over all framework agreements and municipalities),
        `omzet_hoogste_gemeente` (of that law) and `verantwoording_bekend`; an amount is missing where one of its
        lines has none, and where there are no lines.

    """
    # What stands in the file is of this statement, also where a line has a slip of the pen in a code.
    about = rows.select(STATEMENT).head(1)
    own = own.select("gemeente", TOTAL).join(about, how="cross")
    beyond = others.join(rows.select(STATEMENT), on=list(STATEMENT), how="anti") if len(own) else others
    lines = pl.concat([each.select(*PLACE, TOTAL) for each in (own, beyond)])
    places = _sum(lines, (*OF_LAW, "gemeente"), "omzet_gemeente")
    highest = places.group_by(OF_LAW).agg(
        omzet_hoogste_gemeente=pl.when(pl.col("omzet_gemeente").is_not_null().all()).then(
            pl.col("omzet_gemeente").max()
        )
    )
    return pl.concat(
        [
            beside(rows, _sum(lines, STATEMENT, "omzet_verantwoording"), STATEMENT),
            beside(rows, _sum(lines, OF_LAW, "omzet_wet"), OF_LAW),
            beside(rows, highest, OF_LAW),
            is_known(rows, lines, STATEMENT).alias("verantwoording_bekend").to_frame(),
        ],
        how="horizontal",
    )


def of_totals(rows: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """`som_van_regels`: what the lines of the municipality or product that a total names come to, or all lines.

    Zero where the statement has no such line; missing where one of them has no amount.
    """
    answers = []
    for given in ((), ("gemeente",), ("product_code",), PARTS):
        # A part of which one line has no amount is there, without a sum; one without lines is not there at all.
        if given:
            known = beside(rows, _sum(own, given, "som").with_columns(there=pl.lit(value=True)), given)
        else:
            known = own.select(_whole().alias("som"), there=pl.lit(value=True)).join(rows.select("jaar"), how="cross")
        asked = pl.all_horizontal(
            pl.col(name).is_not_null() if name in given else pl.col(name).is_null() for name in PARTS
        )
        total = known.select(pl.when("there").then("som").otherwise(0)).to_series()
        answers.append(rows.select(pl.when(asked).then(total)).to_series())
    return pl.select(som_van_regels=pl.coalesce(answers))


def of_lines(rows: pl.DataFrame, covers: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    """What the cover and the totals of the file say about its lines.

    Args:
        rows: the lines.
        covers: the cover of the file, if it has one.
        totals: the totals of the file, if it has any.

    Returns:
        `wet_voorblad`: the law of the cover, else that of the first line that has one; `in_totaaloverzicht`: whether
        a total names the municipality, missing where no total names any; and per municipality and product
        `verantwoord_toegekend` and `verantwoord_totaal` (eurocent; missing where a line has no amount),
        `product_eerst` on the first of its lines, and `product_toegelicht` where one of them has a remark.

    """
    laws = pl.concat([covers["wet"], rows["wet"]]).drop_nulls()
    law = laws[0] if len(laws) else None
    named = totals.filter(pl.col("gemeente").is_not_null())
    listed = is_known(rows, named, ["gemeente"]) if len(named) else pl.lit(None, pl.Boolean)
    return rows.select(
        wet_voorblad=pl.lit(law, pl.String),
        in_totaaloverzicht=pl.lit(listed) if isinstance(listed, pl.Series) else listed,
        verantwoord_toegekend=_together("bedrag_toegekend"),
        verantwoord_totaal=_together(TOTAL),
        product_eerst=pl.int_range(pl.len()).over(PRODUCT) == 0,
        product_toegelicht=pl.col("toelichting").str.contains(r"\S").fill_null(value=False).any().over(PRODUCT),
    )


def _together(amount: str) -> pl.Expr:
    """The amount of all lines of a product in a municipality; missing where one of them has none."""
    return pl.when(pl.col(amount).is_not_null().all().over(PRODUCT)).then(pl.col(amount).sum().over(PRODUCT))


def _sum(lines: pl.DataFrame, key: tuple[str, ...] | list[str], name: str) -> pl.DataFrame:
    """The amount per key; missing where one of the lines has none."""
    return lines.group_by(key).agg(_whole().alias(name))


def _whole() -> pl.Expr:
    """The amount of all lines; missing where one of them has none."""
    return pl.when(pl.col(TOTAL).is_not_null().all()).then(pl.col(TOTAL).sum())
