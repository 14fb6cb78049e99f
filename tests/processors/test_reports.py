# SPDX-License-Identifier: EUPL-1.2
from datetime import date, datetime

import polars as pl
import pytest

from processors import codelists
from processors.lines import make_lines
from processors.reports import REPORTS, due, report_book
from workbooks.region_book import Page, RegionBook

AUTUMN = {"soort": "najaarsrapport", "maand": "2026-08", "uiterste_datum": date(2026, 10, 31)}
DAY = date(2026, 10, 15)


def calendar(*rows):
    return make_lines("kalender", rows)


def kinds(found):
    return [(kind, month, path.name) for kind, month, path in found]


def page(name):
    return Page(name, name, "Woorden.", pl.DataFrame({"a": [1]}), (), name.lower())


def test_a_report_is_due_once_its_month_is_there(tmp_path):
    spring = AUTUMN | {"soort": "voorjaarsrapport", "maand": "2027-03"}
    declared = AUTUMN | {"soort": "declaratie"}

    found = due(calendar(AUTUMN, spring, declared), tmp_path, "2026-09", DAY)

    assert kinds(found) == [("najaarsrapport", "2026-08", "najaarsrapport-2026-08.xlsx")]


def test_a_report_that_was_sent_stays_as_it_was(tmp_path):
    (tmp_path / "najaarsrapport-2026-08.xlsx").write_bytes(b"sent")

    assert kinds(due(calendar(AUTUMN), tmp_path, "2026-09", date(2026, 11, 1))) == []
    assert len(kinds(due(calendar(AUTUMN), tmp_path, "2026-09", date(2026, 10, 31)))) == 1


def test_a_report_that_was_missed_is_written_still_in_the_month_that_follows(tmp_path):
    assert len(kinds(due(calendar(AUTUMN), tmp_path, "2026-09", date(2026, 12, 1)))) == 1
    assert kinds(due(calendar(AUTUMN), tmp_path, "2026-09", date(2026, 12, 2))) == []


def test_a_report_has_its_own_pages_of_the_regional_workbook_and_its_tables():
    names = ["Levering", "Signalen", "Kwaliteit", "KPI's", "Begroting en prognose", "Evenredige bijdrage", "Definities"]
    book = RegionBook(
        title="Regiowerkboek augustus 2026", period="Stand over augustus 2026; voorlopige cijfers.",
        made_on=datetime(2026, 8, 1),  # noqa: DTZ001 - a document date without a clock
        pages=[page(name) for name in names], tables={"meting": pl.DataFrame({"kpi": ["K07"]})},
    )  # fmt: skip

    spring = report_book("voorjaarsrapport", "2026-08", book)

    assert spring.title == "Voorjaarsrapport tot en met augustus 2026"
    assert spring.period.endswith("voorlopige cijfers. Voor de voorjaarsnota van de gemeenten.")
    assert [each.name for each in spring.pages] == [
        "Levering", "Signalen", "KPI's", "Begroting en prognose", "Definities",
    ]  # fmt: skip
    assert list(spring.tables) == ["meting"]


@pytest.mark.parametrize("kind", REPORTS)
def test_every_report_can_stand_in_the_calendar(kind):
    assert codelists.label("soort_kalender", kind) == REPORTS[kind].title
