# SPDX-License-Identifier: EUPL-1.2
"""What reading a workbook noticed beside the values is a finding at its line."""

from processors.lines import TABLES
from workbooks.grid import Oddity


def oddity(code, row, column, *, refuses, sheet="Declaratieregels"):
    return Oddity(code, sheet, row, column, "#REF!", "Hier is iets mee.", "Herstel het.", refuses)


def test_an_error_value_refuses_its_line_once(form, submit, told):
    submission = submit(form({}, {"Geleverd volume": "#REF!"}), oddities=(oddity("LEZEN-23", 3, 14, refuses=True),))

    assert told(submission, "rij", "kolom", "cel", "regel", "gevolg", "waarde", "sleutel", "nr") == [
        (3, "Geleverd volume", "N3", "MGR-010", "regel geweigerd", "#REF!", "wmo / 01234567 / R1", 1)
    ]
    assert submission.untrusted["declaratieregels"].rows() == [(1, "geleverd_volume")]


def test_a_line_that_is_wrong_as_a_whole_has_no_cell_to_lean_on(form, submit, told):
    submission = submit(form({}), oddities=(oddity("LEZEN-34", 2, None, refuses=True),))

    assert told(submission, "rij", "regel", "gevolg", "at") == [(2, "LEZEN-34", "regel geweigerd", None)]
    assert len(submission.untrusted["declaratieregels"]) == len(TABLES["declaratieregels"].names)


def test_hidden_rows_and_odd_cells_outside_the_lines_are_mentioned(form, submit, told):
    submission = submit(
        form({}),
        oddities=(
            oddity("LEZEN-26", None, None, refuses=False),
            oddity("LEZEN-23", 1, 40, refuses=True),
            oddity("LEZEN-15", None, None, refuses=False, sheet=""),
        ),
    )

    assert told(submission, "regel", "cel", "ernst", "gevolg", "nr") == [
        ("MGR-010", "", "waarschuwing", "geen", None),
        ("MGR-010", "AN1", "fout", "geen", None),
        ("LEZEN-15", "", "waarschuwing", "geen", None),
    ]
    assert submission.refused is None


def test_oddities_of_sheets_that_are_passed_by_are_not_mentioned(form, sheet, submit):
    submission = submit(
        form({}), sheet("Codelijsten", [["a"]]),
        oddities=(oddity("LEZEN-25", None, None, refuses=False, sheet="Codelijsten"),),
    )  # fmt: skip

    assert submission.problems.is_empty()


def test_an_oddity_that_refuses_without_a_row_refuses_the_file(form, submit):
    submission = submit(form({}), oddities=(oddity("LEZEN-28", None, None, refuses=True),))

    assert submission.refused == "Hier is iets mee."
