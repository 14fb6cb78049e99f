# SPDX-License-Identifier: EUPL-1.2
"""Which cells are parts of which: along law, place, supplier, product, contract and period.

Where the figures say that parts add up to their whole, an attacker may use it; where they do not, the parts are a lower
bound of the whole, or (unique clients) the whole is at most their sum and at least each of them.
"""

from collections.abc import Iterator
from enum import StrEnum

import polars as pl

from processors import codelists

DIMENSIONS = ("gemeente", "subregio", "aanbieder", "product", "wet", "maand", "contract_nummer")
# By so much of the whole may a sum of parts differ from it because of the order in which a machine adds.
EXACT = 1e-9
_PARTS = {"geheel": pl.UInt32, "deel": pl.UInt32, "langs": pl.String}


class Holds(StrEnum):
    """What is true of a whole and its parts."""

    SUM = "som"
    AT_LEAST = "minstens"
    AT_MOST = "hoogstens"


def parts(places: pl.DataFrame, contracts: pl.DataFrame | None = None) -> pl.DataFrame:
    """Which place is a part of which.

    Args:
        places: `plek` (UInt32), `tabel` (within which figures are compared) and `DIMENSIONS`; empty is all together.
        contracts: the reference table, which says whose a contract is.

    Returns:
        `geheel` and `deel` (plek), and `langs`: the way along which the whole is divided.

    """
    keys = ["tabel", *DIMENSIONS]
    known = places.select("plek", "tabel", pl.col(DIMENSIONS).cast(pl.String).fill_null("")).lazy()
    wholes = known.rename({"plek": "geheel"})
    found = [
        known.filter(which)
        .with_columns(**above)
        .rename({"plek": "deel"})
        .join(wholes, on=keys)
        .select("geheel", "deel", langs=pl.lit(way))
        for way, which, above in _ways(contracts)
    ]
    return pl.concat([pl.LazyFrame(schema=_PARTS), *found]).collect()


def _ways(contracts: pl.DataFrame | None) -> Iterator[tuple[str, pl.Expr, dict[str, pl.Expr]]]:
    """Name, the parts, and what makes their key that of the whole."""
    nothing = pl.lit("")
    municipality, subregion, product, period = (pl.col(name) for name in ("gemeente", "subregio", "product", "maand"))
    places = codelists.table("gemeenten_mgr")
    of = municipality.replace_strict(
        dict(zip(places["gemeentecode"], places["subregio"], strict=True)), default="", return_dtype=pl.String
    )
    quarter = pl.format(
        "{}-K{}", period.str.slice(0, 4), (period.str.slice(5, 2).cast(pl.Int64, strict=False) + 2) // 3
    )
    month, year = period.str.contains(r"^\d{4}-\d{2}$"), period.str.slice(0, 4)
    yield "wet", pl.col("wet") != "", {"wet": nothing}
    yield "gemeente", municipality != "", {"gemeente": nothing}
    yield "gemeente in subregio", municipality != "", {"gemeente": nothing, "subregio": of}
    yield "subregio", (subregion != "") & (municipality == ""), {"subregio": nothing}
    yield "aanbieder", pl.col("aanbieder") != "", {"aanbieder": nothing}
    yield "product", product.str.len_chars() > 2, {"product": product.str.slice(0, 2)}  # noqa: PLR2004 - a category
    yield "categorie", product != "", {"product": nothing}
    yield "contract", pl.col("contract_nummer") != "", {"contract_nummer": nothing}
    if contracts is not None:
        known = contracts.select("contract_nummer", "aanbieder").drop_nulls().unique("contract_nummer", keep="first")
        whose = pl.col("contract_nummer").replace_strict(
            known["contract_nummer"], known["aanbieder"], default="?", return_dtype=pl.String
        )
        yield (
            "contract van aanbieder",
            pl.col("contract_nummer") != "",
            {"contract_nummer": nothing, "aanbieder": whose},
        )
    yield "maand in kwartaal", month, {"maand": quarter}
    yield "maand", month, {"maand": year}
    yield "kwartaal", period.str.contains("K"), {"maand": year}


def told(parted: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """What is true of each whole and its parts, per quantity.

    Args:
        parted: `geheel`, `deel`, `langs` (`parts`).
        values: `grootheid`, `plek` and `waarde`: what is added up; without a row where it is not known.

    Returns:
        The columns of `parted` with `grootheid`, `relatie` (a number per whole, way and quantity) and `geldt`.

    """
    part = values.select("grootheid", deel="plek", van_deel="waarde")
    whole = values.select("grootheid", geheel="plek", van_geheel="waarde")
    rows = parted.lazy().join(part.lazy(), on="deel").join(whole.lazy(), on=["grootheid", "geheel"])
    group = ["grootheid", "geheel", "langs"]
    added, largest = pl.col("van_deel").sum(), pl.col("van_deel").max()
    total = pl.col("van_geheel").first()
    room = EXACT * pl.max_horizontal(total.abs(), pl.lit(1.0))
    kinds = (
        rows.group_by(group)
        .agg(
            geldt=pl.when((added - total).abs() <= room).then(pl.lit(Holds.SUM.value))
            .when(added < total).then(pl.lit(Holds.AT_LEAST.value))
            .when(largest <= total + room).then(pl.lit(Holds.AT_MOST.value))
        )
        .drop_nulls("geldt")
        .with_row_index("relatie")
    )  # fmt: skip
    return rows.drop("van_deel", "van_geheel").join(kinds, on=group).collect()
