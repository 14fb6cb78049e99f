# SPDX-License-Identifier: EUPL-1.2
"""DuckDB: the fifteen rules as one query (`duckdb.sql`) on a table in memory."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

NAME = "DuckDB SQL"
PACKAGES = ("duckdb",)
QUERY = Path(__file__).with_name("duckdb.sql").read_text(encoding="utf-8")


def read(path: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory with the lines as a table."""
    database = duckdb.connect()
    database.execute("CREATE TABLE lines AS FROM read_parquet($path)", {"path": str(path)})
    return database


def judge(lines: duckdb.DuckDBPyConnection, lists: Mapping[str, list[str]]) -> duckdb.DuckDBPyConnection:
    """The violations, as a table of the database."""
    lines.execute(f"CREATE OR REPLACE TABLE violations AS {QUERY}", lists)
    return lines


def keep(found: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the violations."""
    found.execute("COPY violations TO $path (FORMAT parquet)", {"path": str(path)})
