# SPDX-License-Identifier: EUPL-1.2
"""The truth about a demo: every finding that must come back, at the cell as its sender sees it."""

from collections.abc import Iterator

import polars as pl

from processors.demo.message_mails import Posted
from processors.demo.oddities import Odd
from processors.demo.sheets import Written
from processors.demo.sowing import Field
from processors.demo.submissions import Submission

TRUTH = {
    "bestand": pl.String, "blad": pl.String, "rij": pl.Int64, "kolom": pl.String, "cel": pl.String, "regel": pl.String,
    "ernst": pl.String, "toelichting": pl.String,
}  # fmt: skip
MUNICIPALITY = "gemeente"


def truth_of(
    files: list[tuple[Submission, Written]], field: Field, odd: list[Odd], posted: list[Posted]
) -> pl.DataFrame:
    """One row per expected finding, in the order of the files.

    What concerns a file as a whole has no row, column and cell; `*` stands where the reader decides the code.
    """
    rows = [*_sown(files, field), *_on_whole_files(files, field), *_of_files(files, odd), *_in_messages(posted)]
    return pl.DataFrame(rows, schema=TRUTH, orient="row")


def _in_messages(posted: list[Posted]) -> Iterator[tuple[object, ...]]:
    """What must be found in messages."""
    for each in posted:
        yield from each.told


def _sown(files: list[tuple[Submission, Written]], field: Field) -> Iterator[tuple[object, ...]]:
    """Sown faults, and codes that lost their leading zero."""
    wanted: dict[tuple[str, int], list[tuple[str, str, str]]] = {}
    for each in field.truth:
        if not each.whole:
            wanted.setdefault((each.table, each.number), []).append((each.column, each.code, each.severity))
    for submission, file in files:
        short = _short_codes(file, field) if submission.habit.numbers else frozenset()
        for table, number in file.rows:
            found = list(wanted.pop((table, number), ()))
            if number in short:
                found.append((MUNICIPALITY, "MGR-007", "waarschuwing"))
            for column, code, severity in found:
                place = file.place(table, number, column)
                yield place.file, place.sheet, place.row, place.header, place.cell, code, severity, ""
    if wanted:
        raise KeyError(*sorted(wanted))


def _short_codes(file: Written, field: Field) -> frozenset[int]:
    """Rows whose municipality code, typed as a number, lost its zero."""
    numbers = [number for _, number in file.rows]
    table = field.tables["declaratieregels"]
    short = table.filter(pl.col("nr").is_in(numbers), pl.col(MUNICIPALITY).str.starts_with("0"))
    return frozenset(short["nr"])


def _on_whole_files(files: list[tuple[Submission, Written]], field: Field) -> Iterator[tuple[object, ...]]:
    """What a rule says once about all lines of a file."""
    wanted = [each for each in field.truth if each.whole]
    for _, file in files:
        said = {(each.code, each.severity) for each in wanted if (each.table, each.number) in file.rows}
        for code, severity in sorted(said):
            yield file.inner or file.name, "", None, "", "", code, severity, "over alle regels van het bestand"


def _of_files(files: list[tuple[Submission, Written]], odd: list[Odd]) -> Iterator[tuple[object, ...]]:
    """What is said about a file as a whole or about its header, and about odd mails."""
    for submission, file in files:
        for place in file.unknown:
            yield place.file, place.sheet, place.row, place.header, place.cell, "INTAKE-10", "waarschuwing", ""
        labels = [label for label, _ in submission.cover]
        for label, code, severity, explanation in submission.on_cover:
            at = labels.index(label) + 1
            yield file.name, "Voorblad", at, label, f"B{at}", code, severity, explanation
        for code, severity, explanation in submission.about:
            yield file.inner or file.name, "", None, "", "", code, severity, explanation
    for each in odd:
        for row, header, cell, code, severity, explanation in each.found:
            yield each.file, each.sheet, row, header, cell, code, severity, explanation
