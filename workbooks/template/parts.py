# SPDX-License-Identifier: EUPL-1.2
"""The parts of a workbook file: which sheets, names and tables it has, and in which part each stands."""

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree
from openpyxl.utils.cell import range_boundaries

from workbooks.errors import UnreadableFileError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = "xl/workbook.xml"
NO_DTD = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
FIXED = (1980, 1, 1, 0, 0, 0)
PLACE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)")

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it


def tag(name: str) -> str:
    """The name of an element of a worksheet, with its namespace."""
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True, slots=True)
class Range:
    """Cells of a sheet: rows and columns from 1, the last ones included."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int


@dataclass
class Parts:
    """The parts of a file by name, in order; the XML of those that are looked at, and which of those changed."""

    raw: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a workbook of our own people (xlsx).

        Raises:
            UnreadableFileError: it is no workbook.

        """
        try:
            with ZipFile(path) as file:
                parts = cls({name: file.read(name) for name in file.namelist()})
            parts.tree(BOOK)
        except (BadZipFile, KeyError, etree.XMLSyntaxError):
            raise UnreadableFileError(
                "LEZEN-01", f"Het sjabloon '{path.name}' is geen Excel-werkmap (.xlsx). Zet het juiste bestand terug."
            ) from None
        return parts

    def tree(self, part: str) -> Element:
        """The XML of a part; KeyError when there is no such part."""
        if part not in self.trees:
            self.trees[part] = etree.fromstring(self.raw[part], NO_DTD)
        return self.trees[part]

    def change(self, part: str) -> Element:
        """The XML of a part that is about to be changed."""
        self.changed.add(part)
        return self.tree(part)

    def leads_to(self, part: str, kind: str) -> list[str]:
        """The parts of this kind (`table`, `drawing`, `chart` …) to which a part points."""
        return [where for found, where in self._relations(part).values() if found == kind]

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Number of a relation to its kind and the part where it leads."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self.raw:
            return {}
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, each.get("Target", ""))).lstrip("/"),
            )
            for each in self.tree(relations)
            if each.get("TargetMode") != "External"
        }

    def sheets(self) -> dict[str, str]:
        """Name of each sheet to its part, in order."""
        relations = self._relations(BOOK)
        found = self.tree(BOOK).find(tag("sheets"))
        assert found is not None  # noqa: S101 - a workbook has sheets
        return {each.get("name", ""): relations[each.get(f"{{{DOCUMENT}}}id", "")][1] for each in found}

    def names(self) -> dict[str, Range]:
        """The names that people gave to cells; those of Excel itself, and those that lead nowhere, are left out."""
        found = {}
        for each in self.tree(BOOK).iter(tag("definedName")):
            place = PLACE.fullmatch(each.text or "")
            if place and not (each.get("name", "").startswith("_xlnm.") or each.get("localSheetId")):
                found[each.get("name", "")] = cells((place[1] or place[2]).replace("''", "'"), place[3])
        return found

    def save(self, target: Path) -> None:
        """Write the file: the changed parts anew, the others byte for byte."""
        for part in self.changed:
            self.raw[part] = etree.tostring(self.trees[part], xml_declaration=True, encoding="UTF-8", standalone=True)
        with ZipFile(target, "w", ZIP_DEFLATED) as file:
            for name, data in self.raw.items():
                file.writestr(ZipInfo(name, FIXED), data, ZIP_DEFLATED)


def cells(sheet: str, address: str) -> Range:
    """The cells at an address such as B2 or $A$1:$C$9."""
    column, row, last_column, last_row = range_boundaries(address)
    return Range(sheet, int(row or 1), int(column or 1), int(last_row or 1), int(last_column or 1))
