# SPDX-License-Identifier: EUPL-1.2
"""Csv: text between separators, as many programs write it.

Everything that could make a parser shift a value to another column or row is judged first, on the bytes; then Polars
splits the text and every value stays text.
"""

import re
from pathlib import Path
from typing import Final, NoReturn

import polars as pl

from workbooks.grid import Grid, Oddity, Reading, a1, letters
from workbooks.preflight.report import INVISIBLE, Report

SEPARATORS: Final = (b";", b",", b"\t")
SAMPLE_LINES: Final = 20
SEP_LINE: Final = re.compile(rb"(?i)sep=([^\n\"])(?:\n|$)")
MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
QUOTED: Final = rb'"(?:[^"]|"")*+"'
SHOWN: Final = 5
RIGHT_CSV: Final = "Bewaar het in Excel als 'CSV UTF-8' en stuur het opnieuw."
INVISIBLE_IN_RUST: Final = INVISIBLE.pattern


def read_delimited(path: Path, report: Report) -> Reading:
    """Read a csv: one grid without a name, all text, row numbers as Excel shows them.

    Raises:
        UnreadableFileError: LEZEN-10, 29 and 31 to 34.

    """
    data = _as_utf8(path.read_bytes(), report)
    _judge_lines(data, report)
    data, separator = _separated(data)
    width, widest, height = _judge_fields(_bare(data, separator, report), separator, report)
    text = _split(data, separator, widest).select(pl.nth(range(width)))
    if text.height != height:
        report.refuse(
            "LEZEN-28", f"heeft {height} regels, waarvan er {text.height} leesbaar zijn", RIGHT_CSV, quarantine=True
        )
    text, oddities = _cleaned(text)
    if not any(text.select(pl.all().is_not_null().any()).row(0)):
        _nothing(report)
    grid = Grid("", text, pl.DataFrame(), pl.DataFrame(), hidden=False, hidden_rows=frozenset())
    return Reading(report.name, (grid,), oddities, "csv")


def _as_utf8(data: bytes, report: Report) -> bytes:
    """The content as UTF-8 without mark, every line ending a single LF."""
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", "utf-8"))
    data = data[len(mark) :]
    if not data.isascii() or encoding != "utf-8":
        data = _decoded(data, encoding, report).encode()
    if b"\0" in data:
        report.refuse("LEZEN-31", f"bevat NUL-tekens (regel {_line(data, data.index(0))})", RIGHT_CSV)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _decoded(data: bytes, encoding: str, report: Report) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            report.refuse("LEZEN-10", "is geen geldige UTF-16-tekst", RIGHT_CSV)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        what = f"bevat op regel {_line(data, error.start)} een teken in een onbekende codering"
        report.refuse("LEZEN-10", what, RIGHT_CSV)


def _judge_lines(data: bytes, report: Report) -> None:
    at, longest = 0, report.limits.line
    while len(data) - at > longest:
        end = data.rfind(b"\n", at, at + longest + 1)
        if end < 0:
            report.refuse("LEZEN-33", f"heeft op regel {_line(data, at)} meer dan {longest} tekens", RIGHT_CSV)
        at = end + 1


def _separated(data: bytes) -> tuple[bytes, bytes]:
    """The content without a `sep=` line, and the separator."""
    told = SEP_LINE.match(data)
    if told:
        return data[told.end() :], told[1]
    sample = re.sub(QUOTED, b"", b"\n".join(data.split(b"\n", SAMPLE_LINES)[:SAMPLE_LINES]))
    lines = [line for line in sample.split(b"\n") if line] or [b""]

    def likeness(separator: bytes) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        return (counts.count(counts[0]), counts[0]) if counts[0] else (0, 0)

    return data, max(SEPARATORS, key=likeness)


def _bare(data: bytes, separator: bytes, report: Report) -> bytes:
    """The content with no separator or line end that isn't one; only good for counting."""
    mark = re.escape(separator)
    if b'"' not in data or _matched(rb'"(?:[^"\n%s]|"")*+"' % mark, data, mark) == len(data):
        return data
    end = _matched(QUOTED, data, mark)
    if end < len(data):
        _refuse_quote(data, end, report)
    return re.sub(QUOTED, lambda field: b'"' if len(field[0]) == len(b'""') else b"x", data)


