# SPDX-License-Identifier: EUPL-1.2
"""What a procedure brought and what to learn of it: the form of one tender, made and read back."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from processors.findings import FINDINGS, empty, finish
from processors.intake.problems import told
from processors.intake.reading import read_submission
from processors.intake.submission import no_lines
from processors.tender.assignment import Assignment
from processors.tender.documents import Document, euros
from processors.tender.points import OFFER
from processors.tender.ranking import OUT, WINS
from workbooks.errors import UnreadableFileError
from workbooks.grid import Grid
from workbooks.reading import read
from workbooks.template.filling import Asked

KIND, TABLE = "evaluatie", "evaluatievragen"
FILE, SHEET = "Evaluatie.xlsx", "Evaluatie"
COUNTED = ("Inschrijvingen", "Waarvan geldig", "Gegunde contracten")
BROUGHT = ("Raming per jaar (euro)", "Gegund per jaar (euro)")
MARK, DONE = "Oordeel over de procedure (1-10)", "Afgerond op"
# What is asked is our own design [D]; staff may add rows.
QUESTIONS = (MARK, "Doorlooptijd", "Kwaliteit van de inschrijvingen", "Prijsniveau", "Wat ging goed", "Wat kan beter")
ASKED = Asked(
    dict.fromkeys(("kenmerk", "titel", "procedure", "afgerond_op"), SHEET),
    {"evaluatie": (SHEET, ("Onderwerp", "Waarde", "Toelichting"))},
)


@dataclass(frozen=True)
class Evaluation:
    """One form as it was filled in.

    Args:
        asked: what the tender is about.
        done: the day on which it was completed; missing while that is not filled in.
        answers: onderwerp, waarde (text) and toelichting per question.
        findings: what cannot be read (`findings.FINDINGS`).

    """

    asked: Assignment
    done: date | None
    answers: pl.DataFrame
    findings: pl.DataFrame


def evaluation_form(asked: Assignment, order: pl.DataFrame, offers: pl.DataFrame) -> Document:
    """The form of one tender, with what is known of it filled in; the rest is for staff.

    Args:
        asked: what the tender is about.
        order: perceel, inschrijver, status.
        offers: perceel, inschrijver, prijs (eurocent per year).

    """
    known = (len(order), int((order["status"] != OUT).sum()), int((order["status"] == WINS).sum()))
    money = brought(asked, order, offers).select(euros("raming"), euros("gegund")).row(0)
    rows = [*zip((*COUNTED, *BROUGHT), (*known, *money), strict=True), *((question, None) for question in QUESTIONS)]
    frame = pl.DataFrame(rows, schema={"Onderwerp": pl.String, "Waarde": pl.Float64}, orient="row")
    values = {"kenmerk": asked.reference, "titel": asked.title, "procedure": asked.procedure}
    return Document(
        FILE, "evaluatie", ASKED, values,
        {"evaluatie": frame.with_columns(Toelichting=pl.lit(None, pl.String))},
    )  # fmt: skip


def brought(asked: Assignment, order: pl.DataFrame, offers: pl.DataFrame) -> pl.DataFrame:
    """What a year was estimated to cost and what it costs now, over the lots in which something was awarded.

    The estimate is the reference tariff times the expected volume. Of a lot with more contracts the mean of their
    prices counts (own design [D]). While a tariff, volume or price of an awarded lot is not known, that sum is not
    known.

    Returns:
        One row: raming, gegund (eurocent per year).

    """
    wins = order.filter(pl.col("status") == WINS).select(OFFER).join(offers, on=OFFER, how="left")
    paid = wins.group_by("perceel").agg(
        prijs=(2 * pl.col("prijs").sum() + pl.len()) // (2 * pl.len()), known=pl.col("prijs").is_not_null().all()
    )
    products = asked.tables["perceelproducten"].join(paid, on="perceel", how="semi")
    estimate = products.select(cost=pl.col("referentie_tarief") * pl.col("jaarvolume"))["cost"]
    whole = len(estimate) > 0 and not estimate.null_count()
    return pl.DataFrame(
        {
            "raming": [estimate.sum() if whole else None],
            "gegund": [paid["prijs"].sum() if len(paid) and paid["known"].all() else None],
        },
        schema={"raming": pl.Int64, "gegund": pl.Int64},
    )


def read_evaluation(path: Path, asked: Assignment) -> Evaluation:
    """Read a form that was filled in; what cannot be read is a finding."""
    (found,) = read_submission(path, kind=KIND)
    answers = found.tables.get(TABLE, no_lines(TABLE)).select("onderwerp", "waarde", "toelichting")
    try:
        grid = next((grid for grid in read(path).grids if grid.name == SHEET), None)
    except UnreadableFileError:
        grid = None  # told of by the reader of submissions
    done, wrong = _done(grid, path.name) if grid else (None, empty())
    findings = finish(found.problems, found.origins)
    return Evaluation(asked, done, answers, pl.concat([findings, wrong]).select(*FINDINGS))


def _done(grid: Grid, file: str) -> tuple[date | None, pl.DataFrame]:
    """The day beside its label, wherever staff moved that."""
    at = grid.text["1"].str.strip_chars().index_of(DONE) if "1" in grid.text.columns else None
    text = grid.text["2"][at] if at is not None and "2" in grid.text.columns else None
    if at is None or text is None:
        return None, empty()
    if "2" in grid.dated.columns and grid.dated["2"][at]:
        return date.fromisoformat(text[:10]), empty()
    return None, finish(
        told(
            "INTAKE-62", f"'{DONE}' is geen datum.", "Vul een datum in, zoals 02-11-2026.", bestand=file,
            blad=SHEET, rij=at + 1, cel=f"B{at + 1}", waarde=text,
        )
    )  # fmt: skip
