# SPDX-License-Identifier: EUPL-1.2
"""The elements of a message, packed per column. Runs in the child process: only the parser, no Polars.

The parser is the one of the workbook parts (`xmlpart`): no DTD, UTF-8 only, shallow, small elements. XInclude and
attributes are plain data that nobody follows or reads.
"""

from __future__ import annotations  # arrays take no subscript at run time in 3.11

from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from workbooks.preflight.report import Report
from workbooks.preflight.xmlpart import XmlPart

ROOT: Final = "Bericht"
HOME: Final = "http://www.istandaarden.nl/"
SEPARATOR: Final = "\x1f"
PIECE: Final = 1 << 16
SEND: Final = "Stuur het bericht zelf, zoals uw applicatie het aan het berichtenverkeer aanbiedt."
NO_WORD: Final = -1


@dataclass
class PackedElements:
    """One message: its namespace, whether something stood around it, and its elements in document order.

    `paths` and `foreign` describe the different paths; `path` (an index into them), `parent` (position plus one, 0 for
    none) and `line` are unsigned 32-bit numbers per element; `texts` has None for an element with elements in it.
    """

    namespace: str = ""
    enveloped: bool = False
    paths: list[str] = field(default_factory=list)
    foreign: list[bool] = field(default_factory=list)
    path: array[int] = field(default_factory=lambda: array("I"))
    parent: array[int] = field(default_factory=lambda: array("I"))
    line: array[int] = field(default_factory=lambda: array("I"))
    texts: list[str | None] = field(default_factory=list)

    def blobs(self) -> list[bytes]:
        """Paths, parents, lines, whether there is text, and the texts joined."""
        filled = bytes(text is not None for text in self.texts)
        said = SEPARATOR.join(text for text in self.texts if text is not None)
        return [self.path.tobytes(), self.parent.tobytes(), self.line.tobytes(), filled, said.encode()]


def read_message(path: Path, report: Report) -> PackedElements:
    """Read the elements below the one Bericht in a file.

    Raises:
        UnreadableFileError: damaged, beyond a limit, or without exactly one Bericht of the iStandaarden.

    """
    reader = MessageXml(report)
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            reader.feed(piece)
    reader.feed(b"", last=True)
    if not reader.found.namespace:
        _refuse_without(reader, report)
    return reader.found


class MessageXml(XmlPart):
    """The parser, which collects what stands below Bericht.

    The handlers are written for speed: they run for every element of a message of tens of megabytes.
    """

    again, ask = SEND, f"Wij bekijken het. {SEND}"

    def __init__(self, report: Report) -> None:
        """Collect into `found`; `other` is the namespace of a Bericht that is not of the iStandaarden."""
        super().__init__(report, ROOT, _nothing, _nothing, _nothing)
        self.found, self.other = PackedElements(), ""
        self._known: dict[tuple[int, str], int] = {}
        self._inside = 0  # depth of the Bericht that is open, 0 when none is
        self._steps, self._parents = [NO_WORD], [0]
        self._said, self._leaf = "", False
        self._parser.buffer_text = True

    def _on_start(self, name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.report.limits.depth:
            self._too_large("te diep geneste onderdelen")
        if not self._inside:
            self._outside(name)
            return
        found = self.found
        if self._said:
            self._keep_loose()
        step = self._known.get((self._steps[-1], name))
        if step is None:
            step = self._learn(self._steps[-1], name)
        found.path.append(step)
        found.parent.append(self._parents[-1])
        found.line.append(self._parser.CurrentLineNumber)
        found.texts.append(None)
        self._steps.append(step)
        self._parents.append(len(found.path))
        self._said, self._leaf = "", True

    def _on_end(self, _name: str) -> None:
        self.depth -= 1
        if not self._inside:
            return
        if self._leaf:
            self.found.texts[-1] = self._said
        elif self._said:
            self._keep_loose()
        if self.depth < self._inside:
            self._inside = 0
        self._leaf, self._said = False, ""
        self._steps.pop()
        self._parents.pop()

    def _on_text(self, text: str) -> None:
        if self._inside:
            self._said += text
            if len(self._said) > self.report.limits.text:
                self._too_large("een te lange tekst")

    def _outside(self, name: str) -> None:
        """An element outside the message: an envelope, or the Bericht itself."""
        namespace, _, local = name.rpartition("\n")
        if local != ROOT:
            return
        if not namespace.startswith(HOME):
            self.other = namespace or "-"
            return
        if self.found.namespace:
            what = "bevat meer dan één bericht"
            self.report.refuse("LEZEN-37", what, "Stuur elk bericht in een eigen bestand, desnoods samen in een zip.")
        self.found.namespace, self.found.enveloped = namespace, self.depth > 1
        self._inside = self.depth
        self._steps, self._parents = [NO_WORD, NO_WORD], [0, 0]

    def _learn(self, parent: int, name: str) -> int:
        """The number of a path that was not met before."""
        found = self.found
        namespace, _, local = name.rpartition("\n")
        home = found.namespace.rsplit("/", 2)[0]
        found.paths.append(f"{found.paths[parent]}.{local}" if parent >= 0 else local)
        found.foreign.append(namespace not in {found.namespace, f"{home}/basisschema/schema"})
        self._known[parent, name] = len(found.paths) - 1
        return len(found.paths) - 1

    def _keep_loose(self) -> None:
        """Text between elements: it belongs to the element that is open, and is none of ours when it is blank."""
        said, self._said = self._said.strip(), ""
        if said and not self._parents[-1]:
            self.report.refuse("LEZEN-03", f"heeft losse tekst in {ROOT}, buiten de elementen", SEND)
        if said:
            at = self._parents[-1] - 1
            self.found.texts[at] = f"{self.found.texts[at] or ''}{said}"


def _refuse_without(reader: MessageXml, report: Report) -> None:
    if reader.other:
        what = "bevat een bericht dat niet van de iStandaarden is (andere namespace)"
        report.refuse("LEZEN-38", what, "Stuur een bericht van iWmo of iJw, release 3.2.")
    report.refuse("LEZEN-36", "bevat geen bericht van iWmo of iJw: alleen een envelop, of iets anders", SEND)


def _nothing(*_: object) -> None:
    """Take the place of the calls of `XmlPart` that are not used here."""
