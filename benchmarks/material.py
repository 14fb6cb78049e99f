# SPDX-License-Identifier: EUPL-1.2
"""What is checked: lines of the fictional region, every fiftieth with a fault, and the reference folder beside them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from processors.demo import DemoPlan, make_region
from processors.demo.habits import FORM
from processors.lines import TABLES
from workbooks.plain import plain_workbook

MONTH = "2026-09"
FIRST_MONTH = "2026-07"
TABLE = "declaratieregels"
EARLIER = "eerdere_declaratieregels"
# A form is checked against the whole region, however few its lines are.
SMALLEST_REGION = 12_000
ONE_IN, LINE = 50, 7
FAULTS, USED_UP = 15, 12
LARGE = ("toewijzingen", "regieberichten", EARLIER)
REGISTERS = ("contracten", "tarieven", "producten", "aanbieders", "lidmaatschap")


def make(lines: int) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """So many declaration lines of two months with faults, and the reference tables, the month before included."""
    region = make_region(DemoPlan(lines=max(SMALLEST_REGION, lines * 8 // 5), month=MONTH))
    first = pl.col("declaratie_maand") == FIRST_MONTH
    clients = _numbered(region["toewijzingen"]["client"])
    named = {name: region[name].with_columns(pl.col("client").replace(clients)) for name in (*LARGE[:2], TABLE)}
    declared = named.pop(TABLE)
    asked = spoiled(declared.filter(~first).head(lines))
    earlier = declared.filter(first).with_columns(status=pl.lit("toegekend"))
    reference = {name: region[name] for name in REGISTERS} | named
    return asked, {**reference, EARLIER: pl.concat([earlier, _used_up(asked)])}


def _numbered(clients: pl.Series) -> dict[str, str]:
    """A number for each pseudonym: a large region has more clients than there are test numbers.

    The numbers pass the elfproef and have seven digits after their zeros; a real one has eight or nine.
    """
    known = clients.filter(clients.str.starts_with("P")).unique(maintain_order=True)
    number = pl.int_range(1, 1_000_000, eager=True).alias("number").to_frame()
    check = pl.sum_horizontal(pl.col("number") // 10 ** (7 - place) % 10 * (9 - place) for place in range(2, 8)) % 11
    free = number.filter(check != 10).select(  # noqa: PLR2004 - no single digit makes it eleven
        pl.concat_str(pl.col("number").cast(pl.String).str.zfill(8), check.cast(pl.String))
    )
    return dict(zip(known, free.to_series().head(len(known)), strict=True))


def _used_up(lines: pl.DataFrame) -> pl.DataFrame:
    """An earlier line for each that must find its allocation used up."""
    row = pl.int_range(pl.len())
    return lines.filter(row % (ONE_IN * FAULTS) == USED_UP * ONE_IN + LINE).with_columns(
        pl.format("2607{}X", pl.col("referentie_nummer").str.slice(4)).alias("referentie_nummer"),
        pl.col("product_periode_begin", "product_periode_eind").dt.offset_by("-1y"),
        declaratie_nummer=pl.lit("X2607"), declaratie_maand=pl.lit(FIRST_MONTH),
        geleverd_volume=pl.lit(90_000_000, pl.Int64),
    )  # fmt: skip


def spoiled(frame: pl.DataFrame) -> pl.DataFrame:
    """The lines, with one fault in each fiftieth: for each of the fifteen rules in turn (regels.py)."""
    before = pl.all().exclude("referentie_nummer").shift(1)
    row = pl.int_range(pl.len())
    turn = pl.when(row % ONE_IN == LINE).then(row // ONE_IN % FAULTS)
    wrong: Mapping[int, Mapping[str, pl.Expr]] = {
        0: {
            "client": pl.col("client").str.slice(0, 8)
            + (9 - pl.col("client").str.slice(-1).cast(pl.Int64)).cast(pl.String)
        },
        1: {"aanbieder": pl.col("aanbieder").str.slice(0, 7)},
        2: {"declaratie_nummer": pl.col("declaratie_nummer") + "-"},
        3: {"eenheid": pl.lit("85")},
        4: {"product_categorie": pl.lit("99")},
        5: {"product_periode_eind": pl.col("product_periode_begin").dt.offset_by("-1d")},
        6: {"ingediend_bedrag": pl.col("ingediend_bedrag") + 1},
        7: {"referentie_nummer": pl.col("referentie_nummer").shift(1)},
        8: {"toewijzing_nummer": pl.lit(999_999_999, pl.Int64)},
        9: {"client": pl.col("client").shift(5)},
        10: {"product_periode_begin": pl.col("product_periode_begin").dt.offset_by("-5y")},
        11: {name: pl.col(name).shift(1) for name in frame.select(before).columns},
        13: {"product_tarief": pl.col("product_tarief") + 1},
        14: {"gemeente": pl.lit("0344")},
    }
    turned = frame.with_columns(turn.alias("turn"))
    for fault, columns in wrong.items():
        turned = turned.with_columns(
            pl.when(pl.col("turn") == fault).then(expression).otherwise(name).alias(name)
            for name, expression in columns.items()
        )
    return turned.select(frame.columns)


def write_reference(reference: Mapping[str, pl.DataFrame], folder: Path) -> Path:
    """Write the reference folder: registers as csv, as people keep them, the large tables as Parquet."""
    folder.mkdir()
    for name, table in reference.items():
        if name in LARGE:
            table.write_parquet(folder / f"{name}.parquet")
        else:
            table.write_csv(folder / f"{name}.csv", separator=";")
    return folder


def write_workbook(lines: pl.DataFrame, path: Path) -> Path:
    """Write the lines as a workbook with the headers of our form: all columns, real dates, amounts in euro."""
    fields = TABLES[TABLE].fields
    rows: list[list[object]] = [[FORM.header(field) for field in fields]]
    rows += [
        [FORM.cell(field, value) for field, value in zip(fields, values, strict=True)] for values in lines.iter_rows()
    ]
    path.write_bytes(plain_workbook({"Declaratieregels": rows}, made_on=datetime(2026, 10, 5, tzinfo=UTC)))
    return path
