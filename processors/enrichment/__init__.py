# SPDX-License-Identifier: EUPL-1.2
"""Join to every line what the reference knows about it, so that a rule is one expression over one table.

One module per reference table says which columns it adds; `lines.JOINED` has their labels and kinds.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl

from processors import lines
from processors.enrichment import (
    agreements,
    allocations,
    answered,
    answers,
    approved,
    contracts,
    costs,
    current,
    decisions,
    delivery,
    earlier_lines,
    earlier_volume,
    evidence,
    indexing,
    messages,
    other_municipalities,
    previous_declaration,
    registers,
    reported,
    requests,
    starts,
    statements,
    suppliers,
    terms,
    thresholds,
)
from processors.errors import OwnMistakeError
from processors.profiles import Profiles
from processors.tables import EARLIER


def enrich(  # noqa: PLR0913 - what is known, when, and under which agreements
    frame: pl.DataFrame,
    table: str,
    reference: Mapping[str, pl.DataFrame],
    *,
    received_on: date,
    profiles: Profiles | None = None,
    profile: str | None = None,
) -> pl.DataFrame:
    """Add the columns of `lines.JOINED` that concern this table.

    A value that is missing never matches. Rows keep their order and number, and a second time changes nothing.

    Args:
        frame: rows of the table.
        table: name of the table in the vocabulary.
        reference: reference tables by name, earlier accepted lines as `eerdere_declaratieregels`. The columns of a
            table that is absent are not added; an empty table knows nothing, which is an answer. Lines of a
            submission that this one replaces are left out by the caller.
        received_on: day of receipt, the reference date of the checks.
        profiles: per rule profile what is agreed, beside the national rules.
        profile: the profile of all lines, instead of the profile of each line's contract.

    Returns:
        The frame with the joined columns behind its own.

    Raises:
        OwnMistakeError: a join lost or added rows.
        UnusableInputError: the reference table `parameters` cannot be used.

    """
    rows = frame.select(lines.TABLES[table].names)
    parts = [registers.told(rows, table, reference), *_about(frame, rows, table, reference, received_on)]
    for part in parts:
        if part.width and part.height != frame.height:
            raise OwnMistakeError(f"Enrichment of {table} made {part.height} rows of {frame.height}.")
    added = [column for part in parts for column in part]
    known = frame.with_columns(*added, peildatum=pl.lit(received_on, pl.Date))
    known = known.with_columns(*thresholds.told(known, table, reference))
    if table == statements.COVER:
        known = known.with_columns(*statements.deadlines(known, reference))
    if table == "bewijsstukken":
        known = known.with_columns(*evidence.told(known))
    if table == "declaratieregels":
        known = known.with_columns(*agreements.told(known, profiles or {}, profile))
    return known


def _about(
    frame: pl.DataFrame, rows: pl.DataFrame, table: str, reference: Mapping[str, pl.DataFrame], received_on: date
) -> list[pl.DataFrame]:
    """What the references say about the rows of this table, beside the registers; in parts of as many rows each."""
    if table in _OF_LINES:
        return [_OF_LINES[table](rows, reference)]
    if table == "verzoeken":
        return [_about_requests(frame, rows, reference, received_on)]
    if table == "tarieven":
        return _about_tariffs(rows, reference)
    return [told(rows, table, reference) for tables, told in _OF_OTHERS if table in tables]


def _about_allocations(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What other decisions, requests, starts and earlier lines say about allocations."""
    accepted = earlier_lines.accepted(reference[EARLIER]) if EARLIER in reference else None
    return decisions.told(rows, reference, accepted)


def _about_tariffs(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """What contracts and agreed indexes say about tariffs."""
    parts = []
    if "contracten" in reference:
        parts.append(contracts.of_number(rows, reference["contracten"]))
    if "indexen" in reference:
        parts.append(indexing.told(rows, reference["indexen"]))
    return parts


def _about_declarations(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What allocations, starts and earlier lines say about declaration lines."""
    parts = []
    used = None
    if EARLIER in reference:
        accepted = earlier_lines.accepted(reference[EARLIER])
        earlier = earlier_lines.told(rows, reference[EARLIER])
        volume, used = earlier_volume.told(rows, accepted, earlier["credit_geldt"])
        parts += [earlier, volume, previous_declaration.told(rows, accepted)]
    if "toewijzingen" in reference:
        allocated = allocations.told_with_maximum(rows, reference["toewijzingen"], used)
        parts += [allocated, suppliers.successor(allocated, reference.get("aanbieders"))]
    if "regieberichten" in reference:
        parts.append(starts.told(rows, reference["regieberichten"]))
        parts.append(delivery.told(rows, reference["regieberichten"]))
    parts += [other_municipalities.told(rows, reference), costs.told(rows, reference)]
    return pl.concat(parts, how="horizontal")


def _about_messages(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What allocations, earlier messages and earlier lines say about starts and stops.

    Without any earlier messages there is still what stands higher up in the same file.
    """
    allocated = None
    if "toewijzingen" in reference:
        allocated = allocations.told(rows, reference["toewijzingen"])
    every = thresholds.of_region(reference, "bevrijdingsdag_vrij_om_de")
    reported = terms.told(rows, allocated, liberation_every=every)
    parts = [messages.told(rows, reference.get("regieberichten", rows.clear())), reported]
    if allocated is not None:
        parts += [allocated, suppliers.successor(allocated, reference.get("aanbieders"))]
    if EARLIER in reference:
        parts.append(approved.told_since(rows, earlier_lines.accepted(reference[EARLIER])))
    return pl.concat(parts, how="horizontal")


def _about_requests(
    frame: pl.DataFrame, rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame], received_on: date
) -> pl.DataFrame:
    """What other requests, allocations and answers say about requests; without any known, those of the same file."""
    known = reference.get("verzoeken", rows.clear()).select(rows.columns)
    from_message = frame.select(uit_bericht=pl.col("bestand").str.to_lowercase().str.ends_with(".xml"))
    parts = [from_message, requests.reused(rows, known)]
    if "toewijzingen" in reference:
        allocated = reference["toewijzingen"]
        given = reference.get("verzoekantwoorden", lines.make_lines("verzoekantwoorden", []))
        moments = answered.told(
            rows, known, given, allocated, received_on=received_on,
            liberation_every=thresholds.of_region(reference, "bevrijdingsdag_vrij_om_de"),
        )  # fmt: skip
        parts += [current.told(rows, allocated), moments]
    return pl.concat(parts, how="horizontal")


_OF_LINES = {
    "declaratieregels": _about_declarations,
    "toewijzingen": _about_allocations,
    "regieberichten": _about_messages,
}
_OF_OTHERS = (
    (statements.OF_FILE, statements.told),
    (reported.TOLD, reported.told),
    (answers.TOLD, answers.told),
)
