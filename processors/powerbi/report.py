# SPDX-License-Identifier: EUPL-1.2
"""The report to start from: five pages, as the JSON files of the enhanced report format (PBIR).

Which KPIs a page shows is said by their numbers in the catalogue. A visual is a type, a title and fields in its wells.
Source: JSON schemas visualContainer 2.1.0, page 2.0.0 and report 3.0.0 under developer.microsoft.com/json-schemas.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from processors.kpis import KPIS
from processors.powerbi.parts import tag

WIDTH, HEIGHT = 1280, 720
_SCHEMA = "https://developer.microsoft.com/json-schemas/fabric/item/report/definition"
# A slicer that is lower loses its heading.
_EDGE, _GAP, _SLICERS, _CARDS = 16, 16, 80, 120
_CARD_COUNT = 5


@dataclass(frozen=True)
class Field:
    """A column or a measure of the model."""

    table: str
    name: str
    measure: bool = False


@dataclass(frozen=True)
class Visual:
    """A visual: its type, its title (also what a screen reader says) and the fields in each well."""

    kind: str
    title: str
    wells: Mapping[str, Sequence[Field]]


@dataclass(frozen=True)
class Page:
    """A page: KPIs by number, measures of facts beside them, and what its table and its chart are about."""

    title: str
    kpis: Sequence[str]
    facts: Sequence[tuple[str, str]]
    rows: Field


_MONTH = Field("dim_datum", "maand")
_PLACE, _SUPPLIER = Field("dim_gemeente", "naam"), Field("dim_aanbieder", "naam")
REPORT = (
    Page(
        "Samenvatting", ("K07", "K08", "K12", "K14", "K25", "K36"),
        (("feit_declaratie", "Ingediend"), ("feit_toewijzing", "Aantal toewijzingen")), _PLACE,
    ),
    Page(
        "Budget en prognose", ("K07", "K08", "K09", "K10", "K11", "K32", "K39"),
        (("feit_declaratie", "Ingediend"), ("feit_toewijzing", "Toegewezen budget")), _PLACE,
    ),
    Page(
        "Toegang en wachttijd", ("K24", "K25", "K26", "K27", "K15"),
        (("feit_toewijzing", "Aantal toewijzingen"), ("feit_bericht", "Start- en stopberichten")), _PLACE,
    ),
    Page(
        "Berichtenverkeer en kwaliteit", ("K16", "K17", "K22", "K23", "K38"),
        (("bevinding", "Aantal bevindingen"), ("feit_levering", "Geweigerde regels")), _SUPPLIER,
    ),
    Page(
        "Verantwoording", ("K33", "K34", "K35"),
        (("feit_verantwoording", "Verantwoord totaal"), ("feit_verantwoording", "Verantwoord nog te declareren")),
        _SUPPLIER,
    ),
)  # fmt: skip


def pages(report: Sequence[Page]) -> dict[str, object]:
    """Path within the folder `definition` to content of each JSON file."""
    names = [_name(page.title) for page in report]
    files: dict[str, object] = {
        "version.json": {"$schema": f"{_SCHEMA}/versionMetadata/1.0.0/schema.json", "version": "2.0.0"},
        "report.json": {
            "$schema": f"{_SCHEMA}/report/3.0.0/schema.json", "themeCollection": {},
            "settings": {"useStylableVisualContainerHeader": True},
        },
        "pages/pages.json": {
            "$schema": f"{_SCHEMA}/pagesMetadata/1.0.0/schema.json", "pageOrder": names, "activePageName": names[0],
        },
    }  # fmt: skip
    for name, page in zip(names, report, strict=True):
        files[f"pages/{name}/page.json"] = {
            "$schema": f"{_SCHEMA}/page/2.0.0/schema.json", "name": name, "displayName": page.title,
            "displayOption": "FitToPage", "height": HEIGHT, "width": WIDTH,
        }  # fmt: skip
        for number, (visual, position) in enumerate(_laid_out(page)):
            own = _name(page.title, str(number))
            files[f"pages/{name}/visuals/{own}/visual.json"] = _visual(own, visual, position, number)
    return files


def _name(*parts: str) -> str:
    """A name of twenty characters that stays the same for the same page and place."""
    return tag("rapport", *parts).replace("-", "")[:20]


def _laid_out(page: Page) -> Iterator[tuple[Visual, tuple[int, int, int, int]]]:
    """Each visual with its x, y, width and height: slicers, cards, then a chart beside a table."""
    figures = [*_kpi_fields(page.kpis), *(Field(table, name, measure=True) for table, name in page.facts)]
    shown = figures[:_CARD_COUNT]
    slicers = [
        Visual("slicer", "Periode", {"Values": [Field("dim_datum", name) for name in ("jaar", "kwartaal", "maand")]}),
        Visual("slicer", "Gemeente", {"Values": [Field("dim_gemeente", "subregio"), _PLACE]}),
        Visual("slicer", "Wet", {"Values": [Field("dim_wet", "naam")]}),
    ]
    cards = [Visual("card", figure.name, {"Values": [figure]}) for figure in shown]
    top = _EDGE
    for row, height in ((slicers, _SLICERS), (cards, _CARDS)):
        width = (WIDTH - 2 * _EDGE - _GAP * (len(row) - 1)) // len(row)
        for number, visual in enumerate(row):
            yield visual, (_EDGE + number * (width + _GAP), top, width, height)
        top += height + _GAP
    half, rest = (WIDTH - 2 * _EDGE - _GAP) // 2, HEIGHT - top - _EDGE
    line = Visual("lineChart", f"{shown[0].name} per maand", {"Category": [_MONTH], "Y": [shown[0]]})
    table = Visual("tableEx", f"{page.title}: cijfers in de gekozen periode", {"Values": [page.rows, *shown]})
    yield line, (_EDGE, top, half, rest)
    yield table, (_EDGE + half + _GAP, top, half, rest)


def _kpi_fields(numbers: Sequence[str]) -> list[Field]:
    """The first variant of each KPI."""
    first = {kpi.number: kpi for kpi in reversed(list(KPIS))}
    return [Field("meting", first[number].label, measure=True) for number in numbers]


def _visual(name: str, visual: Visual, position: tuple[int, int, int, int], order: int) -> dict[str, object]:
    x, y, width, height = position
    wells = {well: {"projections": [_projection(field) for field in fields]} for well, fields in visual.wells.items()}
    shown: dict[str, object] = {
        "visualType": visual.kind, "query": {"queryState": wells},
        "visualContainerObjects": {
            "title": [{"properties": {"show": _literal("true"), "text": _text(visual.title)}}],
            "general": [{"properties": {"altText": _text(visual.title)}}],
        },
        "drillFilterOtherVisuals": True,
    }  # fmt: skip
    if visual.kind == "slicer":
        shown["objects"] = {"data": [{"properties": {"mode": _text("Dropdown")}}]}
    return {
        "$schema": f"{_SCHEMA}/visualContainer/2.1.0/schema.json", "name": name,
        "position": {"x": x, "y": y, "z": order, "width": width, "height": height, "tabOrder": order},
        "visual": shown,
    }  # fmt: skip


def _projection(field: Field) -> dict[str, object]:
    what = "Measure" if field.measure else "Column"
    expression = {what: {"Expression": {"SourceRef": {"Entity": field.table}}, "Property": field.name}}
    return {"field": expression, "queryRef": f"{field.table}.{field.name}", "nativeQueryRef": field.name}


def _text(value: str) -> dict[str, object]:
    return _literal("'" + value.replace("'", "''") + "'")


def _literal(value: str) -> dict[str, object]:
    return {"expr": {"Literal": {"Value": value}}}
