# SPDX-License-Identifier: EUPL-1.2
"""From a message (xml) to a submission: its structure judged, its elements as lines of the tables."""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import polars as pl

from processors import codelists
from processors.intake.about import said_by_lines
from processors.intake.casting import Cells, Means, cast
from processors.intake.names import numbers_in_names
from processors.intake.oddities import oddity_problems
from processors.intake.problems import addressed, cells, scrubbed_problems, told
from processors.intake.recognition import Source
from processors.intake.submission import ORIGINS, UNTRUSTED, Submission, no_lines, no_problems
from processors.lines import TABLES
from processors.messages.dictionary import RETURNS, shape
from processors.messages.mapping import Records, records
from processors.messages.namespaces import message_of
from processors.messages.places import cells_of, placed
from processors.messages.sentences import told_of
from processors.messages.structure import structure
from processors.rulebook import Severity
from workbooks.dutch import number
from workbooks.elements import read_elements
from workbooks.grid import Oddity, Reading

FORMAT = "xml"
DECLARATION = "323"
HEADER = "berichten"


def read_message(path: Path, source: Source, oddities: tuple[Oddity, ...] = ()) -> Submission:
    """Read a message as a submission of kind declaratie (323) or bericht (all others).

    Args:
        path: the file.
        source: what is known about it beforehand.
        oddities: what there is to say about its name in a zip.

    Raises:
        UnreadableFileError: it is no message of release 3.2 that can be read.

    """
    name = PurePosixPath(source.file).name
    elements = read_elements(path, name=name)
    law, message = message_of(elements.namespace, name)
    form = shape(law, message)
    wrong = structure(elements.frame, form)
    spoilt = cells_of(wrong, elements.frame, message)
    own = _told(records(elements, law, message), message)
    origins = _origins(own)
    tables, said, untrusted = {}, [], {}
    for table, found in own.items():
        tables[table], marks = _lines(table, found, source, law)
        bad = spoilt.get(table, pl.DataFrame(schema=dict(UNTRUSTED)))
        # Of an element that the structure refuses one finding is enough.
        marks = marks.join(bad, left_on=["nr", "at"], right_on=["nr", "column"], how="anti", maintain_order="left")
        problems = cells(table, tables[table], marks, frozenset())
        said.append(addressed(problems, origins))
        unread = problems.filter(pl.col("ernst") == str(Severity.FOUT)).select("nr", column="at")
        untrusted[table] = pl.concat([bad, unread]).unique(maintain_order=True)
    structural = told_of(placed(wrong, elements.frame, form), message)
    odd = oddity_problems(Reading(source.file, (), oddities, FORMAT), {}, origins)
    supplier, municipality = (said_by_lines(tables.values(), (column,)) for column in ("aanbieder", "gemeente"))
    strange = _of_another_region(municipality, own)
    problems = pl.concat([numbers_in_names(source.file, ()), odd, structural, strange, *said])
    return Submission(
        source.file, "declaratie" if message == DECLARATION else "bericht", law, municipality, supplier,
        said_by_lines(tables.values(), ("declaratie_maand",)) if message == DECLARATION else None,
        tables, origins, scrubbed_problems(problems).with_columns(bestand=pl.lit(source.file)), untrusted,
        refused=_refused(structural), sha256=source.sha256, message=message,
    )  # fmt: skip


def _told(own: Mapping[str, Records], message: str) -> Mapping[str, Records]:
    """What a message tells: a return message only its header, for the rest repeats what is known already."""
    return {name: each for name, each in own.items() if name == HEADER} if message in RETURNS else own


def _of_another_region(municipality: str | None, own: Mapping[str, Records]) -> pl.DataFrame:
    """A message from or to a municipality that does not take part in the region; what is no code is told already."""
    whole = municipality is not None and re.fullmatch(r"[0-9]{4}", municipality)
    if not whole or HEADER not in own or municipality in codelists.codes("gemeenten_mgr"):
        return no_problems()
    ((sheet, columns),) = own[HEADER].paths.items()
    return told(
        "INTAKE-46", f"Gemeente {municipality} in de kop van het bericht hoort niet bij deze regio.",
        "Controleer aan wie het bericht is gericht; berichten voor een andere regio horen hier niet.",
        blad=sheet, rij=1, kolom=columns["gemeente"], waarde=municipality, entiteit=HEADER,
    )  # fmt: skip


def _lines(table: str, found: Records, source: Source, law: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines of a table, typed, and the cells to report (`casting.MARKS`)."""
    names = [name for name in TABLES[table].names if name in found.frame.columns]
    nothing = pl.DataFrame()
    done = cast(
        TABLES[table], Cells(found.frame.select(names), nothing, nothing),
        Means(law=law, exact=True),
    )  # fmt: skip
    lines = done.values.with_columns(found.frame["blad"], found.frame["rij"], bestand=pl.lit(source.file))
    return pl.concat([no_lines(table), lines], how="diagonal"), done.marks


def _origins(own: Mapping[str, Records]) -> pl.DataFrame:
    """The path of each column, per class, where a workbook has a header; an element has no cell."""
    rows = [
        (table, column, sheet, path, "")
        for table, found in own.items()
        for sheet, paths in found.paths.items()
        for column, path in paths.items()
    ]
    return pl.DataFrame(rows, schema=dict(ORIGINS), orient="row")


def _refused(structural: pl.DataFrame) -> str | None:
    """Why the message is refused as a whole; None when it is built as it should be."""
    if structural.is_empty():
        return None
    count = len(structural)
    faults = "één fout" if count == 1 else f"{number(count)} fouten"
    path, sentence = structural.row(0, named=True)["kolom"], structural["melding"][0]
    # The sentence begins with the name of the element, which the path ends with.
    said = sentence.removeprefix(f"{path.rpartition('/')[2]}: ")
    return f"Het bericht is technisch afgekeurd (0001): de opbouw heeft {faults}. De eerste, in {path}: {said}"
