# SPDX-License-Identifier: EUPL-1.2
"""Pseudonyms for clients: keyed, so that nobody without the key can compute them from a Bsn.

A pseudonym is still personal data. Two laws give two pseudonyms for one person (purpose limitation).
"""

import hmac
from dataclasses import dataclass, field

import polars as pl

from processors.errors import UnusableInputError
from processors.fields import FIELDS
from processors.findings import HIDDEN, SHOWN, masked
from processors.lines import JOINED, TABLES

__all__ = ["Key", "mask", "masked", "pseudonymise"]

PURPOSE = "verzamelpunt/client"
PATTERN = r"^P[1-9]-[0-9a-f]{32}$"
SHORTEST = 16  # bytes: half the width of SHA-256, below which guessing the key is the weak spot


@dataclass(frozen=True, slots=True)
class Key:
    """A secret of the group of municipalities; `id` (1 to 9) stands in the pseudonym, so that keys can be renewed."""

    id: int
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if self.id not in range(1, 10):
            raise UnusableInputError("Het nummer van de sleutel moet 1 tot en met 9 zijn. Pas de instelling aan.")
        if len(self.secret) < SHORTEST:
            raise UnusableInputError(
                f"De sleutel voor pseudoniemen is te kort ({len(self.secret)} bytes, nodig zijn er {SHORTEST}). "
                "Maak een nieuwe willekeurige sleutel."
            )


def pseudonymise(frame: pl.DataFrame, table: str, key: Key) -> pl.DataFrame:
    """Replace the clients of a table by pseudonyms; a table without clients stays as it is.

    HMAC-SHA256(secret, purpose + law + Bsn), the first 32 hexadecimal digits. What is a pseudonym already stays,
    empty stays empty. Each different client is hashed once.

    Args:
        frame: rows of a table, with `client` and `wet`.
        table: its name in the vocabulary; `toegewezen_client` and `vorig_client`, added by enrichment, follow too.
        key: the key.

    """
    for column in _client_columns(frame, table):
        frame = _replaced(frame, column, key)
    return frame


def mask(value: object) -> str | None:
    """The value with all but its last two characters hidden; missing stays missing, and so short a value is hidden."""
    if value is None:
        return None
    text = str(value)
    return HIDDEN + (text[-SHOWN:] if len(text) > SHOWN else "")


def _client_columns(frame: pl.DataFrame, table: str) -> list[str]:
    """The columns that hold a Bsn: the client of the line, and those that enrichment joined to it."""
    known = {field.name: field for field in (*TABLES[table].fields, *JOINED.values())}
    return [name for name in frame.columns if name in known and known[name].source == FIELDS["client"].source]


def _replaced(frame: pl.DataFrame, column: str, key: Key) -> pl.DataFrame:
    """The frame with the pseudonyms in this column."""
    law = pl.col("wet") if "wet" in frame.columns else pl.lit(None, pl.String)
    raw = pl.col(column).is_not_null() & ~pl.col(column).str.contains(PATTERN)
    pairs = frame.filter(raw).select(_law=law, _raw=column).unique()
    made = [_pseudonym(key, law or "", raw) for law, raw in pairs.iter_rows()]
    pairs = pairs.with_columns(_made=pl.Series(made, dtype=pl.String))
    joined = frame.with_columns(_law=law).join(
        pairs, left_on=["_law", column], right_on=["_law", "_raw"], how="left", nulls_equal=True, maintain_order="left"
    )
    return joined.with_columns(pl.coalesce("_made", column).alias(column)).drop("_law", "_made")


def _pseudonym(key: Key, law: str, raw: str) -> str:
    message = f"{PURPOSE}|{law}|{raw}".encode()
    return f"P{key.id}-{hmac.digest(key.secret, message, 'sha256').hex()[:32]}"
