# SPDX-License-Identifier: EUPL-1.2
"""The KPIs for people: one row per KPI, and the same as a page. Nothing in it is typed twice."""

from processors import kpi_catalogue
from processors.kpibook import Kpi
from processors.kpis import KPIS
from processors.measured import TABLES
from processors.rulebook_page import markdown

_HEADING = """# KPI's

Deze pagina wordt gemaakt uit de KPI's zelf en de catalogus `processors/reference/kpis.csv`. Een KPI wordt altijd uit
regels berekend, nooit uit andere KPI's. Ontbreekt een gegeven dat meetelt, of is de noemer nul, dan is er geen cijfer.
"""
_LEVELS = {
    "gemeente": "gemeente", "aanbieder": "aanbieder", "product": "product", "contract_nummer": "contract",
    "maand": "maand", "kwartaal": "kwartaal", "jaar": "jaar",
}  # fmt: skip


def kpi_rows() -> list[dict[str, object]]:
    """One row per KPI and variant, in the order of the catalogue.

    Keys: kpi, naam, zegt, eenheid, per, bron, tabel, formule, randgevallen.
    """
    return [
        {**_row(kpi), "formule": entry.formula, "randgevallen": entry.edge_cases}
        for entry in kpi_catalogue.entries().values()
        for kpi in KPIS
        if kpi.number == entry.code
    ]


def kpi_page() -> str:
    """Every KPI with its definition, unit, grain, source and examples, as Markdown."""
    parts = [_HEADING]
    for kpi in sorted(KPIS, key=lambda each: (each.number, each.code)):
        row = _row(kpi)
        parts.append(
            f"\n## {kpi.code} {kpi.label}\n\n{kpi.says}\n\n- Eenheid: {kpi.unit}.\n- Per: {row['per']}.\n"
            f"- Uit: {TABLES[kpi.table].about}\n- Bron: {kpi.source}.\n\n"
        )
        parts.append(markdown(("Voorbeeld", "Cijfer"), [_example(*each) for each in kpi.examples[:3]]))
    parts.append("\n# Waaruit KPI's worden gemeten\n")
    for table in TABLES.values():
        parts.append(f"\n## {table.name}\n\n{table.about}\n\n")
        parts.append(markdown(("Kolom", "Wat er staat", "Soort"), (
            (f"`{name}`", words, kind.value) for name, (words, kind) in table.columns.items()
        )))  # fmt: skip
    return "".join(parts)


def _row(kpi: Kpi) -> dict[str, object]:
    return {
        "kpi": kpi.code, "naam": kpi.label, "zegt": kpi.says, "eenheid": kpi.unit, "per": _per(kpi.level),
        "bron": kpi.source, "tabel": kpi.table,
    }  # fmt: skip


def _per(level: tuple[str, ...]) -> str:
    return ", ".join(["regio", "subregio", "wet", *(_LEVELS[name] for name in level)])


def _example(rows: object, value: float | None) -> tuple[str, str]:
    shown = "; ".join(
        ", ".join(f"{name} = {_cell(cell)}" for name, cell in row.items())
        for row in rows  # type: ignore[attr-defined]
    )
    return shown or "geen rijen", _cell(value)


def _cell(value: object) -> str:
    if value is None:
        return "leeg"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
