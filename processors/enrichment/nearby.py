# SPDX-License-Identifier: EUPL-1.2
"""Which rows of the large reference tables concern some declaration lines; the others need not be in memory."""

from collections.abc import Mapping, Sequence

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.earlier_lines import DECLARATION
from processors.enrichment.previous_declaration import MONTH, SUPPLIER
from processors.enrichment.taken_back import NAMED, NUMBER
from processors.tables import EARLIER

# By which columns (first) a row of a large table is found, and the columns of a line that ask for it (second).
FOUND_BY: Mapping[str, tuple[tuple[Sequence[str], Sequence[str]], ...]] = {
    "toewijzingen": ((KEY, KEY),),
    "regieberichten": ((KEY, KEY),),
    EARLIER: ((KEY, KEY), (NUMBER, NUMBER), (NUMBER, NAMED), (DECLARATION, DECLARATION)),
}
# The columns of lines by which a row of the reference is found, in their own right and as `Elsewhere` asks.
ASKED = tuple(dict.fromkeys(["nr", *KEY, *NUMBER, *DECLARATION, *SUPPLIER, "vorig_referentie_nummer", "debet_credit"]))


def nearby(reference: Mapping[str, pl.LazyFrame], lines: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The reference tables without rows that say nothing of these lines; `enrich` gives the same with them.

    Args:
        reference: reference tables by name, as `enrich` asks them.
        lines: declaration lines and the others that enrichment asks about (`Elsewhere.around`); `ASKED` will do.

    """
    return {name: _rows(name, table, lines) for name, table in reference.items()}


def _rows(name: str, table: pl.LazyFrame, lines: pl.DataFrame) -> pl.DataFrame:
    if name not in FOUND_BY:
        return table.collect()
    pairs = FOUND_BY[name]
    more = (*SUPPLIER, MONTH, "debet_credit", "status") if name == EARLIER else ()
    keys = _placed(table.select({*(column for key, _ in pairs for column in key), *more}))
    concerned = [_among(keys, lines.lazy(), key, asked) for key, asked in pairs]
    if name == EARLIER:
        accepted = keys.filter(pl.col("status").ne_missing("afgewezen"))
        concerned += [
            # A credit counts for the debet that it names, whichever that is.
            keys.filter(pl.col("debet_credit") == "C").select("_place"),
            # Of a supplier only the months matter, so one line of each will do.
            accepted.group_by(*SUPPLIER, MONTH).agg(pl.col("_place").min()).select("_place"),
        ]
    places = pl.concat(concerned).unique().collect(engine="streaming")
    return _in_order(_placed(table).join(places.lazy(), on="_place", how="semi"))


def _placed(table: pl.LazyFrame) -> pl.LazyFrame:
    return table.with_row_index("_place")


def _among(keys: pl.LazyFrame, lines: pl.LazyFrame, key: Sequence[str], asked: Sequence[str]) -> pl.LazyFrame:
    return keys.join(lines, left_on=list(key), right_on=list(asked), how="semi").select("_place")


def _in_order(found: pl.LazyFrame) -> pl.DataFrame:
    """In the order of the table, which says which row came last."""
    return found.collect(engine="streaming").sort("_place").drop("_place")
