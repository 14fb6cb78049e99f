# SPDX-License-Identifier: EUPL-1.2
"""The workbook add-in for Excel on Windows, from the template of xlwings: our ribbon, functions and settings.

Nothing of Excel is needed to make it. The functions are in it; the button on the ribbon imports them once more, which
also tells Excel the words of their arguments.
"""

import zipfile
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from lxml import etree

from addin.classic.project import with_modules
from addin.classic.wrappers import FUNCTIONS, MODULE

TEMPLATE = "quickstart_addin_ribbon.xlam"
# The module of the template in which Excel looks for what a button does.
BUTTONS = "RibbonMyAddin"
_OURS = Path(__file__).parent
_NO_RIBBON = b'<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"><ribbon/></customUI>'
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# A file in a zip has a time; always the same one keeps the add-in the same.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def classic_workbook(functions: str | None, interpreter: str) -> bytes:
    """The add-in (.xlam).

    Args:
        functions: the module of `wrappers.wrappers()`; none: the code of xlwings as it is, without buttons, for who
            imports the functions by hand.
        interpreter: path of Python on the PC with Excel; empty: the one in the xlwings.conf of the user, or on PATH.

    """
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(files("xlwings").joinpath(TEMPLATE).read_bytes())) as template,
        zipfile.ZipFile(made, "w") as book,
    ):
        for part in template.infolist():
            content = _part(part.filename, template.read(part), functions, interpreter)
            book.writestr(zipfile.ZipInfo(part.filename, _NO_TIME), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _part(name: str, content: bytes, functions: str | None, interpreter: str) -> bytes:
    match name:
        case "customUI/customUI.xml":
            return (_OURS / "ribbon.xml").read_bytes() if functions else _NO_RIBBON
        case "xl/vbaProject.bin" if functions:
            buttons = (_OURS / "buttons.bas").read_text(encoding="ascii")
            return with_modules(content, {BUTTONS: buttons, MODULE: functions})
        case "xl/workbook.xml":
            # xlwings reads its settings from this sheet once the line in front of its name is gone.
            return content.replace(b'name="_myaddin.conf"', b'name="myaddin.conf"')
        case "xl/worksheets/sheet1.xml":
            given = {"Interpreter_Win": interpreter} if interpreter else {}
            return _with_settings(content, {"UDF Modules": FUNCTIONS, **given})
        case _:
            return content


def _with_settings(sheet: bytes, settings: dict[str, str]) -> bytes:
    """The sheet with names and values below each other, and nothing else."""
    tree = etree.fromstring(sheet)
    (rows,) = tree.iter(f"{_MAIN}sheetData")
    rows.clear()
    for number, setting in enumerate(settings.items(), start=1):
        row = etree.SubElement(rows, f"{_MAIN}row", r=str(number))
        for column, text in zip("AB", setting, strict=True):
            cell = etree.SubElement(row, f"{_MAIN}c", r=f"{column}{number}", t="inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = text
    (dimension,) = tree.iter(f"{_MAIN}dimension")
    dimension.set("ref", f"A1:B{len(settings)}")
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
