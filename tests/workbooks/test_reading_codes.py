# SPDX-License-Identifier: EUPL-1.2
"""The table of codes is complete: what is reported stands in it, what stands in it is reported, and is tested."""

import re
from pathlib import Path

from workbooks import child
from workbooks.errors import CODES, UnreadableFileError

TESTS = Path(__file__).parent


def mentioned(folder, leave_out):
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")) if path.name != leave_out)
    return {code for text in texts for code in re.findall(r"LEZEN-\d\d", text)}


def test_every_code_is_reported_and_every_report_has_a_code():
    assert mentioned(child.ROOT / "workbooks", "errors.py") == set(CODES)


def test_every_code_is_tested():
    assert mentioned(TESTS, "test_reading_codes.py") >= set(CODES)


def test_the_codes_are_numbered_without_gaps():
    assert list(CODES) == [f"LEZEN-{number:02}" for number in range(1, len(CODES) + 1)]


def test_an_error_is_its_sentence():
    error = UnreadableFileError("LEZEN-02", "Bestand 'a.csv' is leeg.")

    assert (str(error), error.code, error.quarantine) == ("Bestand 'a.csv' is leeg.", "LEZEN-02", False)
