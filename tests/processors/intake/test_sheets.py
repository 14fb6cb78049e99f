# SPDX-License-Identifier: EUPL-1.2
"""Which rows of a sheet are lines."""


def test_headers_may_stand_below_a_title_and_rows_keep_their_numbers(form, submit, line):
    submission = submit(form({}, dict.fromkeys(line), {}, above=[["Declaratie september"], []]))

    assert submission.tables["declaratieregels"]["rij"].to_list() == [4, 6]


def test_rows_with_nothing_but_spaces_are_skipped(form, submit, line):
    submission = submit(form({}, dict.fromkeys(line) | {"Wet": "  "}))

    assert len(submission.tables["declaratieregels"]) == 1
    assert submission.problems.is_empty()


def test_a_total_row_is_no_line_and_is_reported(form, submit, line, told):
    submission = submit(form({}, dict.fromkeys(line) | {"Wet": "Totaal", "Ingediend bedrag (euro)": 642.5}))

    assert len(submission.tables["declaratieregels"]) == 1
    assert told(submission, "rij", "regel", "ernst", "melding") == [
        (3, "INTAKE-12", "waarschuwing", "Rij 3 is een totaalregel en telt niet mee als regel.")
    ]


def test_a_line_without_its_key_is_still_a_line(form, submit):
    submission = submit(form({"Wet": None, "Aanbieder (AGB)": None, "Referentienummer": None}))

    assert len(submission.tables["declaratieregels"]) == 1


def test_a_file_with_nothing_but_headers_is_refused(form, submit):
    submission = submit(form())

    assert submission.refused == "Dit bestand heeft alleen kopregels; er staat geen enkele regel in."
