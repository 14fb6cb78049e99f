# SPDX-License-Identifier: EUPL-1.2
"""The sender's own rows in the feedback workbook: wrong cells marked, a word in front, a note behind.

Bounded on purpose: a file of 100,000 rows stays a workbook that opens at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from workbooks import feedback_words, styles
from workbooks.tables import Column, add_table
from workbooks.writing import Book, Sheet

MOST_CLEAN_ROWS = 20_000
MOST_NOTES = 5_000
MOST_LINKS = 20_000
HEADER_ROW = 2
FIRST_OWN_COLUMN = 2
SHEET_WISH = "Uw regels"
REFUSED_ROW = "regel geweigerd"
SHARED = "geweigerd, zie hele bestand"
Placed: TypeAlias = pl.DataFrame  # nummer of the finding, werkblad, plek (row on that sheet, from 1)

_RANKS = {word: rank for rank, word in enumerate(styles.SEVERITIES)}


@dataclass(frozen=True)
class OwnRows:
    """Rows of one sheet of the sender.

    Args:
        rows: columns under the sender's headers, and `rij`, the row number as the sender sees it.
            Text is written as text and integers as numbers, whatever the kind, so a wrong value shows as it came.
        kinds: kind per column (a kind of `styles.STYLES`); a column without one is tekst.
        sheet: the `blad` of its findings.
        refused: the `rij` of the rows that are refused, some of them perhaps by a finding about more rows at once.
        elements: whether the rows are elements of a message (xml).

    """

    rows: pl.DataFrame
    kinds: Mapping[str, str]
    sheet: str = ""
    refused: frozenset[int] = frozenset()
    elements: bool = False

    @property
    def headers(self) -> list[str]:
        """The sender's columns, in order."""
        return [name for name in self.rows.columns if name != "rij"]


def write_own_rows(
    book: Book, own: Sequence[OwnRows], findings: pl.DataFrame, *, linked_to: str, first_row: int
) -> Placed:
    """Write a sheet per own table; returns where each finding about a row can be seen.

    Args:
        findings: as in contracts.md, 5, with `nummer` (from 0) in their order.
        linked_to: name of the sheet with the findings.
        first_row: row (from 0) of the first finding there.

    """
    placed = [pl.DataFrame(schema={"nummer": pl.UInt32, "werkblad": pl.String, "plek": pl.UInt32})]
    for table in own:
        wish = SHEET_WISH if len(own) == 1 else f"{SHEET_WISH} {table.sheet}"
        sheet = book.sheet(wish, tab="werk", repeated_row=HEADER_ROW)
        about = findings
        if len(own) > 1:  # of what is said about more rows at once, that of this sheet comes first
            about = about.filter(pl.col("rij").is_null() | (pl.col("blad").fill_null("") == table.sheet))
            about = about.sort(pl.col("blad").ne_missing(table.sheet), maintain_order=True)
        placed.append(_write_table(sheet, table, about, linked_to, first_row))
    return pl.concat(placed).sort("nummer")


def _write_table(sheet: Sheet, own: OwnRows, findings: pl.DataFrame, linked_to: str, first_row: int) -> Placed:
    about = findings.filter(pl.col("rij").is_in(own.rows["rij"].implode()))
    rows = _selected(_with_marks(own, about))
    left_out = len(own.rows) - len(rows)
    cells = _cells_with_findings(own, about)
    sheet.put(0, 0, feedback_words.rows_introduction(elements=own.elements), "vrij", "stil")
    sheet.put(1, 0, feedback_words.rows_cut(left_out, max(len(cells) - MOST_NOTES, 0)), "vrij", "stil")
    columns = [Column("let_op", "Let op", mark="ergst", symbol=True), Column("rij", "Rij", "nummer")]
    for position, header in enumerate(own.headers):
        mark = f"merk {position}" if f"merk {position}" in rows.columns else ""
        columns.append(Column(header_source(position), header, own.kinds.get(header, "tekst"), mark))
    add_table(sheet, rows, columns, row=HEADER_ROW)
    sheet.grid.freeze_panes(HEADER_ROW + 1, FIRST_OWN_COLUMN)
    places = rows.select("rij", plek=pl.int_range(pl.len(), dtype=pl.UInt32) + HEADER_ROW + 2)
    _write_notes(sheet, cells.head(MOST_NOTES).join(places, on="rij", maintain_order="left"))
    placed = about.select("nummer", "rij").join(places, on="rij", maintain_order="left")
    shared = findings.filter(pl.col("rij").is_null(), pl.col("gevolg") == REFUSED_ROW)["nummer"].head(1)
    reached = [placed.select("plek", "nummer")]
    if len(shared):
        reached.append(
            rows.filter("gedeeld").join(places, on="rij", maintain_order="left")
            .select("plek", nummer=pl.lit(shared[0], pl.UInt32))
        )  # fmt: skip
    first_findings = pl.concat(reached).group_by("plek", maintain_order=True).agg(pl.col("nummer").min())
    for place, number in first_findings.head(MOST_LINKS).iter_rows():
        sheet.link(place - 1, 0, linked_to, f"A{first_row + number + 1}", "Ga naar de eerste bevinding over deze regel")
    return placed.select("nummer", werkblad=pl.lit(sheet.name), plek="plek")


