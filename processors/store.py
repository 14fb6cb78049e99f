# SPDX-License-Identifier: EUPL-1.2
"""Accepted tables as Parquet, one file per submission and table; the journal says which count."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from processors.bsn import is_bsn
from processors.durable import landing
from processors.errors import OwnMistakeError
from processors.lines import PROVENANCE, TABLES

NO_MONTH = "geen"
SUBMISSION = "aanlevering"


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of files `<table>/maand=<month>/<submission id>.parquet`; nothing in it names a person."""

    root: Path

    def write(self, submission_id: str, table: str, frame: pl.DataFrame, *, month: str | None) -> Path:
        """Keep the accepted rows of one submission, in place of what it kept in this table before.

        Args:
            submission_id: the id in the journal.
            table: a name in `lines.TABLES`.
            frame: columns of that table and of `PROVENANCE`; what else it has is left out, what lacks is missing.
            month: the month the submission is about (yyyy-mm); None when it is about no single month.

        Raises:
            OwnMistakeError: a personal number would be written, the table is judged and forgotten, or the id or
                month is none.

        """
        if not TABLES[table].kept:
            raise OwnMistakeError(f"Table {table} of {submission_id} is judged and forgotten, never stored.")
        if not re.fullmatch(r"[A-Z]-\d+", submission_id) or not re.fullmatch(r"\d{4}-\d\d", month or "2000-01"):
            raise OwnMistakeError(f"Cannot store {table} of {submission_id} under month {month}.")
        _refuse_numbers(frame, table, submission_id)
        schema = _schema(table)
        columns = [
            (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
            for name, dtype in schema.items()
            if name != SUBMISSION
        ]
        target = self.root / table / f"maand={month or NO_MONTH}" / f"{submission_id}.parquet"
        with landing(target) as half:
            frame.select(*columns).with_columns(pl.lit(submission_id).alias(SUBMISSION)).write_parquet(half)
        for other in self.files(table, {submission_id}):
            if other != target:
                other.unlink()
        return target

    def read(self, table: str, ids_in_force: Collection[str], months: Collection[str] | None = None) -> pl.LazyFrame:
        """Give the rows of these submissions, of all months or of these; no rows when there is nothing.

        Columns: those of the table, `PROVENANCE` and `aanlevering` (the submission id).
        """
        schema = _schema(table)
        folders = None if months is None else {f"maand={month}" for month in months}
        files = [
            path for path in self.files(table, set(ids_in_force)) if folders is None or path.parent.name in folders
        ]
        if not files:
            return pl.LazyFrame(schema=schema)
        # An older file lacks a column that was added to the vocabulary later: missing, not an error.
        scan = pl.scan_parquet(files, schema=schema, missing_columns="insert", extra_columns="ignore")
        return scan.select(*schema)

    def tables(self, submission_id: str) -> list[str]:
        """The names of the tables in which this submission has rows stored."""
        return [table for table in TABLES if self.files(table, {submission_id})]

    def remove(self, submission_id: str) -> None:
        """Take a submission out of every table, before it is judged again or when its retention has passed."""
        for table in TABLES:
            for path in self.files(table, {submission_id}):
                path.unlink()

    def files(self, table: str, ids: set[str]) -> list[Path]:
        """The files that these submissions have in a table."""
        return sorted(path for path in (self.root / table).glob("maand=*/*.parquet") if path.stem in ids)


def _schema(table: str) -> dict[str, type[pl.DataType]]:
    provenance = {name: field.kind.dtype for name, field in PROVENANCE.items()}
    return {**TABLES[table].schema, **provenance, SUBMISSION: pl.String}


def _refuse_numbers(frame: pl.DataFrame, table: str, submission_id: str) -> None:
    """Stop when a personal text column holds what may be a Bsn: nine digits that pass the elfproef."""
    personal = [field.name for field in TABLES[table].fields if field.personal and field.kind.dtype is pl.String]
    for name in personal:
        if name in frame.columns and frame.select(is_bsn(pl.col(name).cast(pl.String).str.strip_chars()).any()).item():
            raise OwnMistakeError(f"Column {name} of {table} in {submission_id} holds numbers that are no pseudonyms.")
