# SPDX-License-Identifier: EUPL-1.2
"""What was reported before a start or a stop: in earlier messages, and higher up in the same file.

A start is known by its allocation, client and begindatum, a stop by its start, its einddatum and whether it is
temporary; so a temporary stop may become a definitive one on the same day (TR414). What was delivered (status 1)
stands until it is removed (status 3), and may then be delivered again.

Messages count in the order in which they came: those known before, then those of the file, each by `dagtekening` and
then by row. A row of the file counts for the rows after it also where it is refused itself, so that one mistake is one
finding; only a stop whose last day lies before its begin does not count [D].
"""

import polars as pl

from processors.enrichment.allocations import KEY
from processors.enrichment.matching import is_known
from processors.enrichment.starts import REMOVED, TEMPORARY

DELIVERED = "1"
ALLOCATION = (*KEY, "client")
START = (*ALLOCATION, "begindatum")
ITEM = (*START, "soort", "last", "temporary")


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
    stop, removal = pl.col("soort") == "stop", pl.col("status_aanlevering") == REMOVED
    spans = _spans(events)
    starts, stops = spans.filter(pl.col("soort") == "start"), spans.filter(stop)
    itself = stop & (pl.col("last") == pl.col("last_found")) & (pl.col("temporary") == pl.col("temporary_found"))
    of_start = _standing_at(asked, stops, START).filter(~itself)
    of_allocation = _standing_at(asked, stops.filter("temporary"), ALLOCATION)
    others = _standing_at(asked, _running(starts, stops), ALLOCATION).filter(
        pl.col("begindatum") != pl.col("begindatum_found")
    )
    history = pl.lit(is_known(rows, regieberichten, ("wet", "gemeente")))
    answers = [
        asked.select(
            eerder_aangeleverd=_whether(_stands(asked, spans, ITEM), ITEM, history | ~removal),
            start_bekend=_whether(_stands(asked, starts, START), START, history | ~stop),
        ),
        _of_each(
            asked,
            of_start,
            bekende_stopdatum=pl.col("last_found").max(),
            tijdelijk_gestopt=pl.col("temporary_found").any(),
            definitief_gestopt=pl.col("definitive_found").any(),
        ).with_columns(pl.col("tijdelijk_gestopt", "definitief_gestopt").fill_null(value=False)),
        _of_each(asked, of_allocation, laatste_tijdelijke_stop=pl.col("last_found").max()),
        _of_each(asked, others, lopende_start=pl.col("begindatum_found").max()),
    ]
    return pl.concat(answers, how="horizontal")


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
            last=pl.when(stop).then("einddatum").otherwise("begindatum"),
            temporary=stop & reason.eq_missing(TEMPORARY),
            definitive=stop & reason.ne(TEMPORARY).fill_null(value=False),
        )
        .with_row_index("at")
    )


def _spans(events: pl.DataFrame) -> pl.DataFrame:
    """From which message (`since`) until which (`until`, missing is still) each start or stop stood."""
    counts = pl.all_horizontal(pl.col(*START, "soort").is_not_null()) & (pl.col("last") >= pl.col("begindatum"))
    told = events.filter(counts, pl.col("status_aanlevering").is_in([DELIVERED, REMOVED]))
    return _stretches(told, pl.col("status_aanlevering") == DELIVERED, ITEM).select(
        *ITEM, "definitive", "since", "until"
    )


def _running(starts: pl.DataFrame, stops: pl.DataFrame) -> pl.DataFrame:
    """From which message until which each start stood without a stop."""
    moments = [
        each.select(*START, at=at, start=pl.lit(by if is_start else 0), stop=pl.lit(0 if is_start else by))
        for each, is_start in ((starts, True), (stops, False))
        for at, by in (("since", 1), ("until", -1))
    ]
    counted = pl.concat(moments).drop_nulls("at").sort("at").with_columns(pl.col("start", "stop").cum_sum().over(START))
    return _stretches(counted, (pl.col("start") > 0) & (pl.col("stop") == 0), START).select(*START, "since", "until")


def _stretches(events: pl.DataFrame, true: pl.Expr, key: tuple[str, ...]) -> pl.DataFrame:
    """The events, in order, at which something became true for the key (`since`), and when that ended (`until`)."""
    before = true.shift(1).over(key).fill_null(value=False)
    turns = events.filter(true != before).with_columns(until=pl.col("at").shift(-1).over(key))
    return turns.filter(true).rename({"at": "since"})


def _stands(asked: pl.DataFrame, spans: pl.DataFrame, key: tuple[str, ...]) -> pl.Series:
    """Whether there is a span of the same key, of which none overlap, that stood when the row came."""
    found = asked.sort("at").join_asof(
        spans.sort("since"), left_on="at", right_on="since", by=list(key), strategy="backward",
        allow_exact_matches=False, check_sortedness=False,
    )  # fmt: skip
    stood = pl.col("since").is_not_null() & (pl.col("until").is_null() | (pl.col("until") >= pl.col("at")))
    return found.sort("row").select(stood.alias("stood"))["stood"]


def _standing_at(asked: pl.DataFrame, spans: pl.DataFrame, key: tuple[str, ...]) -> pl.LazyFrame:
    """Each row with each span of the same key that stood when it came; other columns of the span end in `_found`."""
    pairs = asked.lazy().join(spans.lazy(), on=list(key), suffix="_found")
    return pairs.filter(
        (pl.col("since") < pl.col("at")) & (pl.col("until").is_null() | (pl.col("until") >= pl.col("at")))
    )


def _whether(hit: pl.Series, key: tuple[str, ...], denied: pl.Expr) -> pl.Expr:
    """Whether there is one: asked only where the key is whole, and no only where it can be `denied`."""
    whole = pl.all_horizontal(pl.col(key).is_not_null()) & pl.col("soort").is_not_null()
    return pl.when(whole & (pl.lit(hit) | denied)).then(pl.lit(hit))


def _of_each(asked: pl.DataFrame, found: pl.LazyFrame, **answers: pl.Expr) -> pl.DataFrame:
    """The answers over what was found for each row; missing where nothing was.

    What is found grows with the square of the messages on one allocation, so it is never in memory all at once.
    """
    told = found.group_by("row").agg(**answers).collect(engine="streaming")
    return asked.select("row").join(told, on="row", how="left", maintain_order="left").drop("row")
