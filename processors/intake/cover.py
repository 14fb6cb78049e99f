# SPDX-License-Identifier: EUPL-1.2
"""The Voorblad: labels in the first column, values in the second."""

from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from processors.fields import FIELDS, Field
from processors.intake.casting import Cells, Means, cast
from processors.intake.codes import known_codes
from processors.intake.headers import plain
from processors.intake.personal import scrub
from processors.intake.problems import told
from processors.intake.submission import no_problems
from processors.lines import Table
from workbooks.grid import Grid, a1

SHEET = "voorblad"
STAMP = "formulier"
# What the Voorblad may say for all lines; `declaratie_maand` follows the month when a sheet has no such column.
_COLUMNS = ("wet", "gemeente", "aanbieder", "raamovereenkomst", "jaar", "maand")
_ALSO = {"agb": "aanbieder", "agbcode": "aanbieder", "gemeentecode": "gemeente", "declaratiemaand": "maand"}
# So many codes can be named in a sentence.
_LISTED = 10
_LEXICON = {plain(word): name for name in _COLUMNS for word in (name, FIELDS[name].label)} | _ALSO


@dataclass(frozen=True, slots=True)
class Cover:
    """What a Voorblad says: `values` for columns (typed), `said` all of it as text; labels in plain letters."""

    values: dict[str, object] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    problems: pl.DataFrame = field(default_factory=no_problems)
    there: bool = False

    @property
    def stamp(self) -> tuple[str, str]:
        """Kind and version of the form, such as ('declaratie', '2026-1'); empty when it is not our form."""
        kind, _, version = self.said.get(STAMP, "").partition(" ")
        return (kind.lower(), version) if version else ("", "")

    def text(self, column: str) -> str | None:
        """The value for a column as text."""
        value = self.values.get(column)
        return None if value is None else str(value)


def is_cover(grid: Grid) -> bool:
    """Whether this sheet is the Voorblad."""
    return plain(grid.name) == SHEET


def read_cover(grid: Grid) -> Cover:
    """The labels and values of a Voorblad; a value that cannot be what its label says refuses the file."""
    said: dict[str, str] = {}
    values: dict[str, object] = {}
    problems = [no_problems()]
    if not {"1", "2"} <= set(grid.text.columns):
        return Cover(there=True)
    pairs = grid.text.select("1", "2").with_row_index("row", offset=1).drop_nulls()
    for row, label, text in pairs.iter_rows():
        word = plain(label)
        said.setdefault(word, scrub(text.strip()))
        name = _LEXICON.get(word)
        if name is None or name in values:
            continue
        value = _value(FIELDS[name], grid, row - 1)
        if value is None:
            problems.append(_unreadable(FIELDS[name], grid.name, row, scrub(text)))
        else:
            values[name] = value
    if "maand" in values:
        values["declaratie_maand"] = values["maand"]
    return Cover(values, said, pl.concat(problems), there=True)


@lru_cache(maxsize=1_000)
def one_value(name: str, text: str) -> object:
    """A text (such as the name of a sheet) as the value of a column; None when it cannot be that."""
    cells = pl.DataFrame({"2": [text]}, schema={"2": pl.String})
    return _value(FIELDS[name], Grid("", cells, pl.DataFrame(), pl.DataFrame(), False, frozenset()), 0)  # noqa: FBT003


def _value(meant: Field, grid: Grid, index: int) -> object:
    text = grid.text["2"][index]
    real = "2" in grid.number.columns and grid.number["2"][index] is not None
    dated = "2" in grid.dated.columns and bool(grid.dated["2"][index])
    flags = [pl.DataFrame({meant.name: [flag]}) for flag in (real, dated)]
    cells = Cells(pl.DataFrame({meant.name: [text]}, schema={meant.name: pl.String}), *flags)
    value = cast(Table("voorblad", "Voorblad", (meant,), ()), cells, Means()).values[meant.name][0]
    known = known_codes(meant)
    if known and value not in known:
        return None
    if meant.width and isinstance(value, str) and not (value.isdecimal() and len(value) == meant.width):
        return None
    return value


def _unreadable(meant: Field, sheet: str, row: int, text: str) -> pl.DataFrame:
    codes = known_codes(meant)
    example = "bijvoorbeeld 2026-09"
    if codes and len(codes) <= _LISTED:
        example = "kies uit " + ", ".join(sorted(codes))
    elif meant.width:
        example = f"een code van {meant.width} cijfers"
    elif meant.name == "jaar":
        example = "bijvoorbeeld 2026"
    return told(
        "INTAKE-16", f"Op het Voorblad staat bij {meant.label.lower()} '{text}'; dat is niet te lezen ({example}).",
        f"Verbeter cel {a1(row, 2)} van het Voorblad en stuur het bestand opnieuw.", refuses=True,
        blad=sheet, rij=row, kolom=meant.label, cel=a1(row, 2), waarde=text,
    )  # fmt: skip
