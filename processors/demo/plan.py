# SPDX-License-Identifier: EUPL-1.2
"""What a demo is asked to be, its three months, and dice that fall the same way every time."""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from processors.errors import UnusableInputError

MONTHS = 3


@dataclass(frozen=True)
class DemoPlan:
    """How large the fictional region is, and which month it ends with.

    Args:
        lines: number of declaration lines over three months, approximately.
        month: last of the three declaration months, as yyyy-mm.
        seed: another seed gives another region.
        fault_share: faults sown as a share of `lines`, at least one per rule.

    """

    lines: int = 12_000
    month: str = "2026-09"
    seed: int = 1
    fault_share: float = 0.02

    def __post_init__(self) -> None:
        if not re.fullmatch(r"20[2-9]\d-(0[1-9]|1[0-2])", self.month) or self.firsts[0] < date(2023, 1, 1):
            raise UnusableInputError(
                f"De maand '{self.month}' kan niet. Geef een maand als 2026-09, niet eerder dan 2023-03."
            )
        if self.lines < 1 or not 0 <= self.fault_share <= 0.5:  # noqa: PLR2004 - more than half would be no clean base
            raise UnusableInputError(
                "De proefregio kan zo niet worden gemaakt. Geef ten minste 1 regel en een foutaandeel van 0 tot 0,5."
            )

    @cached_property
    def firsts(self) -> tuple[date, ...]:
        """The first day of each of the three months, oldest first."""
        year, month = (int(part) for part in self.month.split("-"))
        return tuple(moved(date(year, month, 1), -back) for back in range(MONTHS - 1, -1, -1))

    @property
    def year(self) -> int:
        """The year of the last month."""
        return int(self.month[:4])

    def dice(self, key: str) -> Callable[[str, int | pl.Expr], pl.Expr]:
        """Dice on a key column: `roll(name, sides)` gives 0 up to `sides`, always the same for the same key."""

        def roll(name: str, sides: int | pl.Expr) -> pl.Expr:
            return (pl.col(key).hash(zlib.crc32(f"{self.seed} {name}".encode())) % sides).cast(pl.Int64)

        return roll


def moved(first: date, months: int) -> date:
    """The first of a month so many months later."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
