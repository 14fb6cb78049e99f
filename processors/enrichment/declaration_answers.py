# SPDX-License-Identifier: EUPL-1.2
"""What is known of the declaration that a 325 (declaratieantwoorden) answers, and of the lines that it refuses."""

import polars as pl

from processors.calculation.amounts import signed
from processors.calculation.workdays import workdays_until
from processors.enrichment.columns import joined
from processors.enrichment.matching import beside, is_known, last_of

DECLARED = "323"
SUPPLIER = ("wet", "gemeente", "aanbieder")
ANSWERED = (*SUPPLIER, "declaratie_identificatie")


def told_message(rows: pl.DataFrame, berichten: pl.DataFrame | None, *, liberation_every: int) -> pl.DataFrame:
    """What the header of the 323 says that the answer names (TR337, TR371, OP090x4).

    Only where some 323 of the supplier to this municipality is known can one that is not be called unknown: answers
    go on for a while about what was declared before our time [D].

    Args:
        rows: answers of one submission.
        berichten: the messages known before; None when nothing is known of messages.
        liberation_every: once in how many years 5 May is free.

    Returns:
        `werkdagen_tot_declaratieantwoord`, from the day that the answer gives for the 323, else that of the 323
        itself. Where messages are known also `declaratiebericht_bekend`, and the versions of its schemas.

    """
    answered = pl.col("dagtekening")
    declared = pl.col("declaratie_bericht_dagtekening")
    if berichten is None:
        return rows.select(
            werkdagen_tot_declaratieantwoord=workdays_until(declared, answered, liberation_every=liberation_every)
        )
    sent = berichten.filter(pl.col("bericht") == DECLARED).rename({"identificatie": "declaratie_identificatie"})
    found = beside(rows, last_of(sent, ANSWERED).select(*ANSWERED, "dagtekening", **_versions()), ANSWERED)
    since = pl.coalesce(declared, pl.lit(found["dagtekening"]))
    return pl.concat(
        [
            pl.DataFrame({"declaratiebericht_bekend": known_of_supplier(rows, sent, ANSWERED)}),
            found.drop("dagtekening"),
            rows.select(
                werkdagen_tot_declaratieantwoord=workdays_until(since, answered, liberation_every=liberation_every)
            ),
        ],
        how="horizontal",
    )


def told_declaration(rows: pl.DataFrame, declared: pl.DataFrame) -> pl.DataFrame:
    """Whether a declaration is named that was not received before (TR376).

    A line that was refused was received too, so it counts. Where nothing of the supplier is known at this
    municipality, a number cannot be called unknown [D].

    Args:
        rows: answers of one submission, or lines that they refuse.
        declared: lines of other submissions, also those that were refused.

    Returns:
        `onbekende_declaratie`, false where no declaration is named; missing where it cannot be said.

    """
    known = known_of_supplier(rows, declared, (*SUPPLIER, "declaratie_nummer"))
    unnamed = pl.col("declaratie_nummer").is_null()
    return rows.select(onbekende_declaratie=pl.when(unnamed).then(pl.lit(value=False)).otherwise(~pl.lit(known)))


def told_refused(rows: pl.DataFrame, afgewezen: pl.DataFrame) -> pl.DataFrame:
    """The lines that each answer refuses (TR342), by the 323 that both name.

    Args:
        rows: answers of one submission.
        afgewezen: the refused lines of the same submission.

    Returns:
        `afgewezen_aantal`, and `afgewezen_saldo`: debets less credits in eurocent, missing where a line cannot be
        counted; both missing where the key is.

    """
    amount = signed(pl.col("ingediend_bedrag"), pl.col("debet_credit"))
    sums = afgewezen.group_by(ANSWERED).agg(
        afgewezen_aantal=pl.len().cast(pl.Int64),
        afgewezen_saldo=pl.when(amount.is_not_null().all()).then(amount.sum()),
    )
    whole = pl.all_horizontal(pl.col(ANSWERED).is_not_null())
    found = beside(rows, sums, ANSWERED)
    none = whole & found["afgewezen_aantal"].is_null()
    return rows.select(
        afgewezen_aantal=pl.when(none).then(0).otherwise(found["afgewezen_aantal"]),
        afgewezen_saldo=pl.when(none).then(0).otherwise(found["afgewezen_saldo"]),
    )


def known_of_supplier(rows: pl.DataFrame, known: pl.DataFrame, key: tuple[str, ...]) -> pl.Series:
    """Whether the key occurs, denied only where something else of the supplier at the municipality does."""
    occurs, near = pl.lit(is_known(rows, known, key)), pl.lit(is_known(rows, known, SUPPLIER))
    return rows.select(pl.when(occurs | near).then(occurs).alias("known"))["known"]


def _versions() -> dict[str, pl.Expr]:
    return joined("berichten", "declaratiebericht")
