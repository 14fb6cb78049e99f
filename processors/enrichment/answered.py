# SPDX-License-Identifier: EUPL-1.2
"""When a request (315, 317) was answered and decided, and whether an earlier one of the client was still open.

An answer is a 319 (verzoekantwoorden), an allocation (301) with the reference of the request, or the `antwoord` that
stands with the request itself; all but "in onderzoek" is a decision. What is dated before the request is no answer to
it. An answer without date was given on the day of the request, as far as the other requests are concerned [D].
"""

from datetime import date

import polars as pl

from processors.calculation.workdays import workdays_until
from processors.enrichment.matching import beside
from processors.enrichment.requests import CHANGE, NAMED, REQUEST, every_one
from processors.enrichment.stacking import PERSON

INVESTIGATED = "in onderzoek"
REJECTED, UNDER_INVESTIGATION = "1", "2"
MESSAGE = (*PERSON, "soort", "dagtekening", "bericht")


def told(  # noqa: PLR0913 - the three tables that may hold an answer, and how days are counted
    rows: pl.DataFrame,
    verzoeken: pl.DataFrame,
    answers: pl.DataFrame,
    toewijzingen: pl.DataFrame,
    *,
    received_on: date,
    liberation_every: int,
) -> pl.DataFrame:
    """How long each request waited for its answer and decision, and which earlier one was open on its day.

    Args:
        rows: requests of one submission.
        verzoeken: the requests known before.
        answers: the 319's (verzoekantwoorden).
        toewijzingen: all versions of the allocations.
        received_on: the reference date, until which a request without answer waits.
        liberation_every: once in how many years 5 May is free.

    Returns:
        `open_verzoek`: the reference of the earliest request of this client at this supplier that was sent before and
        not decided on the day of this one, missing where there is none; `werkdagen_tot_antwoord`,
        `verzoek_in_onderzoek` and `dagen_tot_besluit`, missing where part of the key of the request is, the counts
        also where the date of an answer is.

    """
    every = _moments(every_one(rows, verzoeken), pl.concat([verzoeken, rows]), answers, toewijzingen)
    today, day = pl.lit(received_on, pl.Date), pl.col("dagtekening")
    answered = pl.when(~pl.col("zonder_datum")).then(pl.col("beantwoord_op").fill_null(today))
    decided = pl.when(~pl.col("zonder_datum")).then(pl.col("besloten_op").fill_null(today))
    waited = every.select(
        *REQUEST, "verzoek_in_onderzoek",
        werkdagen_tot_antwoord=workdays_until(day, answered, liberation_every=liberation_every),
        dagen_tot_besluit=(decided - day).dt.total_days(),
    )  # fmt: skip
    return pl.concat([beside(rows, waited, REQUEST), _open(rows, every)], how="horizontal")


def given(
    every: pl.DataFrame, requests: pl.DataFrame, answers: pl.DataFrame, toewijzingen: pl.DataFrame
) -> pl.DataFrame:
    """The answers to each request: its key (`REQUEST`), `op`, `undated`, and whether it is a `decision`.

    Args:
        every: each request once.
        requests: the same with the answer that stands with them, one or more rows each.
        answers: the 319's (verzoekantwoorden).
        toewijzingen: all versions of the allocations.

    """
    own = requests.filter(pl.col("antwoord").is_not_null()).select(
        *REQUEST, op=pl.max_horizontal("dagtekening", "antwoord_op"), undated=pl.col("antwoord_op").is_null(),
        decision=pl.col("antwoord") != INVESTIGATED,
    )  # fmt: skip
    rejected = pl.col("verzoek_antwoord") == REJECTED
    sent = answers.filter(pl.col("verzoek_antwoord").is_in([REJECTED, UNDER_INVESTIGATION])).select(
        *NAMED, op="dagtekening", decision=rejected
    )
    honoured = toewijzingen.select(*NAMED, op="toewijzing_datum", decision=pl.lit(value=True))
    others = every.select(REQUEST).join(pl.concat([sent, honoured]).drop_nulls(), on=list(NAMED))
    later = others.filter(pl.col("op") >= pl.col("dagtekening")).with_columns(undated=pl.lit(value=False))
    return pl.concat([own, later.select(own.columns)])


def _moments(
    every: pl.DataFrame, requests: pl.DataFrame, answers: pl.DataFrame, toewijzingen: pl.DataFrame
) -> pl.DataFrame:
    """Each request with the first day of an answer and of a decision."""
    decision = pl.col("decision")
    moments = (
        given(every, requests, answers, toewijzingen)
        .group_by(REQUEST)
        .agg(
            beantwoord_op=pl.col("op").min(),
            besloten_op=pl.col("op").filter(decision).min(),
            verzoek_in_onderzoek=(~decision).any(),
            zonder_datum=pl.col("undated").any(),
        )
    )
    return every.join(moments, on=list(REQUEST), how="left", maintain_order="left").with_columns(
        pl.col("verzoek_in_onderzoek", "zonder_datum").fill_null(value=False), _of_message()
    )


def _of_message() -> pl.Expr:
    """The products of a 315 of one day stand in one message; each 317 is a message of its own."""
    return pl.when(pl.col("soort") == CHANGE).then("referentie_aanbieder").otherwise(pl.lit("")).alias("bericht")


def _open(rows: pl.DataFrame, every: pl.DataFrame) -> pl.DataFrame:
    """The reference of the earliest other request of the person that was open when the message was sent."""
    sent = every.with_columns(plaats=pl.col("plaats").min().over(MESSAGE))
    pairs = sent.filter(pl.col("plaats") >= 0).join(sent, on=list(PERSON), suffix="_other")
    day, other_day = pl.col("dagtekening"), pl.col("dagtekening_other")
    another = pl.any_horizontal(pl.col(name) != pl.col(f"{name}_other") for name in ("soort", "dagtekening", "bericht"))
    earlier = (other_day < day) | ((other_day == day) & (pl.col("plaats_other") < pl.col("plaats")))
    still_open = pl.col("besloten_op_other").is_null() | (pl.col("besloten_op_other") > day)
    order = ["dagtekening_other", "referentie_aanbieder_other"]
    waiting = pairs.filter(another & earlier & still_open).sort(order)
    first = waiting.group_by(MESSAGE).agg(open_verzoek=pl.col("referentie_aanbieder_other").first())
    return beside(rows.with_columns(_of_message()), first, MESSAGE)
