# SPDX-License-Identifier: EUPL-1.2
"""What codes mean and whether they are valid, for the cells of a range; one answer per cell, empty for an empty one."""

from collections.abc import Mapping, Sequence
from functools import cache

import polars as pl

from processors import codelists
from processors.bsn import LENGTH, is_bsn
from processors.errors import UnusableInputError
from processors.intake.reference import Reference
from processors.kpi_page import kpi_rows
from processors.ranges.values import values_of
from processors.rulebook_page import rulebook_rows

Cells = Sequence[object]
AGB = r"^[0-9]{8}$"
_MUNICIPALITIES = ("gemeenten_mgr", "gemeenten_cbs_2026")


def written(cells: Cells, *, width: int = 0) -> list[str]:
    """The cells as text; a number without decimals as a whole one, with the zeros that Excel took from its front."""
    return [_text(cell, width) for cell in cells]


def _text(cell: object, width: int) -> str:
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, int | float):
        return f"{cell:.15g}".zfill(width)
    return "" if cell is None else str(cell).strip()


def definitions(codes: Cells) -> list[str]:
    """Of each KPI its name, definition, unit and source."""
    return [_told(_kpis(), code.upper(), "De KPI '{}' bestaat niet.") for code in written(codes)]


def rules(codes: Cells) -> list[str]:
    """Of each rule a sentence as a sender would see it, what to do, and its source."""
    return [_told(_rules(), code.upper(), "De regel '{}' bestaat niet.") for code in written(codes)]


def _told(known: Mapping[str, str], code: str, unknown: str) -> str:
    return known.get(code, unknown.format(code)) if code else ""


@cache
def _kpis() -> dict[str, str]:
    return {
        str(row["kpi"]).upper(): f"{row['naam']}: {row['zegt']} Eenheid: {row['eenheid']}. Bron: {row['bron']}."
        for row in kpi_rows()
    }


@cache
def _rules() -> dict[str, str]:
    told = {}
    for row in rulebook_rows():
        parts = (row["voorbeeld"] or row["melding"], row["actie"], f"Bron: {row['bron']}.")
        told[str(row["regel"]).upper()] = " ".join(str(part) for part in parts if part)
    return told


def municipalities(cells: Cells) -> list[str]:
    """The name of each municipality that is given as a code, and the code of each that is given as a name."""
    names = {code: name for part in _MUNICIPALITIES for code, name in codelists.labels(part).items()}
    codes = values_of(cells, "gemeente")
    told = []
    for text, code in zip(written(cells, width=4), codes, strict=True):
        known = names.get(code or "")
        unknown = f"De gemeente '{text}' bestaat niet." if text else ""
        told.append(unknown if known is None else known if text == code else str(code))
    return told


def products(codes: Cells, law: str, reference: Reference) -> list[str]:
    """What each product code means: in the region's own catalogue, else in the national list of the law."""
    own = reference.tables.get("producten")
    known = {code: label for name in _national(law) for code, label in codelists.labels(name).items()}
    if own is not None:
        known |= dict(own.filter(pl.col("wet") == law).select("product_code", "omschrijving").drop_nulls().iter_rows())
    found = values_of(codes, "product_code", products=reference.products)
    return [
        known.get(code or text, f"De productcode '{text}' staat niet in de productcatalogus of een landelijke lijst.")
        if text
        else ""
        for text, code in zip(written(codes), found, strict=True)
    ]


def _national(law: str) -> list[str]:
    return [name for name in codelists.names() if name.startswith(f"productcode_{law}_")]


def meanings(name: str, cells: Cells, law: str | None = None) -> list[str]:
    """What each code of a list means.

    Raises:
        UnusableInputError: there is no such list.

    """
    try:
        known = codelists.labels(name, law)
    except KeyError:
        lists = ", ".join(codelists.names())
        raise UnusableInputError(f"De codelijst '{name}' bestaat niet. Kies uit {lists}.") from None
    padded = written(cells, width=max(map(len, known), default=0))
    codes = [code if code in known else text for code, text in zip(padded, written(cells), strict=True)]
    return [_told(known, code, f"De code '{{}}' staat niet in de lijst {name}.") for code in codes]


def valid_bsn(cells: Cells) -> list[bool | None]:
    """Whether each cell holds nine digits that pass the elfproef; missing for an empty cell."""
    return _valid(cells, LENGTH, is_bsn(pl.col("text")))


def valid_agb(cells: Cells) -> list[bool | None]:
    """Whether each cell holds an AGB code: eight digits; missing for an empty cell."""
    return _valid(cells, 8, pl.col("text").str.contains(AGB))


def _valid(cells: Cells, width: int, holds: pl.Expr) -> list[bool | None]:
    texts = pl.DataFrame({"text": written(cells, width=width)}, schema={"text": pl.String})
    return texts.select(pl.when(pl.col("text") != "").then(holds)).to_series().to_list()
