# SPDX-License-Identifier: EUPL-1.2
"""What reading a workbook noticed beside the values: error values, hidden rows, macros, links."""

import polars as pl

from processors.findings import NATIONAL
from processors.intake.cover import is_cover
from processors.intake.personal import scrub
from processors.intake.problems import place, return_code
from processors.intake.submission import PROBLEMS, no_problems
from processors.rulebook import Consequence, Severity
from workbooks.grid import Oddity, Reading, a1, letters

# Error values and hidden sheets or rows have a rule in the catalogue.
_RULES = {"LEZEN-23": "MGR-010", "LEZEN-25": "MGR-010", "LEZEN-26": "MGR-010"}


def oddity_problems(reading: Reading, tables: dict[str, pl.DataFrame], origins: pl.DataFrame) -> pl.DataFrame:
    """A finding for each oddity of the file, of its Voorblad and of the sheets that gave lines.

    One that refuses and stands in a line refuses that line; one that refuses and stands in no row refuses the file.
    """
    used = {"", *origins["blad"], *(scrub(grid.name) for grid in reading.grids if is_cover(grid))}
    rows = [_row(oddity) for oddity in reading.oddities if scrub(oddity.sheet) in used]
    if not rows:
        return no_problems()
    found = pl.DataFrame(rows, schema_overrides={"rij": pl.Int64})
    columns = origins.select("blad", "letter", _table="entiteit", at="column")
    found = found.join(columns, on=["blad", "letter"], how="left", maintain_order="left")
    keys = [_keys(table, lines) for table, lines in tables.items()]
    lines = pl.concat([pl.DataFrame(schema=_KEYS), *keys])
    found = found.join(lines, on=["blad", "rij"], how="left", maintain_order="left")
    in_line = pl.col("nr").is_not_null() & (pl.col("at").is_not_null() | (pl.col("letter") == ""))
    refuses = pl.col("refuses")
    consequence = (
        pl.when(refuses & in_line)
        .then(pl.lit(str(Consequence.REJECT_LINE)))
        .when(refuses & pl.col("rij").is_null())
        .then(pl.lit(str(Consequence.REJECT_FILE)))
        .otherwise(pl.lit(str(Consequence.NONE)))
    )
    severity = pl.when(refuses).then(pl.lit(str(Severity.FOUT))).otherwise(pl.lit(str(Severity.WAARSCHUWING)))
    return found.with_columns(
        nr=pl.when(in_line).then("nr"), at=pl.when(in_line).then("at"), gevolg=consequence, ernst=severity,
        entiteit=pl.when(in_line).then("entiteit").otherwise(pl.lit("bestand")),
        sleutel=pl.when(in_line).then("sleutel").otherwise(pl.lit("")),
    ).select(*PROBLEMS).cast(pl.Schema(PROBLEMS))  # fmt: skip


_KEYS = {"blad": pl.String, "rij": pl.Int64, "nr": pl.UInt32, "entiteit": pl.String, "sleutel": pl.String}


def _row(oddity: Oddity) -> dict[str, object]:
    rule = _RULES.get(oddity.code, oddity.code)
    cell = a1(oddity.row, oddity.column) if oddity.row and oddity.column else ""
    return {
        "bestand": "", "blad": scrub(oddity.sheet), "rij": oddity.row, "kolom": "", "cel": cell, "regel": rule,
        "letter": letters(oddity.column) if oddity.column else "", "waarde": oddity.value,
        "melding": oddity.sentence, "actie": oddity.action, "retourcode": return_code(rule), "profiel": NATIONAL,
        "volgorde": 0, "refuses": oddity.refuses,
    }  # fmt: skip


def _keys(table: str, lines: pl.DataFrame) -> pl.DataFrame:
    """Sheet and row of every line, its position and its business key."""
    every = pl.DataFrame({"nr": pl.int_range(len(lines), dtype=pl.UInt32, eager=True)})
    return place(table, lines, every).select("blad", "rij", "nr", entiteit=pl.lit(table), sleutel="sleutel")
