# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt aanbesteding`: the workbooks of a tender, its offers, and what they came to."""

from datetime import date, datetime
from pathlib import Path

import click
import polars as pl

from processors.commands.display import FIRST_FINDINGS, columns, say, show_json
from processors.commands.kpi import material_of
from processors.commands.status import optional_month
from processors.commands.tender_post import fetch
from processors.commands.tender_proofs import lacking, prove, warn
from processors.dutch import DutchCommand, DutchGroup
from processors.findings import euro, finish
from processors.findings_file import write_findings
from processors.settings import load
from processors.tender.comparison import compared, comparison_book
from processors.tender.costs import cost_book
from processors.tender.documents_list import documents_list
from processors.tender.dossier import RECEIVED, Dossier, make_dossier
from processors.tender.evaluation import evaluation_form, read_evaluation
from processors.tender.evaluations import overview
from processors.tender.history import History, history
from processors.tender.minutes import minutes
from processors.tender.note import note
from processors.tender.outcome import Outcome, outcome
from processors.tender.prefill import write_prefilled
from processors.tender.proofs import checklist
from processors.tender.receiving import received, write_receipts
from processors.tender.supplier_history import supplier_history

intake = click.argument("opdracht", metavar="OPDRACHT", type=click.Path(exists=True, dir_okay=False, path_type=Path))
month = click.option("--maand", callback=optional_month, help="Cijfers tot en met deze maand; anders de laatste.")
folder = click.argument("folder", metavar="MAP", type=click.Path(exists=True, file_okay=False, path_type=Path))
as_json = click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")


@click.group("aanbesteding", cls=DutchGroup)
def command() -> None:
    """Maak de stukken van een aanbesteding, lees inschrijvingen in en beoordeel ze.

    Begin met 'verzamelpunt sjabloon opdracht' en vul dat formulier in.
    """


@command.command("vul", cls=DutchCommand)
@intake
@click.option(
    "--uit", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Het nieuwe formulier (.xlsx)."
)
@month
@as_json
def fill(opdracht: Path, *, uit: Path, maand: str | None, as_json: bool) -> int:
    """Vul volumes en referentietarieven die leeg zijn uit de cijfers van de werkmap, in een kopie van het formulier."""
    seen = history(material_of(maand))
    problems = write_prefilled(opdracht, uit, seen, datetime.now().astimezone().replace(tzinfo=None, microsecond=0))
    if as_json:
        show_json({"formulier": uit if uit.exists() else None, "herkomst": seen.told, "maanden": list(seen.months)})
    elif uit.exists():
        say(f"Het formulier staat in {uit}.", seen.told)
    _tell(finish(problems))
    return int(not uit.exists())


@command.command("nieuw", cls=DutchCommand)
@intake
@click.option("--uit", required=True, type=click.Path(file_okay=False, path_type=Path), help="De nieuwe map.")
@as_json
def new(opdracht: Path, *, uit: Path, as_json: bool) -> int:
    """Maak uit een ingevuld opdrachtformulier de stukken, in een nieuwe map."""
    seen = history(material_of(None)) if load().workplace.journal.exists() else None
    dossier, findings = make_dossier(opdracht, uit, _today(), seen)
    figures = _figures(dossier, seen) if dossier else ""
    made = sorted(path.name for path in dossier.root.glob("*.xlsx")) if dossier else []
    if as_json:
        show_json({"map": uit if dossier else None, "stukken": made, "bevindingen": findings.to_dicts()})
    elif dossier is None:
        say("Er is niets gemaakt: het opdrachtformulier is nog niet goed.")
    else:
        say(f"De stukken staan in {uit}:", *(f"  {name}" for name in made), figures)
        say(f"Zet ingevulde prijzenbladen in {dossier.received} en lees ze met 'verzamelpunt aanbesteding inlees'.")
    if not as_json:
        _tell(findings)
    return int(dossier is None or bool(len(findings)))


