# SPDX-License-Identifier: EUPL-1.2
"""The intake workbook filled in from the region's own figures: volumes and tariffs where staff left them empty."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl

from processors.intake.headers import plain
from processors.intake.reading import read_submission
from processors.intake.submission import no_lines
from processors.lines import TABLES as WORDS
from processors.tender.assignment import KIND, TABLES
from processors.tender.assignment_form import assignment_form
from processors.tender.history import PRODUCT, History
from workbooks.form import Form, write_form

AT = ("wet", "product_code", "eenheid")


def prefilled(products: pl.DataFrame, places: pl.DataFrame, seen: History) -> pl.DataFrame:
    """The products of the lots with jaarvolume and referentie_tarief where those were empty.

    Args:
        products: the table `perceelproducten`.
        places: the table `perceelgemeenten`: only what these municipalities had counts for a lot.
        seen: what was realised.

    Returns:
        The products; volume_tonen is nee where the volume is of fewer clients than may be shown.

    """
    lots = places.select("perceel", "gemeente").unique(maintain_order=True)
    there = replace(seen, rows=seen.rows.join(lots, on="gemeente", maintain_order="left"))
    year = there.per_year("perceel", *PRODUCT).select("perceel", *AT, "volume", "tarief", "clienten")
    joined = products.join(year, on=("perceel", *AT), how="left", maintain_order="left")
    small = (pl.col("clienten") < seen.limits.smallest).fill_null(value=False)
    return joined.with_columns(
        jaarvolume=pl.coalesce("jaarvolume", "volume"),
        referentie_tarief=pl.coalesce("referentie_tarief", "tarief"),
        volume_tonen=pl.when(pl.col("jaarvolume").is_null() & small).then(pl.lit("nee")).otherwise("volume_tonen"),
    ).select(products.columns)


def write_prefilled(path: Path, target: Path, seen: History, made_on: datetime) -> pl.DataFrame:
    """Write a copy of an intake workbook with what the region knows filled in.

    Returns:
        The findings about the workbook that was read (`findings.RAW`); where it is refused nothing is written.

    """
    (read,) = read_submission(path, kind=KIND)
    if read.refused is None:
        tables = {name: read.tables.get(name, no_lines(name)) for name in TABLES}
        products = prefilled(tables["perceelproducten"], tables["perceelgemeenten"], seen)
        write_form(target, _form({**tables, "perceelproducten": products}, read.cover, made_on))
    return read.problems


def _form(tables: Mapping[str, pl.DataFrame], cover: Mapping[str, str], made_on: datetime) -> Form:
    form = assignment_form(made_on=made_on)
    sheets = [
        replace(sheet, rows=tables[name].select(WORDS[name].names))
        for name, sheet in zip(TABLES, form.sheets, strict=True)
    ]
    said = {plain(line.label): line for line in form.cover}
    lines = [replace(line, value=cover.get(word)) for word, line in said.items()]
    return replace(form, sheets=sheets, cover=lines)
