# SPDX-License-Identifier: EUPL-1.2
"""From the words of a condition to its tree, by recursive descent; nothing is ever run.

From loose to tight: `of`, `en`, `niet`, one comparison (`=` `<>` `<` `<=` `>` `>=`, `is leeg`, `is gevuld`, `in (…)`,
`niet in (…)`), `+` and `-`, `*`, a minus sign, and a name, value, `jaar(…)`, `maand(…)`, `dag(…)` or brackets.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

from processors.own_rules.tokens import Sort, Token, UnclearConditionError, tokens

MOST_DEEP = 25
COMPARED = ("=", "<>", "<=", ">=", "<", ">")
PARTS_OF_DATE = ("jaar", "maand", "dag")
TRUTHS = {"ja": True, "nee": False}
_KEPT = frozenset({"en", "of", "niet", "is", "in", "leeg", "gevuld", *TRUTHS})


Value: TypeAlias = int | str | date | bool


@dataclass(frozen=True, slots=True)
class Name:
    """A column."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A value: whole number, text, date, or ja and nee."""

    value: Value
    at: int


@dataclass(frozen=True, slots=True)
class Operation:
    """What is done with the parts: the sign or word as it is written; `min` is the sign before one value."""

    operator: str
    parts: "tuple[Node, ...]"
    at: int


Node: TypeAlias = Name | Literal | Operation


class _Read(Protocol):
    """Reads a part at this depth."""

    def __call__(self, depth: int) -> Node:
        """The tree of the part."""
        ...


def parsed(text: str) -> Node:
    """The tree of a condition.

    Raises:
        UnclearConditionError: it cannot be understood.

    """
    reader = _Reader(list(tokens(text)))
    tree = reader.either(0)
    if reader.here.sort is not Sort.END:
        raise UnclearConditionError(f"bij teken {reader.here.at} staat {reader.here.shown} te veel")
    return tree


class _Reader:
    """Where we are in the words; each method reads what binds as tight as its name says."""

    def __init__(self, words: list[Token]) -> None:
        self._words = words
        self._place = 0

    @property
    def here(self) -> Token:
        """The word that is read next."""
        return self._words[self._place]

    def either(self, depth: int) -> Node:
        """Alternatives, of which one must hold."""
        return self._chain(("of",), self._both, depth)

    def _both(self, depth: int) -> Node:
        return self._chain(("en",), self._denial, depth)

    def _denial(self, depth: int) -> Node:
        word = self.here
        if self._took("niet"):
            return Operation("niet", (self._denial(self._deeper(depth)),), word.at)
        return self._comparison(depth)

    def _comparison(self, depth: int) -> Node:
        left, word = self._sum(depth), self.here
        if self._took("is"):
            for filled in ("leeg", "gevuld"):
                if self._took(filled):
                    return Operation(filled, (left,), word.at)
            raise UnclearConditionError(f"na 'is' bij teken {word.at} hoort 'leeg' of 'gevuld', niet {self.here.shown}")
        if self._took("niet"):
            if not self._took("in"):
                raise UnclearConditionError(f"na 'niet' bij teken {word.at} hoort hier 'in (…)'")
            return Operation("niet in", (left, *self._listed()), word.at)
        if self._took("in"):
            return Operation("in", (left, *self._listed()), word.at)
        for sign in COMPARED:
            if self._took(sign):
                return Operation(sign, (left, self._sum(depth)), word.at)
        return left

    def _sum(self, depth: int) -> Node:
        return self._chain(("+", "-"), self._product, depth)

    def _product(self, depth: int) -> Node:
        return self._chain(("*",), self._signed, depth)

    def _signed(self, depth: int) -> Node:
        word = self.here
        if self._took("-"):
            return Operation("min", (self._signed(self._deeper(depth)),), word.at)
        return self._single(depth)

    def _single(self, depth: int) -> Node:
        word = self.here
        if word.sort is Sort.END or (word.sort is Sort.SIGN and word.value != "("):
            raise UnclearConditionError(
                f"bij teken {word.at} hoort een kolom, een waarde of een haakje, niet {word.shown}"
            )
        self._place += 1
        if word.value == "(" and word.sort is Sort.SIGN:
            inner = self.either(self._deeper(depth))
            self._close(word)
            return inner
        if word.sort is Sort.VALUE:
            return Literal(word.value, word.at)
        name, opening = str(word.value), self.here
        if name in TRUTHS:
            return Literal(TRUTHS[name], word.at)
        if name in _KEPT:
            raise UnclearConditionError(f"bij teken {word.at} hoort een kolom of een waarde, niet '{name}'")
        if self._took("("):
            if name not in PARTS_OF_DATE:
                raise UnclearConditionError(
                    f"'{name}(…)' bij teken {word.at} bestaat niet; wel jaar(…), maand(…) en dag(…)"
                )
            inner = self._sum(self._deeper(depth))
            self._close(opening)
            return Operation(name, (inner,), word.at)
        return Name(name, word.at)

    def _listed(self) -> list[Node]:
        """The values between brackets."""
        opening, found = self.here, []
        if not self._took("("):
            raise UnclearConditionError(f"na 'in' hoort een lijst tussen haakjes, bij teken {opening.at}")
        while True:
            word = self.here
            if word.sort is not Sort.VALUE:
                raise UnclearConditionError(f"in de lijst hoort bij teken {word.at} een waarde, niet {word.shown}")
            self._place += 1
            found.append(Literal(word.value, word.at))
            if not self._took(","):
                self._close(opening)
                return list(found)

    def _chain(self, signs: tuple[str, ...], tighter: "_Read", depth: int) -> Node:
        """Parts that bind tighter, put together from left to right."""
        tree, word = tighter(depth), self.here
        while any(self._took(sign) for sign in signs):
            tree = Operation(str(word.value), (tree, tighter(depth)), word.at)
            word = self.here
        return tree

    def _took(self, word: str) -> bool:
        """Whether this word stands here; it is then behind us."""
        here = self.here
        found = here.sort in (Sort.NAME, Sort.SIGN) and here.value == word
        self._place += found
        return found

    def _close(self, opening: Token) -> None:
        if not self._took(")"):
            raise UnclearConditionError(
                f"het haakje bij teken {opening.at} wordt niet gesloten; bij teken {self.here.at} staat "
                f"{self.here.shown}"
            )

    @staticmethod
    def _deeper(depth: int) -> int:
        if depth >= MOST_DEEP:
            raise UnclearConditionError(f"er staan meer dan {MOST_DEEP} haakjes of woorden 'niet' in elkaar")
        return depth + 1