def _figures(dossier: Dossier, seen: History | None) -> str:
    """Write what is for the buyer alone, where there are figures; says where they come from, or why there is none."""
    if seen is None:
        return "Er is geen werkmap met cijfers; de kostenraming en de leveranciershistorie zijn niet gemaakt."
    asked = dossier.assignment()
    for document in (cost_book(asked, seen), supplier_history(asked, seen, _today())):
        document.write(dossier.root)
    return f"{seen.told} De kostenraming en de leveranciershistorie noemen aanbieders: houd ze binnen."


@command.command("publiceer", cls=DutchCommand)
@folder
@click.option("--nota", type=click.IntRange(1), help="Welke nota van inlichtingen; anders de laatste in de vragenlog.")
@as_json
def publish(folder: Path, *, nota: int | None, as_json: bool) -> int:
    """Maak van de vragenlog de nota van inlichtingen, als alle vragen genummerd, beantwoord en anoniem zijn.

    De documentenlijst krijgt van wat de nota wijzigt een nieuwe versie.
    """
    dossier = Dossier(folder)
    asked = dossier.assignment()
    document, findings = note(dossier.log, asked, nota)
    made = document.write(folder) if document else None
    if made:
        documents_list(asked, dossier.log, dossier.notes(), _today()).write(folder)
    if as_json:
        show_json({"nota": made, "bevindingen": findings.to_dicts()})
    else:
        say(f"De nota staat in {made}." if made else "Er is geen nota gemaakt; verbeter eerst de vragenlog.")
        _tell(findings)
    return int(made is None or bool(len(findings)))


@command.command("inlees", cls=DutchCommand)
@folder
@click.option("--postvak", metavar="ADRES", help="Haal de inschrijvingen eerst uit dit postvak; niet voor de sluiting.")
@click.option("--sluiting", metavar="MOMENT", help="Wanneer de inschrijving sluit; anders het einde van die dag.")
@as_json
def read(folder: Path, *, postvak: str | None, sluiting: str | None, as_json: bool) -> int:
    """Lees de inschrijvingen in MAP/inschrijvingen, controleer ze en schrijf elke inschrijver een ontvangstbewijs."""
    dossier = Dossier(folder)
    if postvak:
        fetch(dossier, postvak, sluiting, quiet=as_json)
    seen = received(dossier)
    write_receipts(dossier, seen, datetime.now().astimezone())
    write_findings(dossier.findings, seen.findings)
    named = seen.offers.filter(pl.col("inschrijver") != "")["inschrijver"].unique(maintain_order=True).to_list()
    if named and not dossier.proofs.exists():
        checklist(dossier.assignment(), named, _today()).write(folder)
    if as_json:
        show_json({"inschrijvingen": seen.offers.to_dicts(), "bevindingen": seen.findings.to_dicts()})
    elif seen.offers.is_empty():
        say(f"In {folder / RECEIVED} staat geen enkele inschrijving.")
    else:
        counts = pl.when(pl.col("reden").is_null()).then(pl.lit("ja")).otherwise(pl.lit("nee"))
        rows = seen.offers.select("bestand", "perceel", "inschrijver", euro(pl.col("prijs")), counts.alias("telt"))
        columns(("Bestand", "Perceel", "Inschrijver", "Per jaar", "Telt mee"), rows.iter_rows())
        _tell(seen.findings)
    return int(bool(len(seen.findings)))


command.add_command(prove)


@command.command("beoordeel", cls=DutchCommand)
@folder
@as_json
def judge(folder: Path, *, as_json: bool) -> int:
    """Reken punten en rangorde uit met de scores in de beoordelingsmatrices; de eerste keer worden die gemaakt.

    Staat alles vast, dan komen ook het proces-verbaal met de gegevens voor de berichten en de openbare versie in MAP.
    """
    found = outcome(Dossier(folder))
    if found.decided:
        for document in minutes(found.asked, found.order, found.offers, found.points, _today()):
            document.write(folder)
    if as_json:
        show_json({
            "rangorde": found.order.to_dicts(), "gevoeligheid": found.sensitivity.to_dicts(),
            "bewijsmiddelen": lacking(Dossier(folder)).to_dicts(), "bevindingen": found.findings.to_dicts(),
        })  # fmt: skip
    else:
        _show(found)
        warn(lacking(Dossier(folder)))
    return int(bool(len(found.findings)))


