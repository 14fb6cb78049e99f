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
    approved,
    contracts,
    current,
    decisions,
    delivery,
    earlier_lines,
    earlier_volume,
    messages,
    previous_declaration,
    registers,
    requests,
    starts,
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
    parts = [registers.told(rows, table, reference)]
    if table == "declaratieregels":
        parts.append(_about_declarations(rows, reference))
    elif table == "toewijzingen":
        accepted = earlier_lines.accepted(reference[EARLIER]) if EARLIER in reference else None
        parts.append(decisions.told(rows, reference, accepted))
    elif table == "regieberichten":
        parts.append(_about_messages(rows, reference))
    elif table == "verzoeken":
        parts.append(_about_requests(frame, rows, reference, received_on))
    elif table == "tarieven" and "contracten" in reference:
        parts.append(contracts.of_number(rows, reference["contracten"]))
    for part in parts:
        if part.width and part.height != frame.height:
            raise OwnMistakeError(f"Enrichment of {table} made {part.height} rows of {frame.height}.")
    added = [column for part in parts for column in part]
    known = frame.with_columns(*added, peildatum=pl.lit(received_on, pl.Date))
    known = known.with_columns(*thresholds.told(known, table, reference))
    if table == "declaratieregels":
        known = known.with_columns(*agreements.told(known, profiles or {}, profile))
    return known


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
    return pl.concat(parts, how="horizontal") if parts else pl.DataFrame()


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
        answers = reference.get("verzoekantwoorden", lines.make_lines("verzoekantwoorden", []))
        moments = answered.told(
            rows, known, answers, allocated, received_on=received_on,
            liberation_every=thresholds.of_region(reference, "bevrijdingsdag_vrij_om_de"),
        )  # fmt: skip
        parts += [current.told(rows, allocated), moments]
    return pl.concat(parts, how="horizontal")
