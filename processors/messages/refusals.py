# SPDX-License-Identifier: EUPL-1.2
"""What of the findings on a message an answer can say: only what refuses, and only with an official return code."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from processors import codelists
from processors.rulebook import Consequence

TECHNICAL: Final = "0001"
NO_REMARK: Final = "0200"
NOT_JUDGED: Final = "0233"
GRANTED: Final = "8001"


@dataclass(frozen=True)
class Refusals:
    """The findings on one message, sorted out.

    Attributes:
        technical: the message as a whole is refused (0001), for its structure or a rule within the message.
        coded: the findings that refuse something, each with an official return code of a higher level.
        remarks: the findings that refuse nothing in the answer: without a code, or without a consequence.

    """

    technical: bool
    coded: pl.DataFrame
    remarks: pl.DataFrame


def sorted_out(findings: pl.DataFrame) -> Refusals:
    """Sort out the findings (`findings.FINDINGS`) on a message."""
    refuses = pl.col("gevolg") != str(Consequence.NONE)
    official = refuses & pl.col("retourcode").is_in(sorted(codelists.codes("retourcode"))).fill_null(value=False)
    within = pl.col("retourcode") == TECHNICAL
    return Refusals(
        technical=not findings.filter(official & within).is_empty(),
        coded=findings.filter(official & ~within),
        remarks=findings.filter(~official),
    )


def codes_of(coded: pl.DataFrame) -> pl.DataFrame:
    """Per line (`blad`, `rij`) its codes (`codes`), each once, in the order of the findings, with spaces between."""
    return coded.group_by("blad", "rij", maintain_order=True).agg(
        codes=pl.col("retourcode").unique(maintain_order=True).str.join(" ")
    )


def joined(coded: pl.DataFrame) -> str | None:
    """All codes, each once, with spaces between; None without findings."""
    return " ".join(coded["retourcode"].unique(maintain_order=True)) or None
