# SPDX-License-Identifier: EUPL-1.2
"""A Bsn where none belongs (file name, title, remark) is hidden before anyone reads it.

Source: handbook 15; MGR-404.
"""

import re

import polars as pl

from processors.bsn import is_bsn
from processors.pseudonym import masked

NINE = r"(?:^|\D)\d{9}(?:\D|$)"


def scrubbed(texts: pl.Series) -> pl.Series:
    """The texts with every valid Bsn in them masked."""
    suspect = texts.filter(texts.str.contains(NINE))
    numbers = suspect.str.extract_all(r"\d+").explode().unique().to_frame("number")
    found = numbers.filter(is_bsn(pl.col("number"))).with_columns(hidden=masked(pl.col("number")))
    if found.is_empty():
        return texts
    return texts.str.replace_many(found["number"].to_list(), found["hidden"].to_list())


def scrub(text: str) -> str:
    """The text with every valid Bsn in it masked."""
    return str(scrubbed(pl.Series([text]))[0]) if re.search(NINE, text) else text
