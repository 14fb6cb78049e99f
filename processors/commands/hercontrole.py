# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt controleer --opslag`: what is in force judged again by the rules of today, and what changed."""

from datetime import date
from pathlib import Path

import polars as pl

from processors.commands.display import FIRST_FINDINGS, columns, say, show_json, tell_reference, writing
from processors.commands.verwerk import follow
from processors.errors import UnusableInputError
from processors.intake.reference import read_reference
from processors.journal import Journal
from processors.pseudonym import Key
from processors.recheck import Office, Rechecked, recheck
from processors.settings import load


def run(months: frozenset[str], naslag: Path | None, target: Path | None, *, as_json: bool) -> int:
    """Judge the work folder again and show which verdicts changed; nothing in it is changed.

    Args:
        months: yyyy-mm; empty is every month.
        naslag: another reference folder than that of the work folder.
        target: file for the changed verdicts.
        as_json: whether the result goes to stdout as JSON.

    Raises:
        UnusableInputError: there is no work folder with submissions.

    """
    settings = load()
    place = settings.workplace
    if not place.journal.exists():
        raise UnusableInputError(
            f"In werkmap '{place.root}' is nog niets ontvangen. Kies een andere werkmap in de instellingen, of geef "
            "bestanden om te controleren."
        )
    reference = read_reference(naslag or place.reference)
    tell_reference(reference.problems)
    today = date.today()  # noqa: DTZ011 - a day on the calendar of who asks
    with Journal(place.journal, read_only=True) as journal:
        office = Office(place, journal, Key(settings.sleutel_id, settings.pseudonym_key()))
        progress = follow("Aanleveringen", quiet=as_json)
        found = recheck(office, reference, months=months, today=today, step=progress)
    if target is not None:
        with writing(target):
            _write(target, found.changes)
    if as_json:
        show_json(
            {
                "beoordeeld": found.judged,
                "bestand_weg": list(found.gone),
                "telling": _counts(found.changes).to_dicts(),
                "veranderingen": found.changes.to_dicts(),
            }
        )
    else:
        _show(found, target)
    return int(not found.changes.is_empty() or bool(found.gone))


def _counts(changes: pl.DataFrame) -> pl.DataFrame:
    """Per rule and kind of change: how many verdicts, in how many submissions."""
    return (
        changes.group_by("regel", "verandering")
        .agg(aantal=pl.len(), aanleveringen=pl.col("aanlevering").n_unique())
        .sort("aantal", "regel", "verandering", descending=[True, False, False])
    )


def _write(target: Path, changes: pl.DataFrame) -> None:
    from processors.findings_file import write_changes

    write_changes(target, changes)


def _show(found: Rechecked, target: Path | None) -> None:
    say(f"Opnieuw beoordeeld: {found.judged} aanleveringen; veranderd: {len(found.changes)} bevindingen.")
    if not found.changes.is_empty():
        say("")
        columns(("Regel", "Verandering", "Aantal", "Aanleveringen"), _counts(found.changes).iter_rows())
        say("", "De eerste:")
    for row in found.changes.head(FIRST_FINDINGS).iter_rows(named=True):
        where = f"rij {row['rij']}" if row["rij"] else "hele bestand"
        was = f" (was: {row['was']})" if row["was"] else ""
        say(
            f"  {row['aanlevering']}  {row['verandering']:<10}{row['regel']:<11}{where}{was}", f"      {row['melding']}"
        )
    left = len(found.changes) - FIRST_FINDINGS
    if left > 0:
        hint = f"ze staan in {target}" if target else "schrijf ze met --uit naar een bestand"
        say(f"  … en nog {left}; {hint}.")
    if found.gone:
        say("", f"Niet beoordeeld: van {len(found.gone)} aanleveringen is het bestand niet meer in het archief.")
    if not found.changes.is_empty():
        say("", "Er is niets gewijzigd. Verwerk een aanlevering opnieuw met 'verzamelpunt opnieuw KENMERK'.")
