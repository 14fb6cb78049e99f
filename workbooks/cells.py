# SPDX-License-Identifier: EUPL-1.2
"""The values of a judged workbook, packed per column. Runs in the child process: only the parser, no Polars.

Each column is packed as the kinds of its cells (absent when all are text), its texts joined by a separator, its numbers
as doubles and its dates as whole seconds since 1970. That takes a tenth of a second per million cells, and nothing but
plain bytes comes back from a process that has met hostile content.
"""

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import compress
from pathlib import Path
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from workbooks.grid import letters
from workbooks.preflight.archive import ASK, RESEND
from workbooks.preflight.report import INVISIBLE, Report, SheetFacts
from workbooks.preflight.sheet import BAD_NUMBER

SEPARATOR: Final = "\x1f"
TEXT, NUMBER, MOMENT = 0, 1, 2
KINDS: Final[dict[type, int]] = {str: TEXT, float: NUMBER, int: NUMBER, date: MOMENT, datetime: MOMENT}
ONLY: Final = tuple(bytes(kind == wanted for kind in range(256)) for wanted in (TEXT, NUMBER, MOMENT))
VISIBLE: Final = bytes(sign for sign in range(256) if sign not in {*range(9), 11, 12, *range(14, 31), 127})
EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - cells have no time zone
EPOCH_DAY: Final = EPOCH.toordinal()
DAY: Final = 86_400
HOUR: Final = 3_600
MINUTE: Final = 60
SHOWN_ROWS: Final = 5

Column = Sequence[Any]


@dataclass(frozen=True)
class Packed:
    """One column: kinds per cell ("" when all are text), joined texts, numbers, dates."""

    kinds: bytes
    texts: bytes
    numbers: bytes
    moments: bytes


@dataclass(frozen=True)
class PackedSheet:
    """One worksheet."""

    facts: SheetFacts
    height: int
    columns: tuple[Packed, ...]


def sheets(path: Path, report: Report) -> Iterator[PackedSheet]:
    """Yield the worksheets in order, with the cells that the report refuses left empty.

    Raises:
        UnreadableFileError: damaged, or not every cell that stands in the file was read.

    """
    try:
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
        described = list(enumerate(book.sheets_metadata))
        known = _known(described, report)
        for (index, _), facts in known:
            _mention_hidden(facts, report)
            yield _pack(book.get_sheet_by_index(index), facts, report)
    except CalamineError:
        # What the inspection refused in one cell can be more than the parser survives: then that cell is the reason.
        cause = next((oddity for oddity in report.oddities if oddity.refuses), None)
        if cause:
            report.refuse(cause.code, f"is niet te lezen: {cause.sentence.rstrip('.')}", cause.action)
        report.refuse("LEZEN-03", "is beschadigd", RESEND)


def _known(
    described: list[tuple[int, SheetMetadata]], report: Report
) -> list[tuple[tuple[int, SheetMetadata], SheetFacts]]:
    wanted = [(index, sheet) for index, sheet in described if sheet.typ == SheetTypeEnum.WorkSheet]
    if [sheet.name for _, sheet in wanted] != [facts.name for facts in report.sheets]:
        _lost(report, "heeft werkbladen die niet te lezen zijn")
    for (_, sheet), facts in zip(wanted, report.sheets, strict=True):
        facts.hidden = sheet.visible != SheetVisibleEnum.Visible
    return list(zip(wanted, report.sheets, strict=True))


def _pack(sheet: CalamineSheet, facts: SheetFacts, report: Report) -> PackedSheet:
    area = (sheet.total_height or 0) * (sheet.total_width or 0)
    if area > report.limits.area:
        what = f"heeft op blad '{facts.shown}' een te groot gebied met cellen"
        report.refuse("LEZEN-12", what, "Verwijder wat buiten de tabel staat, of stuur de gegevens in delen.")
    return pack(sheet.to_python(skip_empty_area=False), facts, report)


def pack(rows: Sequence[Sequence[Any]], facts: SheetFacts, report: Report) -> PackedSheet:
    """The rows of a sheet, equally long, as packed columns; an empty cell is an empty text.

    Cells in `facts.blanks` are left empty. `facts.filled` becomes the number of filled cells, those among them.

    Raises:
        UnreadableFileError: `facts.filled` said that there are other cells than these.

    """
    columns: list[Column] = list(zip(*rows, strict=True))
    filled = sum(len(rows) - column.count("") for column in columns)
    if facts.filled is not None and facts.filled != filled:
        name = facts.shown
        _lost(report, f"heeft op blad '{name}' {facts.filled} gevulde cellen, en {filled} daarvan zijn leesbaar")
    facts.filled = filled
    for number, blanks in _by_column(facts.blanks, len(rows), len(columns)):
        column = list(columns[number - 1])
        for row in blanks:
            column[row - 1] = ""
        columns[number - 1] = column
    packed = tuple(_pack_column(column, number, facts, report) for number, column in enumerate(columns, 1))
    return PackedSheet(facts, len(rows), packed)


