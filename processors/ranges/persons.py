# SPDX-License-Identifier: EUPL-1.2
"""The pseudonym of a client, for cells: the one under which the region knows the same person."""

from collections.abc import Sequence

import polars as pl

from processors.errors import UnusableInputError
from processors.pseudonym import Key, pseudonymise
from processors.ranges.lookups import valid_bsn, written
from processors.ranges.values import known_values, side_by_side

Cells = Sequence[object]
TABLE = "declaratieregels"
_LENGTH = 9


def pseudonyms(numbers: Cells, laws: Cells, key: Key) -> list[str]:
    """The pseudonym of each Bsn under its law; an empty cell has none.

    Args:
        numbers: Bsn; a pseudonym stays what it is.
        laws: wmo, jw or pw; one cell for all, or one per Bsn.
        key: the key of the region, never from a cell.

    Raises:
        UnusableInputError: a cell holds no valid Bsn, or its law is missing; the cell is named, what it holds is not.

    """
    cells = side_by_side({"client": numbers, "wet": laws})
    texts = written(cells["client"], width=_LENGTH)
    known = known_values(cells["wet"], "wet").to_list()
    for at, (text, valid, law) in enumerate(zip(texts, valid_bsn(texts), known, strict=True), 1):
        if text and not (valid or text.startswith("P")):
            raise UnusableInputError(f"In cel {at} staat geen geldig Bsn. Vergelijk het met het identiteitsbewijs.")
        if text and law is None:
            raise UnusableInputError(f"Bij cel {at} ontbreekt de wet (wmo, jw of pw); elke wet heeft eigen nummers.")

    frame = pl.DataFrame({"client": texts, "wet": known}, schema={"client": pl.String, "wet": pl.String})
    empty = pl.when(pl.col("client") != "").then("client").alias("client")
    return pseudonymise(frame.with_columns(empty), TABLE, key)["client"].fill_null("").to_list()