@command.command("evalueer", cls=DutchCommand)
@click.argument(
    "folders", metavar="MAP...", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--uit", type=click.Path(file_okay=False, path_type=Path), help="Map voor het overzicht van alle evaluaties."
)
@as_json
def evaluate(folders: tuple[Path, ...], *, uit: Path | None, as_json: bool) -> int:
    """Maak per aanbesteding een evaluatieformulier, en met --uit een overzicht van de ingevulde."""
    made = []
    for dossier in map(Dossier, folders):
        if not dossier.evaluation.exists():
            found = outcome(dossier)
            made.append(evaluation_form(found.asked, found.order, found.offers).write(dossier.root))
    forms = [read_evaluation(dossier.evaluation, dossier.assignment()) for dossier in map(Dossier, folders)]
    findings = pl.concat([form.findings for form in forms])
    together = overview(forms).write(uit) if uit else None
    if as_json:
        show_json({"formulieren": made, "overzicht": together, "bevindingen": findings.to_dicts()})
    else:
        say(*(f"Het evaluatieformulier staat in {path}." for path in made))
        say(*([f"Het overzicht staat in {together}."] if together else []))
        _tell(findings)
    return int(bool(len(findings)))


@command.command("vergelijk", cls=DutchCommand)
@month
@click.option("--uit", default=".", type=click.Path(file_okay=False, path_type=Path), help="De map voor het werkboek.")
@as_json
def compare(*, maand: str | None, uit: Path, as_json: bool) -> int:
    """Leg wat Noord- en Midden-Limburg per product betalen naast elkaar, met een voorstel en het effect."""
    material = material_of(maand)
    seen = history(material)
    path = comparison_book(seen, material.reference.get("producten"), _today()).write(uit)
    products, each = compared(seen)
    if as_json:
        show_json({"werkboek": path, "producten": products.to_dicts(), "gemeenten": each.to_dicts()})
    else:
        both = products.filter(pl.col("voorstel").is_not_null())
        say(
            f"Het werkboek staat in {path}.",
            seen.told,
            f"Producten in beide subregio's: {len(both)} van {len(products)}.",
        )
    return 0


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a day of the office


def _show(found: Outcome) -> None:
    order = found.order
    if len(found.sensitivity.columns):
        points = [_hundredths(name) for name in ("totaal", "kwaliteit")]
        heads = ("Perceel", "Inschrijver", "Totaal", "Kwaliteit", "Rang", "Uitkomst", "Reden")
        columns(heads, order.select("perceel", "inschrijver", *points, "rang", "status", "reden").iter_rows())
        for lot, name, by, _, winner in found.sensitivity.iter_rows():
            if winner == "ja":
                say(f"Perceel {lot}: met {by / 100:+.0f} punten voor {name} wint een ander.")
    else:
        columns(
            ("Perceel", "Inschrijver", "Uitkomst", "Reden"),
            order.select("perceel", "inschrijver", "status", "reden").iter_rows(),
        )
    _tell(found.findings)


def _hundredths(column: str) -> pl.Expr:
    """Points as 93,24."""
    return (pl.col(column) / 100).round(2).map_elements("{:.2f}".format, pl.String).str.replace(".", ",", literal=True)


def _tell(findings: pl.DataFrame) -> None:
    if findings.is_empty():
        return
    say("", f"Bevindingen: {len(findings)}")
    for row in findings.head(FIRST_FINDINGS).iter_rows(named=True):
        place = ", ".join(filter(None, (row["bestand"], row["blad"], row["cel"] or row["kolom"])))
        say(f"  {row['regel']:<11}{place}", f"    {row['melding']}", f"    {row['actie']}")
