# SPDX-License-Identifier: EUPL-1.2
"""Levering and Signalen: who delivered what, and what calls for attention."""

from collections.abc import Mapping

import polars as pl

from processors.deliveries import MISSING
from processors.region_pages.words import spoken_month
from processors.star import Tables
from workbooks.region_book import Page
from workbooks.tables import Column

ACCEPTED = ("geaccepteerd", "deels")
_MARKS = {"geaccepteerd": "goed", "deels": "waarschuwing", "geweigerd": "fout", MISSING: "fout"}
_RANK = {"fout": 0, "waarschuwing": 1, "signaal": 2, "goed": 3}


def missing_members(deliveries: pl.DataFrame, month: str, members: Mapping[str, str]) -> list[str]:
    """The names of the municipalities without an accepted delivery over the month."""
    here = deliveries.filter(
        pl.col("maand") == month, pl.col("soort") == "gemeentelevering", pl.col("status").is_in(ACCEPTED)
    )
    delivered = set(here["gemeente"].to_list())
    return [name for code, name in members.items() if code not in delivered]


def late_deliveries(deliveries: pl.DataFrame, month: str) -> int:
    """How many deliveries over the month are late."""
    return deliveries.filter(pl.col("maand") == month, pl.col("te_laat") == "ja").height


def delivery_page(deliveries: pl.DataFrame, month: str, members: Mapping[str, str]) -> Page:
    """Who delivered what over the month, and who did not; what is missing or refused first."""
    mark = pl.col("status").replace_strict(_MARKS, default="signaal", return_dtype=pl.String)
    rows = (
        deliveries.filter(pl.col("maand") == month)
        .with_columns(gemeente_naam=called("gemeente", members), oordeel=mark)
        .sort(_rank("oordeel"), pl.col("soort") != "gemeentelevering", "soort", "naam", maintain_order=True)
    )
    columns = (
        Column("soort", "Soort"), Column("gemeente", "Gemeentecode", "code"), Column("gemeente_naam", "Gemeente"),
        Column("aanbieder", "AGB-code", "code"), Column("naam", "Afzender"),
        Column("status", "Status", mark="oordeel", symbol=True), Column("ontvangen_op", "Ontvangen op", "datum"),
        Column("uiterste_datum", "Uiterste datum", "datum"), Column("te_laat", "Te laat"),
        Column("regels", "Regels", "geheel"), Column("geaccepteerd", "Geaccepteerd", "geheel"),
        Column("geweigerd", "Geweigerd", "geheel"), Column("bevindingen", "Bevindingen", "geheel"),
        Column("versie", "Versie", "nummer"), Column("aanlevering", "Kenmerk", "code"),
    )  # fmt: skip
    return Page(
        "Levering", f"Levering over {spoken_month(month)}",
        "Wie leverde wat en wanneer, en wie nog ontbreekt. Wat ontbreekt of is geweigerd staat bovenaan.", rows,
        columns, "levering",
    )  # fmt: skip


def signals_page(signals: pl.DataFrame, month: str, members: Mapping[str, str], tables: Tables) -> Page:
    """Suppliers, contracts and municipalities that need attention, each with the reason."""
    suppliers = dict(tables["dim_aanbieder"].select("aanbieder", "naam").iter_rows())
    marks = {"fout": "fout", "waarschuwing": "waarschuwing"}
    rows = signals.with_columns(
        oordeel=pl.col("ernst").replace_strict(marks, default="signaal", return_dtype=pl.String),
        gemeente_naam=called("gemeente", members), aanbieder_naam=called("aanbieder", suppliers),
    ).sort(_rank("oordeel"), maintain_order=True)  # fmt: skip
    columns = (
        Column("onderwerp", "Onderwerp"), Column("ernst", "Ernst", mark="oordeel", symbol=True),
        Column("gemeente_naam", "Gemeente"), Column("aanbieder_naam", "Aanbieder"),
        Column("melding", "Wat er is"), Column("actie", "Wat u kunt doen"),
        Column("contract_nummer", "Contract", "code"), Column("maand", "Maand", "code"),
        Column("regel", "Regel", "code"), Column("gemeente", "Gemeentecode", "code"),
        Column("aanbieder", "AGB-code", "code"),
    )  # fmt: skip
    return Page(
        "Signalen", f"Signalen bij {spoken_month(month)}",
        "Wie nog niet leverde, en welke contracten, tarieven en bewijsstukken aandacht vragen.", rows, columns,
        "signalen",
    )  # fmt: skip


def called(column: str, names: Mapping[str, str]) -> pl.Expr:
    """The name of each code of a column."""
    return pl.col(column).replace_strict(dict(names), default=None, return_dtype=pl.String)


def _rank(column: str) -> pl.Expr:
    return pl.col(column).replace_strict(_RANK, default=len(_RANK), return_dtype=pl.Int64)
