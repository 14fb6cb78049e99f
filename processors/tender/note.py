# SPDX-License-Identifier: EUPL-1.2
"""The note with questions and answers (nota van inlichtingen), made of the log in which staff keep them."""

from pathlib import Path

import polars as pl

from processors import checking
from processors.findings import RAW, empty, finish
from processors.intake.reading import read_submission
from processors.intake.submission import no_lines
from processors.rules import RULES
from processors.tender.assignment import Assignment
from processors.tender.documents import Document
from workbooks.template.filling import Asked

KIND, TABLE = "vragenlog", "vragenlog"
LOG = "Vragenlog"
SHEET, CHANGES = "Nota van inlichtingen", "Wijzigingen"
LOG_ASKED = Asked(
    {"kenmerk": LOG, "titel": LOG},
    {
        "vragenlog": (
            LOG,
            ("Nota", "Nummer van de vraag", "Inschrijver", "Document", "Pagina", "Vraag", "Antwoord", "Wijziging"),
        )
    },
)
ASKED = Asked(
    {"kenmerk": SHEET, "titel": SHEET, "nota": SHEET},
    {
        "vragen": (SHEET, ("Nr", "Document", "Pagina", "Vraag", "Antwoord", "Wijziging")),
        "wijzigingen": (CHANGES, ("Document", "Pagina", "Wijziging", "Vraag")),
    },
)


def question_log(asked: Assignment) -> Document:
    """The empty log, for staff to fill in."""
    return Document(f"{LOG}.xlsx", "vragenlog", LOG_ASKED, {"kenmerk": asked.reference, "titel": asked.title}, {})


def questions(path: Path) -> pl.DataFrame:
    """Every question in the log (table `vragenlog`)."""
    (read,) = read_submission(path, kind=KIND)
    return read.tables.get(TABLE, no_lines(TABLE))


def note(path: Path, asked: Assignment, number: int | None = None) -> tuple[Document | None, pl.DataFrame]:
    """The note of a number, or the last one in the log.

    Args:
        path: the log.
        asked: what the tender is about.
        number: of the note; the highest in the log without it.

    Returns:
        The note without who asked, None where the log has no questions or a finding says what must be mended first
        (MGR-507); and the findings.

    """
    (read,) = read_submission(path, kind=KIND)
    log = read.tables.get(TABLE, no_lines(TABLE))
    names = [name for name in log["inschrijver"].drop_nulls().unique() if name.strip()]
    wanted = number or max(log["nota_nummer"].drop_nulls(), default=0)
    here = log.filter(pl.col("nota_nummer") == wanted).sort("vraag_nummer")
    judged = here.select(
        "bestand", "blad", "rij", "vraag_nummer", "vraag", "antwoord_tekst",
        document=pl.format("nota {}", "nota_nummer"), namen_gevonden=_named(names),
    )  # fmt: skip
    found = [empty(RAW), read.problems, checking.check(RULES, judged, "vragen")]
    places = pl.concat([read.origins, read.origins.with_columns(entiteit=pl.lit("vragen"))])
    findings = finish(pl.concat(found), places)
    if here.is_empty() or findings["ernst"].is_in(["fout"]).any():
        return None, findings
    changed = here.filter(pl.col("wijziging").is_not_null())
    return Document(
        f"Nota van inlichtingen {wanted}.xlsx", "nota", ASKED,
        {"kenmerk": asked.reference, "titel": asked.title, "nota": wanted},
        {
            "vragen": here.select(
                Nr="vraag_nummer", Document="document", Pagina="pagina", Vraag="vraag", Antwoord="antwoord_tekst",
                Wijziging=pl.when(pl.col("wijziging").is_not_null()).then(pl.lit("ja")).otherwise(pl.lit("nee")),
            ),
            "wijzigingen": changed.select(
                Document="document", Pagina="pagina", Wijziging="wijziging", Vraag="vraag_nummer"
            ),
        },
    ), findings  # fmt: skip


def _named(names: list[str]) -> pl.Expr:
    """How many of these names stand in a question or its answer."""
    said = pl.concat_str("vraag", pl.col("antwoord_tekst").fill_null(""), separator=" ").str.to_lowercase()
    found = [said.str.contains(name.strip().lower(), literal=True).cast(pl.Int64) for name in names]
    return pl.sum_horizontal(pl.lit(0), *found)
