# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt aanbesteding bewijs`: proofs from a contract register, and what `beoordeel` says of proofs."""

from datetime import date
from pathlib import Path

import click
import polars as pl

from processors.commands.display import FIRST_FINDINGS, say, show_json
from processors.dutch import DutchCommand
from processors.errors import UnusableInputError
from processors.intake.headers import ColumnMap
from processors.intake.reference import read_reference
from processors.settings import load
from processors.tender.dossier import Dossier
from processors.tender.proofs import filled, judged, read_checklist
from processors.tender.register import carried_over, column_map
from workbooks.dutch import counted


@click.command("bewijs", cls=DutchCommand)
@click.argument("folder", metavar="MAP", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("export", metavar="EXPORT", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def prove(folder: Path, export: Path, *, as_json: bool) -> int:
    """Neem data van bewijsmiddelen over uit de export van een contractregister, in de checklist van MAP.

    Hoe de kolommen van de export heten, staat in naslag/kolommen.csv; zonder dat gelden Leverancier, Document,
    Afgiftedatum en Einddatum. Een latere datum die al in de checklist staat, blijft.
    """
    dossier = Dossier(folder)
    before, on = read_checklist(_made(dossier), _today())
    listed, _ = read_checklist(export, on, column_map(_own_words()))
    rows, left = carried_over(before, listed)
    filled(dossier.assignment(), rows, on).write(folder)
    changed = int((rows["afgegeven_op"].ne_missing(before["afgegeven_op"])).sum())
    if as_json:
        show_json({"overgenomen": changed, "niet_gevraagd": left.to_dicts()})
    else:
        say(f"Overgenomen in {dossier.proofs}: {counted(changed, 'datum', 'data')}.")
        if listed.is_empty():
            say(f"In {export} staat geen enkel bewijsmiddel.")
        say(*(f"  Niet gevraagd, of zonder datum: {name}, {document}" for name, document in left.iter_rows()))
    return int(listed.is_empty() or bool(len(left)))


def _own_words() -> ColumnMap:
    """What others call our columns, where there is a work folder that says it."""
    reference = load().workplace.reference
    return read_reference(reference).column_map if reference.exists() else ColumnMap()


def _made(dossier: Dossier) -> Path:
    if not dossier.proofs.exists():
        raise UnusableInputError(
            f"In '{dossier.root}' staat nog geen checklist. Lees eerst de inschrijvingen in met "
            "'verzamelpunt aanbesteding inlees'."
        )
    return dossier.proofs


def lacking(dossier: Dossier) -> pl.DataFrame:
    """What is missing or not valid of the proofs: inschrijver, bewijsmiddel, oordeel; empty without a checklist."""
    if not dossier.proofs.exists():
        return pl.DataFrame(schema=dict.fromkeys(("inschrijver", "bewijsmiddel", "oordeel"), pl.String))
    proofs, on = read_checklist(dossier.proofs, _today())
    return judged(proofs, on).filter(pl.col("oordeel") != "geldig").select("inschrijver", "bewijsmiddel", "oordeel")


def warn(proofs: pl.DataFrame) -> None:
    """Show the first of what `lacking` found."""
    if len(proofs):
        say("", f"Bewijsmiddelen die aandacht vragen: {len(proofs)}")
        for name, document, verdict in proofs.head(FIRST_FINDINGS).iter_rows():
            say(f"  {name}: {document} ({verdict})")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a day of the office
