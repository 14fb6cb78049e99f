# SPDX-License-Identifier: EUPL-1.2
"""How much of everything a received file may hold. To exceed a limit is a verdict, never a crash.

The figures are policy: about three times the largest real submission known.
"""

from dataclasses import dataclass
from typing import Final

MIB: Final = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes unless stated; `area` and `merged` in cells."""

    file: int = 50 * MIB
    delimited: int = 500 * MIB
    message: int = 25 * MIB  # as the hub has it: IB003 and IB012
    entries: int = 3_000
    part: int = 400 * MIB
    total: int = 600 * MIB
    ratio: int = 300
    ratio_from: int = MIB
    depth: int = 64
    tag: int = MIB
    text: int = 4 * 32_767
    row: int = 16 * MIB
    line: int = MIB
    columns: int = 16_384
    rows: int = 1_048_576
    cells: int = 12_000_000
    area: int = 20_000_000
    merged: int = 5_000_000
    strings: int = 3_000_000
    styles: int = 65_536
    names: int = 20_000
    sheets: int = 255
    oddities: int = 1_000
    memory: int = 2_048 * MIB
    seconds: int = 60
    formats: tuple[str, ...] = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "xml")


LIMITS: Final = Limits()
