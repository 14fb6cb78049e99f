# SPDX-License-Identifier: EUPL-1.2
"""Text from outside: what may stand in a cell, said once for a single text and once for a whole column.

Excel keeps 32,767 UTF-16 units per cell; XML forbids most control characters, and direction marks
(U+202A..E, U+2066..9) make a text read differently from what it is. A test holds both forms equal.
"""

import re
from collections.abc import Iterable

import polars as pl

MAXIMUM = 32_767
CUT_NOTE = " … [afgekapt: een cel houdt ten hoogste 32.767 tekens]"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
SHEET_NAME_LENGTH = 31

_UNSAFE_RANGES = (
    (0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), (0x202A, 0x202E), (0x2066, 0x2069), (0xFFFE, 0xFFFF),
)  # fmt: skip
_UNSAFE = "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSAFE_RANGES) + "]"
_ASTRAL = f"[{chr(0x10000)}-{chr(0x10FFFF)}]"
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_KEPT = MAXIMUM - len(CUT_NOTE)


def cleaned(text: str) -> str:
    """The text as it may stand in a cell: single line ends, unsafe characters replaced, cut when too long."""
    if len(text) <= MAXIMUM // 2 and text.isprintable():
        return text  # most texts: nothing in them can be unsafe
    text = _SURROGATE.sub(_REPLACED, text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(_UNSAFE, _REPLACED, text)
    astral = len(re.findall(_ASTRAL, text)) if len(text) > MAXIMUM // 2 else 0
    if len(text) + astral > MAXIMUM:
        text = text[: _KEPT // 2 if astral else _KEPT] + CUT_NOTE
    return text


def cleaned_column(text: pl.Expr) -> pl.Expr:
    """`cleaned` for a whole column of text."""
    text = text.str.replace_all("\r\n", "\n", literal=True).str.replace_all("\r", "\n", literal=True)
    text = text.str.replace_all(_UNSAFE, _REPLACED)
    astral = text.str.count_matches(_ASTRAL)
    kept = pl.when(astral > 0).then(_KEPT // 2).otherwise(_KEPT)
    too_long = text.str.len_chars() + astral > MAXIMUM
    return pl.when(too_long).then(text.str.slice(0, kept) + CUT_NOTE).otherwise(text)


def unsafe_column(text: pl.Expr) -> pl.Expr:
    """Whether `cleaned_column` would change a text."""
    return text.str.contains("\r|" + _UNSAFE) | (text.str.len_bytes() > MAXIMUM)


def formula_like(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula when somebody edits or imports it."""
    return text.startswith(FORMULA_STARTS)


def formula_like_column(text: pl.Expr) -> pl.Expr:
    """`formula_like` for a whole column of text."""
    return text.str.contains(f"^[{re.escape(''.join(FORMULA_STARTS))}]")


def sheet_name(wish: str, taken: Iterable[str] = ()) -> str:
    """A name that Excel accepts for a sheet, at most 31 characters and different from `taken` in any case."""
    base = re.sub(r"[\[\]:*?/\\]", " ", cleaned(wish).replace(_REPLACED, " ").replace("\n", " ")).strip(" '")
    base = _within(base, SHEET_NAME_LENGTH) or "Blad"
    used = {name.casefold() for name in taken} | {"history", "geschiedenis"}  # reserved by Excel
    name, number = base, 1
    while name.casefold() in used:
        number += 1
        name = f"{_within(base, SHEET_NAME_LENGTH - len(f' {number}'))} {number}"
    return name


def _within(text: str, units: int) -> str:
    """The longest beginning of at most so many UTF-16 units, without an apostrophe or space at its end."""
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text.rstrip(" '")
