# SPDX-License-Identifier: EUPL-1.2
"""A long list of alike elements, read by a pattern where they are plain and by the XML parser wherever they are not.

A full XML parse of a large sheet takes longer than reading its values. So: everything outside the list is parsed; in
the list a pattern that describes a plain element from end to end takes as many as match; the first that doesn't match
goes to the parser, alone. Nothing is skipped: a byte is either described by the pattern or parsed. A comment, CDATA or
instruction could hide an end tag, so where one stands the parser takes all the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from workbooks.preflight.report import Report
from workbooks.preflight.xmlpart import XmlPart

HEAD: Final = 1 << 22
HIDING: Final = re.compile(rb"<[!?]")


class Taker(Protocol):
    """Takes plain elements."""

    def take(self, buffer: bytes, at: int) -> int:
        """Position after the plain elements that start at `at`; `at` itself when the first one isn't plain."""

    def widen(self, odd: bytes) -> bool:
        """Whether the pattern has grown, so that this element may be plain after all."""


@dataclass(frozen=True)
class Shape:
    """The words between which the list stands, as bytes."""

    container: bytes
    item: bytes

    @property
    def opening(self) -> re.Pattern[bytes]:
        """The start tag of the list, without prefix."""
        return re.compile(rb"<%s(?: [^<>]*)?>" % self.container)

    @property
    def closing(self) -> bytes:
        """The end tag of the list."""
        return b"</%s>" % self.container

    @property
    def end(self) -> bytes:
        """The end tag of one element."""
        return b"</%s>" % self.item


def read_items(pieces: Iterator[bytes], part: XmlPart, shape: Shape, taker: Taker, report: Report) -> None:
    """Feed `part` everything but the plain elements, which go to `taker`.

    Raises:
        UnreadableFileError: whatever the parser or the taker refuses, or one element larger than `limits.row`.

    """
    buffer = b""
    opening = None
    for piece in pieces:
        buffer += piece
        opening = shape.opening.search(buffer)
        if opening or len(buffer) > HEAD:
            break
    cut = opening.end() if opening else len(buffer)
    part.feed(buffer[:cut])
    buffer = buffer[cut:]
    # The opening tag may have stood in a comment; only the parser knows whether it really opened the list.
    plain = bool(opening) and part.opened == shape.container.decode()
    level = part.depth
    while plain:
        buffer, plain = _walk(buffer, part, shape, taker, level)
        piece = next(pieces, b"") if plain else b""
        if not piece:
            break
        if len(buffer) > report.limits.row:
            what = f"heeft in '{part.name}' een te groot element"
            report.refuse("LEZEN-11", what, "Begin opnieuw met het sjabloon.")
        buffer += piece
    part.feed(buffer)
    part.read(pieces)


def _walk(buffer: bytes, part: XmlPart, shape: Shape, taker: Taker, level: int) -> tuple[bytes, bool]:
    """What is left of the buffer, and whether the list goes on in plain sight."""
    at = 0
    while True:
        at = taker.take(buffer, at)
        end = buffer.find(shape.end, at)
        if buffer.find(shape.closing, at, end if end >= 0 else None) >= 0:
            return buffer[at:], False
        if end < 0:
            return buffer[at:], True
        odd = buffer[at : end + len(shape.end)]
        if HIDING.search(odd):
            return buffer[at:], False
        if taker.widen(odd):
            continue
        part.feed(odd)
        at += len(odd)
        if part.depth != level:
            return buffer[at:], False
