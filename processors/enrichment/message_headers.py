# SPDX-License-Identifier: EUPL-1.2
"""What is known of a message (berichten) by its header: whether it came before, and how soon it was returned."""

import polars as pl

from processors.calculation.workdays import workdays_until
from processors.codelists import table
from processors.enrichment.matching import is_known

RETURNS = "retour op "
# A message itself, or the mention of one in the list that a municipality keeps: the one does not repeat the other [D].
MESSAGE = ("wet", "bericht", "sender", "number", "itself")


def told(rows: pl.DataFrame, berichten: pl.DataFrame) -> pl.DataFrame:
    """Whether the sender used the identification before for a message of this kind and law (TR056).

    Which of the two sent it, says the list of messages. A return message has an identification of its own; the other
    one is that of the message it returns. Rows higher up in the same file count as received before.

    Args:
        rows: messages of one submission.
        berichten: the messages known before.

    Returns:
        `bericht_eerder_ontvangen`, missing where a part of the key is, or where the kind of message is unknown.

    """
    own = rows.select(_key())
    whole = pl.all_horizontal(pl.col(MESSAGE).is_not_null())
    repeated = own.select(~pl.struct(MESSAGE).is_first_distinct()).to_series()
    before = is_known(own, berichten.select(_key()), MESSAGE)
    return own.select(bericht_eerder_ontvangen=pl.when(whole).then(before | repeated))


def told_return(rows: pl.DataFrame, *, liberation_every: int) -> pl.DataFrame:
    """The working days from receipt to return (OP090), for what is answered by a return message, or is one.

    The day of receipt is `ontvangen_op`, else the `dagtekening` of the message; that of the return is `retour_op`,
    else the one the return message was dated [D].

    Args:
        rows: messages.
        liberation_every: once in how many years 5 May is free.

    Returns:
        `werkdagen_tot_retour`, missing where one of the days is, and for a message that is never returned.

    """
    returned = pl.col("bericht").is_in([*returns(), *returns().values()])
    received = pl.coalesce("ontvangen_op", "dagtekening")
    back = pl.coalesce("retour_op", "dagtekening_retour")
    passed = workdays_until(received, back, liberation_every=liberation_every)
    return rows.select(werkdagen_tot_retour=pl.when(returned).then(passed))


def returns() -> dict[str, str]:
    """Return message to the message that it returns."""
    named = table("berichten").select("bericht", "naam").filter(pl.col("naam").str.starts_with(RETURNS))
    return dict(named.select("bericht", pl.col("naam").str.strip_prefix(RETURNS)).iter_rows())


def _key() -> list[pl.Expr]:
    """What makes a message the only one of its sender."""
    senders = dict(table("berichten").select("bericht", "afzender").iter_rows())
    who = pl.col("bericht").replace_strict(senders, default=None, return_dtype=pl.String)
    is_return = pl.col("bericht").is_in(list(returns()))
    own_number = pl.coalesce("identificatie_retour", "identificatie")
    return [
        pl.col("wet"),
        pl.col("bericht"),
        pl.when(who == "gemeente").then("gemeente").when(who == "aanbieder").then("aanbieder").alias("sender"),
        pl.when(is_return).then(own_number).otherwise("identificatie").alias("number"),
        pl.col("bericht_code").is_not_null().alias("itself"),
    ]
