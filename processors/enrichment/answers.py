# SPDX-License-Identifier: EUPL-1.2
"""What the reference says about messages, and about answers to declarations (325) and to requests (319)."""

from collections.abc import Callable, Mapping

import polars as pl

from processors.enrichment import (
    declaration_answers,
    message_headers,
    refused_lines,
    request_answers,
    requests,
    thresholds,
)
from processors.tables import EARLIER

Reference = Mapping[str, pl.DataFrame]


def told(rows: pl.DataFrame, table: str, reference: Reference) -> pl.DataFrame:
    """The joined columns of the rows of one of `TOLD`, one row per row, as far as the references are there."""
    parts = TOLD[table](rows, reference)
    return pl.concat(parts, how="horizontal") if parts else pl.DataFrame()


def _of_messages(rows: pl.DataFrame, reference: Reference) -> list[pl.DataFrame]:
    parts = [message_headers.told_return(rows, liberation_every=_liberation(reference))]
    if "berichten" in reference:
        parts.append(message_headers.told(rows, reference["berichten"]))
    return parts


def _of_declaration_answers(rows: pl.DataFrame, reference: Reference) -> list[pl.DataFrame]:
    parts = [
        declaration_answers.told_message(rows, reference.get("berichten"), liberation_every=_liberation(reference))
    ]
    if EARLIER in reference:
        parts.append(declaration_answers.told_declaration(rows, reference[EARLIER]))
    if "afgewezen_regels" in reference:
        parts.append(declaration_answers.told_refused(rows, reference["afgewezen_regels"]))
    return parts


def _of_refused_lines(rows: pl.DataFrame, reference: Reference) -> list[pl.DataFrame]:
    if EARLIER not in reference:
        return []
    return [refused_lines.told(rows, reference[EARLIER], reference.get("declaratieantwoorden"))]


def _of_request_answers(rows: pl.DataFrame, reference: Reference) -> list[pl.DataFrame]:
    """Without any earlier answers there is still what stands higher up in the same file."""
    parts = [request_answers.told(rows, reference.get("verzoekantwoorden", rows.clear()))]
    if "verzoeken" in reference:
        parts.append(requests.told(rows, reference["verzoeken"]))
    if "toewijzingen" in reference:
        parts.append(request_answers.told_allocated(rows, reference["toewijzingen"]))
    return parts


def _liberation(reference: Reference) -> int:
    return thresholds.of_region(reference, "bevrijdingsdag_vrij_om_de")


TOLD: Mapping[str, Callable[[pl.DataFrame, Reference], list[pl.DataFrame]]] = {
    "berichten": _of_messages,
    "declaratieantwoorden": _of_declaration_answers,
    "afgewezen_regels": _of_refused_lines,
    "verzoekantwoorden": _of_request_answers,
}
