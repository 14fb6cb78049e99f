# SPDX-License-Identifier: EUPL-1.2
"""Published figures of the region, for cells: as they stand in the Power BI folder, hidden where they must be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl

from processors.errors import UnusableInputError
from processors.powerbi.publish import LAST_WRITTEN, in_force
from processors.ranges.lookups import written
from processors.ranges.values import known_values, month_of, side_by_side

Cells = Sequence[object]
HIDDEN = "onderdrukt"
MONTH = "maand"
_PERIOD = re.compile(r"20\d\d(-(0[1-9]|1[0-2])|-K[1-4])?")
_KEY = ("kpi", "gemeente", "maand", "aanbieder", "wet")
# A figure over all of these is meant.
_ALL = ("subregio", "product", "contract_nummer")


@dataclass(frozen=True)
class Asked:
    """The cells that say which figures are asked: of each one cell for all, or one per question.

    Args:
        code: of a KPI.
        municipality: code or name; an empty cell is the whole region.
        period: a month (2026-09), quarter (2026-K3) or year (2026); an empty cell is the last month published.
        supplier: AGB code; an empty cell is all suppliers.
        law: wmo, jw or pw; an empty cell is all laws. Of a supplier, figures are published per law and year.

    """

    code: Cells
    municipality: Cells = ("",)
    period: Cells = ("",)
    supplier: Cells = ("",)
    law: Cells = ("",)


def regional(asked: Asked, folder: Path) -> pl.DataFrame:
    """The published figure of each question.

    Args:
        asked: the questions.
        folder: of Power BI, in the work folder.

    Returns:
        `waarde` in the unit of the KPI, missing where it is hidden or there is none, and `status`: definitief,
        voorlopig, onderdrukt, or missing where nothing was published.

    Raises:
        UnusableInputError: nothing was published yet, or a cell says nothing that exists.

    """
    figures = _published(folder, _moment(folder))
    cells = side_by_side(vars(asked))
    questions = pl.DataFrame(
        {
            "kpi": written(cells["code"]),
            "gemeente": known_values(cells["municipality"], "gemeente"),
            "maand": [period_of(cell) or _last(figures) for cell in cells["period"]],
            "aanbieder": known_values(cells["supplier"], "aanbieder"),
            "wet": known_values(cells["law"], "wet"),
        },
        schema=dict.fromkeys(_KEY, pl.String),
    ).with_columns(pl.col("kpi").str.to_uppercase().replace_strict(_codes(figures), default=pl.col("kpi")))
    found = questions.join(figures, on=list(_KEY), how="left", nulls_equal=True, maintain_order="left")
    return found.select("waarde", "status")


def last_published(folder: Path) -> str:
    """The last month of which there are figures; UnusableInputError when nothing was published yet."""
    return _last(_published(folder, _moment(folder)))


@lru_cache(maxsize=1)
def _published(folder: Path, moment: int) -> pl.DataFrame:
    """The figures over all products, contracts and subregions, with what may be told of them."""
    del moment  # another one is another publication
    hidden = pl.col("onderdrukt") == "ja"
    whole = in_force(folder, "meting").filter(pl.all_horizontal(pl.col(name).is_null() for name in _ALL))
    return whole.select(
        *_KEY,
        pl.when(~hidden).then("waarde").alias("waarde"),
        pl.when(hidden).then(pl.lit(HIDDEN)).otherwise("status").alias("status"),
    )


def _moment(folder: Path) -> int:
    """When was last published, in nanoseconds."""
    contents = folder / LAST_WRITTEN
    if not contents.exists():
        raise UnusableInputError("Er is nog niets gepubliceerd. Voer eerst 'verzamelpunt consolideer' uit.")
    return contents.stat().st_mtime_ns


def period_of(cell: object) -> str | None:
    """The period that a cell names; None where it is empty."""
    (text,) = written([cell])
    if not text or _PERIOD.fullmatch(text.upper()):
        return text.upper() or None
    return f"{month_of([cell])[0]:%Y-%m}"


def _last(figures: pl.DataFrame) -> str:
    """The last month of which there are figures."""
    return str(figures.filter(pl.col("maand").str.contains(r"^\d{4}-\d{2}$"))["maand"].max())


def _codes(figures: pl.DataFrame) -> dict[str, str]:
    """The code of a KPI by how it is written in capitals."""
    return {code.upper(): code for code in figures["kpi"].unique()}
