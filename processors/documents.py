# SPDX-License-Identifier: EUPL-1.2
"""Pages that are generated: the glossary, the rulebook, the KPIs, the Power BI model. Nothing in them is typed twice.

`python -m processors.documents docs` writes them; a test fails when they are stale.
"""

import sys
from pathlib import Path

from processors import lines
from processors.fields import Field
from processors.kpi_page import kpi_page
from processors.powerbi.page import powerbi_page
from processors.rulebook_page import markdown, rulebook_page

_HEADING = """# Woordenlijst: alle tabellen en kolommen

Deze pagina wordt gemaakt uit `processors/vocabulary/`. Een kolom met * is verplicht; een kolom
met ~ staat alleen in berichten (xml). Persoonsgegevens worden in elke melding afgeschermd.
"""


def glossary() -> str:
    """Every table and column as a Markdown page, in the order of the vocabulary."""
    parts = [_HEADING]
    for table in lines.TABLES.values():
        key = ", ".join(f"`{name}`" for name in table.key)
        kept = "" if table.kept else " Wordt beoordeeld en daarna niet bewaard."
        parts.append(f"\n## {table.label} (`{table.name}`)\n\nSleutel: {key}.{kept}\n")
        parts.append(markdown(_HEADERS, (_field_row(field) for field in table.fields)))
    parts.append(
        "\n## Kolommen die bij het verrijken worden toegevoegd\n\n"
        "Deze kolommen komen uit de naslag of worden berekend; niemand hoeft ze aan te leveren.\n"
    )
    parts.append(
        markdown(
            ("Kolom", "Betekenis", "Soort", "Eenheid", "Komt uit"),
            ((f"`{each.name}`", each.label, each.kind, each.unit, each.origin) for each in lines.JOINED.values()),
        )
    )
    return "\n".join(parts)


_HEADERS = ("Kolom", "Kop in het formulier", "Soort", "Eenheid", "Codelijst", "Persoonsgegeven", "Bron")


def _field_row(field: Field) -> tuple[str, ...]:
    mark = "*" if field.required else "~" if field.message_only else ""
    return (
        f"`{field.name}`{mark}", field.label, field.kind, field.unit, field.codelist,
        "ja" if field.personal else "nee", field.source,
    )  # fmt: skip


PAGES = {
    "woordenlijst.md": glossary, "regelboek.md": rulebook_page, "kpis.md": kpi_page,
    "powerbi-tabellen.md": powerbi_page,
}  # fmt: skip


def write_pages(folder: Path) -> list[Path]:
    """Write every generated page into the folder and return the paths."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8", newline="\n")
    return [folder / name for name in PAGES]


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
