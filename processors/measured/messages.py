# SPDX-License-Identifier: EUPL-1.2
"""Messages that were sent and how they were answered: each identification once, however often it was told.

A message is known from itself, from the list that a municipality keeps, or from what answers it: a return message
(302, 306, 308, 316, 318, 320) names the message that it returns, a 325 the declaration.
"""

import polars as pl

from processors.calculation.workdays import workdays_until
from processors.enrichment.message_headers import returns
from processors.fields import Kind
from processors.measured.material import Material
from processors.measured.table import Measured

DECLARATION, ANSWER = "323", "325"
TECHNICAL = r"\b0001\b"
TRANSPORT = r"\bIB\d{3}\b"
KEY = ("wet", "gemeente", "aanbieder", "bericht", "identificatie")


def _told(material: Material) -> pl.DataFrame:
    mentions = pl.concat(
        [_of_messages(material.table("berichten")), _of_answers(material)], how="diagonal"
    ).drop_nulls(["bericht", "identificatie"])  # fmt: skip
    sent = mentions.group_by(KEY).agg(
        pl.col("dagtekening", "ontvangen_op", "terug_op").min(), technisch_afgekeurd=pl.col("afgekeurd").any()
    )
    # The term of a declaration runs from its own date (OP090x4), that of another message from its receipt (OP090).
    declared = pl.col("bericht") == DECLARATION
    since = pl.when(declared).then("dagtekening").otherwise(pl.coalesce("ontvangen_op", "dagtekening"))
    until = pl.col("terug_op").fill_null(material.today)
    returned = pl.col("bericht").is_in(list(returns().values()))
    term = pl.when(declared).then(material.parameter("termijn_antwoord_declaratie"))
    return sent.with_columns(
        maand=pl.col("dagtekening").dt.strftime("%Y-%m"),
        beantwoord=pl.col("terug_op").is_not_null(),
        werkdagen=workdays_until(since, until, liberation_every=material.parameter("bevrijdingsdag_vrij_om_de")),
        termijn=term.when(returned).then(material.parameter("termijn_retour")),
    )


def _of_messages(berichten: pl.DataFrame) -> pl.DataFrame:
    """What each row of the list says of a message: of itself, or of the one that it returns.

    A return message of which the list does not say what it returns, says nothing. The codes in a 325 are about the
    declaration.
    """
    is_return, itself = pl.col("bericht").is_in(list(returns())), pl.col("bericht")
    codes = pl.col("retourcodes").fill_null("")
    rejected = codes.str.contains(TRANSPORT) | ((itself != ANSWER) & codes.str.contains(TECHNICAL))
    return berichten.filter(~is_return | pl.col("identificatie_retour").is_not_null()).select(
        *KEY[:3], "identificatie", "dagtekening", "ontvangen_op",
        bericht=itself.replace(returns()),
        terug_op=pl.when(itself != ANSWER).then(pl.coalesce("retour_op", "dagtekening_retour")),
        afgekeurd=rejected | pl.col("technisch_afgekeurd").eq_missing("ja"),
    )  # fmt: skip


def _of_answers(material: Material) -> pl.DataFrame:
    """What each 325 says of the declaration that it answers; technically rejected where its header says so."""
    answers = material.table("declaratieantwoorden")
    headers = material.table("berichten").filter(pl.col("bericht") == ANSWER)
    header = headers.group_by(*KEY[:3], "identificatie").agg(
        of_header=pl.col("retourcodes").fill_null("").str.contains(TECHNICAL).any()
    )
    known = answers.join(header, on=[*KEY[:3], "identificatie"], how="left", maintain_order="left")
    own = pl.col("retourcodes").fill_null("").str.contains(TECHNICAL)
    return known.select(
        *KEY[:3], identificatie="declaratie_identificatie", bericht=pl.lit(DECLARATION),
        dagtekening="declaratie_bericht_dagtekening", terug_op="dagtekening",
        afgekeurd=own | pl.col("of_header").fill_null(value=False),
    )  # fmt: skip


MESSAGES = Measured(
    "berichtenverkeer",
    "Een verzonden bericht (301, 305, 307, 315, 317, 319, 323 of 325), in de maand van zijn dagtekening; opnieuw "
    "verzonden onder dezelfde identificatie telt het een keer.",
    {
        "bericht": ("Soort bericht", Kind.CODE),
        "technisch_afgekeurd": ("Technisch afgekeurd (0001) of niet overgekomen", Kind.TRUTH),
        "beantwoord": ("Er kwam een retourbericht, of op een declaratie een antwoord (325)", Kind.TRUTH),
        "werkdagen": ("Werkdagen tot het antwoord; zonder antwoord tot de dag van meten", Kind.WHOLE),
        "termijn": ("Werkdagen waarbinnen het antwoord er moet zijn; leeg waar geen antwoord op volgt", Kind.WHOLE),
    },
    _told,
)
