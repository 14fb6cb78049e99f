# SPDX-License-Identifier: EUPL-1.2
"""A Parquet file of one table, typed as the store keeps it: columns and types fit or it is refused; nothing is cast."""

from pathlib import Path, PurePosixPath

import polars as pl

from processors.intake.about import said_by_lines
from processors.intake.cover import Cover
from processors.intake.personal import scrub
from processors.intake.problems import told
from processors.intake.recognition import KINDS, MUNICIPAL, REFERENCE, Source, kind_of
from processors.intake.submission import UNTRUSTED, Submission, no_lines, no_problems
from processors.lines import PROVENANCE, TABLES
from processors.store import SUBMISSION
from workbooks.errors import UnreadableFileError

# A few bytes of Parquet can stand for any number of lines, so they are counted before they are read.
MOST_LINES = 25_000_000
# Where a line stood in another file is no part of the table.
_ASIDE = frozenset({*PROVENANCE, SUBMISSION})
_MONTHS = ("declaratie_maand", "maand")


def is_parquet(file: str) -> bool:
    """Whether the name of the file says that it is Parquet."""
    return PurePosixPath(file).suffix.lower() == ".parquet"


def read_parquet(path: Path, source: Source) -> Submission:
    """Read a table as it stands; `rij` is the ordinal of the line in the file, `blad` is empty.

    A file with other columns or types is a refused submission.

    Raises:
        UnreadableFileError: it is no Parquet, is damaged, or has more than `MOST_LINES` lines.

    """
    name = PurePosixPath(source.file).name
    try:
        scan = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        schema = scan.collect_schema()
        height = int(scan.select(pl.len()).collect().item())
        if height > MOST_LINES:
            most = f"{MOST_LINES:,}".replace(",", ".")
            raise UnreadableFileError(
                "LEZEN-05", f"Bestand '{name}' heeft meer dan {most} regels. Verdeel het over meer bestanden."
            )
        table = _table_of(schema, source.kind)
        refusals = _refusals(table, schema, height)
        columns = [column for column in TABLES[table].names if column in schema]
        lines = no_lines(table) if refusals else scan.select(columns).collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        sentence = f"Bestand '{name}' is geen Parquet-bestand of is beschadigd. Maak het opnieuw."
        raise UnreadableFileError("LEZEN-03", sentence) from error
    return _submission(table, lines, source, pl.concat([no_problems(), *refusals]), _unknown(table, schema))


def _submission(
    table: str, lines: pl.DataFrame, source: Source, refusals: pl.DataFrame, warnings: pl.DataFrame
) -> Submission:
    row = pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    placed = lines.with_columns(bestand=pl.lit(source.file), blad=pl.lit(""), rij=row)
    placed = pl.concat([no_lines(table), placed], how="diagonal")
    refused = " ".join(refusals["melding"]) or None
    return Submission(
        source.file,
        source.kind or kind_of([table], Cover()),
        law=said_by_lines([placed], ("wet",)),
        municipality=said_by_lines([placed], ("gemeente",)),
        supplier=said_by_lines([placed], ("aanbieder",)),
        month=said_by_lines([placed], _MONTHS),
        tables={} if refused else {table: placed},
        problems=pl.concat([refusals, warnings]).with_columns(bestand=pl.lit(source.file)),
        untrusted={} if refused else {table: pl.DataFrame(schema=dict(UNTRUSTED))},
        refused=refused,
        sha256=source.sha256,
    )


def _table_of(schema: pl.Schema, kind: str | None) -> str:
    """The table that misses fewest required columns; of equals the one that knows most columns."""
    if kind and kind.startswith(REFERENCE):
        return kind.removeprefix(REFERENCE)
    candidates = KINDS[kind] if kind else (*MUNICIPAL, "verantwoordingsregels")
    return min(candidates, key=lambda table: (len(_missing(table, schema)), -len({*TABLES[table].names} & {*schema})))


def _missing(table: str, schema: pl.Schema) -> list[str]:
    return [field.name for field in TABLES[table].fields if field.required and field.name not in schema]


def _refusals(table: str, schema: pl.Schema, height: int) -> list[pl.DataFrame]:
    """Why the file cannot be used: columns that are missing or have another type, or no lines at all."""
    label, found = TABLES[table].label.lower(), []
    if missing := _missing(table, schema):
        found.append(
            told(
                "MGR-004", f"In het bestand met {label} ontbreekt: {', '.join(missing)}.",
                "Vul de kolommen aan en stuur het bestand opnieuw.", refuses=True, kolom=", ".join(missing),
                entiteit=table,
            )
        )  # fmt: skip
    types = {name: dtype for name, dtype in TABLES[table].schema.items() if schema.get(name, dtype) != dtype}
    if types:
        said = ", ".join(f"{name} ({schema[name]}, nodig {dtype()})" for name, dtype in types.items())
        found.append(
            told(
                "MGR-004", f"In het bestand met {label} past het type niet van: {said}.",
                "Schrijf de kolommen met deze typen, of stuur een werkboek of csv.", refuses=True,
                kolom=", ".join(types), entiteit=table,
            )
        )  # fmt: skip
    if not height and not found:
        found.append(
            told(
                "INTAKE-14", "In dit bestand staat geen enkele regel.",
                "Vul de regels in, of meld dat u niets te leveren heeft.", refuses=True,
            )
        )  # fmt: skip
    return found


def _unknown(table: str, schema: pl.Schema) -> pl.DataFrame:
    """A warning for each column that the table does not have."""
    strange = [scrub(name) for name in schema if name not in TABLES[table].names and name not in _ASIDE]
    found = [
        told(
            "INTAKE-10", f"De kolom '{name}' is niet bekend; de waarden in deze kolom worden niet gebruikt.",
            "Gebruik de kolomnamen van de tabel, of laat de kolom weg.", kolom=name, entiteit=table,
        )
        for name in strange
    ]  # fmt: skip
    return pl.concat([no_problems(), *found])
