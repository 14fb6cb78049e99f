# SPDX-License-Identifier: EUPL-1.2
"""Herzieningen: figures of a month that were published and are something else now, old beside new."""

from collections.abc import Mapping

import polars as pl

from processors.region_pages.words import named
from workbooks.region_book import Page
from workbooks.tables import Column

_FINER = ("aanbieder", "product", "contract_nummer")
_COLUMNS = (
    Column("naam", "KPI"), Column("kpi", "Code", "code"), Column("plaats", "Gebied"), Column("wet", "Wet", "code"),
    Column("maand", "Maand", "code"), Column("waarde_oud", "Was", "getal", "soort", width=18),
    Column("waarde_nieuw", "Is", "getal", "soort", word="geen", width=18),
    Column("verschil", "Verschil", "getal", "soort", width=18), Column("versie", "Versie", "nummer"),
    Column("gepubliceerd_op", "Gepubliceerd op", "datum"),
)  # fmt: skip


def revisions_page(revised: pl.DataFrame, members: Mapping[str, str], place: str | None) -> Page | None:
    """The page; None where nothing was revised. Suppliers and products stand in the register, not here.

    Args:
        revised: what was published and later said something else (`revisions.REVISED`), the last first.
        members: municipality code to name; what is about another municipality is left out.
        place: the one municipality; None for the region.

    """
    own = (
        pl.col("gemeente") == place if place else pl.col("gemeente").is_null() | pl.col("gemeente").is_in(list(members))
    )
    here = revised.filter(own, *(pl.col(name).is_null() for name in _FINER))
    if here.is_empty():
        return None
    called = {code: named(code) for code in here["kpi"].unique()}
    kinds, labels = ({code: getattr(name, part) for code, name in called.items()} for part in ("kind", "label"))
    amounts = pl.col("waarde_oud", "waarde_nieuw", "verschil")
    names = pl.col("gemeente").replace_strict(dict(members), default=None, return_dtype=pl.String)
    rows = here.with_columns(
        naam=pl.col("kpi").replace_strict(labels, return_dtype=pl.String),
        soort=pl.col("kpi").replace_strict(kinds, return_dtype=pl.String),
        plaats=pl.coalesce(names, "subregio", pl.lit("hele regio")), geen=pl.lit("geen"),
    ).with_columns(pl.when(pl.col("soort") == "euro").then(amounts / 100).otherwise(amounts))  # fmt: skip
    return Page(
        "Herzieningen", "Herziene cijfers",
        "Cijfers over een maand die eerder zijn gepubliceerd en nu anders zijn; de laatste verandering staat bovenaan.",
        rows, _COLUMNS, "herzieningen",
    )  # fmt: skip
