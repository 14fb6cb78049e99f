# SPDX-License-Identifier: EUPL-1.2
"""Six tenderers: what each offers, how it was scored, and what must come of it.

One raises the limit of its prices, one forgets a price, one scores below the least that may be, and two offers are
equal to the cent and the point, so that a lot is drawn.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from processors.demo.facts import CATALOGUE
from processors.demo.suppliers import names
from processors.demo.tender.asked import QUALITY
from processors.tender.documents import Document
from processors.tender.matrix_book import SCORES
from processors.tender.price_sheet import PRICE
from processors.tender.ranking import LOSES, OUT, WINS
from processors.tender.requirements_book import ANSWER

TARIFFS = {product.code: product.tariff for product in CATALOGUE}
ALL_OF_IT = 100
LINDE, MOLEN, BRUG, PEEL, OOIEVAAR, MAASDUIN = NAMES = tuple(names(6))
LIMIT = "Maximumtarief (euro)"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a tenderer offers for a lot, and what comes of it.

    Args:
        tenderer: its name.
        lot: the lot.
        percent: of what each product costs now.
        scores: the consensus on each criterion of `asked.QUALITY`.
        place: in the order of the lot; missing for an offer that is out.
        status: gunnen, niet gegund or afgevallen (`ranking`).
        drawn: the number that was drawn, between equal offers.
        limit: percent of the highest tariff that this tenderer wrote over the one that was issued.
        forgets: product without a price.

    """

    tenderer: str
    lot: str
    percent: int
    scores: tuple[int, int]
    place: int | None
    status: str
    drawn: int | None = None
    limit: int | None = None
    forgets: str = ""


# By hand, for whatever volumes: of prices that are one percentage of the tariffs of now, the points do not depend on
# volumes. Lot 1 (lowest price divided by price): 86, 83, 78 and 75 points; lot 2 (a straight line from 70 to 130
# percent): 71, 68.5 and 58.5; lot 3 (a square from 70 to 130 percent): 86 twice and 73.
OFFERS = (
    Offer(LINDE, "1", 98, (8, 8), 1, WINS), Offer(MOLEN, "1", 94, (8, 6), 2, WINS),
    Offer(BRUG, "1", 102, (6, 8), 3, LOSES), Offer(PEEL, "1", 140, (10, 10), None, OUT, limit=110),
    Offer(OOIEVAAR, "1", 96, (6, 6), 4, LOSES), Offer(MAASDUIN, "1", 90, (2, 10), None, OUT),
    Offer(BRUG, "2", 95, (8, 8), 1, WINS), Offer(LINDE, "2", 85, (6, 7), 2, LOSES),
    Offer(OOIEVAAR, "2", 90, (8, 8), None, OUT, forgets="08D01"), Offer(MAASDUIN, "2", 100, (6, 7), 3, LOSES),
    Offer(PEEL, "3", 90, (8, 9), 1, WINS, drawn=1), Offer(MOLEN, "3", 90, (8, 9), 2, LOSES, drawn=2),
    Offer(BRUG, "3", 97, (6, 8), 3, LOSES),
)  # fmt: skip


def returned(sheet: Document, lot: str) -> Iterator[Document]:
    """The price sheet of a lot as each tenderer sends it back."""
    rows = sheet.tables["prijzen"]
    for each in OFFERS:
        if each.lot == lot:
            code = pl.col("Productcode")
            now = code.replace_strict(TARIFFS, return_dtype=pl.Int64)
            cents = (now * each.percent + ALL_OF_IT // 2) // ALL_OF_IT
            filled = rows.with_columns(pl.when(code != each.forgets).then(cents / ALL_OF_IT).alias(PRICE))
            if each.limit:
                filled = filled.with_columns((pl.col(LIMIT) * each.limit / ALL_OF_IT).round(2))
            yield replace(
                sheet, name=f"Prijzenblad perceel {lot} {each.tenderer}.xlsx",
                values={**sheet.values, "inschrijver": each.tenderer}, tables={**sheet.tables, "prijzen": filled},
            )  # fmt: skip


def confirmed(book: Document, on: date) -> Iterator[Document]:
    """The list of conformity as each tenderer signs it on a day and sends it back."""
    for name in NAMES:
        rows = book.tables["conformiteit"].with_columns(pl.lit("ja").alias(ANSWER))
        yield replace(
            book, name=f"Conformiteitenlijst {name}.xlsx",
            values={
                **book.values, "inschrijver": name, "ondertekenaar": "Bestuurder van de demo", "ondertekend_op": on,
            },
            tables={**book.tables, "conformiteit": rows},
        )  # fmt: skip


def with_proofs(checked: Document, on: date) -> Document:
    """The checklist with the day of each proof: one tenderer sent an old paper, and one forgot a paper."""
    name, paper, issued = pl.col("Inschrijver"), pl.col("Bewijsmiddel"), pl.lit(on)
    papers = checked.tables["bewijsmiddelen"]
    first, last = papers["Bewijsmiddel"][0], papers["Bewijsmiddel"][2]
    old = (name == MAASDUIN) & (paper == last)
    given = pl.when(old).then(issued.dt.offset_by("-9mo")).otherwise(issued.dt.offset_by("-2mo"))
    dated = papers.with_columns(pl.when(~((name == OOIEVAAR) & (paper == first))).then(given).alias("Afgegeven op"))
    return replace(checked, tables={**checked.tables, "bewijsmiddelen": dated})


def consensus() -> pl.DataFrame:
    """On what the assessors agreed: perceel, inschrijver, criterium, score."""
    rows = [
        (each.lot, each.tenderer, criterion, score)
        for each in OFFERS
        for (criterion, _, _), score in zip(QUALITY, each.scores, strict=True)
    ]
    return pl.DataFrame(rows, schema=["perceel", "inschrijver", "criterium", "score"], orient="row")


def drawn() -> pl.DataFrame:
    """The numbers that were drawn: perceel, inschrijver, loting."""
    rows = [(each.lot, each.tenderer, each.drawn) for each in OFFERS]
    schema: Mapping[str, type[pl.DataType]] = {"perceel": pl.String, "inschrijver": pl.String, "loting": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def assessed(matrix: Document) -> Document:
    """The matrix of a lot with the scores of three assessors: one above and one below what they came to agree on."""
    agreed, best = pl.col("Consensus"), pl.col("Schaal")
    each = dict(zip(SCORES, ((agreed + 1).clip(0, best), agreed, (agreed - 1).clip(0, best)), strict=True))
    return replace(matrix, tables={**matrix.tables, "beoordeling": matrix.tables["beoordeling"].with_columns(**each)})
