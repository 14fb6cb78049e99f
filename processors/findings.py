# SPDX-License-Identifier: EUPL-1.2
"""The findings table (contracts.md, 5) and how values are said in Dutch."""

from collections.abc import Mapping

import polars as pl

from processors.fields import Field, Kind

FINDINGS: Mapping[str, type[pl.DataType]] = {
    "bestand": pl.String, "blad": pl.String, "rij": pl.Int64, "kolom": pl.String, "cel": pl.String,
    "entiteit": pl.String, "sleutel": pl.String, "regel": pl.String, "ernst": pl.String, "gevolg": pl.String,
    "waarde": pl.String, "melding": pl.String, "actie": pl.String, "retourcode": pl.String, "profiel": pl.String,
}  # fmt: skip
NATIONAL = "landelijk"
HIDDEN = "•••••••"
SHOWN = 2
# While rules are judged a finding also knows the position of its line and the vocabulary's name of its column.
RAW: Mapping[str, type[pl.DataType]] = {**FINDINGS, "nr": pl.UInt32, "at": pl.String, "volgorde": pl.UInt32}
ORIGINS: Mapping[str, type[pl.DataType]] = dict.fromkeys(("entiteit", "column", "blad", "kop", "letter"), pl.String)


def empty(schema: Mapping[str, type[pl.DataType]] = FINDINGS) -> pl.DataFrame:
    """A findings table without findings."""
    return pl.DataFrame(schema=dict(schema))


def masked(value: pl.Expr) -> pl.Expr:
    """The value with all but its last two characters hidden, and so short a value whole; missing stays missing."""
    text = value.cast(pl.String)
    end = pl.when(text.str.len_chars() > SHOWN).then(text.str.slice(-SHOWN)).when(text.is_not_null()).then(pl.lit(""))
    return pl.lit(HIDDEN) + end


def spoken(field: Field) -> pl.Expr:
    """The column as a Dutch reader writes it: 31-01-2026, € 1.234,56, ja; missing is '(leeg)'.

    Of a personal code the end is shown, of any other personal value nothing.
    """
    value = pl.col(field.name)
    if field.personal and field.kind is Kind.CODE:
        # The end of a number helps to find the line; of a name, an address or a date any part says too much.
        said = masked(value)
    elif field.personal:
        said = pl.when(value.is_not_null()).then(pl.lit(HIDDEN))
    elif field.kind is Kind.DATE:
        said = value.dt.strftime("%d-%m-%Y")
    elif field.kind is Kind.CENT:
        said = euro(value)
    elif field.kind is Kind.TRUTH:
        said = pl.when(value).then(pl.lit("ja")).when(~value).then(pl.lit("nee"))
    else:
        said = value.cast(pl.String)
    return said.fill_null("(leeg)").alias(field.name)


def euro(cents: pl.Expr) -> pl.Expr:
    """Eurocents as € 1.234,56."""
    sign = pl.when(cents < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    return pl.concat_str(
        pl.lit("€ "), sign, grouped(cents.abs() // 100), pl.lit(","), (cents.abs() % 100).cast(pl.String).str.zfill(2)
    )  # fmt: skip


def address(letter: str, row: str) -> pl.Expr:
    """The cell: the letter of its column and the row; what is a whole address already (of a Voorblad) stays so.

    An element of a message has no letter, and no cell.
    """
    whole = (pl.col(letter) == "") | pl.col(letter).str.contains(r"\d")
    return pl.when(whole).then(letter).otherwise(pl.concat_str(letter, pl.col(row).cast(pl.String)))


def row_of(letter: str, row: str) -> pl.Expr:
    """The row of the line, or that of the cell where its address says so."""
    return pl.coalesce(pl.col(letter).str.extract(r"(\d+)$").cast(pl.Int64), row).alias(row)


def grouped(whole: pl.Expr) -> pl.Expr:
    """A whole number, not negative, as 1.234."""
    # Thousands are grouped from the right, so the text is turned round twice.
    return whole.cast(pl.String).str.reverse().str.replace_all(r"(\d{3})", "$1.").str.reverse().str.strip_prefix(".")


def finish(raw: pl.DataFrame, origins: pl.DataFrame | None = None) -> pl.DataFrame:
    """Raw findings as the contract has them: sender's own header and cell, in file order, then rule order.

    Args:
        raw: one row per finding (columns of `RAW`).
        origins: per table, column and sheet the header as the sender wrote it and the letter (`ORIGINS`); without
            it the header is the vocabulary's name and there is no cell.

    """
    ordered = raw.sort("nr", "volgorde", nulls_last=False, maintain_order=True)
    if origins is not None and len(origins):
        places = origins.rename({"column": "at", "kop": "_kop", "letter": "_letter"})
        places = places.unique(["entiteit", "at", "blad"], keep="first", maintain_order=True)
        ordered = ordered.join(places, on=["entiteit", "at", "blad"], how="left", maintain_order="left")
        ordered = ordered.with_columns(
            row_of("_letter", "rij"),
            kolom=pl.coalesce("_kop", "kolom"), cel=pl.coalesce("cel", address("_letter", "rij")),
        )  # fmt: skip
    return ordered.select(*FINDINGS)
