# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt controleer`: check files and show the findings; nothing is changed."""

from contextlib import ExitStack
from datetime import date
from pathlib import Path

import click
import polars as pl

from processors.assessment import Assessment, assess
from processors.commands.background import reference_option
from processors.commands.demo import a_month
from processors.commands.display import FIRST_FINDINGS, say, show_json, steps, tell_reference, writing
from processors.dutch import DutchCommand
from processors.explanation import TABLE, Explained, beside
from processors.findings import FINDINGS
from processors.intake.reading import read_submission
from processors.intake.submission import Submission
from processors.journal_schema import Outcome
from processors.settings import load
from processors.surroundings import surroundings

FEW_LINES = 10
KINDS = ("declaratie", "gemeentelevering", "productieverantwoording", "bericht")


def months(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> frozenset[str]:
    """Months as yyyy-mm."""
    return frozenset(a_month(context, parameter, value) for value in values)


@click.command("controleer", cls=DutchCommand)
@click.argument(
    "bestanden",
    metavar="BESTAND...",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--soort", type=click.Choice(KINDS), help="Wat het is, als het niet vanzelf wordt herkend.")
@reference_option
@click.option(
    "--uit",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Schrijf de bevindingen naar dit bestand (.xlsx, .csv, .json of .parquet).",
)
@click.option("--profiel", metavar="P", help="Regelprofiel voor alle regels, in plaats van dat van het contract.")
@click.option(
    "--uitleg",
    is_flag=True,
    help="Leg uit hoe maximum, tarief, bedrag en budget zijn berekend; met --uit of --json van alle declaratieregels.",
)
@click.option("--opslag", is_flag=True, help="Beoordeel wat in de werkmap geldt opnieuw met de regels van vandaag.")
@click.option(
    "--maand",
    "maanden",
    multiple=True,
    callback=months,
    help="Met --opslag: alleen deze maand, zoals 2026-09 (vaker mag).",
)
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(
    bestanden: tuple[Path, ...], *, soort: str | None, naslag: Path | None, uit: Path | None, profiel: str | None,
    uitleg: bool, opslag: bool, maanden: frozenset[str], as_json: bool,
) -> int:  # fmt: skip
    """Controleer bestanden en toon de bevindingen; verandert niets.

    Zonder --naslag wordt gekeken in de werkmap van de instellingen, als die er is. Met --opslag wordt alles wat in de
    werkmap geldt opnieuw beoordeeld, en ziet u welke bevindingen daardoor komen, vervallen of veranderen.
    """
    if opslag:
        from processors.commands import hercontrole

        if bestanden or soort or profiel or uitleg:
            raise click.UsageError("Met --opslag past alleen --maand, --naslag, --uit en --json.")
        return hercontrole.run(maanden, naslag, uit, as_json=as_json)
    if not bestanden or maanden:
        raise click.UsageError("Geef een of meer bestanden, of --opslag; --maand hoort bij --opslag.")
    today = date.today()  # noqa: DTZ011 - a day on the calendar of who asks
    with ExitStack() as stack:
        beside = surroundings(load(), naslag)
        reference, known, key = beside.reference, beside.known, beside.key
        tell_reference(reference.problems)
        bar = stack.enter_context(steps("Bestanden", len(bestanden), quiet=as_json or len(bestanden) == 1))
        judged = []
        for path in bestanden:
            read = read_submission(
                path, column_map=reference.column_map, kind=soort, products=reference.products, own=True
            )
            for each in read:
                # A file that was accepted before, or a better version of it, is not compared with itself.
                compared = known.about(each, replaced=known.versions_of(each))
                explained = _explained(each, asked=uitleg, wholly=as_json or uit is not None)
                judged.append(assess(each, compared, received_on=today, key=key, profile=profiel, explained=explained))
            bar.done()
    findings = pl.concat([each.findings.select(*FINDINGS) for each in judged])
    explanations = pl.concat([each.explanations for each in judged]) if uitleg else None
    if uit is not None:
        from processors.findings_file import write_findings

        with writing(uit):
            write_findings(uit, findings, explanations)
    if as_json:
        more = {} if explanations is None else {"uitleg": explanations.to_dicts()}
        show_json(result(judged, findings) | more)
    else:
        _show(judged, uit, explained=uitleg)
    return _status(judged, findings)


def _explained(read: Submission, *, asked: bool, wholly: bool) -> Explained:
    """Every line where it goes to a file or a program, or where there are no more than fit on a screen."""
    if not asked:
        return Explained.NOTHING
    return Explained.ALL if wholly or len(read.tables.get(TABLE, ())) <= FEW_LINES else Explained.FINDINGS


def result(judged: list[Assessment], findings: pl.DataFrame) -> dict[str, object]:
    """The JSON shape of contracts.md 2."""
    counts = findings.group_by("regel").len().sort("regel")
    return {
        "bestanden": [
            {
                "bestand": each.submission.file,
                "soort": each.submission.kind,
                "wet": each.submission.law,
                "gemeente": each.submission.municipality,
                "aanbieder": each.submission.supplier,
                "maand": each.submission.month,
                "regels": each.total,
                "uitkomst": str(each.outcome),
                "reden": each.reason,
            }
            for each in judged
        ],
        "bevindingen": findings.to_dicts(),
        "telling": dict(counts.iter_rows()),
    }


def _status(judged: list[Assessment], findings: pl.DataFrame) -> int:
    if all(each.refused for each in judged):
        return 2
    return int(not findings.is_empty())


def _show(judged: list[Assessment], target: Path | None, *, explained: bool) -> None:
    for each in judged:
        say(f"{each.submission.file}: {_verdict(each)}")
        first = each.findings.head(FIRST_FINDINGS)
        for row in first.with_columns(beside(first, each.explanations)).iter_rows(named=True):
            cell = f" ({row['cel']})" if row["cel"] else ""
            where = f"rij {row['rij']}" if row["rij"] else "hele bestand"
            place = f"{where}, {row['kolom']}{cell}" if row["kolom"] else where
            say(f"  {row['ernst']:<14}{row['regel']:<11}{place}", f"      {row['melding']}", f"      {row['actie']}")
            if row["uitleg"]:
                say(f"      Zo is het berekend: {row['uitleg']}")
        left = len(each.findings) - FIRST_FINDINGS
        if left > 0:
            hint = f"ze staan in {target}" if target else "schrijf ze met --uit naar een bestand"
            say(f"  … en nog {left} bevindingen; {hint}.")
        if explained:
            _show_explanations(each, target)
        say("")


def _show_explanations(each: Assessment, target: Path | None) -> None:
    """How every line came about where there are few, and where to find it where there are many."""
    count = len(each.submission.tables.get(TABLE, ()))
    if not count:
        return
    if count <= FEW_LINES:
        say("  Zo zijn de regels berekend:")
        for row, subject, sentence in each.explanations.select("rij", "onderwerp", "uitleg").iter_rows():
            say(f"    rij {row}, {subject}: {sentence}")
    elif target is None:
        say("  De uitleg van alle regels krijgt u in een bestand, met --uit.")
    else:
        from processors.findings_file import explanations_path

        say(f"  De uitleg van alle regels staat in {explanations_path(target)}.")


def _verdict(each: Assessment) -> str:
    if each.outcome is Outcome.GEWEIGERD:
        return f"geweigerd. {each.reason or 'Geen enkele regel kan worden geaccepteerd.'}"
    count = len(each.findings)
    found = "geen bevindingen" if not count else f"{count} bevinding{'en' if count > 1 else ''}"
    how = "geaccepteerd" if each.outcome is Outcome.GEACCEPTEERD else "deels geaccepteerd"
    return f"{how}, {each.accepted} van {each.total} regels goed, {found}."
