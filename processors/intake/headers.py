# SPDX-License-Identifier: EUPL-1.2
"""Headers: how a sender's words are understood as columns of the vocabulary."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from processors.lines import TABLES

_UNIT = re.compile(r"\(\s*(?:in\s+)?(euro|€|eurocent|cent)\s*\)\s*$", re.IGNORECASE)
# Element names of the standard that differ from our column names, and the words that everyone uses.
_ALSO = {
    "bsn": "client", "burgerservicenummer": "client", "agb": "aanbieder", "agbcode": "aanbieder",
    "gemeentecode": "gemeente",
}  # fmt: skip
_ANY = frozenset({"", "*"})


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """Letters and digits only, in lower case and without accents."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", letters)


def unit(header: str) -> tuple[str, bool]:
    """The header without its unit, and whether that unit was euro; a header without a unit means eurocent."""
    found = _UNIT.search(header)
    if not found:
        return header, False
    return header[: found.start()], found[1].lower() in {"euro", "€"}


@dataclass(frozen=True, slots=True)
class Alias:
    """One line of `kolommen.csv`: what a sender calls a column; an empty or `*` sender or kind means all."""

    sender: str
    kind: str
    header: str
    column: str


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The words of senders, as kept in the reference folder (`naslag/kolommen.csv`)."""

    aliases: tuple[Alias, ...] = field(default=())

    def words(self, sender: str | None, table: str, kinds: Iterable[str] = ()) -> dict[str, str]:
        """Plain header to column, for this sender and this table, or these kinds of file."""
        senders = _ANY | {plain(sender or "")}
        meant = _ANY | {plain(table), *map(plain, kinds)}
        return {
            plain(unit(alias.header)[0]): alias.column
            for alias in self.aliases
            if plain(alias.sender) in senders and plain(alias.kind) in meant and alias.column in TABLES[table].names
        }


def known(table: str, words: Mapping[str, str]) -> dict[str, str]:
    """Plain header to column for a table: names of the standard, labels of the form, the sender's own words first."""
    found = {also: column for also, column in _ALSO.items() if column in TABLES[table].names}
    for each in TABLES[table].fields:
        found[plain(each.label)] = each.name
        found[plain(each.name)] = each.name
    return found | dict(words)
