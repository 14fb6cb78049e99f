# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with one cell of a table in which people write agreements."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """Position of the row, column, Dutch sentence and what to do."""

    nr: int
    at: str
    sentence: str
    action: str
