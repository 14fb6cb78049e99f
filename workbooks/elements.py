# SPDX-License-Identifier: EUPL-1.2
"""What reading a message (xml) gives: its elements as rows, without knowing what they mean."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from workbooks import child
from workbooks.columns import numbers_of
from workbooks.limits import LIMITS, Limits
from workbooks.preflight.kind import format_of
from workbooks.preflight.report import NAME_LENGTH, Report, clean

FORMAT: Final = "xml"
SEPARATOR: Final = "\x1f"  # a character that XML cannot hold


@dataclass(frozen=True)
class Elements:
    """The elements below one Bericht.

    Attributes:
        namespace: of the Bericht element.
        enveloped: something stood around it.
        frame: one row per element in document order: `nr` UInt32 from 0; `ouder` UInt32, the `nr` of the parent, null
            directly under Bericht; `pad` String, local names from there with dots (Declaratie.Clienten.Client.Bsn);
            `tekst` String, "" for an empty element, null for one with elements in it unless loose text stands between
            them; `regel` UInt32, line in the file; `vreemd` Boolean, of another namespace than the message and its
            basisschema.

    """

    namespace: str
    enveloped: bool
    frame: pl.DataFrame


def read_elements(path: Path, *, name: str | None = None, limits: Limits = LIMITS) -> Elements:
    """Read a message in the child process, whole or not at all.

    Args:
        path: where the file stands.
        name: the name that the sender gave it, for sentences.
        limits: what it may hold.

    Raises:
        UnreadableFileError: no XML, damaged, beyond a limit, with a DTD, in another encoding than UTF-8, or without
            exactly one Bericht of the iStandaarden.

    """
    shown = clean(name or path.name, NAME_LENGTH)
    format_of(path, FORMAT, Report(shown, limits))
    head, data = child.run(path, shown, FORMAT, limits)
    return Elements(head["namespace"], head["enveloped"], _frame(head, data))


def _frame(head: dict[str, Any], data: memoryview) -> pl.DataFrame:
    """The packed columns (`message_xml.PackedElements`) as a frame."""
    blobs, at = [], 0
    for length in head["lengths"]:
        blobs.append(bytes(data[at : at + length]))
        at += length
    paths, parents, lines, filled, texts = blobs
    count = head["count"]
    step = numbers_of(paths, pl.UInt32(), count)
    parent = numbers_of(parents, pl.UInt32(), count)
    said = pl.repeat(None, count, dtype=pl.String, eager=True)
    where = numbers_of(filled, pl.UInt8(), count).cast(pl.Boolean).arg_true()
    if len(where):
        said.scatter(where, pl.Series([texts.decode()]).str.split(SEPARATOR).explode(empty_as_null=False))
    names = pl.DataFrame({"pad": head["paths"], "vreemd": head["foreign"]}, {"pad": pl.String, "vreemd": pl.Boolean})
    found = names[step] if count else names.clear()
    return pl.DataFrame({
        "nr": pl.int_range(count, dtype=pl.UInt32, eager=True),
        # A parent is packed as its number plus one, and none as zero.
        "ouder": pl.select(pl.when(parent > 0).then(parent - 1)).to_series(),
        "pad": found["pad"], "tekst": said, "regel": numbers_of(lines, pl.UInt32(), count), "vreemd": found["vreemd"],
    })  # fmt: skip
