# SPDX-License-Identifier: EUPL-1.2
"""Workbooks made by hand, part by part, so that each can be wrong in one way."""

import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from workbooks import child, worker
from workbooks.errors import UnreadableFileError
from workbooks.grid import Reading
from workbooks.limits import Limits

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
FILLED = '<row r="1"><c r="A1"><v>1</v></c></row>'
STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="21"/></cellXfs>'


@dataclass
class BookMaker:
    """Makes xlsx files in a folder of the test."""

    folder: Path
    made: list[Path] = field(default_factory=list)

    def __call__(  # noqa: PLR0913 - each part of a workbook can be the odd one
        self,
        rows: str = FILLED,
        *,
        name: str = "boek.xlsx",
        sheet: bytes | None = None,
        strings: str | None = None,
        styles: str = STYLES,
        settings: str = "",
        names: str = "",
        state: str = "",
        tail: str = "",
        relations: Mapping[str, str] = {},
        parts: Mapping[str, bytes | str] = {},
        sheets: int = 1,
        main: str = MAIN,
        office: str = OFFICE,
    ) -> Path:
        """Make a workbook; `rows` is what stands in sheetData, `relations` go from workbook.xml: kind to target."""
        listed = "".join(f'<sheet name="Blad{n}" sheetId="{n}" {state} r:id="s{n}"/>' for n in range(1, sheets + 1))
        related = "".join(
            f'<Relationship Id="s{n}" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            for n in range(1, sheets + 1)
        )
        related += "".join(
            f'<Relationship Id="x{n}" Type="{office}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(
                {
                    "styles": "styles.xml",
                    **({"sharedStrings": "sharedStrings.xml"} if strings else {}),
                    **relations,
                }.items()
            )
        )
        whole = {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": _relationships(
                f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
            ),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{settings}<sheets>{listed}</sheets>'
            f"{names}</workbook>",
            "xl/_rels/workbook.xml.rels": _relationships(related),
            "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
            "xl/worksheets/sheet1.xml": sheet
            or f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{tail}</worksheet>',
        }
        if strings:
            whole["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
        return self.zip({**whole, **parts}, name)

    def zip(self, parts: Mapping[str, bytes | str] | list[tuple[str, bytes | str]], name: str = "map.zip") -> Path:
        """Make a zip of these parts, in this order; a list may hold the same name twice."""
        path = self.folder / name
        items = list(parts.items()) if isinstance(parts, Mapping) else parts
        with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            warnings.simplefilter("ignore")  # zipfile warns of the double names that some tests are about
            for part, content in items:
                archive.writestr(part, content)
        return path

    def add(self, path: Path, parts: list[tuple[str, bytes | str]]) -> Path:
        """Add parts to a zip, even if they are there already."""
        with warnings.catch_warnings(), zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            warnings.simplefilter("ignore")
            for part, content in parts:
                archive.writestr(part, content)
        return path

    def file(self, name: str, content: bytes) -> Path:
        """Make a file with this content."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def change(self, path: Path, old: bytes, new: bytes, *, which: int = 0) -> Path:
        """Replace one occurrence (0 the first, -1 the last) of some bytes in a file."""
        data = path.read_bytes()
        at = data.index(old) if which == 0 else data.rindex(old)
        path.write_bytes(data[:at] + new + data[at + len(old) :])
        return path


def _relationships(content: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{content}</Relationships>'


@pytest.fixture
def make_book(tmp_path: Path) -> BookMaker:
    """A maker of workbooks and zips, in a folder of this test alone."""
    return BookMaker(tmp_path)


@pytest.fixture(scope="session")
def row() -> Callable[..., str]:
    """Write a row of these cells; `more` are further attributes."""

    def write(*cells: str, number: int = 1, more: str = "") -> str:
        return f'<row r="{number}"{more}>' + "".join(cells) + "</row>"

    return write


@pytest.fixture(scope="session")
def cell() -> Callable[..., str]:
    """Write a cell; `formula` is its whole element."""

    def write(value: object, address: str = "A1", kind: str = "n", style: int = 0, formula: str = "") -> str:
        return f'<c r="{address}" s="{style}" t="{kind}">{formula}<v>{value}</v></c>'

    return write


@pytest.fixture(scope="session")
def codes() -> Callable[..., list[tuple[object, ...]]]:
    """What was odd in a reading: code, row, column and one fact more."""

    def told(reading: Reading, fact: str = "refuses") -> list[tuple[object, ...]]:
        return [(odd.code, odd.row, odd.column, getattr(odd, fact)) for odd in reading.oddities]

    return told


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads workbooks without a child, and so without its limits: for the many small files."""

    def run(path: Path, name: str, kind: str, limits: Limits) -> tuple[dict[str, Any], memoryview]:
        head, blobs = worker.answer({"path": str(path), "name": name, "kind": kind, "limits": asdict(limits)})
        if "refused" in head:
            code, sentence, quarantine = head["refused"]
            raise UnreadableFileError(code, sentence, quarantine=quarantine)
        return head, memoryview(b"".join(blobs))

    monkeypatch.setattr(worker, "confine", lambda _limits: None)
    monkeypatch.setattr(child, "run", run)
