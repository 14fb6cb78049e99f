# SPDX-License-Identifier: EUPL-1.2
"""The parts of an Office package: which there are, what they point to, and which of them could act."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final
from zipfile import ZipInfo

from workbooks.preflight.archive import ASK, RESEND, entries, safe_name, stream
from workbooks.preflight.report import Report, clean
from workbooks.preflight.xmlpart import Start, XmlPart

XML: Final = (".xml", ".rels", ".vml")
MACRO: Final = re.compile(r"(?i)(^|/)(vbaproject\.bin|vbadata\.xml)$")
OLD_MACRO: Final = re.compile(r"(?i)(^|/)(intl)?macrosheets/")
OBJECT: Final = re.compile(r"(?i)(^|/)(embeddings|activex)/")
CONNECTION: Final = re.compile(r"(?i)(^|/)(connections\.xml$|querytables/)")
LINK: Final = re.compile(r"(?i)(^|/)externallinks/[^/]+\.(xml|bin)$")
ADDRESS: Final = re.compile(r"(?i)^[a-z][a-z0-9+.-]*:|^//|\\")
HARMLESS: Final = ("/hyperlink",)
REMOTE_BOOK: Final = re.compile(r"(?i)/(externalLinkPath|xlExternalLinkPath)(/|$)|/xlPathMissing$")


@dataclass
class Package:
    """The parts of one file, by name, and the relationships between them.

    Attributes:
        relations: per source part: relation id to (last word of the type, target part).

    """

    file: BinaryIO
    report: Report
    parts: dict[str, ZipInfo]
    relations: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a part, streamed."""
        return stream(self.file, self.parts[name], self.report)

    def parse(self, name: str, start: Start) -> None:
        """Parse a part of which only the start tags matter."""
        XmlPart(self.report, name, start, _ignore, _ignore).read(self.pieces(name))

    def target(self, source: str, kind: str) -> str | None:
        """The first part of this kind that `source` points to."""
        found = (target for word, target in self.relations.get(source, {}).values() if word == kind)
        return next((target for target in found if target in self.parts), None)


def open_package(path: Path, file: BinaryIO, report: Report, *, macros: bool) -> Package:
    """The package of a file, with its relationships read and its active parts judged.

    Raises:
        UnreadableFileError: an unsafe name, a macro without `macros`, an embedded object, or a relation to outside.

    """
    found = entries(path, report)
    for info in found:
        if not safe_name(info.filename):
            report.refuse("LEZEN-08", f"bevat een onveilige naam ('{clean(info.filename)}')", ASK, quarantine=True)
    package = Package(file, report, {info.filename: info for info in found if not info.is_dir()})
    for name in package.parts:
        if name.lower().endswith(".rels"):
            _read_relations(package, name)
    kinds = {word for targets in package.relations.values() for word, _ in targets.values()}
    _judge_active(package.parts, kinds, report, macros=macros)
    return package


def _judge_active(names: Iterable[str], kinds: set[str], report: Report, *, macros: bool) -> None:
    if any(map(OLD_MACRO.search, names)) or kinds & {"xlMacrosheet", "xlIntlMacrosheet"}:
        report.refuse("LEZEN-13", "bevat een Excel 4-macroblad", ASK, quarantine=True)
    if any(map(OBJECT.search, names)) or kinds & {"oleObject", "control", "package"}:
        action = "Verwijder het object en stuur het bestand opnieuw."
        report.refuse("LEZEN-14", "bevat een ingesloten object of besturingselement", action)
    if any(map(MACRO.search, names)) or "vbaProject" in kinds:
        if not macros:
            report.refuse("LEZEN-13", "bevat een macro, maar is geen xlsm-bestand", ASK, quarantine=True)
        report.mention_macros()
    if any(map(LINK.search, names)) or any(map(CONNECTION.search, names)):
        sentence = f"Bestand '{report.name}' heeft een koppeling naar een andere bron; die volgen wij niet."
        report.note("LEZEN-16", sentence, "Vervang de koppeling door waarden als de cijfers anders verouderen.")


def _read_relations(package: Package, name: str) -> None:
    folder, file = posixpath.split(name)
    home = posixpath.dirname(folder)
    source = posixpath.join(home, file.removesuffix(".rels"))
    targets = package.relations.setdefault(source, {})

    def start(_namespace: str, tag: str, attributes: dict[str, str]) -> None:
        if tag != "Relationship":
            return
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        if attributes.get("TargetMode") == "External":
            if not kind.endswith(HARMLESS) and not REMOTE_BOOK.search(kind):
                _outside(package.report, name)
            return
        if ADDRESS.search(target):
            _outside(package.report, name)
        whole = posixpath.normpath(
            posixpath.join("/", home, target) if target[:1] == "/" else posixpath.join(home, target)
        )
        if whole.startswith(".."):
            _outside(package.report, name)
        targets[attributes.get("Id", "")] = (kind.rpartition("/")[2], whole.lstrip("/"))

    package.parse(name, start)


def _outside(report: Report, name: str) -> None:
    report.refuse("LEZEN-18", f"verwijst in '{clean(name)}' naar iets buiten het werkboek", ASK, quarantine=True)


def damaged(report: Report, what: str) -> None:
    """Refuse a package in which a part is missing or odd."""
    report.refuse("LEZEN-03", f"is beschadigd: {what}", RESEND)


def _ignore(*_: object) -> None:
    """Text and end tags that don't matter."""
