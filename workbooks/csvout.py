# SPDX-License-Identifier: EUPL-1.2
"""A csv that Dutch Excel opens rightly and that holds no formula."""

from pathlib import Path

import polars as pl

from workbooks import outside


def write_csv(target: Path, frame: pl.DataFrame) -> None:
    """Write the frame with `;`, UTF-8 with BOM and dates as dd-mm-yyyy; an existing file is replaced in one move.

    Text and headers that look like a formula get an apostrophe in front. Missing values stay empty.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.deel")
    headers = {name: harmless(name) for name in frame.columns}
    safe = frame.with_columns(_harmless_column(name) for name, kind in frame.schema.items() if kind == pl.String)
    safe.rename(headers).write_csv(part, separator=";", include_bom=True, date_format="%d-%m-%Y")
    part.replace(target)


def harmless(text: str) -> str:
    """A text from outside as it may stand in a csv: with an apostrophe in front when it looks like a formula."""
    text = outside.cleaned(text)
    return f"'{text}" if outside.formula_like(text) else text


def _harmless_column(name: str) -> pl.Expr:
    text = outside.cleaned_column(pl.col(name))
    quoted = pl.concat_str(pl.lit("'"), text)
    return pl.when(outside.formula_like_column(text)).then(quoted).otherwise(text).alias(name)
