# SPDX-License-Identifier: EUPL-1.2
"""What makes nine digits a Bsn, said once: for the rule, for what is hidden, and for what is never stored."""

import polars as pl

LENGTH = 9
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_bsn(text: pl.Expr) -> pl.Expr:
    """Whether nine digits pass the elfproef; false for anything else, also for missing.

    Source: iStandaarden 3.2, CS002.
    """
    digits = pl.when(text.str.contains(r"^[0-9]{9}$")).then(text)
    total = pl.sum_horizontal(digits.str.slice(at, 1).cast(pl.Int64) * weight for at, weight in enumerate(WEIGHTS))
    return (digits.is_not_null() & (digits != "0" * LENGTH) & (total % 11 == 0)).fill_null(value=False)
