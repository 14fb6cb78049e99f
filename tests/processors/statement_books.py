# SPDX-License-Identifier: EUPL-1.2
"""Production statements as suppliers send them: the national form with a sheet per municipality, made with openpyxl."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl

HEADERS = (
    "Productcode", "Omschrijving", "Eenheid", "Tarief", "Aantal", "Bedrag toegekend", "Bedrag in behandeling",
    "Bedrag nog te declareren", "Bedrag totaal", "Unieke clienten", "Toelichting",
)  # fmt: skip
COVER: Mapping[str, object] = {
    "Jaar": 2025, "Wet": "Wmo", "Raamovereenkomst": "Wmo", "AGB-code": "01234567", "KvK-nummer": "12345678",
    "Naam": "Zorg Voorbeeld", "Versie": "1", "Datum": date(2026, 2, 10), "Soort verklaring": "bestuursverklaring",
    "Oordeel": None, "Getekend bedrag (euro)": 538,
}  # fmt: skip
# In euro: 4 hours at 67.25 are 269.00; two municipalities make 538.00.
LINE = ("02A03", "Begeleiding", "04", 67.25, 4, 260, 6, 3, 269, 2, None)
SHEETS: Mapping[str, Sequence[Sequence[object]]] = {"Venlo": [LINE], "0984": [LINE]}
TOTALS = (("Venlo", 269), ("Venray", 269), ("Totaal", 538))


def _word(label: str) -> str:
    return label.replace(" ", "_").replace("-", "_").replace("(", "").replace(")", "")


def national(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[object]]] = SHEETS,
    *,
    totals: Sequence[Sequence[object]] | None = TOTALS,
    titles: Mapping[str, str] | None = None,
    form_year: int = 2025,
    **cover: object,
) -> Path:
    """Write the form: a cover, the list of municipalities, a sheet for each with merged titles, and a total sheet.

    Args:
        path: where it goes.
        sheets: name of the sheet to its lines.
        totals: the rows of the total sheet; None leaves it out.
        titles: name of the sheet to the municipality in its title block.
        form_year: the year in the title of the form.
        cover: what the Voorblad says instead, by label with spaces as underscores.

    """
    book = openpyxl.Workbook()
    front = book.active
    front.title = "Voorblad"
    front.append([f"Landelijk format productieverantwoording {form_year}"])
    front.merge_cells("A1:D1")
    front.append([])
    changed = {label: cover.get(_word(label), value) for label, value in COVER.items()}
    for label, value in changed.items():
        front.append([label, value])
    book.create_sheet("Gemeenten").append(["Gemeentecode", "Naam"])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(["Productieverantwoording per gemeente"])
        sheet.append(
            ["Gemeente", None, (titles or {})[name]] if name in (titles or {}) else ["Bladzijde van het format"]
        )
        sheet.append(["Alle bedragen in euro's"])
        sheet.append([])
        sheet.merge_cells("A1:K1")
        sheet.append(HEADERS)
        for line in lines:
            sheet.append(list(line))
    if totals is not None:
        sheet = book.create_sheet("Totaaloverzicht")
        sheet.append(["Totaal per gemeente"])
        sheet.append(["Bedragen in euro"])
        sheet.merge_cells("A1:B1")
        sheet.append(["Gemeente", "Bedrag totaal"])
        for row in totals:
            sheet.append(list(row))
    book.save(path)
    return path