def _refuse_quote(data: bytes, at: int, report: Report) -> NoReturn:
    line = _line(data, at)
    if data[at : at + 1] == b'"':
        action = "Sluit het aanhalingsteken, of verdubbel een aanhalingsteken dat bij de tekst hoort."
        report.refuse("LEZEN-32", f"heeft op regel {line} een aanhalingsteken dat niet goed wordt gesloten", action)
    what = f"heeft op regel {line} een aanhalingsteken midden in een waarde"
    report.refuse("LEZEN-32", what, "Zet de hele waarde tussen aanhalingstekens en verdubbel het teken in de tekst.")


def _matched(quoted: bytes, data: bytes, mark: bytes) -> int:
    """Where the first field ends that isn't plain or quoted like this; the end of the content when all are."""
    found = re.match(rb'(?:(?:%s|[^"\n%s]*+)(?:%s|\n|\Z))*+' % (quoted, mark, mark), data)
    return found.end() if found else 0


def _judge_fields(bare: bytes, separator: bytes, report: Report) -> tuple[int, int, int]:
    """Number of columns in use, of columns at all, and of records."""
    lines = pl.Series("line", [bare.removesuffix(b"\n").decode()]).str.split("\n").explode()
    mark = separator.decode()
    filled = lines.str.strip_chars_end(mark + '"')  # what is left of an empty quoted value is a quote
    if not (filled != "").any():
        _nothing(report)
    used = filled.str.count_matches(mark, literal=True) + 1
    present = lines.str.count_matches(mark, literal=True) + 1
    first = int((filled != "").arg_max() or 0)
    width = int(used[first])
    most = int(present.arg_max() or 0)
    if present[most] > report.limits.columns:
        row = most + 1
        report.refuse("LEZEN-33", f"heeft op regel {row} meer dan {report.limits.columns} kolommen", RIGHT_CSV)
    ragged = ((filled != "") & ((used > width) | (present < width))).arg_true()
    if len(ragged):
        rows = ", ".join(str(row + 1) for row in ragged[:SHOWN])
        more = f" en {len(ragged) - SHOWN} andere" if len(ragged) > SHOWN else ""
        what = f"heeft {width} kolommen (rij {first + 1}), maar een ander aantal op rij {rows}{more}"
        action = "Herstel deze regels; een waarde met een scheidingsteken hoort tussen aanhalingstekens."
        report.refuse("LEZEN-34", what, action)
    return width, present[most], len(lines)


def _split(data: bytes, separator: bytes, width: int) -> pl.DataFrame:
    names = [str(number) for number in range(1, width + 1)]
    # Polars takes the number of columns from the first line, and leaves out empty lines before it.
    first = b"x" + separator * (width - 1) + b"\n"
    frame = pl.read_csv(
        first + data,
        has_header=False,
        separator=separator.decode(),
        schema=dict.fromkeys(names, pl.String),
        truncate_ragged_lines=True,
        raise_if_empty=False,
    )
    return frame[1:].with_columns(pl.all().replace("", None))


def _cleaned(text: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Oddity, ...]]:
    dirty = text.select(pl.all().str.contains(INVISIBLE_IN_RUST))
    oddities = []
    for number, column in enumerate(dirty, 1):
        rows = column.fill_null(value=False).arg_true()
        if len(rows):
            row = int(rows[0]) + 1
            others = f" (en nog {len(rows) - 1} keer in kolom {letters(number)})" if len(rows) > 1 else ""
            sentence = f"Onzichtbare tekens verwijderd uit cel {a1(row, number)}{others}."
            oddities.append(Oddity("LEZEN-27", "", row, number, "", sentence, "U hoeft niets te doen.", refuses=False))
    if oddities:
        text = text.with_columns(pl.all().str.replace_all(INVISIBLE_IN_RUST, "").replace("", None))
    return text, tuple(oddities)


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _nothing(report: Report) -> NoReturn:
    report.refuse("LEZEN-29", "bevat geen enkele gevulde cel", "Stuur het ingevulde bestand.")
