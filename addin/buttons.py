# SPDX-License-Identifier: EUPL-1.2
"""The buttons that make a sheet, for both doors; each is thin: a sheet in, one call to `processors`, a new sheet out.

What is in the workbook stays as it is: a sheet of ours comes beside an older one. What a button has to say, it tells
with an alert.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

import polars as pl
import xlwings as xw

from addin.door import Rows, guarded, rows_of, table
from processors.errors import UnusableInputError
from processors.pseudonym import Key
from processors.ranges import checked
from processors.ranges.combining import combined
from processors.ranges.delivery import delivery
from processors.ranges.regional import HIDDEN
from processors.ranges.sheets import kpi_sheet, origin_of, regional_sheet
from processors.ranges.sources import sources
from processors.settings import load
from processors.surroundings import lasting_surroundings

P = ParamSpec("P")
TEXT = "@"
KPI_SHEET, REGION_SHEET, ORIGIN_SHEET, DELIVERY_SHEET = "KPI's", "Regiocijfers", "Herkomst", "Aanlevering"
# Not "Bevindingen": that sheet is made by Controleer blad and taken away by Wis markeringen.
COMBINED_SHEET, FOUND_SHEET = "Samengevoegd", "Bevindingen bestanden"
Button = Callable[Concatenate[xw.Book, P], None]


def button(function: Button[P]) -> Button[P]:
    """The script with its errors as a sentence, and still saying which argument is the workbook."""
    safe = wraps(function)(guarded(function))
    safe.__annotations__ = function.__annotations__
    return safe


@button
def pv_kpi_blad(book: xw.Book, codes: str = "", per: str = "gemeente, maand") -> None:
    """Berekent KPI's uit de regels op het blad dat voor staat, en zet ze op een nieuw blad."""
    found = kpi_sheet(codes, _cells(book), lasting_surroundings(load()), _today(), per=per)
    name = put(book, KPI_SHEET, found)
    book.app.alert(f"{found['kpi'].n_unique()} KPI's staan op het blad {name}.")


@button
def pv_regiocijfers(book: xw.Book, periode: str = "") -> None:
    """Zet de gepubliceerde cijfers van de regio op een nieuw blad, per gemeente en met hun status."""
    found = regional_sheet(periode, load().workplace.output / "powerbi")
    name = put(book, REGION_SHEET, found)
    hidden = found.filter(pl.col("status") == HIDDEN).height
    told = f" {hidden} ervan zijn onderdrukt, omdat ze over weinig mensen gaan." if hidden else ""
    book.app.alert(f"{found.height} cijfers over {found['periode'][0]} staan op het blad {name}.{told}")


@button
def pv_herkomst_van_cel(book: xw.Book) -> None:
    """Zet op een nieuw blad uit welke bestanden en rijen het gepubliceerde cijfer in de gekozen cel komt."""
    cells, at = _cells(book), book.app.selection.row - book.sheets.active.used_range.row
    code, place, period = origin_of(*_row(cells, at))
    found = sources(code, place, period, load())
    name = put(book, ORIGIN_SHEET, found)
    book.app.alert(f"De herkomst van {code} over {period} staat op het blad {name}.")


@button
def pv_aanlevering(book: xw.Book) -> None:
    """Maakt van de regels op het blad dat voor staat een aanlevering, met pseudoniemen in plaats van het Bsn."""
    settings, cells = load(), _cells(book)
    beside = lasting_surroundings(settings)
    made = delivery(cells, beside.reference, Key(settings.sleutel_id, settings.pseudonym_key()))
    found = checked.findings(checked.judged(table(made), beside, _today()))
    name = put(book, DELIVERY_SHEET, made)
    book.app.alert(
        f"{made.height} regels staan met een pseudoniem op het blad {name}; {found.height} bevindingen. Wat het "
        "formulier niet vraagt, is weggelaten. Een pseudoniem is nog een persoonsgegeven: stuur het blad alleen veilig."
    )


@button
def pv_consolideer(book: xw.Book, bestanden: list[list[str]]) -> None:
    """Controleert de gekozen bestanden en zet de declaratieregels die goed zijn samen op een nieuw blad."""
    made = combined(
        [(name, decoded(name, content)) for name, content in bestanden], lasting_surroundings(load()), _today()
    )
    told = [f"Van {made.total} regels uit {len(bestanden)} bestanden zijn er {made.lines.height} goed."]
    # A new sheet comes behind the one in front, so the one that is made last stands first.
    if made.findings.height:
        told.append(f"{made.findings.height} bevindingen staan op het blad {put(book, FOUND_SHEET, made.findings)}.")
    if made.lines.height:
        told.append(f"De goede regels staan op het blad {put(book, COMBINED_SHEET, made.lines)}, met een pseudoniem.")
    told += [f"Niet meegenomen: {name}. {reason}" for name, reason in made.left_out]
    book.app.alert(" ".join(told))


def decoded(name: str, content: str) -> bytes:
    """The content of a file that was chosen in the pane.

    Raises:
        UnusableInputError: it is not what was sent.

    """
    try:
        return base64.b64decode(content, validate=True)
    except binascii.Error:
        raise UnusableInputError(f"Het bestand '{name}' kwam niet heel over. Kies het opnieuw.") from None


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day of the office in which the workbook is open


def cells_of(sheet: xw.Sheet) -> Rows:
    """What stands on a sheet, from A1 on."""
    last = sheet.used_range.last_cell
    return rows_of(sheet.range((1, 1), (last.row, last.column)).options(ndim=2, err_to_str=True).value)


def _cells(book: xw.Book) -> Rows:
    """What stands on the sheet in front, from the first cell that is used on."""
    return rows_of(book.sheets.active.used_range.options(ndim=2, err_to_str=True).value)


def _row(cells: Rows, at: int) -> tuple[Sequence[object], Sequence[object]]:
    """The nearest row above with a header kpi, and the row itself; both empty where there is none."""
    above = [row for row in cells[: max(at, 0)] if "kpi" in {str(cell).strip().lower() for cell in row}]
    return (above[-1], cells[at]) if above and at < len(cells) else ((), ())


def put(book: xw.Book, name: str, frame: pl.DataFrame) -> str:
    """Put a table on a new sheet behind the one in front; gives its name.

    Columns of text are text for Excel before anything is written, so that nothing becomes a formula or a date.
    """
    taken = {sheet.name.casefold() for sheet in book.sheets}
    free = name
    number = 2
    while free.casefold() in taken:
        free, number = f"{name} ({number})", number + 1
    sheet = book.sheets.add(free, after=book.sheets.active)
    for place, kind in enumerate(frame.dtypes, 1):
        if kind == pl.String:
            sheet.range((1, place), (frame.height + 1, place)).number_format = TEXT
    whole = sheet.range((1, 1), (frame.height + 1, frame.width))
    whole.value = table(frame)
    sheet.range((1, 1), (1, frame.width)).font.bold = True
    whole.autofit()
    return free


SCRIPTS = (pv_kpi_blad, pv_regiocijfers, pv_herkomst_van_cel, pv_aanlevering, pv_consolideer)