def _by_column(cells: Iterable[tuple[int, int]], height: int, width: int) -> Iterator[tuple[int, list[int]]]:
    found: dict[int, list[int]] = {}
    for row, column in cells:
        if row <= height and column <= width:
            found.setdefault(column, []).append(row)
    yield from found.items()


def _pack_column(cells: Column, number: int, facts: SheetFacts, report: Report) -> Packed:
    types = set(map(type, cells))
    if types <= {str}:
        return Packed(b"", _texts(cells, range(1, len(cells) + 1), number, facts, report), b"", b"")
    if not types <= KINDS.keys():
        return _pack_column([_plain(cell) for cell in cells], number, facts, report)
    kinds = bytes(map(KINDS.__getitem__, map(type, cells)))
    numbers = array("d", compress(cells, kinds.translate(ONLY[NUMBER])))
    if not all(map(math.isfinite, numbers)):
        return _pack_column(_finite(cells, number, facts, report), number, facts, report)
    moments = array("q", _seconds(compress(cells, kinds.translate(ONLY[MOMENT])), datetime in types))
    is_text = kinds.translate(ONLY[TEXT])
    rows = compress(range(1, len(cells) + 1), is_text)
    texts = _texts(list(compress(cells, is_text)), rows, number, facts, report)
    return Packed(kinds, texts, numbers.tobytes(), moments.tobytes())


def _finite(cells: Column, number: int, facts: SheetFacts, report: Report) -> Column:
    """The column without its endless numbers, each of which is refused."""
    kept = list(cells)
    for row, cell in enumerate(cells, 1):
        if isinstance(cell, float) and not math.isfinite(cell):
            report.cell("LEZEN-21", facts, (row, number), str(cell), BAD_NUMBER)
            kept[row - 1] = ""
    return kept


def _plain(cell: object) -> object:
    """Text for what has no column of its own: truth values and times."""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, time):
        return cell.isoformat("seconds")
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
        return f"{sign}{seconds // HOUR:02}:{seconds % HOUR // MINUTE:02}:{seconds % MINUTE:02}"
    return cell


def _seconds(cells: Iterable[date], clocks: bool) -> list[int]:  # noqa: FBT001 - private, and named at its one call
    if not clocks:
        return [(day - EPOCH_DAY) * DAY for day in map(date.toordinal, cells)]
    moments = (cell if isinstance(cell, datetime) else datetime.combine(cell, time()) for cell in cells)
    return [round((moment - EPOCH).total_seconds()) for moment in moments]


def _texts(texts: Column, rows: Iterable[int], number: int, facts: SheetFacts, report: Report) -> bytes:
    joined = SEPARATOR.join(texts)
    if "\r" in joined:
        joined = joined.replace("\r\n", "\n").replace("\r", "\n")
    packed = joined.encode()
    odd = packed.translate(None, VISIBLE) or joined.count(SEPARATOR) >= max(1, len(texts))
    if not odd and (packed.isascii() or not INVISIBLE.search(joined.replace(SEPARATOR, ""))):
        return packed
    cleaned = (
        [INVISIBLE.sub("", text) for text in joined.split(SEPARATOR)]
        if not odd
        else [INVISIBLE.sub("", t) for t in texts]
    )
    touched = [row for row, text in zip(rows, texts, strict=True) if INVISIBLE.search(text)]
    if touched:
        others = f" (en nog {len(touched) - 1} keer in kolom {letters(number)})" if len(touched) > 1 else ""
        sentence = f"Onzichtbare tekens verwijderd uit {{cel}}{others}."
        report.mention("LEZEN-27", facts.name, (touched[0], number), (sentence, "U hoeft niets te doen."))
    return SEPARATOR.join(cleaned).encode()


def _mention_hidden(facts: SheetFacts, report: Report) -> None:
    name = facts.shown
    if facts.hidden:
        action = "Maak het blad zichtbaar, of verwijder het als het niet meetelt."
        report.note("LEZEN-25", f"Blad '{name}' is verborgen.", action, facts.name)
    if facts.hidden_rows:
        rows = ", ".join(map(str, sorted(facts.hidden_rows)[:SHOWN_ROWS]))
        if len(facts.hidden_rows) > SHOWN_ROWS:
            rows += f" en nog {len(facts.hidden_rows) - SHOWN_ROWS}"
        sentence = f"Blad '{name}' heeft verborgen rijen met inhoud: {rows}."
        report.note(
            "LEZEN-26", sentence, "Deze rijen tellen mee; verwijder ze als dat niet de bedoeling is.", facts.name
        )


def _lost(report: Report, what: str) -> None:
    report.refuse("LEZEN-28", what, ASK, quarantine=True)
