# SPDX-License-Identifier: EUPL-1.2
"""The rows of each fact before they are added up, with whose they are: the client, or how many a sender said there are.

Amounts are integer eurocent with credits counted negative; months are yyyy-mm; codes are text.
"""

from collections.abc import Callable, Mapping

import polars as pl

# Of each fact what it is about; everything else in it is added up.
KEYS: Mapping[str, tuple[str, ...]] = {
    "feit_declaratie": (
        "wet", "gemeente", "aanbieder", "product_categorie", "product_code", "eenheid", "leveringsmaand",
        "declaratie_maand",
    ),
    "feit_toewijzing": ("wet", "gemeente", "aanbieder", "product_categorie", "product_code", "ingangsmaand"),
    "feit_bericht": ("wet", "gemeente", "aanbieder", "soort", "maand"),
    "feit_verantwoording": ("jaar", "wet", "gemeente", "aanbieder", "product_code", "eenheid"),
}  # fmt: skip
PEOPLE = ("client", "geteld")
Lines = Mapping[str, pl.DataFrame]
REMOVED = "13"


def added_up(fact: str, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per combination of the keys of a fact, sorted by them; whose they are is left out."""
    amounts = [name for name in rows.columns if name not in {*KEYS[fact], *PEOPLE}]
    return rows.group_by(KEYS[fact]).agg(pl.col(amounts).sum()).sort(KEYS[fact])


def _declarations(lines: Lines) -> pl.DataFrame:
    """Volume and amount by month of delivery and declaration.

    Lines and totals that municipalities delivered are never about the same month of the same law (`sources`).
    """
    keys = KEYS["feit_declaratie"]
    by_line = lines["declaratieregels"].select(
        *keys[:6], "declaratie_maand", "client", leveringsmaand=pl.col("product_periode_begin").dt.strftime("%Y-%m"),
        regels=pl.lit(1, pl.Int64), geleverd_volume=_signed("geleverd_volume"),
        ingediend_bedrag=_signed("ingediend_bedrag"), geteld=pl.lit(None, pl.Int64),
    )  # fmt: skip
    totals = lines["declaratietotalen"].select(
        *keys, "regels", "ingediend_bedrag", geleverd_volume="volume", geteld="aantal_clienten",
        client=pl.lit(None, pl.String),
    )  # fmt: skip
    columns = [*keys, "regels", "geleverd_volume", "ingediend_bedrag", *PEOPLE]
    return pl.concat([by_line.select(columns), totals.select(columns)])


def _allocations(lines: Lines) -> pl.DataFrame:
    """The allocations in their latest version, by the month in which they begin."""
    latest = lines["toewijzingen"].sort("toewijzing_datum", maintain_order=True).unique(
        ["wet", "gemeente", "toewijzing_nummer"], keep="last", maintain_order=True
    )  # fmt: skip
    return latest.filter(pl.col("reden_wijziging").fill_null("") != REMOVED).select(
        *KEYS["feit_toewijzing"][:5], ingangsmaand=pl.col("ingangsdatum").dt.strftime("%Y-%m"),
        toewijzingen=pl.lit(1, pl.Int64), budget="budget", client="client", geteld=pl.lit(None, pl.Int64),
    )  # fmt: skip


def _messages(lines: Lines) -> pl.DataFrame:
    """Start and stop messages."""
    return lines["regieberichten"].select(
        "wet", "gemeente", "aanbieder", "soort", "client", maand=pl.col("dagtekening").dt.strftime("%Y-%m"),
        berichten=pl.lit(1, pl.Int64), geteld=pl.lit(None, pl.Int64),
    )  # fmt: skip


def _statements(lines: Lines) -> pl.DataFrame:
    """The amounts of the yearly statement."""
    amounts = ("aantal", "bedrag_toegekend", "bedrag_in_behandeling", "bedrag_nog_te_declareren", "bedrag_totaal")
    return lines["verantwoordingsregels"].select(
        *KEYS["feit_verantwoording"], *amounts, geteld="unieke_clienten", client=pl.lit(None, pl.String)
    )


def _signed(amount: str) -> pl.Expr:
    """The amount with credits negative."""
    return pl.when(pl.col("debet_credit") == "C").then(-pl.col(amount)).otherwise(pl.col(amount))


# From the accepted tables to the rows of each fact: its keys, what is added up, `client` and `geteld`.
ROWS: Mapping[str, Callable[[Lines], pl.DataFrame]] = {
    "feit_declaratie": _declarations, "feit_toewijzing": _allocations, "feit_bericht": _messages,
    "feit_verantwoording": _statements,
}  # fmt: skip
