# SPDX-License-Identifier: EUPL-1.2
"""Declaration lines of several files on one sheet: what is accepted of each, and no line twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TypeAlias

import polars as pl

from processors.assessment import Assessment, assess
from processors.delivered import LINES
from processors.findings import empty
from processors.intake.reading import read_submission
from processors.intake.submission import Submission
from processors.ranges.delivery import labelled
from processors.surroundings import Surroundings
from processors.tables import EARLIER, TABLES

File: TypeAlias = tuple[str, bytes]
SHOWN = ("bestand", "blad", "rij", "kolom", "cel", "regel", "ernst", "gevolg", "melding", "actie")
TWICE = "U koos dit bestand twee keer; het telt een keer mee."
NO_LINES = "Er staan geen declaratieregels in."


@dataclass(frozen=True)
class Combined:
    """Accepted lines after their file, the findings, of how many lines, and why files are left out, by name."""

    lines: pl.DataFrame
    findings: pl.DataFrame
    total: int
    left_out: Sequence[tuple[str, str]]


def combined(files: Sequence[File], beside: Surroundings, today: date) -> Combined:
    """Judge files one after the other, each also beside the lines accepted from those before it.

    Args:
        files: name and content of each, in the order in which they count.
        beside: the reference and what was accepted before.
        today: the day on which the rules are in force.

    Returns:
        `lines` have `Bestand` and the headers of the form, with pseudonyms in place of the Bsn; `findings` have the
        columns `SHOWN`. A file that cannot be read, or without declaration lines, is left out and named.

    """
    judged: list[Assessment] = []
    accepted = [pl.DataFrame(schema={"bestand": pl.String, **TABLES[LINES].schema})]
    left_out: list[tuple[str, str]] = []
    seen: set[str] = set()
    for read in _read(files, beside):
        if read.sha256 in seen:
            left_out.append((read.file, TWICE))
            continue
        seen.add(read.sha256)
        known = beside.known.about(read, replaced=beside.known.versions_of(read))
        before = [frame.select(TABLES[LINES].names) for frame in (known.get(EARLIER), *accepted) if frame is not None]
        found = assess(read, {**known, EARLIER: pl.concat(before)}, received_on=today, key=beside.key)
        judged.append(found)
        if found.refused or LINES not in found.tables:
            left_out.append((read.file, found.refused or NO_LINES))
        else:
            good = found.tables[LINES].filter("geaccepteerd")
            accepted.append(good.select(pl.lit(read.file).alias("bestand"), *TABLES[LINES].names))
    lines = pl.concat(accepted)
    return Combined(
        lines=pl.DataFrame([lines["bestand"].alias("Bestand"), *labelled(lines.drop("bestand"), LINES)]),
        findings=pl.concat([empty().select(SHOWN), *(each.findings.select(SHOWN) for each in judged)]),
        total=sum(len(each.tables.get(LINES, ())) for each in judged),
        left_out=left_out,
    )


def _read(files: Sequence[File], beside: Surroundings) -> list[Submission]:
    """What is in the files; each is written under a number, because a name from outside is no path of ours."""
    read = []
    with TemporaryDirectory() as folder:
        for number, (name, content) in enumerate(files):
            known = PurePath(name.replace("\\", "/")).name
            path = Path(folder, str(number)).with_suffix(PurePath(known).suffix)
            path.write_bytes(content)
            read += read_submission(
                path, name=known, column_map=beside.reference.column_map, products=beside.reference.products
            )
    return read
