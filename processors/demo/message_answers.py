# SPDX-License-Identifier: EUPL-1.2
"""Answers of a municipality as messages: to requests (319) and to a declaration (325), each with something wrong.

All is judged in one go, municipalities first: when their answers come, no declaration of a supplier was read yet.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import polars as pl

from processors.demo.in_messages import PARTIES
from processors.demo.message_files import NO_REMARK, SCHEMA_VERSION, Message, identified, totalled
from processors.demo.plan import DemoPlan, moved
from processors.demo.submissions import KEY

REFUSED = "fout"
TOO_EARLY = "signaal"
AFTER_DELIVERIES = timedelta(days=9)
UNDER_INVESTIGATION = "2"
NOBODY_ASKED = "V000"
NO_ALLOCATION = "9321"
# Blad, rij, kolom, cel, regel, ernst and toelichting.
Found = tuple[object, ...]


def answers(
    plan: DemoPlan, messages: Sequence[Message], tables: Mapping[str, pl.DataFrame]
) -> Iterator[tuple[Message, tuple[Found, ...]]]:
    """The answers, each with what must be found in it.

    Args:
        plan: the demo.
        messages: the messages of the region; a 325 is about the first declaration among them.
        tables: what the workbooks hold; the 319 is about requests in them.

    """
    asked = tables["verzoeken"].filter(pl.col(KEY).str.ends_with(plan.month)).sort("nr")
    if len(asked):
        granted = asked.head(1)
        unknown = granted.with_columns(referentie_aanbieder=pl.lit(NOBODY_ASKED))
        yield _to_request(plan, granted, 0, "TR359", "het verzoek is al toegewezen")
        yield _to_request(plan, unknown, 1, "TR355", "niemand heeft dit gevraagd")
    declared = [each for each in messages if each.number == "323"]
    if declared:
        yield _to_declaration(plan, declared[0])


def _to_request(
    plan: DemoPlan, asked: pl.DataFrame, place: int, code: str, explanation: str
) -> tuple[Message, tuple[Found, ...]]:
    """A 319 that says of a request that it is under investigation, and what is wrong with that."""
    law, municipality, supplier = asked.select(PARTIES).row(0)
    dated = moved(plan.firsts[-1], 1) + AFTER_DELIVERIES
    answer = asked.select("referentie_aanbieder", verzoek_antwoord=pl.lit(UNDER_INVESTIGATION))
    made = Message(
        "319", law, municipality, supplier, dated, identified(plan, "319", place), {"verzoekantwoorden": answer}
    )
    return made, (("Antwoord", 1, "Antwoord/ReferentieAanbieder", "", code, REFUSED, explanation),)


def _to_declaration(plan: DemoPlan, declared: Message) -> tuple[Message, tuple[Found, ...]]:
    """A 325 that refuses a line and grants a euro too much."""
    lines = totalled(plan, declared.tables["declaratieregels"])
    refused = lines.head(1)
    totals = lines.head(1).select("declaratie_nummer", "totaal_ingediend_bedrag", "totaal_debet_credit")
    sign = -1 if totals["totaal_debet_credit"][0] == "C" else 1
    line_sign = -1 if refused["debet_credit"][0] == "C" else 1
    granted = sign * totals["totaal_ingediend_bedrag"][0] - line_sign * refused["ingediend_bedrag"][0] + 100
    answer = totals.with_columns(
        declaratie_identificatie=pl.lit(declared.identification), declaratie_bericht_dagtekening=declared.dated,
        basisschema_xsd_versie_declaratie=pl.lit(SCHEMA_VERSION), bericht_xsd_versie_declaratie=pl.lit(SCHEMA_VERSION),
        totaal_toegekend_bedrag=abs(granted), toegekend_debet_credit=pl.lit("C" if granted < 0 else "D"),
        retourcodes=pl.lit(NO_REMARK),
    )  # fmt: skip
    lines = refused.with_columns(retourcodes=pl.lit(NO_ALLOCATION), client_retourcodes=pl.lit(NO_REMARK))
    made = Message(
        "325", declared.law, declared.municipality, declared.supplier, declared.dated + timedelta(days=5),
        identified(plan, "325", 0), {"declaratieantwoorden": answer, "afgewezen_regels": lines},
    )  # fmt: skip
    answer_at, line_at = "DeclaratieAntwoord", "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie"
    unknown = "de declaratie is nog niet gelezen: gemeenten gaan voor"
    return made, (
        (answer_at, 1, f"{answer_at}/TotaalToegekendBedrag/TotaalBedrag", "", "TR342", REFUSED, "een euro te veel"),
        (answer_at, 1, "Header/DeclaratieIdentificatie/Identificatie", "", "TR337", TOO_EARLY, unknown),
        (answer_at, 1, f"{answer_at}/DeclaratieNummer", "", "TR376", TOO_EARLY, unknown),
        ("Prestatie", 1, f"{line_at}/ProductReferentie/ReferentieNummer", "", "TR366", TOO_EARLY, unknown),
    )
