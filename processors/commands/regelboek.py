# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt regelboek`: every rule and KPI with its sentence, source and example."""

from pathlib import Path

import click
import polars as pl

from processors.commands.display import columns, say, show_json, tell_reference, writing
from processors.dutch import DutchCommand
from processors.errors import UnusableInputError
from processors.intake.reference import read_reference
from processors.kpi_page import kpi_page, kpi_rows
from processors.own_rules import TABLE as OWN_RULES
from processors.own_rules import own_rules
from processors.parameter_rows import TABLE as PARAMETERS
from processors.parameter_rows import Parameters, parameters_of
from processors.rulebook import Rulebook
from processors.rulebook_page import rulebook_page, rulebook_rows
from processors.settings import load


@click.command("regelboek", cls=DutchCommand)
@click.option("--uit", type=click.Path(dir_okay=False, path_type=Path), help="Schrijf naar dit bestand (.xlsx of .md).")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(uit: Path | None, *, as_json: bool) -> int:
    """Toon alle regels en KPI's met uitleg en bron, en welke al gebouwd zijn.

    Staan in de naslag van de werkmap eigen regels of parameters, dan tellen die mee.
    """
    own, agreed = _of_region()
    rows = rulebook_rows(own, agreed)
    if uit is not None:
        with writing(uit):
            write(uit, own, agreed)
    if as_json:
        show_json({"regels": rows, "kpis": kpi_rows()})
    elif uit is not None:
        say(f"Het regelboek staat in {uit}.")
    else:
        built = [row for row in rows if row["gebouwd"]]
        columns(("Regel", "Niveau", "Ernst", "Melding"), [
            (row["regel"], row["niveau"], row["ernst"], row["melding"]) for row in built
        ])  # fmt: skip
        if own:
            say("", f"{len(own)} eigen regel{'s' if len(own) > 1 else ''} van de regio, achteraan in de lijst.")
        count = f"{len(built) - len(own)} van {len(rows) - len(own)} regels zijn gebouwd."
        say("")
        columns(("KPI", "Naam", "Eenheid"), [(row["kpi"], row["naam"], row["eenheid"]) for row in kpi_rows()])
        say("", f"{count} Alles staat in --uit regelboek.xlsx of .md.")
    return 0


def _of_region() -> tuple[Rulebook, Parameters]:
    """The own rules and the parameters in force; what is wrong with the others is told."""
    folder = load().workplace.reference
    if not folder.is_dir():
        return Rulebook(), Parameters()
    reference = read_reference(folder)
    tell_reference(reference.problems.filter(pl.col("entiteit").is_in([OWN_RULES, PARAMETERS])))
    return own_rules(reference.tables), parameters_of(reference.tables)


def write(target: Path, own: Rulebook, agreed: Parameters) -> None:
    """Write the rulebook as a workbook or a page, by the ending of the name."""
    match target.suffix.lower():
        case ".md":
            target.write_text(f"{rulebook_page(own, agreed)}\n{kpi_page()}", encoding="utf-8", newline="\n")
        case ".xlsx":
            from processors.rulebook_workbook import write_rulebook

            write_rulebook(target, own, agreed)
        case ending:
            raise UnusableInputError(f"Het regelboek kan niet als '{ending}' worden geschreven. Kies .xlsx of .md.")
