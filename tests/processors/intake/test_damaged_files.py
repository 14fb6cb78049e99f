# SPDX-License-Identifier: EUPL-1.2
"""Files that were damaged on their way: lines or a sentence about what is wrong, never a crash or silent emptiness.

Each begins as a good file; hypothesis turns bytes, takes pieces away, moves and repeats them. Many more tries are in
`benchmarks/slow/fuzzing.py`; what was found stands in docs/reliability.md.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.demo import DemoPlan, make_region
from processors.intake.reading import read_submission
from tests.processors.intake.damage import DAMAGES, damaged, inside
from tests.processors.messages.test_message_intake import DECLARATION
from tests.walks.conftest import CSV, open_office

FEW, MORE = 12, 150


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A good declaration of each kind, as bytes; the message is the smallest that has all its parts."""
    office = open_office(tmp_path_factory.mktemp("heel"), make_region(DemoPlan(lines=500, fault_share=0)))
    supplier = office.suppliers[0]
    (book,) = office.declaration(supplier).values()
    (text,) = office.declaration(supplier, habit=CSV).values()
    return {"xlsx": book, "csv": text, "xml": DECLARATION.encode()}


def judged(data, kind):
    """Read bytes as a file that came in; how many lines it gave, and what was said of it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"aanlevering.{kind}"
        path.write_bytes(data)
        (read,) = read_submission(path)
    return sum(map(len, read.tables.values())), read.problems["melding"].to_list(), read.refused


def assert_not_silent(data, kind):
    lines, said, refused = judged(data, kind)
    assert lines or said
    assert refused is None or (refused.strip() and "Traceback" not in refused)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "xml"])
def test_undamaged_each_gives_lines_and_is_not_refused(good, kind):
    lines, _, refused = judged(good[kind], kind)

    assert lines > 0
    assert refused is None


@settings(max_examples=MORE)
@given(damages=DAMAGES)
def test_a_damaged_csv_is_never_silent(good, damages):
    assert_not_silent(damaged(good["csv"], damages), "csv")


@settings(max_examples=FEW)
@given(damages=DAMAGES)
def test_a_damaged_message_is_never_silent(good, damages):
    assert_not_silent(damaged(good["xml"], damages), "xml")


def test_a_workbook_that_lost_one_byte_on_the_way_is_refused_as_damaged(good):
    lines, _, refused = judged(damaged(good["xlsx"], [("remove", 685, 0)]), "xlsx")

    assert lines == 0
    assert "is beschadigd of niet helemaal aangekomen" in refused


@settings(max_examples=FEW)
@given(damages=DAMAGES)
def test_a_damaged_workbook_is_never_silent(good, damages):
    assert_not_silent(damaged(good["xlsx"], damages), "xlsx")


@settings(max_examples=FEW)
@given(damages=DAMAGES, part=st.integers(0, 30))
def test_a_workbook_with_a_damaged_part_in_a_whole_zip_is_never_silent(good, damages, part):
    assert_not_silent(inside(good["xlsx"], part, damages), "xlsx")
