# SPDX-License-Identifier: EUPL-1.2
"""The question list of each supplier and the result of each municipality, per year that was accounted for."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl

from processors import codelists
from processors.enrichment import thresholds
from processors.enrichment.matching import beside, last_of
from processors.statement_differences.outcomes import ACCEPTED, EXPLAINED, OPEN, REJECTED, UNKNOWN, classes
from processors.statement_differences.parts import column
from processors.statement_differences.sides import KEY
from workbooks.question_list import QuestionList, write_question_list
from workbooks.statement_result import StatementResult, write_statement_result

# From the heaviest to the lightest: a supplier and law has the outcome of its heaviest row.
OUTCOMES = (OPEN, REJECTED, EXPLAINED, ACCEPTED, UNKNOWN)
LAWS = {"wmo": "Wmo", "jw": "Jeugdwet", "pw": "Participatiewet"}
QUESTIONS, RESULTS = "aanbieder/*/vragenlijst-verantwoording-*.xlsx", "gemeente/*/verantwoording-*.xlsx"


def publish(  # noqa: PLR0913 - each is another table
    output: Path,
    rows: pl.DataFrame,
    covers: pl.DataFrame,
    changes: pl.DataFrame,
    reference: Mapping[str, pl.DataFrame],
    *,
    contact: str,
) -> tuple[list[Path], list[Path]]:
    """Write them all; a list or result of before that has nothing to say any more is taken away.

    Args:
        output: the folder of what goes out.
        rows: of `outcomes.judged`.
        covers: of the statements in force (`verantwoordingen`).
        changes: of `changed`.
        reference: reference tables by name.
        contact: where questions about the list go.

    Returns:
        The question lists and the results.

    Raises:
        UnwritableWorkbookError: a file cannot be written, mostly because it is open in Excel.

    """
    shown, changed_rows = _named(rows, reference), _named(changes, reference)
    days = thresholds.of_region(reference, "termijn_vragenlijst")
    asked = shown.filter(pl.col("vraag").is_not_null(), pl.col("aanbieder").str.contains(r"^\d{8}$"))
    lists, results = [], []
    for (year, supplier), own in asked.group_by("jaar", "aanbieder", maintain_order=True):
        received = _received(covers, int(str(year)), str(supplier))
        target = output / "aanbieder" / str(supplier) / f"vragenlijst-verantwoording-{year}.xlsx"
        write_question_list(target, _questions(own, received, received + timedelta(days=days), contact))
        lists.append(target)
    for (year, place), own in shown.group_by("jaar", "gemeente", maintain_order=True):
        if place not in _places():
            continue
        target = output / "gemeente" / str(place) / f"verantwoording-{year}.xlsx"
        of_place = changed_rows.filter(pl.col("jaar") == year, pl.col("gemeente") == place)
        write_statement_result(target, _result(own, of_place, _received(covers, int(str(year)))))
        results.append(target)
    for pattern, made in ((QUESTIONS, lists), (RESULTS, results)):
        for old in set(output.glob(pattern)) - set(made):
            old.unlink()
    return lists, results


def changed(current: pl.DataFrame, replaced: pl.DataFrame) -> pl.DataFrame:
    """What the version in force of a statement changed in the one before: the key of a row and three amounts.

    Args:
        current: lines of the statements in force.
        replaced: lines of the versions that these replaced.

    Returns:
        `bedrag_oud`, `bedrag_nieuw` and `bedrag_verschil` (eurocent) of each product with another amount; a product
        in one version only counts as zero in the other.

    """
    statement = ["jaar", "wet", "raamovereenkomst", "aanbieder"]
    after = current.join(replaced.select(statement).unique(), on=statement, how="semi")
    old, new = (
        lines.group_by(KEY).agg(pl.col("bedrag_totaal").sum().alias(name))
        for lines, name in ((replaced, "bedrag_oud"), (after, "bedrag_nieuw"))
    )
    both = old.join(new, on=list(KEY), how="full", coalesce=True).with_columns(
        pl.col("bedrag_oud", "bedrag_nieuw").fill_null(0)
    )
    delta = both.with_columns(bedrag_verschil=pl.col("bedrag_nieuw") - pl.col("bedrag_oud"))
    return delta.filter(pl.col("bedrag_verschil") != 0).sort(KEY)


def _places() -> dict[str, str]:
    return dict(codelists.table("gemeenten_mgr").select("gemeentecode", "naam").iter_rows())


def _named(rows: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """With the names of supplier, municipality and product, and the law in words."""
    nobody = pl.DataFrame(schema={"aanbieder": pl.String, "naam": pl.String})
    register = last_of(reference.get("aanbieders", nobody).select("aanbieder", "naam"), ["aanbieder"])
    nothing = pl.DataFrame(schema=dict.fromkeys(("wet", "product_code", "omschrijving"), pl.String))
    products = reference.get("producten", nothing).select("wet", "product_code", "omschrijving")
    names = beside(rows, register, ["aanbieder"])["naam"].alias("aanbieder_naam")
    words = beside(rows, last_of(products, ["wet", "product_code"]), ["wet", "product_code"])["omschrijving"]
    return rows.with_columns(
        names, words,
        gemeente_naam=pl.col("gemeente").replace_strict(_places(), default=None, return_dtype=pl.String),
        wet=pl.col("wet").replace(LAWS),
    )  # fmt: skip


def _received(covers: pl.DataFrame, year: int, supplier: str | None = None) -> date:
    """The day on which the last statement of a year came in; where that is unknown the last day of that year."""
    whose = pl.lit(value=True) if supplier is None else pl.col("aanbieder") == supplier
    day = covers.filter(pl.col("jaar") == year, whose)["ontvangen_op"].max()
    return day if isinstance(day, date) else date(year, 12, 31)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a document date without a clock


def _questions(own: pl.DataFrame, received: date, deadline: date, contact: str) -> QuestionList:
    year, supplier, name = own.select("jaar", "aanbieder", "aanbieder_naam").row(0)
    largest_first = own.sort(pl.col("verschil").abs(), descending=True, maintain_order=True)
    return QuestionList(
        title=f"Vragen over uw productieverantwoording {year}",
        facts=[
            ("Aanbieder (AGB)", supplier), ("Naam", name), ("Jaar", str(year)),
            ("Verantwoording ontvangen op", received), ("Antwoord uiterlijk op", deadline),
            ("Aantal vragen", str(len(own))), ("Vragen aan", contact),
        ],
        steps=[
            "Op het blad Vragen staat per gemeente, wet en product wat u verantwoordde en wat is toegekend.",
            "Kies in de gele kolom Uw reden de letter die volgens u klopt. Onze inschatting staat links daarvan.",
            "Schrijf in de gele kolom Uw toelichting het antwoord op onze vraag, zonder namen of burgerservicenummers.",
            "Is uw verantwoording onjuist? Stuur een nieuwe versie; die vervangt de vorige.",
            "Stuur deze werkmap terug voor of op de dag hierboven.",
        ],
        rows=largest_first.select(
            "gemeente", "gemeente_naam", "wet", "product_code", "omschrijving", "verantwoord", "toegekend", "verschil",
            "naam", "vraag",
        ),
        reasons=list(classes().select("klasse", "naam").iter_rows()),
        deadline=deadline,
        made_on=_midnight(received),
    )  # fmt: skip


def _result(own: pl.DataFrame, changes: pl.DataFrame, received: date) -> StatementResult:
    year, place = own.select("jaar", "gemeente_naam").row(0)
    rows = own.with_columns(naam="aanbieder_naam").sort("aanbieder", "wet", "product_code")
    rank = pl.col("uitkomst").replace_strict({word: n for n, word in enumerate(OUTCOMES)}, return_dtype=pl.Int64)
    suppliers = rows.group_by("aanbieder", "naam", "wet", maintain_order=True).agg(
        uitkomst=pl.col("uitkomst").sort_by(rank).first()
    )
    return StatementResult(
        title=f"Productieverantwoording {year}, {place}",
        introduction="Wat aanbieders verantwoordden naast wat aan hen is toegekend; een voorstel, de gemeente beslist. "
        "Van wat niet te beoordelen is, zijn Toegekend en Verschil leeg.",
        outcomes=OUTCOMES,
        rows=rows,
        suppliers=suppliers,
        parts=[(column(letter), f"{letter} {name}") for letter, name in classes().select("klasse", "naam").iter_rows()],
        made_on=_midnight(received),
        versions=changes.with_columns(naam="aanbieder_naam"),
    )
