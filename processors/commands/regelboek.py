# SPDX-License-Identifier: EUPL-1.2
"""`verzamelpunt regelboek`: every rule with its sentence, action, source and example."""

from pathlib import Path

import click

from processors.commands.display import columns, say, show_json, writing
from processors.dutch import DutchCommand
from processors.errors import UnusableInputError
from processors.rulebook_page import rulebook_page, rulebook_rows


@click.command("regelboek", cls=DutchCommand)
@click.option("--uit", type=click.Path(dir_okay=False, path_type=Path), help="Schrijf naar dit bestand (.xlsx of .md).")
@click.option("--json", "as_json", is_flag=True, help="Geef het resultaat als JSON.")
def command(uit: Path | None, *, as_json: bool) -> int:
    """Toon alle regels met melding, actie, bron en retourcode, en welke al gebouwd zijn."""
    rows = rulebook_rows()
    if uit is not None:
        with writing(uit):
            write(uit)
    if as_json:
        show_json({"regels": rows, "kpis": []})
    elif uit is not None:
        say(f"Het regelboek staat in {uit}.")
    else:
        built = [row for row in rows if row["gebouwd"]]
        columns(("Regel", "Niveau", "Ernst", "Melding"), [
            (row["regel"], row["niveau"], row["ernst"], row["melding"]) for row in built
        ])  # fmt: skip
        say("", f"{len(built)} van {len(rows)} regels zijn gebouwd. Alles staat in --uit regelboek.xlsx of .md.")
    return 0


def write(target: Path) -> None:
    """Write the rulebook as a workbook or a page, by the ending of the name."""
    match target.suffix.lower():
        case ".md":
            target.write_text(rulebook_page(), encoding="utf-8", newline="\n")
        case ".xlsx":
            from processors.rulebook_workbook import write_rulebook

            write_rulebook(target)
        case ending:
            raise UnusableInputError(f"Het regelboek kan niet als '{ending}' worden geschreven. Kies .xlsx of .md.")
