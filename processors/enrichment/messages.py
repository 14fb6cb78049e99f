# SPDX-License-Identifier: EUPL-1.2
"""What was reported before a start or a stop: in earlier messages, and higher up in the same file.

A start is known by its allocation, client and begindatum, a stop by its start, its einddatum and whether it is
temporary; so a temporary stop may become a definitive one on the same day (TR414). What was delivered (status 1)
stands until it is removed (status 3), and may then be delivered again.

Messages count in the order in which they came: those known before, then those of the file, each by `dagtekening` and
then by row. A row of the file counts for the rows after it also where it is refused itself, so that one mistake is one
finding; only a stop before its own start does not count [D].
"""

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.matching import is_known
from processors.enrichment.starts import REMOVED, TEMPORARY

DELIVERED = "1"
ALLOCATION = (*KEY, "client")
START = (*ALLOCATION, "begindatum")
STOP = (*START, "einddatum", "temporary")
ITEM = (*STOP, "soort")


def told(rows: pl.DataFrame, regieberichten: pl.DataFrame) -> pl.DataFrame:
    """What stood at the moment of each start or stop, one row per row.

    Args:
        rows: starts and stops of one file.
        regieberichten: the messages accepted before, of other files.

    Returns:
        `eerder_aangeleverd` (this same start or stop stands) and `start_bekend` (the start of this begindatum stands);
        missing where a part of the key is. Where no earlier message of the municipality is known, a removal and a stop
        may concern what came before our time: for those two they are missing, and not false. Of the start:
        `bekende_stopdatum`, the last day of its stops, `tijdelijk_gestopt` and `definitief_gestopt`, leaving out the
        stop itself. Of the allocation: `laatste_tijdelijke_stop`, and `lopende_start`, the begin of another start that
        has no stop.

    """
    events = _in_order(rows, regieberichten)
    asked = events.filter(pl.col("row").is_not_null()).sort("row")
    spans = _spans(events)
    starts, stops = spans.filter(pl.col("soort") == "start"), spans.filter(pl.col("soort") == "stop")
    same = _standing_at(asked, spans, ITEM)
    own_start = _standing_at(asked, starts, START)
    of_start = _standing_at(asked, stops, START).filter(
        (pl.col("soort") != "stop")
        | (pl.col("einddatum") != pl.col("einddatum_found"))
        | (pl.col("temporary") != pl.col("temporary_found"))
    )
    of_allocation = _standing_at(asked, stops.filter("temporary"), ALLOCATION)
    history = pl.lit(is_known(rows, regieberichten, ("wet", "gemeente")))
    stop, removal = pl.col("soort") == "stop", pl.col("status_aanlevering") == REMOVED
    with_start = pl.all_horizontal(pl.col(*START, "soort").is_not_null())
    whole = with_start & (~stop | pl.col("einddatum").is_not_null())
    parts = [
        asked.select(
            eerder_aangeleverd=_whether(same, where=whole, denied=history | ~removal),
            start_bekend=_whether(own_start, where=with_start, denied=history | ~stop),
        ),
        _of_each(
            asked, of_start, bekende_stopdatum=pl.col("einddatum_found").max(),
            tijdelijk_gestopt=pl.col("temporary_found").any(), definitief_gestopt=pl.col("definitive_found").any(),
        ).with_columns(pl.col("tijdelijk_gestopt", "definitief_gestopt").fill_null(value=False)),
        _of_each(asked, of_allocation, laatste_tijdelijke_stop=pl.col("einddatum_found").max()),
        _of_each(asked, _running(asked, starts, stops), lopende_start=pl.col("begindatum").max()),
    ]  # fmt: skip
    return pl.concat(parts, how="horizontal")


def _in_order(rows: pl.DataFrame, regieberichten: pl.DataFrame) -> pl.DataFrame:
    """The messages on the same allocations and the rows themselves (`row`), in order of arrival (`at`)."""
    known = regieberichten.join(rows.select(KEY).unique(), on=list(KEY), how="semi", maintain_order="left")
    names = (*START, "soort", "einddatum", "reden_beeindiging", "status_aanlevering", "dagtekening")
    stop, reason = pl.col("soort") == "stop", pl.col("reden_beeindiging")
    return (
        pl.concat(
            [
                each.select(names, row=row).sort("dagtekening", nulls_last=True, maintain_order=True)
                for each, row in ((known, pl.lit(None, pl.UInt32)), (rows, pl.int_range(pl.len(), dtype=pl.UInt32)))
            ]
        )
        .with_columns(
            einddatum=pl.when(stop).then("einddatum"),
            temporary=stop & reason.eq_missing(TEMPORARY),
            definitive=stop & reason.ne(TEMPORARY).fill_null(value=False),
        )
        .with_row_index("at")
    )


def _spans(events: pl.DataFrame) -> pl.DataFrame:
    """From which message (`since`) until which (`until`, missing is still) each start or stop stood."""
    stop = pl.col("soort") == "stop"
    counts = pl.all_horizontal(pl.col(*START, "soort").is_not_null()) & (
        ~stop | (pl.col("einddatum") >= pl.col("begindatum"))
    )
    delivered = pl.col("status_aanlevering") == DELIVERED
    stood = delivered.shift(1).over(ITEM, order_by="at").fill_null(value=False)
    return (
        events.filter(counts, pl.col("status_aanlevering").is_in([DELIVERED, REMOVED]))
        .filter(delivered != stood)
        .with_columns(until=pl.col("at").shift(-1).over(ITEM, order_by="at"))
        .filter(delivered)
        .select(*ITEM, "definitive", "until", since="at")
    )


def _standing_at(asked: pl.DataFrame, spans: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    """Each row with each span of the same key that stood when it came; other columns of the span end in `_found`.

    The pairs grow with the square of the messages on one allocation, so they are never in memory all at once.
    """
    pairs = asked.lazy().join(spans.lazy(), on=list(key), suffix="_found", nulls_equal=True)
    stood = (pl.col("since") < pl.col("at")) & (pl.col("until").is_null() | (pl.col("until") >= pl.col("at")))
    return pairs.filter(stood).collect(engine="streaming")


def _running(asked: pl.DataFrame, starts: pl.DataFrame, stops: pl.DataFrame) -> pl.DataFrame:
    """Each row with each other start on its allocation that stood without a stop."""
    others = _standing_at(asked, starts, ALLOCATION).filter(pl.col("begindatum") != pl.col("begindatum_found"))
    others = others.select("row", "at", *ALLOCATION, begindatum="begindatum_found")
    return others.join(_standing_at(others, stops, START), on=["row", "begindatum"], how="anti")


def _whether(found: pl.DataFrame, *, where: pl.Expr, denied: pl.Expr) -> pl.Expr:
    """Whether a row is among those found: asked only `where`, and no only where it can be `denied`."""
    hit = pl.col("row").is_in(found["row"].implode())
    return pl.when(where & (hit | denied)).then(hit)


def _of_each(asked: pl.DataFrame, found: pl.DataFrame, **answers: pl.Expr) -> pl.DataFrame:
    """The answers over what was found for each row; missing where nothing was."""
    return (
        asked.select("row")
        .join(found.group_by("row").agg(**answers), on="row", how="left", maintain_order="left")
        .drop("row")
    )
