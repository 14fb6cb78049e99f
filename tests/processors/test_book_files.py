# SPDX-License-Identifier: EUPL-1.2
from datetime import datetime
from multiprocessing import active_children

import polars as pl
import pytest

from processors import book_files
from processors.book_files import BookFiles, written
from processors.region_pages.closing import MADE_ON
from processors.second_process import second_process
from workbooks.region_book import Page, RegionBook
from workbooks.tables import Column
from workbooks.writing import UnwritableWorkbookError


@pytest.fixture
def files(tmp_path):
    return BookFiles(tmp_path / "uitvoer", tmp_path / "opslag")


@pytest.fixture
def target(files):
    return files.output / "regio" / "boek.xlsx"


def book(made="1 oktober", amount=5, title="Boek"):
    facts = pl.DataFrame({"onderwerp": [MADE_ON, "Bronnen"], "feit": [made, "vijf"]})
    columns = (Column("onderwerp", "Onderwerp"), Column("feit", "Feit"))
    page = Page("Verantwoording", "Verantwoording", "Waaruit.", facts, columns, "verantwoording")
    table = pl.DataFrame({"kpi": ["K07"], "waarde": [amount]})
    return RegionBook(title=title, period="Nu.", made_on=datetime(2026, 9, 1), pages=[page], tables={"meting": table})  # noqa: DTZ001


def test_a_workbook_that_says_the_same_is_left_alone(files, target):
    assert files.write(target, book())
    before = target.stat().st_mtime_ns

    assert not files.write(target, book(made="2 oktober"))
    assert target.stat().st_mtime_ns == before


@pytest.mark.parametrize("other", [{"amount": 6}, {"title": "Ander boek"}])
def test_a_workbook_that_says_something_else_is_written(files, target, other):
    files.write(target, book())

    assert files.write(target, book(**other))


def test_a_file_that_somebody_changed_or_removed_is_written_again(files, target):
    files.write(target, book())
    target.write_bytes(b"changed by hand")

    assert files.write(target, book())
    target.unlink()
    assert files.write(target, book())


def test_two_workbooks_with_one_name_in_other_folders_are_kept_apart(files, target):
    other = files.output / "gemeente" / "boek.xlsx"
    files.write(target, book())

    assert files.write(other, book())
    assert not files.write(target, book())


def test_the_last_digits_of_a_sum_are_no_other_workbook(files, target):
    files.write(target, book(amount=0.1 + 0.2))

    assert not files.write(target, book(amount=0.3))


def shelf(files):
    return [(files.output / f"boek-{number}.xlsx", book(amount=number)) for number in range(12)]


@pytest.mark.parametrize("worth", [False, True])
def test_all_workbooks_stand_at_the_end_whoever_wrote_them(files, tmp_path, worth):
    alone = BookFiles(tmp_path / "alleen", tmp_path / "alleen-opslag")
    for target, each in shelf(alone):
        alone.write(target, each)

    with second_process(worth=worth) as second, written(files, second) as write:
        places = [write(*each) for each in shelf(files)]

    assert [path.read_bytes() for path in places] == [path.read_bytes() for path, _ in shelf(alone)]
    assert not any(files.write(target, each) for target, each in shelf(files))


def test_a_large_workbook_is_written_at_once_and_here(files, target, monkeypatch):
    monkeypatch.setattr(book_files, "MOST_CELLS", 1)

    with second_process(worth=True) as second, written(files, second) as write:
        write(target, book())

        assert (target.exists(), active_children()) == (True, [])


def test_a_workbook_that_is_open_elsewhere_is_told_as_it_would_be_here(files, target):
    target.mkdir(parents=True)  # nothing can be put in its place

    def all_of_them():
        with second_process(worth=True) as second, written(files, second) as write:
            for each in [(target, book()), *shelf(files)]:
                write(*each)

    with pytest.raises(UnwritableWorkbookError, match=r"'boek\.xlsx' kan niet worden geschreven"):
        all_of_them()