def header_source(position: int) -> str:
    """The name under which a column of the sender travels here; headers may be called anything."""
    return f"eigen {position}"


def _with_marks(own: OwnRows, findings: pl.DataFrame) -> pl.DataFrame:
    """The own rows with `let_op` in words, `ergst` (worst severity) and a mark per column that has findings.

    `gedeeld` says of a row that it is refused by what is said of more rows at once.
    """
    rank = pl.col("ernst").replace_strict(_RANKS, default=len(_RANKS) - 1, return_dtype=pl.Int8)
    columns = set(findings["kolom"].drop_nulls().unique())
    per_column = {
        f"merk {position}": _severity(rank.filter(pl.col("kolom") == header).min())
        for position, header in enumerate(own.headers)
        if header in columns
    }
    counts = {word: (pl.col("ernst") == word).sum() for word in styles.SEVERITIES}
    per_row = findings.group_by("rij").agg(ergst=_severity(rank.min()), **per_column, **counts)
    renamed = own.rows.select("rij", *(pl.col(name).alias(header_source(n)) for n, name in enumerate(own.headers)))
    rows = renamed.join(per_row, on="rij", how="left", maintain_order="left")
    shared = pl.col("rij").is_in(sorted(own.refused)) & (pl.col("fout").fill_null(0) == 0)
    own_words = pl.when(pl.col("ergst").is_not_null()).then(pl.lit(", ") + _in_words()).otherwise(pl.lit(""))
    return rows.with_columns(gedeeld=shared).with_columns(
        let_op=pl.when("gedeeld").then(pl.lit(SHARED) + own_words).otherwise(_in_words()),
        ergst=pl.when("gedeeld").then(pl.lit("fout")).otherwise(pl.col("ergst").fill_null("in orde")),
    )


def _severity(rank: pl.Expr) -> pl.Expr:
    return rank.replace_strict({rank: word for word, rank in _RANKS.items()}, default=None, return_dtype=pl.String)


def _in_words() -> pl.Expr:
    """`2 fouten, 1 signaal`, or `in orde`."""
    many = {"fout": "fouten", "waarschuwing": "waarschuwingen", "signaal": "signalen"}
    parts = [
        pl.when(pl.col(word) == 1).then(pl.lit(f"1 {word}"))
        .when(pl.col(word) > 1).then(pl.concat_str(pl.col(word), pl.lit(f" {many[word]}")))
        for word in styles.SEVERITIES
    ]  # fmt: skip
    words = pl.concat_str(parts, separator=", ", ignore_nulls=True)
    return pl.when(pl.col("ergst").is_null()).then(pl.lit("in orde")).otherwise(words)


def _selected(rows: pl.DataFrame) -> pl.DataFrame:
    """Every row with a finding, and the first rows without."""
    clean = pl.col("ergst") == "in orde"
    return rows.filter(~clean | (clean.cum_sum() <= MOST_CLEAN_ROWS))


def _cells_with_findings(own: OwnRows, findings: pl.DataFrame) -> pl.DataFrame:
    """One row per cell (rij, position of the column; 0 is the front) with the text of its note, in order."""
    positions = {header: FIRST_OWN_COLUMN + n for n, header in enumerate(own.headers)}
    explained = [pl.lit("\nZo is het berekend: ") + pl.col("uitleg")] if "uitleg" in findings.columns else []
    text = pl.concat_str(
        pl.col("ernst").str.to_uppercase(), pl.lit(" "), pl.col("regel"), pl.lit(": "), pl.col("melding"),
        pl.lit("\nWat u kunt doen: "), pl.col("actie"), *explained, ignore_nulls=True,
    )  # fmt: skip
    position = pl.col("kolom").replace_strict(positions, default=0, return_dtype=pl.Int64).fill_null(0)
    return findings.group_by("rij", position.alias("positie"), maintain_order=True).agg(noot=text.str.join("\n\n"))


def _write_notes(sheet: Sheet, cells: pl.DataFrame) -> None:
    for position, text, place in cells.select("positie", "noot", "plek").iter_rows():
        sheet.note(place - 1, position, text)
