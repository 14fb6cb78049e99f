# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt aanbesteding`: the workbooks of a tender, its offers, and what they came to."""

from datetime import date, datetime
from pathlib import Path

import click
import polars as pl

from processors.commands.display import FIRST_FINDINGS, columns, say, show_json
from processors.dutch import DutchCommand
from processors.findings import euro
from processors.findings_file import write_findings
from processors.tender.dossier import RECEIVED, Dossier, make_dossier
from processors.tender.outcome import Outcome, outcome
from processors.tender.receiving import received, write_receipts

FINDINGS = "Bevindingen inschrijvingen.xlsx"
folder = click.argument("folder", metavar="MAP", type=click.Path(exists=True, file_okay=False, path_type=Path))
as_json = click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")


class DutchGroup(DutchCommand, click.Group):
    """A group of commands whose help is Dutch."""


@click.group("aanbesteding", cls=DutchGroup)
def command() -> None:
    """Maak de stukken van een aanbesteding, lees inschrijvingen in en beoordeel ze.

    Begin met 'verzamelpunt sjabloon opdracht' en vul dat formulier in.
    """


@command.command("nieuw", cls=DutchCommand)
@click.argument("opdracht", metavar="OPDRACHT", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--uit", required=True, type=click.Path(file_okay=False, path_type=Path), help="De nieuwe map.")
@as_json
def new(opdracht: Path, *, uit: Path, as_json: bool) -> int:
    """Maak uit een ingevuld opdrachtformulier de stukken, in een nieuwe map."""
    today = date.today()  # noqa: DTZ011 - a day of the office
    dossier, findings = make_dossier(opdracht, uit, today)
    made = sorted(path.name for path in dossier.root.glob("*.xlsx")) if dossier else []
    if as_json:
        show_json({"map": uit if dossier else None, "stukken": made, "bevindingen": findings.to_dicts()})
    elif dossier is None:
        say("Er is niets gemaakt: het opdrachtformulier is nog niet goed.", "")
        _tell(findings)
    else:
        say(f"De stukken staan in {uit}:", *(f"  {name}" for name in made))
        say("", f"Zet ingevulde prijzenbladen in {dossier.received} en lees ze met 'verzamelpunt aanbesteding inlees'.")
        _tell(findings)
    return int(dossier is None or bool(len(findings)))


@command.command("inlees", cls=DutchCommand)
@folder
@as_json
def read(folder: Path, *, as_json: bool) -> int:
    """Lees de inschrijvingen in MAP/inschrijvingen, controleer ze en schrijf elke inschrijver een ontvangstbewijs."""
    dossier = Dossier(folder)
    seen = received(dossier)
    write_receipts(dossier, seen, datetime.now().astimezone())
    write_findings(folder / FINDINGS, seen.findings)
    if as_json:
        show_json({"inschrijvingen": seen.offers.to_dicts(), "bevindingen": seen.findings.to_dicts()})
    elif seen.offers.is_empty():
        say(f"In {folder / RECEIVED} staat geen enkele inschrijving.")
    else:
        rows = seen.offers.select(
            "bestand",
            "perceel",
            "inschrijver",
            euro(pl.col("prijs")),
            pl.col("reden").is_null().replace_strict({True: "ja", False: "nee"}),
        )
        columns(("Bestand", "Perceel", "Inschrijver", "Per jaar", "Telt mee"), rows.iter_rows())
        _tell(seen.findings)
    return int(bool(len(seen.findings)))


@command.command("beoordeel", cls=DutchCommand)
@folder
@as_json
def judge(folder: Path, *, as_json: bool) -> int:
    """Reken punten en rangorde uit met de scores in de beoordelingsmatrices; de eerste keer worden die gemaakt."""
    found = outcome(Dossier(folder))
    if as_json:
        show_json({
            "rangorde": found.order.to_dicts(), "gevoeligheid": found.sensitivity.to_dicts(),
            "bevindingen": found.findings.to_dicts(),
        })  # fmt: skip
    else:
        _show(found)
    return int(bool(len(found.findings)))


def _show(found: Outcome) -> None:
    order = found.order
    if "totaal" in order.columns:
        points = [_hundredths(name) for name in ("totaal", "kwaliteit")]
        heads = ("Perceel", "Inschrijver", "Totaal", "Kwaliteit", "Rang", "Uitkomst", "Reden")
        columns(heads, order.select("perceel", "inschrijver", *points, "rang", "status", "reden").iter_rows())
        for lot, name, by, _, winner in found.sensitivity.iter_rows():
            if winner == "ja":
                say(f"Perceel {lot}: met {by / 100:+.0f} punten voor {name} wint een ander.")
    else:
        columns(("Perceel", "Inschrijver", "Uitkomst", "Reden"), order.iter_rows())
    _tell(found.findings)


def _hundredths(column: str) -> pl.Expr:
    """Points as 93,24."""
    return (pl.col(column) / 100).round(2).map_elements("{:.2f}".format, pl.String).str.replace(".", ",", literal=True)


def _tell(findings: pl.DataFrame) -> None:
    if findings.is_empty():
        return
    say("", f"Bevindingen: {len(findings)}")
    for row in findings.head(FIRST_FINDINGS).iter_rows(named=True):
        place = ", ".join(filter(None, (row["bestand"], row["blad"], row["cel"])))
        say(f"  {row['regel']:<11}{place}", f"    {row['melding']}", f"    {row['actie']}")
