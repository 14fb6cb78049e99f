# SPDX-License-Identifier: EUPL-1.2
"""Kwaliteit: what was wrong with what was delivered, by rule, by sender and by return code."""

from collections.abc import Mapping

import polars as pl

from processors import codelists
from processors.code_words import words
from processors.region_pages.deliveries import called
from processors.region_pages.words import spoken_month
from processors.star import Tables
from workbooks.region_book import Page
from workbooks.tables import Column


def quality_page(found: pl.DataFrame, density: pl.DataFrame | None = None) -> Page:
    """Findings per rule, over all months.

    Args:
        found: the star table `bevinding`.
        density: per rule how many lines break it (`measured.quality.by_rule`); None where that is not told.

    """
    rows = (
        found.group_by("regel", "ernst", "gevolg")
        .agg(pl.col("aantal").sum(), aanleveringen=pl.col("aanlevering").n_unique().cast(pl.Int64))
        .sort("aantal", "regel", "ernst", "gevolg", descending=[True, False, False, False])
        .with_columns(oordeel="ernst")
        .with_columns(melding=pl.col("regel").replace_strict(words(), default=None, return_dtype=pl.String))
    )
    columns = [
        Column("regel", "Regel", "code"), Column("melding", "Waar het over gaat"),
        Column("ernst", "Ernst", mark="oordeel", symbol=True), Column("gevolg", "Gevolg"),
        Column("aantal", "Aantal", "geheel"), Column("aanleveringen", "In aanleveringen", "geheel"),
    ]  # fmt: skip
    if density is not None:
        lines = density.select("regel", "ernst", "regels", "per_honderd")
        rows = rows.join(lines, on=["regel", "ernst"], how="left", maintain_order="left")
        columns += [Column("regels", "Regels", "geheel"), Column("per_honderd", "Per honderd regels", "getal")]
    return Page(
        "Kwaliteit", "Kwaliteit van de aanleveringen", "Bevindingen per regel, de meest voorkomende eerst.", rows,
        columns, "kwaliteit",
    )  # fmt: skip


def senders_page(tables: Tables, members: Mapping[str, str]) -> Page:
    """Findings per sender, whom to help first."""
    suppliers = dict(tables["dim_aanbieder"].select("aanbieder", "naam").iter_rows())
    severity, amount = pl.col("ernst"), pl.col("aantal")
    rows = (
        tables["bevinding"].with_columns(
            naam=pl.coalesce(called("aanbieder", suppliers), called("gemeente", members)),
            code=pl.coalesce("aanbieder", "gemeente"),
        )
        .group_by("code", "naam")
        .agg(
            fouten=amount.filter(severity == "fout").sum(),
            waarschuwingen=amount.filter(severity == "waarschuwing").sum(),
            aanleveringen=pl.col("aanlevering").n_unique().cast(pl.Int64),
        )
        .sort("fouten", "waarschuwingen", "code", descending=[True, True, False])
    )  # fmt: skip
    columns = (
        Column("code", "Code", "code"), Column("naam", "Afzender"), Column("fouten", "Fouten", "geheel"),
        Column("waarschuwingen", "Waarschuwingen", "geheel"), Column("aanleveringen", "In aanleveringen", "geheel"),
    )  # fmt: skip
    return Page(
        "Kwaliteit per afzender", "Bevindingen per afzender",
        "De meeste fouten eerst; alleen wie een bevinding had. De code is de AGB-code of de gemeentecode.", rows,
        columns, "kwaliteit_afzender",
    )  # fmt: skip


def return_codes_page(codes: pl.DataFrame, month: str) -> Page | None:
    """The return codes by which most declaration lines were rejected; None where none was.

    Args:
        codes: per code and month how many lines (`measured.rejected.return_codes`).
        month: yyyy-mm.

    """
    if codes.is_empty():
        return None
    lines = pl.col("regels")
    rows = (
        codes.group_by("retourcode")
        .agg(samen=lines.sum(), maand=lines.filter(pl.col("maand") == month).sum())
        .sort("samen", "retourcode", descending=[True, False])
        .with_columns(
            betekenis=pl.col("retourcode").replace_strict(
                codelists.labels("retourcode"), default=None, return_dtype=pl.String
            )
        )
    )
    columns = (
        Column("retourcode", "Retourcode", "code"), Column("betekenis", "Betekenis"),
        Column("maand", f"Regels over {spoken_month(month)}", "geheel"),
        Column("samen", "Regels, alle maanden", "geheel"),
    )  # fmt: skip
    return Page(
        "Retourcodes", "Retourcodes van afgekeurde declaratieregels",
        "De meest voorkomende, naar maand van levering. Een regel met meer codes telt bij elke code.", rows, columns,
        "retourcodes",
    )  # fmt: skip
