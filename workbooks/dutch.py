# SPDX-License-Identifier: EUPL-1.2
"""Numbers and plurals as a Dutch reader writes them, for sentences on a sheet."""

import re

PLAIN = re.compile(r"-?\d+\.\d+")


def number(value: int) -> str:
    """1234567 as `1.234.567`."""
    return f"{value:,}".replace(",", ".")


def euros(cents: int) -> str:
    """123456 eurocent as `€ 1.234,56`."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"€ {sign}{number(whole)},{rest:02d}"


def with_comma(text: str) -> str:
    """`62.5` as `62,5`, as the cell showed it; any other text as it is."""
    return text.replace(".", ",") if PLAIN.fullmatch(text) else text


def counted(amount: int, one: str, many: str) -> str:
    """`1 regel`, `2 regels`."""
    return f"{number(amount)} {one if amount == 1 else many}"


def figure(value: float, kind: str) -> str:
    """A figure of a kind (`euro` in eurocent, procent, geheel, getal): `€ 12,34`, `12,3%`, `1.234`, `1.234,5`."""
    if kind == "euro":
        return euros(round(value))
    if kind == "geheel":
        return number(round(value))
    whole, rest = divmod(round(abs(value) * 10), 10)
    sign = "-" if value < 0 and (whole or rest) else ""
    return f"{sign}{number(whole)},{rest}{'%' if kind == 'procent' else ''}"
