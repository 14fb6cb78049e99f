# SPDX-License-Identifier: EUPL-1.2
"""What a Voorblad says about the delivery as a whole: lines or totals, and whether there was nothing to deliver."""

from collections.abc import Iterable

import polars as pl

from processors.delivered import KIND, LINES, TOTALS
from processors.intake.cover import Cover
from processors.intake.headers import plain
from processors.intake.problems import told
from processors.intake.submission import no_problems
from workbooks.dutch import counted
from workbooks.grid import Grid

BY_LINE, ADDED_UP = "regel", "geaggregeerd"
LABEL = "niveau"
# How people write that there is nothing to deliver: as a label with ja behind it, as a value, or in a cell by itself.
NOTHING = frozenset({"nihil", "nihilopgave", "nulopgave", "geengegevens", "nietsteleveren"})
YES = frozenset({"ja", "x", "waar", "true", "j"})


def is_added_up(cover: Cover) -> bool:
    """Whether totals are delivered instead of lines."""
    return plain(cover.said.get(LABEL, "")) == ADDED_UP


def tables_at(tables: Iterable[str], cover: Cover) -> tuple[str, ...]:
    """These tables, of lines and totals only what belongs to the level of the delivery."""
    other = LINES if is_added_up(cover) else TOTALS
    return tuple(name for name in tables if name != other)


def says_nothing(cover: Cover, sheets: Iterable[Grid]) -> bool:
    """Whether the Voorblad says that there is nothing to deliver.

    Args:
        cover: what it says.
        sheets: the sheets that are a Voorblad.

    """
    for label, value in cover.said.items():
        said = plain(value)
        if said in NOTHING or (label in NOTHING and said in YES):
            return True
    return any(plain(text) in NOTHING for sheet in sheets for text in _alone(sheet))


def _alone(sheet: Grid) -> list[str]:
    """The texts that have a row to themselves."""
    filled = pl.sum_horizontal(pl.all().is_not_null())
    return sheet.text.filter(filled == 1).select(pl.concat_str(pl.all(), ignore_nulls=True)).to_series().to_list()


def level_problems(kind: str | None, cover: Cover) -> pl.DataFrame:
    """A level that is none refuses a municipal delivery: totals must not be read as lines."""
    said = cover.said.get(LABEL, "")
    if kind != KIND or not said or plain(said) in {BY_LINE, "perregel", "regels", ADDED_UP}:
        return no_problems()
    return told(
        "INTAKE-16",
        f"Op het Voorblad staat bij niveau '{said}'; dat is niet te lezen (kies uit {BY_LINE}, {ADDED_UP}).",
        "Verbeter het niveau op het Voorblad en stuur het bestand opnieuw.", refuses=True, kolom=LABEL, waarde=said,
    )  # fmt: skip


def contradiction(lines: int) -> pl.DataFrame:
    """What is said of a delivery of nothing that has lines."""
    return told(
        "INTAKE-19", f"Op het Voorblad staat dat er niets te leveren is, maar er {_stand(lines)} in het bestand.",
        "Haal de nihilopgave van het Voorblad, of haal de regels weg, en stuur het bestand opnieuw.", refuses=True,
    )  # fmt: skip


def _stand(lines: int) -> str:
    return f"{'staat' if lines == 1 else 'staan'} {counted(lines, 'regel', 'regels')}"
