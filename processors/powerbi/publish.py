# SPDX-License-Identifier: EUPL-1.2
"""Put the star schema in the Power BI folder: only parts that changed are written, and one list says what is in force.

A part is a month (or year) of a fact, or a whole table. Its file bears the hash of what it holds and never changes.
The list `ster/inhoud.parquet` is replaced last, at once; a reader starts from it. See docs/decisions/0022.
"""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from processors.durable import landing
from processors.powerbi.project import write_project
from processors.powerbi.shaped import Tables, shaped

STAR = "ster"
# Of all that is published this file is written last, also when nothing else changed.
LAST_WRITTEN = Path(STAR, "inhoud.parquet")
CONTENTS: Mapping[str, type[pl.DataType]] = {
    "tabel": pl.String, "deel": pl.String, "bestand": pl.String, "rijen": pl.Int64, "sha256": pl.String,
}  # fmt: skip
# The column by which a table is cut, so that a new month leaves the others as they were.
CUT_BY: Mapping[str, str] = {
    "feit_declaratie": "declaratie_maand", "feit_toewijzing": "ingangsmaand", "feit_bericht": "maand",
    "feit_verantwoording": "jaar", "feit_levering": "maand", "bevinding": "maand", "meting": "maand",
}  # fmt: skip
WHOLE = "geheel"
_NO_NAME = re.compile(r"[^0-9A-Za-z-]")


@dataclass(frozen=True)
class Written:
    """What a publication wrote: the files of parts that are new, and those that nothing refers to any more."""

    written: Sequence[Path]
    removed: Sequence[Path]


def publish(folder: Path, tables: Tables) -> Written:
    """Bring the Power BI folder up to date with the tables of `star.star`; the list of contents is replaced last.

    A part that did not change keeps its file. The files of the publication before stay until the next one, for a
    refresh that began with the old list; older ones are removed. A kill leaves the old list in force.
    """
    made = shaped(tables)
    write_project(folder, made)
    before = _listed(folder)
    rows, written = [], []
    for name, part, frame in _parts(made):
        data = _parquet(frame)
        digest = hashlib.sha256(data).hexdigest()
        place = f"{name}/{_NO_NAME.sub('_', part)}-{digest[:16]}.parquet"
        target = folder / STAR / place
        if not target.exists():
            with landing(target) as half:
                half.write_bytes(data)
            written.append(target)
        rows.append((name, part, place, frame.height, digest))
    contents = pl.DataFrame(rows, schema=dict(CONTENTS), orient="row")
    removed = _remove(folder / STAR, {*contents["bestand"], *before["bestand"]})
    with landing(folder / LAST_WRITTEN) as half:
        half.write_bytes(_parquet(contents))
    return Written(written, removed)


def in_force(folder: Path, table: str) -> pl.DataFrame:
    """A table as it is published now: its parts together, in the order of the list. KeyError where it is not there."""
    places = _listed(folder).filter(pl.col("tabel") == table)["bestand"].to_list()
    if not places:
        raise KeyError(table)
    return pl.concat([pl.read_parquet(folder / STAR / place) for place in places])


def _listed(folder: Path) -> pl.DataFrame:
    contents = folder / LAST_WRITTEN
    return pl.read_parquet(contents) if contents.exists() else pl.DataFrame(schema=dict(CONTENTS))


def _parts(tables: Tables) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Table, part and rows; a table without rows is one part without rows, so that its columns are known."""
    for name, frame in tables.items():
        column = CUT_BY.get(name)
        if column is None or frame.is_empty():
            yield name, WHOLE, frame
            continue
        for (value,), rows in sorted(
            frame.partition_by(column, as_dict=True, maintain_order=True).items(), key=lambda each: str(each[0][0])
        ):
            yield name, "onbekend" if value is None else str(value), rows


def _parquet(frame: pl.DataFrame) -> bytes:
    """As Parquet that Power Query reads: snappy is the compression that each of its versions knows."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="snappy")
    return buffer.getvalue()


def _remove(star: Path, kept: set[str]) -> list[Path]:
    """Remove the Parquet files that neither this list nor the one before refers to."""
    own = [path for path in sorted(star.rglob("*.parquet")) if path != star / LAST_WRITTEN.name]
    gone = [path for path in own if path.relative_to(star).as_posix() not in kept]
    for path in gone:
        path.unlink()
    return gone
