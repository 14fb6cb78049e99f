# SPDX-License-Identifier: EUPL-1.2
"""What a client cost in a month beside what others cost for the same product (MGR-211).

An observation is one client in one month of declaration with one product: its debets less its credits. Those of the
file and those accepted before count alike. Median and median deviation are not moved by the outliers themselves.
"""

from collections.abc import Mapping

import polars as pl

from processors.enrichment import earlier_lines
from processors.enrichment.other_municipalities import TABLE
from processors.enrichment.thresholds import of_region
from processors.tables import EARLIER

PRODUCT = ("wet", "product_categorie", "product_code")
CLIENT = (*PRODUCT, "gemeente", "client", "declaratie_maand")
COLUMNS = ("kosten_client", "kosten_midden", "kosten_spreiding", "kosten_percentiel", "kosten_waarnemingen")
AMOUNT = ("ingediend_bedrag", "debet_credit")


def told(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The costs of the client in the month, on its first line in the file, and how those of the product lie.

    Args:
        rows: declaration lines.
        reference: as for `other_municipalities.told`; without `andere_gemeenten` nothing is said, for the costs of a
            client are those of a municipality. `eerdere_declaratieregels` are lines accepted before.

    Returns:
        Costs, median, median deviation and high percentile in eurocent, and the number of observations; missing on
        all but the first line of a client, product and month.

    """
    if TABLE not in reference:
        return pl.DataFrame({name: pl.repeat(None, len(rows), dtype=pl.Int64, eager=True) for name in COLUMNS})
    earlier = reference.get(EARLIER, rows.clear())
    both = pl.concat([rows.select(*CLIENT, *AMOUNT), earlier_lines.accepted(earlier).select(*CLIENT, *AMOUNT)])
    costs = _costs(both.drop_nulls(["wet", "product_categorie", "client", "declaratie_maand"]))
    spread = _spread(costs, of_region(reference, "plausibiliteit_percentiel"))
    known = costs.join(spread, on=list(PRODUCT), nulls_equal=True)
    found = rows.select(CLIENT).join(known, on=list(CLIENT), how="left", nulls_equal=True, maintain_order="left")
    first = pl.int_range(pl.len()).over(CLIENT) == 0
    return found.select(pl.when(first).then(pl.col(name)).alias(name) for name in COLUMNS)


def _costs(lines: pl.DataFrame) -> pl.DataFrame:
    signed = pl.when(pl.col("debet_credit") == "C").then(-pl.col("ingediend_bedrag")).otherwise("ingediend_bedrag")
    return lines.group_by(CLIENT).agg(kosten_client=signed.sum())


def _spread(costs: pl.DataFrame, percentile: int) -> pl.DataFrame:
    """Per product the middle, the spread around it and the high percentile, rounded to whole eurocents."""
    cost = pl.col("kosten_client")
    whole = costs.with_columns(midden=cost.median().over(PRODUCT))
    return whole.group_by(PRODUCT).agg(
        kosten_midden=pl.col("midden").first().round().cast(pl.Int64),
        kosten_spreiding=(cost - pl.col("midden")).abs().median().round().cast(pl.Int64),
        kosten_percentiel=cost.quantile(percentile / 100, interpolation="linear").round().cast(pl.Int64),
        kosten_waarnemingen=pl.len().cast(pl.Int64),
    )
