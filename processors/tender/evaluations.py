# SPDX-License-Identifier: EUPL-1.2
"""All evaluations together: what each procedure brought, what a year brought, and what is to be learnt."""

from collections.abc import Sequence

import polars as pl

from processors.tender.documents import Document
from processors.tender.evaluation import BROUGHT, COUNTED, DONE, MARK, Evaluation
from workbooks.template.filling import Asked

OVERVIEW, YEARS, LESSONS = "Overzicht", "Per jaar", "Lessen"
NOT_DONE = "nog niet"
MONEY = ("Raming (euro)", "Gegund (euro)")
EACH = ("Kenmerk", "Titel", "Procedure", DONE, "Inschrijvingen", "Geldig", "Contracten", *MONEY, "Oordeel")
YEAR = ("Jaar", "Aanbestedingen", "Inschrijvingen gemiddeld", "Contracten", *MONEY, "Oordeel gemiddeld")
ASKED = Asked(
    {},
    {
        "evaluaties": (OVERVIEW, EACH),
        "jaren": (YEARS, YEAR),
        "lessen": (LESSONS, ("Kenmerk", "Onderwerp", "Waarde", "Toelichting")),
    },
)
# The heads of the overview and the questions of the form that they show.
SHOWN = dict(
    zip(("Inschrijvingen", "Geldig", "Contracten", *MONEY, "Oordeel"), (*COUNTED, *BROUGHT, MARK), strict=True)
)


def overview(evaluations: Sequence[Evaluation]) -> Document:
    """The workbook of all evaluations, in the order given; what was not filled in stays empty."""
    each = pl.DataFrame(
        [(one.asked.reference, one.asked.title, one.asked.procedure, one.done, *_shown(one)) for one in evaluations],
        schema={
            **dict.fromkeys(EACH[:3], pl.String), DONE: pl.Date, **dict.fromkeys(SHOWN, pl.Float64),
        }, orient="row",
    )  # fmt: skip
    said = [_said(one) for one in evaluations]
    return Document(
        "Overzicht evaluaties.xlsx", "evaluaties", ASKED, {},
        {"evaluaties": each, "jaren": per_year(each), "lessen": pl.concat(said)},
    )  # fmt: skip


def _number(text: pl.Expr) -> pl.Expr:
    return text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)


def _shown(one: Evaluation) -> list[float | None]:
    answers = dict(one.answers.select("onderwerp", _number(pl.col("waarde"))).iter_rows())
    return [answers.get(question) for question in SHOWN.values()]


def _said(one: Evaluation) -> pl.DataFrame:
    return one.answers.filter(pl.col("toelichting").is_not_null()).select(
        pl.lit(one.asked.reference).alias("Kenmerk"), pl.col("onderwerp").alias("Onderwerp"),
        _number(pl.col("waarde")).alias("Waarde"), pl.col("toelichting").alias("Toelichting"),
    )  # fmt: skip


def per_year(each: pl.DataFrame) -> pl.DataFrame:
    """What the procedures of a year brought together, the latest year first; money only where both sums are known."""
    known = pl.all_horizontal(pl.col(MONEY).is_not_null())
    sums = [pl.when(known.any()).then(pl.col(name).filter(known).sum().round(2)).alias(name) for name in MONEY]
    return (
        each.group_by(pl.col(DONE).dt.strftime("%Y").fill_null(NOT_DONE).alias("Jaar"))
        .agg(
            pl.len().alias("Aanbestedingen"), pl.col("Inschrijvingen").mean().alias("Inschrijvingen gemiddeld"),
            pl.col("Contracten").sum(), *sums, pl.col("Oordeel").mean().alias("Oordeel gemiddeld"),
        )
        .sort("Jaar", descending=True)
        .select(YEAR)
    )  # fmt: skip
