# SPDX-License-Identifier: EUPL-1.2
"""The judges themselves: they compute, and they see what is wrong."""

import zipfile

import pytest
import xlsxwriter


def write_workbook(path, formula="=A1*2"):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Blad één")
        sheet.write_row(0, 0, [3, "tekst"])
        sheet.write_formula(1, 0, formula, value=-1)
        book.add_worksheet("Leeg")


@pytest.mark.parametrize(("formula", "expected"), [("=A1*2", 6), ("=1/0", "#DIV/0!"), ("=SUMIFS(A1:A1,A1:A1,3)", 3)])
def test_a_recalculated_workbook_holds_computed_values_and_not_those_of_the_writer(
    tmp_path, recalculated, formula, expected
):
    path = tmp_path / "met blanco.xlsx"
    write_workbook(path, formula)

    sheets = recalculated(path)

    assert sheets == {"Blad één": [[3, "tekst"], [expected, None]], "Leeg": []}


def test_a_good_workbook_is_valid(tmp_path, assert_valid_xlsx):
    path = tmp_path / "met blanco.xlsx"
    write_workbook(path)

    assert_valid_xlsx(path)


def test_a_workbook_with_an_unknown_element_is_not_valid(tmp_path, assert_valid_xlsx):
    good, bad = tmp_path / "goed.xlsx", tmp_path / "fout.xlsx"
    write_workbook(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<sheetData>", b"<onzin/><sheetData>"))

    with pytest.raises(AssertionError, match=r"fout\.xlsx is not valid"):
        assert_valid_xlsx(bad)
