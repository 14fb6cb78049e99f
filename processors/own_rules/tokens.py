# SPDX-License-Identifier: EUPL-1.2
"""The words of a condition as people write it: names, numbers, 'texts', dates and signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from processors.errors import UnusableInputError

MOST_LETTERS = 1_000
_WORD = re.compile(
    r"(?P<space>\s+)|(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?P<number>[0-9]+)|(?P<text>'(?:[^']|'')*')"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign><>|<=|>=|[=<>+\-*(),])"
)
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019", "'"))
_MOST_DIGITS = 12


class Sort(Enum):
    """What a word is."""

    NAME = auto()
    VALUE = auto()
    SIGN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A word, what it stands for, and at which character it begins (from 1)."""

    sort: Sort
    value: str | int | date
    at: int

    @property
    def shown(self) -> str:
        """The word as a reader sees it in a sentence."""
        return "het einde" if self.sort is Sort.END else f"'{self.value}'"


class UnclearConditionError(UnusableInputError):
    """A condition cannot be understood: a Dutch sentence without a full stop at its beginning or end."""


def tokens(text: str) -> Iterator[Token]:
    """The words in order, ended by one that says so.

    Raises:
        UnclearConditionError: the text is too long, or holds what is no word.

    """
    if len(text) > MOST_LETTERS:
        raise UnclearConditionError(f"de voorwaarde is langer dan {MOST_LETTERS} tekens")
    written, at = text.translate(_QUOTES), 0
    while at < len(written):
        found = _WORD.match(written, at)
        if found is None:
            raise UnclearConditionError(_unknown(written[at], at + 1))
        if found.lastgroup != "space":
            yield _token(str(found.lastgroup), found.group(), at + 1)
        at = found.end()
    yield Token(Sort.END, "", len(text) + 1)


def _unknown(sign: str, at: int) -> str:
    if sign == "'":
        return f"de tekst vanaf teken {at} heeft geen sluitend aanhalingsteken"
    return f"teken {at} kan hier niet staan"


def _token(group: str, word: str, at: int) -> Token:
    if group == "number":
        if len(word) > _MOST_DIGITS:
            raise UnclearConditionError(f"het getal bij teken {at} heeft meer dan {_MOST_DIGITS} cijfers")
        return Token(Sort.VALUE, int(word), at)
    if group == "date":
        try:
            return Token(Sort.VALUE, date.fromisoformat(word), at)
        except ValueError:
            raise UnclearConditionError(f"'{word}' bij teken {at} is geen bestaande datum") from None
    if group == "text":
        return Token(Sort.VALUE, word[1:-1].replace("''", "'"), at)
    return Token(Sort.NAME if group == "name" else Sort.SIGN, word.lower(), at)
