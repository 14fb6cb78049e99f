# SPDX-License-Identifier: EUPL-1.2
"""Each template of a tender, filled as the product fills it, still holds all that it held: looked at part by part.

The parts are read here with lxml alone, not with what fills them.
"""

import re
import zipfile
from datetime import date
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.cell_range import CellRange

from processors.demo import DemoPlan
from processors.demo.tender import write_tender
from processors.tender.comparison import comparison_book
from processors.tender.documents import FOLDER, Document
from processors.tender.evaluation import read_evaluation
from processors.tender.evaluations import overview
from tests.processors.demo.test_tender import realised
from workbooks.template.filling import Template, TemplateMismatchError

TEMPLATES = Path(str(files("templates").joinpath(FOLDER)))
NAMES = sorted(path.stem for path in TEMPLATES.glob("*.xlsx"))
SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
GROWS = re.compile(r"xl/(tables|charts)/.+\.xml")
ROW = re.compile(r"(?<=[A-Z])\$?\d+|(?<=\$)\d+$")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What was filled in of each template, with the first workbook made of it: a whole tender, and what comes after."""
    root = tmp_path_factory.mktemp("stukken")
    found = {}

    def noted(document, folder):
        path = write(document, folder)
        found.setdefault(document.template, (document, path))
        return path

    with pytest.MonkeyPatch.context() as patch:
        write = Document.write
        patch.setattr(Document, "write", noted)
        outcome = write_tender(root / "aanbesteding", DemoPlan(), realised())
        overview([read_evaluation(found["evaluatie"][1], outcome.asked)]).write(root)
        comparison_book(realised(), None, date(2026, 10, 1)).write(root)
    return found


def parts(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def canonical(tree):
    return etree.tostring(tree, method="c14n")


def around(data):
    """A sheet without its cells: what is checked, coloured, merged, protected, printed, drawn, and how wide it is.

    What covers the rows of a table covers all of them afterwards, so of those places only the columns are compared.
    """
    tree = etree.fromstring(data)
    for each in (*tree.iter("{*}sheetData"), *tree.iter("{*}dimension")):
        each.getparent().remove(each)
    for each in (*tree.iter("{*}dataValidation"), *tree.iter("{*}conditionalFormatting")):
        columns = (ROW.sub("", place).split(":") for place in each.get("sqref").split())
        each.set("sqref", " ".join(f"{first}:{last[-1] if last else first}" for first, *last in columns))
    return canonical(tree)


def grown(data):
    """A table or chart without how far down it reaches."""
    tree = etree.fromstring(data)
    for each in tree.iter("{*}table", "{*}autoFilter"):
        each.set("ref", ROW.sub("", each.get("ref")))
    for each in tree.iter("{*}f"):
        each.text = ROW.sub("", each.text or "")
    return canonical(tree)


def book_but_computing(data):
    tree = etree.fromstring(data)
    for each in list(tree.iter("{*}calcPr")):
        each.getparent().remove(each)
    return canonical(tree)


def looks(data):
    """The style of each cell, whether a row is hidden, and the height that people gave it; another follows its text."""
    tree = etree.fromstring(data)
    cells = {each.get("r"): each.get("s") for each in tree.iter("{*}c")}
    rows = {
        each.get("r"): (each.get("ht") if each.get("customHeight") else None, each.get("hidden"))
        for each in tree.iter("{*}row")
    }
    return cells | rows


def test_every_template_is_filled_in_a_tender_or_after_it(made):
    assert sorted(made) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_part_of_a_template_is_still_there_and_only_what_is_filled_in_differs(made, name):
    before, after = parts(TEMPLATES / f"{name}.xlsx"), parts(made[name][1])

    assert list(after) == list(before)
    for part, data in before.items():
        if SHEET.fullmatch(part):
            assert around(after[part]) == around(data), part
        elif GROWS.fullmatch(part):
            assert grown(after[part]) == grown(data), part
        elif part == "xl/workbook.xml":
            assert book_but_computing(after[part]) == book_but_computing(data)
        else:
            assert after[part] == data, part


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_and_row_of_a_template_keeps_its_looks(made, name):
    before, after = parts(TEMPLATES / f"{name}.xlsx"), parts(made[name][1])

    for part in filter(SHEET.fullmatch, before):
        old, new = looks(before[part]), looks(after[part])
        assert {place: new.get(place) for place in old} == old, part


def first_cells(name):
    """Sheet and first cell of what a name stands for."""
    return [(sheet.replace("''", "'"), address.replace("$", "").split(":")[0]) for sheet, address in name.destinations]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_that_is_not_filled_in_keeps_its_words_and_formula(made, name):
    document, path = made[name]
    before, after = (openpyxl.load_workbook(each) for each in (TEMPLATES / f"{name}.xlsx", path))
    filled = {place for name in document.values for place in first_cells(before.defined_names[name])}

    for sheet in before:
        tables = [CellRange(each.ref) for each in after[sheet.title].tables.values()]
        for row in sheet.iter_rows():
            for cell in row:
                inside = any(
                    table.min_row < cell.row <= max(table.max_row, table.min_row + 1)
                    and table.min_col <= cell.column <= table.max_col
                    for table in tables
                )
                if not inside and (sheet.title, cell.coordinate) not in filled:
                    assert after[sheet.title][cell.coordinate].value == cell.value, (sheet.title, cell.coordinate)
    assert document.values.keys() <= set(before.defined_names)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_that_lost_a_name_or_table_or_got_one_is_refused_by_name_and_sheet(made, name, tmp_path):
    document, _ = made[name]
    asked = dict(document.asked.names) | {each: sheet for each, (sheet, _) in document.asked.tables.items()}

    for lost, sheet in asked.items():
        with pytest.raises(TemplateMismatchError, match=re.escape(f"'{lost}' op blad '{sheet}' ontbreekt")):
            Template(renamed(name, lost, tmp_path), document.asked)


def renamed(name, lost, folder):
    """The template with another word in the place of a name of cells or of a table."""
    target = folder / f"{name}.xlsx"
    with zipfile.ZipFile(target, "w") as file:
        for part, data in parts(TEMPLATES / f"{name}.xlsx").items():
            changed = data.decode("utf-8", "replace")
            if part == "xl/workbook.xml":
                changed = changed.replace(f'name="{lost}"', 'name="anders"')
            elif part.startswith("xl/tables/"):
                changed = changed.replace(f'isplayName="{lost}"', 'isplayName="anders"')
            file.writestr(part, changed.encode() if part.endswith((".xml", ".rels")) else data)
    return target
