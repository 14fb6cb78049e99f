# SPDX-License-Identifier: EUPL-1.2
"""One XML part, parsed with nothing that XML can be made to do: no DTD, UTF-8 only, shallow, small elements."""

import codecs
from collections.abc import Callable, Iterable
from typing import Final
from xml.parsers import expat

from workbooks.preflight.archive import ASK, RESEND
from workbooks.preflight.report import Report, clean

STEP: Final = 1 << 16
LISTED: Final = 2  # elements open where cells or shared strings are listed
MAIN: Final = frozenset(  # the spreadsheet language, everyday and strict
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"}
)
ENCODINGS: Final = {"utf-8", "utf8", "us-ascii", "ascii"}
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0", b"<\0")

Start = Callable[[str, str, dict[str, str]], None]
Name = Callable[[str, str], None]


class XmlPart:
    """A parser that is fed piece by piece.

    Attributes:
        depth: number of elements open now.
        opened: local name of the element that was the last thing to start, "" after an end tag.
        name: of the part, for sentences.
        again, ask: what the sender can do now; `ask` when a person here looks as well.

    """

    again, ask = RESEND, ASK

    def __init__(self, report: Report, name: str, start: Start, end: Name, text: Callable[[str], None]) -> None:
        """Call `start(namespace, local name, attributes)`, `end(namespace, local name)` and `text(characters)`."""
        self.report, self.name, self.depth, self.opened = report, clean(name), 0, ""
        self._start, self._end, self._text = start, end, text
        self._length, self._fed = 0, 0
        parser = expat.ParserCreate(namespace_separator="\n")
        parser.buffer_text = False
        parser.StartDoctypeDeclHandler = self._on_doctype
        parser.XmlDeclHandler = self._on_declaration
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = self._on_text
        self._parser = parser

    def forbid_comments(self) -> None:
        """Refuse comments, CDATA and instructions in the list: readers disagree on a cell that holds one."""
        self._parser.CommentHandler = self._on_odd
        self._parser.StartCdataSectionHandler = self._on_odd
        self._parser.ProcessingInstructionHandler = self._on_odd

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        """Parse the next piece.

        Raises:
            UnreadableFileError: not well-formed, or beyond a limit.

        """
        if not self._fed and piece.startswith(UTF_16):
            self._wrong_encoding()
        try:
            for at in range(0, len(piece), STEP):
                step = piece[at : at + STEP]
                self._fed += len(step)
                self._parser.Parse(step, False)  # noqa: FBT003 - expat takes no keywords
                if self._fed - self._parser.CurrentByteIndex > self.report.limits.tag + STEP:
                    self._too_large("een te groot element")
            if last:
                self._parser.Parse(b"", True)  # noqa: FBT003 - idem
        except expat.ExpatError as error:
            what = f"is beschadigd in onderdeel '{self.name}' (regel {error.lineno})"
            self.report.refuse("LEZEN-03", what, self.again)

    def read(self, pieces: Iterable[bytes]) -> None:
        """Parse a whole part."""
        for piece in pieces:
            self.feed(piece)
        self.feed(b"", last=True)

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self._length = 0
        if self.depth > self.report.limits.depth:
            self._too_large("te diep geneste onderdelen")
        namespace, _, local = name.rpartition("\n")
        self.opened = local if namespace in MAIN else ""
        self._start(namespace, local, attributes)

    def _on_end(self, name: str) -> None:
        self.depth -= 1
        self._length, self.opened = 0, ""
        namespace, _, local = name.rpartition("\n")
        self._end(namespace, local)

    def _on_text(self, text: str) -> None:
        self._length += len(text)
        if self._length > self.report.limits.text:
            self._too_large("een te lange tekst")
        self._text(text)

    def _on_doctype(self, *_: object) -> None:
        what = f"bevat in '{self.name}' een documenttypedefinitie (DTD), en die is niet toegestaan"
        self.report.refuse("LEZEN-09", what, self.ask, quarantine=True)

    def _on_declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ENCODINGS:
            self._wrong_encoding()

    def _on_odd(self, *_: object) -> None:
        if self.depth < LISTED:
            return
        what = f"bevat in '{self.name}' opmerkingen of vrije stukken tussen de cellen"
        self.report.refuse("LEZEN-19", what, RESEND)

    def _wrong_encoding(self) -> None:
        what = f"gebruikt in '{self.name}' een andere tekencodering dan UTF-8"
        self.report.refuse("LEZEN-10", what, self.again)

    def _too_large(self, what: str) -> None:
        self.report.refuse("LEZEN-11", f"heeft in '{self.name}' {what}", self.again)
