# SPDX-License-Identifier: EUPL-1.2
"""The log of our own mistakes: where, never on what."""

from processors.errors import BrokenRuleError
from processors.mistakes import log_mistake


def raised(work):
    try:
        work()
    except Exception as error:  # noqa: BLE001 - what the log gets
        return error
    raise AssertionError


def broken():
    try:
        int("999990019x")
    except ValueError as error:
        raise BrokenRuleError("Rule TR307 raised.") from error


def test_the_log_says_where_it_arose_and_what_caused_it_without_the_value(tmp_path):
    reference, path = log_mistake(raised(broken), tmp_path / "logboek")

    said = path.read_text("utf-8")
    assert path == tmp_path / "logboek" / "fouten.log"
    assert f" {reference}\nBrokenRuleError: Rule TR307 raised.\n" in said
    assert "\nValueError\n" in said
    assert "test_mistakes.py:" in said
    assert "999990019" not in said


def test_a_second_mistake_is_added_under_its_own_reference(tmp_path):
    first, path = log_mistake(raised(broken), tmp_path)
    second, _ = log_mistake(raised(broken), tmp_path)

    said = path.read_text("utf-8")
    assert first != second
    assert said.index(first) < said.index(second)
