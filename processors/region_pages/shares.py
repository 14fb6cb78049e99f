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
    Column("module", "Module", "code"), Column("jaar", "Jaar", "nummer"), Column("naam", "Gemeente", width=44),
    Column("gemeente", "Gemeentecode", "code"), Column("volume", "Inkoopvolume", "euro", word="volume woord", width=20),
    Column("sleutel", "Sleutel", "procent", word="sleutel woord", formula="sleutel formule", width=14),
    Column("bijdrage", "Bijdrage", "euro", word="bijdrage woord", width=18),
    Column("afronding", "Afronding", "euro", word="afronding woord", formula="afronding formule", width=16),
    Column("afrekening", "Afrekening", "euro", word="afrekening woord", width=18),
)  # fmt: skip
_TOTALS = (
    Column("module", "Module", "code"), Column("jaar", "Jaar", "nummer"), Column("naam", "Naam", width=44),
    Column("bedrag", "Begroting", "euro", word="bedrag woord", width=20),
    Column("betaald", "Bijdragen samen", "euro", word="betaald woord", formula="betaald formule", width=20),
    Column("rest", "Niet verdeeld", "euro", word="rest woord", formula="rest formule", width=16),
    Column("werkelijke_kosten", "Werkelijke kosten", "euro", word="werkelijke_kosten woord", width=20),
    Column("over", "Over", "euro", word="over woord", formula="over formule", width=16),
    Column("afgerekend", "Afrekeningen samen", "euro", word="afgerekend woord", formula="afgerekend formule", width=20),
    Column("toelichting", "Toelichting", width=60),
)  # fmt: skip


def shares_page(shares: pl.DataFrame, budgets: pl.DataFrame, members: Mapping[str, str]) -> Stack | None:
    """The page; None where no module has members.

    Args:
        shares: per module, year and member its volume, contribution and settlement (`contribution.contributions`), and
            whether these are `onderdrukt` (ja, nee).
        budgets: `module`, `jaar`, `bedrag` and `werkelijke_kosten` (eurocent).
        members: municipality code to name.

    """
    if shares.is_empty():
        return None
    rows = _rows(shares, budgets, members)
    return Stack(
        NAME, NAME,
        "Wat elke gemeente bijdraagt aan een module, naar haar deel van het inkoopvolume, in hele euro's. "
        "Of na 2024 een andere sleutel geldt, is niet bevestigd.",
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
    """Per module its budget beside what the members pay together, and why something is missing."""
    lacking = pl.col("volume").is_null() & (pl.col("onderdrukt") == "nee")
    totals = (
        rows.group_by(_MODULE, maintain_order=True).agg(
            pl.col("onderdrukt").first(), betaald=_whole("bijdrage"), afgerekend=_whole("afrekening"),
            gekocht=pl.col("volume").sum(),
            zonder=pl.coalesce("naam", "gemeente").filter(lacking).sort().str.join(", "),
        )
        .join(budgets, on=_MODULE, how="left", maintain_order="left")
        .with_columns(pl.col("bedrag", "werkelijke_kosten") / 100)
        .with_columns(
            rest=pl.col("bedrag") - pl.col("betaald"), over=pl.col("bedrag") - pl.col("werkelijke_kosten"),
            toelichting=_reason(),
        )
    )  # fmt: skip
    together = '=SUMIFS(bijdrage[{}],bijdrage[Module],"{}",bijdrage[Jaar],{})'
    left = "=bijdrage_module[[#This Row],[Begroting]]-bijdrage_module[[#This Row],[{}]]"
    names = pl.col("module").replace_strict(codelists.labels("module"), default=None, return_dtype=pl.String)
    words = (
        "De bijdragen samen zijn de begroting in hele euro's; wat niet verdeeld is, zijn de centen. Wat over is, wordt "
        "met dezelfde sleutel in hele euro's verrekend."
    )
    shown = totals.with_columns(
        _where_known("betaald", pl.format(together, pl.lit("Bijdrage"), *_MODULE)),
        _where_known("afgerekend", pl.format(together, pl.lit("Afrekening"), *_MODULE)),
        _where_known("rest", pl.lit(left.format("Bijdragen samen"))),
        _where_known("over", pl.lit(left.format("Werkelijke kosten"))),
        *(_word(name) for name in ("betaald", "rest", "afgerekend")),
        *(_word(name, "geen") for name in ("bedrag", "werkelijke_kosten", "over")),
        naam=names,
    )
    return Listing("bijdrage_module", "Per module", words, shown, _TOTALS)


def _whole(amount: str) -> pl.Expr:
    """The sum of all members; missing where one is."""
    return pl.when(pl.col(amount).null_count() == 0).then(pl.col(amount).sum())


def _reason() -> pl.Expr:
    """Why a module has no contributions, or no settlement yet; empty where it has both."""
    return (
        pl.when(pl.col("onderdrukt") == "ja")
        .then(pl.lit("Onderdrukt: uit deze volumes is iets te herleiden over weinig cliënten. De eigen bijdrage staat "
                     "in het werkboek van een gemeente (K39)."))
        .when(pl.col("bedrag").is_null())
        .then(pl.lit("De begroting is niet bekend; vul die aan in naslag, tabel modulebudgetten."))
        .when(pl.col("zonder") != "")
        .then(pl.format("Van een of meer maanden van het basisjaar leverde niets: {}.", "zonder"))
        .when(pl.col("gekocht") == 0)
        .then(pl.lit("In het basisjaar kocht geen lid iets in deze module, dus er is geen sleutel."))
        .when(pl.col("werkelijke_kosten").is_null())
        .then(pl.lit("De werkelijke kosten zijn nog niet bekend; de afrekening volgt."))
    )  # fmt: skip


def _where_known(column: str, formula: pl.Expr) -> pl.Expr:
    return pl.when(pl.col(column).is_not_null()).then(formula).alias(f"{column} formule")


def _word(column: str, instead: str = "") -> pl.Expr:
    """What stands in place of a value that is missing: `instead`, or whether it was suppressed."""
    hidden = pl.when(pl.col("onderdrukt") == "ja").then(pl.lit("onderdrukt")).otherwise(pl.lit("geen"))
    word = pl.lit(instead) if instead else hidden
    return pl.when(pl.col(column).is_null()).then(word).alias(f"{column} woord")
