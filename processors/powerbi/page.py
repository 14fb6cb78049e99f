# SPDX-License-Identifier: EUPL-1.2
"""The model for people: how its tables hang together, every column, and its measures. Nothing in it is typed twice."""

import polars as pl

from processors import star
from processors.accepted import Accepted
from processors.deliveries import DELIVERIES
from processors.lines import TABLES
from processors.measurements import MEASUREMENTS
from processors.powerbi.fact_measures import of_facts
from processors.powerbi.model import model
from processors.powerbi.parts import Model, Relationship, Table
from processors.powerbi.shaped import shaped
from processors.rulebook_page import markdown

_HEADING = """# Power BI: tabellen, kolommen en meetwaarden

Deze pagina wordt gemaakt uit het model zelf; hoe u het gebruikt staat in [powerbi.md](powerbi.md). Bedragen zijn in
kolommen gehele eurocenten en in meetwaarden euro's. Codes en maanden zijn tekst. Leeg is niet bekend, of in `meting`
alles samen. Elke KPI is ook een meetwaarde, met de naam en de definitie uit [kpis.md](kpis.md).
"""
_DIAGRAM = """
## Samenhang

Een lijn loopt van een dimensie naar de tabel die ernaar wijst, met de kolom die wijst waar die anders heet. Een
stippellijn geldt alleen voor een meetwaarde die erom vraagt. {alone} staan los van de andere tabellen.

```mermaid
erDiagram
    direction LR
{links}
```
"""
_TYPES = {
    "string": "tekst",
    "int64": "geheel getal",
    "double": "getal",
    "dateTime": "datum",
    "boolean": "waar of onwaar",
}


def powerbi_page() -> str:
    """Every table of the model, and every measure but those of KPIs, as a Markdown page."""
    made = model(shaped(_of_nothing()))
    parts = [_HEADING, _diagram(made)]
    for table in made.tables:
        parts.append(f"\n## {table.name}\n\n{table.says}\n")
        parts.append(markdown(("Kolom", "Soort", "Betekenis"), _columns(table)))
    parts.append("\n## Meetwaarden\n")
    shown = [measure for measures in of_facts().values() for measure in measures]
    parts.append(markdown(("Meetwaarde", "Map", "Betekenis"), ((each.name, each.folder, each.says) for each in shown)))
    return "\n".join(parts)


def _diagram(made: Model) -> str:
    """The relationships as an entity relationship diagram in Mermaid, which a forge draws."""
    links = [
        f'    {link.to_table} ||{"--" if link.active else ".."}o{{ {link.table} : "{_named(link)}"'
        for link in made.relationships
    ]
    joined = {name for link in made.relationships for name in (link.table, link.to_table)}
    alone = [f"`{table.name}`" for table in made.tables if table.name not in joined]
    return _DIAGRAM.format(alone=f"{', '.join(alone[:-1])} en {alone[-1]}", links="\n".join(links))


def _named(link: Relationship) -> str:
    return "" if link.column == link.to_column else link.column


def _columns(table: Table) -> list[tuple[str, str, str]]:
    return [(f"`{column.name}`", _TYPES[column.kind], column.says) for column in table.columns]


def _of_nothing() -> star.Tables:
    """The star schema of a region in which nothing was delivered: every column, no row but the municipalities."""
    empty = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    found = ("aanlevering", "gemeente", "aanbieder", "maand", "regel", "ernst", "gevolg")
    versions = {"aanlevering": pl.String, "bestand": pl.String, "sha256": pl.String, "versie": pl.Int64}
    gathered = Accepted(
        lines=empty, reference=empty, deliveries=pl.DataFrame(schema=dict(DELIVERIES)),
        findings=pl.DataFrame(schema=dict.fromkeys(found, pl.String)), versions=pl.DataFrame(schema=versions),
        traced={},
    )  # fmt: skip
    return star.star(gathered, pl.DataFrame(schema=dict(MEASUREMENTS)))
