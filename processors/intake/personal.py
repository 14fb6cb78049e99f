# SPDX-License-Identifier: EUPL-1.2
"""A Bsn where none belongs (file name, title, remark) is hidden before anyone reads it.

Source: handbook 15; MGR-404.
"""

import re

import polars as pl

from processors.bsn import is_bsn
from processors.pseudonym import masked

RULE = "MGR-404"
NINE = r"(?:^|\D)\d{9}(?:\D|$)"
# Columns in which people write sentences; in a code nine digits that pass the elfproef are most often chance.
FREE_TEXT = frozenset({"toelichting", "omschrijving", "commentaar"})


def scrubbed(texts: pl.Series) -> pl.Series:
    """The texts with every valid Bsn in them masked."""
    suspect = texts.filter(texts.str.contains(NINE))
    numbers = suspect.str.extract_all(r"\d+").explode().unique().to_frame("number")
    found = numbers.filter(is_bsn(pl.col("number"))).with_columns(hidden=masked(pl.col("number")))
    if found.is_empty():
        return texts
    return texts.str.replace_many(found["number"].to_list(), found["hidden"].to_list())


def holds_bsn(texts: pl.Series) -> pl.Series:
    """Whether a valid Bsn stands in each text; false for what is missing."""
    return texts.ne_missing(scrubbed(texts))


def scrub(text: str) -> str:
    """The text with every valid Bsn in it masked."""
    return str(scrubbed(pl.Series([text]))[0]) if re.search(NINE, text) else text
