# SPDX-License-Identifier: EUPL-1.2
"""Patterns that describe plain worksheet rows and plain shared strings from end to end (see `items`)."""

import re
from collections.abc import Iterable
from typing import Final

from workbooks.grid import column_number, letters
from workbooks.preflight.report import Report
from workbooks.preflight.sheet import BookFacts, SheetReader

TEXT: Final = rb"[^<&\x00-\x08\x0b-\x1f]{1,131068}+"
SHARED_TEXT: Final = rb"(?:[^<&\x00-\x08\x0b-\x1f]{1,131068}+|&(?:amp|lt|gt|quot|apos);)++"
NUMBER: Final = rb"-?+[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?+[0-9]{1,2}+)?+"
DATE: Final = rb"(?:6[1-9]|[7-9][0-9]|[1-9][0-9]{2,5}|1[0-9]{6}|2[0-8][0-9]{5})(?:\.[0-9]++)?+"
FORMULA: Final = rb'(?:<f(?: [a-z]+="[^"<>&]*")*+(?:/>|>(?![^<]*(?i:dde))[^<&|\[\x00-\x1f]*+</f>))?+'
ROW: Final = (
    rb'<row r="([1-9][0-9]{0,6}+)"'
    rb"((?: (?:spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|x14ac:dyDescent)"
    rb'="[^"<>&]*")*+)(?:/>|>'
)
HIDDEN: Final = re.compile(rb' hidden="(?:1|true)"')
WIDEST: Final = 256
STEP: Final = 8
FEW: Final = 4
FIRST_MARKS: Final = 2  # groups of the row itself; each column has one more, set when its cell holds something
COMPUTED: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*><f')
CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
STRINGS: Final = re.compile(rb'(?:<si><t(?: xml:space="preserve")?>' + SHARED_TEXT + rb"</t></si>)*+")


class PlainRows:
    """Takes rows whose cells hold a plain value, stand in order and need no remark."""

    def __init__(self, reader: SheetReader) -> None:
        """Count on behalf of `reader`, which sees the other rows."""
        self._reader = reader
        self._width = 0
        self._pattern = re.compile(rb"(?!)")

    def take(self, buffer: bytes, at: int) -> int:
        """Position after the plain rows that start at `at`."""
        reader, book = self._reader, self._reader.book
        begin, row, width, used = at, reader.row, 2, 0
        match, last, may_hide = self._pattern.match, reader.report.limits.rows, b" hidden=" in buffer
        while found := match(buffer, at):
            number = int(found[1])
            if not row < number <= last:
                break
            row, at = number, found.end()
            marked = found.lastindex or 0
            if marked > FIRST_MARKS:
                used = row
                width = max(width, marked)
                if may_hide and HIDDEN.search(found[2]):
                    reader.facts.hidden_rows.add(row)
        if at > begin:
            _utf8(buffer, begin, at, reader.report)
            cells = buffer.count(b"</c>", begin, at) - buffer.count(b"<v></v>", begin, at)
            for empty in book.empty_strings:
                cells -= buffer.count(b't="s"><v>%d</v>' % empty, begin, at)
            reader.row = row
            if buffer.find(b"<f", begin, at) >= 0:
                for found in COMPUTED.finditer(buffer, begin, at):
                    reader.facts.computes((int(found[2]), column_number(found[1].decode())))
            if cells:
                reader.fill(cells, used, width - FIRST_MARKS, hidden=False)
        return at

    def widen(self, odd: bytes) -> bool:
        """Describe more columns, if this row has more than the pattern knows."""
        widest = max(map(column_number, (name.decode() for name in CELL.findall(odd))), default=0)
        if not self._width < widest <= WIDEST or len(self._reader.book.empty_strings) > FEW:
            return False
        self._width = min(-(-widest // STEP) * STEP, WIDEST)
        cell = _cell(self._reader.book)
        cells = b"".join(rb'(?:<c r="%s\1"%s)?+' % (letters(n + 1).encode(), cell) for n in range(self._width))
        self._pattern = re.compile(ROW + cells + rb"</row>)")
        return True


class PlainStrings:
    """Takes shared strings without markup."""

    def __init__(self, report: Report) -> None:
        """Count strings; the others are counted by who sees them."""
        self.count = 0
        self._report = report

    def take(self, buffer: bytes, at: int) -> int:
        """Position after the plain strings that start at `at`."""
        found = STRINGS.match(buffer, at)
        end = found.end() if found else at
        if end > at:
            _utf8(buffer, at, end, self._report)
            self.count += buffer.count(b"<si>", at, end)
        return end

    def widen(self, odd: bytes) -> bool:  # noqa: ARG002 - the pattern doesn't depend on what comes
        """Never."""
        return False


def below(limit: int) -> bytes:
    """Pattern of the whole numbers from 0 up to, not including, `limit`, as they are usually written.

    >>> [text for text in ("0", "7", "41", "42", "99", "123") if re.fullmatch(below(42), text.encode())]
    ['0', '7', '41']
    """
    if limit < 1:
        return rb"(?!)"
    top = str(limit - 1)
    choices = [top]
    choices += [
        f"{top[:i]}[0-{int(digit) - 1}][0-9]{{{len(top) - i - 1}}}" for i, digit in enumerate(top) if digit > "0"
    ]
    if len(top) > 1:
        choices.append(f"[0-9]{{1,{len(top) - 1}}}")
    return f"(?:{'|'.join(choices)})".encode()


def _cell(book: BookFacts) -> bytes:
    """Pattern of what follows the address of a plain cell. A group of its own marks a cell that holds something.

    The branches start with different letters, the usual ones first: the pattern is tried millions of times.
    """
    typed = (
        rb' t="s"><v>' + below(book.strings) + rb"</v>",
        rb' t="str">' + FORMULA + rb"<v>(?:" + TEXT + rb")?+</v>",
        rb' t="inlineStr"><is><t(?: xml:space="preserve")?>' + TEXT + rb"</t></is>",
        rb' t="b">' + FORMULA + rb"<v>[01]</v>",
    )
    value = rb'(?: t="n")?+>' + FORMULA + rb"<v>"
    style = rb' s="[0-9]{1,5}+"'
    dates = rb' s="' + _either(book.date_styles) + rb'"'
    date = rb"(?!)" if book.starts_1904 else DATE
    branches = (
        *typed,
        value + NUMBER + rb"</v>",
        dates + value + date + rb"</v>",
        rb"(?!" + dates + rb")" + style + value + NUMBER + rb"</v>",
        style + rb"(?:" + rb"|".join(typed) + rb")",
    )
    return rb"(?:(?:" + b"|".join(branches) + rb")</c>()|(?:" + style + rb")?/>)"


def _either(numbers: Iterable[int]) -> bytes:
    return rb"(?:" + (b"|".join(b"%d" % number for number in sorted(numbers)) or rb"(?!)") + rb")"


def _utf8(buffer: bytes, begin: int, end: int, report: Report) -> None:
    if not buffer.isascii():
        try:
            buffer[begin:end].decode()
        except UnicodeDecodeError:
            report.refuse("LEZEN-10", "gebruikt een andere tekencodering dan UTF-8", "Bewaar het opnieuw in Excel.")
