# SPDX-License-Identifier: EUPL-1.2
"""Evenredige bijdrage: what each municipality pays of the budget of a module, by which key, and what it gets back."""

from collections.abc import Mapping

import polars as pl

from processors import codelists
from workbooks.region_book import Listing, Stack
from workbooks.tables import Column

NAME = "Evenredige bijdrage"
_MODULE = ["module", "jaar"]
_COLUMNS = (
    Column("module", "Module", "code"), Column("jaar", "Jaar", "nummer"), Column("gemeente", "Gemeentecode", "code"),
    Column("naam", "Gemeente", width=24), Column("volume", "Inkoopvolume", "euro", word="volume woord", width=20),
    Column("sleutel", "Sleutel", "procent", word="sleutel woord", formula="sleutel formule", width=14),
    Column("bijdrage", "Bijdrage", "euro", word="bijdrage woord", width=18),
    Column("afronding", "Afronding", "euro", word="afronding woord", formula="afronding formule", width=16),
    Column("afrekening", "Afrekening", "euro", word="afrekening woord", width=18),
)  # fmt: skip
_TOTALS = (
    Column("module", "Module", "code"), Column("jaar", "Jaar", "nummer"), Column("naam", "Naam", width=24),
    Column("bedrag", "Begroting", "euro", word="bedrag woord", width=20),
    Column("betaald", "Bijdragen samen", "euro", word="betaald woord", formula="betaald formule", width=20),
    Column("rest", "Niet verdeeld", "euro", word="rest woord", formula="rest formule", width=16),
    Column("werkelijke_kosten", "Werkelijke kosten", "euro", word="werkelijke_kosten woord", width=20),
)  # fmt: skip


def shares_page(shares: pl.DataFrame, budgets: pl.DataFrame, members: Mapping[str, str]) -> Stack | None:
    """The page; None where no module has members.

    Args:
        shares: per module, year and member its volume, contribution and settlement (`contribution.contributions`).
        budgets: `module`, `jaar`, `bedrag` and `werkelijke_kosten` (eurocent).
        members: municipality code to name.

    """
    if shares.is_empty():
        return None
    rows = _rows(shares, budgets, members)
    return Stack(
        NAME, NAME,
        "Wat elke gemeente bijdraagt aan een module, naar haar deel van het inkoopvolume, in hele euro's.",
        [
            Listing(
                "bijdrage", "Per module en gemeente",
                "De sleutel is het deel in het volume; wat afronden overlaat, is voor wie het meeste volume heeft. "
                "Afrekening: wat over is krijgt een gemeente terug; onder nul betaalt zij bij.",
                rows, _COLUMNS,
            ),
            _totals(rows, budgets),
        ],
    )  # fmt: skip


def _rows(shares: pl.DataFrame, budgets: pl.DataFrame, members: Mapping[str, str]) -> pl.DataFrame:
    """One row per member, amounts in euros; a volume below zero counts as nothing."""
    volume = pl.col("volume").clip(lower_bound=0) / 100
    whole = pl.when(volume.null_count().over(_MODULE) == 0).then(volume.sum().over(_MODULE))
    known = shares.join(budgets, on=_MODULE, how="left", maintain_order="left").with_columns(
        naam=pl.col("gemeente").replace_strict(dict(members), default=None, return_dtype=pl.String),
        volume=volume, sleutel=pl.when(whole > 0).then(volume * 100 / whole),
        bijdrage=pl.col("bijdrage").cast(pl.Float64), afrekening=pl.col("afrekening").cast(pl.Float64),
    ).with_columns(
        afronding=pl.col("bijdrage") - pl.col("sleutel") * (pl.col("bedrag") // 100) / 100
    )  # fmt: skip
    own = "bijdrage[[#This Row],[{}]]"
    of_module = "bijdrage[Module],bijdrage[[#This Row],[Module]],bijdrage[Jaar],bijdrage[[#This Row],[Jaar]]"
    key = f"={own.format('Inkoopvolume')}/SUMIFS(bijdrage[Inkoopvolume],{of_module})*100"
    rounding = f"={own.format('Bijdrage')}-{own.format('Sleutel')}/100*SUMIFS(bijdrage[Bijdrage],{of_module})"
    return known.with_columns(
        _where_known("sleutel", pl.lit(key)), _where_known("afronding", pl.lit(rounding)),
        *(_word(name) for name in ("volume", "sleutel", "bijdrage", "afronding", "afrekening")),
    )  # fmt: skip


def _totals(rows: pl.DataFrame, budgets: pl.DataFrame) -> Listing:
    """Per module its budget beside what the members pay together."""
    paid = pl.when(pl.col("bijdrage").null_count() == 0).then(pl.col("bijdrage").sum())
    totals = (
        rows.group_by(_MODULE, maintain_order=True).agg(betaald=paid)
        .join(budgets, on=_MODULE, how="left", maintain_order="left")
        .with_columns(pl.col("bedrag", "werkelijke_kosten") / 100)
        .with_columns(rest=pl.col("bedrag") - pl.col("betaald"))
    )  # fmt: skip
    together = pl.format('=SUMIFS(bijdrage[Bijdrage],bijdrage[Module],"{}",bijdrage[Jaar],{})', *_MODULE)
    own = "bijdrage_module[[#This Row],[{}]]"
    rest = pl.lit(f"={own.format('Begroting')}-{own.format('Bijdragen samen')}")
    names = pl.col("module").replace_strict(codelists.labels("module"), default=None, return_dtype=pl.String)
    words = "De bijdragen samen zijn de begroting in hele euro's; wat niet verdeeld is, zijn de centen."
    shown = totals.with_columns(
        _where_known("betaald", together), _where_known("rest", rest),
        *(_word(name) for name in ("bedrag", "betaald", "rest", "werkelijke_kosten")), naam=names,
    )  # fmt: skip
    return Listing("bijdrage_module", "Per module", words, shown, _TOTALS)


def _where_known(column: str, formula: pl.Expr) -> pl.Expr:
    return pl.when(pl.col(column).is_not_null()).then(formula).alias(f"{column} formule")


def _word(column: str) -> pl.Expr:
    return pl.when(pl.col(column).is_null()).then(pl.lit("geen")).alias(f"{column} woord")
