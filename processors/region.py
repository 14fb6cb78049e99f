# SPDX-License-Identifier: EUPL-1.2
"""Fourteen become one: every workbook, the page of the run and the Power BI folder."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import polars as pl

from processors import codelists
from processors.accepted import Accepted, accepted, months_of, of_places
from processors.book_files import BookFiles, written
from processors.books import Book, Shelf, region_path
from processors.contract_standing import standing
from processors.control_totals import control_totals, differences
from processors.desk import Desk
from processors.durable import landing
from processors.errors import OwnMistakeError
from processors.intake.reference import read_reference
from processors.intake.statement_cover import STATEMENT
from processors.journal_schema import Submission
from processors.logbook import Event, note
from processors.open_data import edition
from processors.picture import Picture, picture
from processors.powerbi.publish import LAST_WRITTEN, publish
from processors.revisions import history, published, remember, revised
from processors.run_page import run_page
from processors.second_process import second_process
from processors.signals import signals
from processors.star import Tables
from processors.statement_differences.of_desk import publish_statements
from processors.statements_due import statements_overdue
from workbooks.page import RunPage, render

# Fewer workbooks are written before a second process has started. With this many declaration lines the two need 1.6 GiB
# together, of the 2 GiB that there may be asked.
FEWEST, MOST_LINES = 10, 600_000


@dataclass(frozen=True)
class Published:
    """Where the results of a consolidation stand."""

    region: Path
    municipalities: Sequence[Path]
    powerbi: Path | None
    suppliers: Sequence[Path] = ()
    reports: Sequence[Path] = ()
    page: Path | None = None
    question_lists: Sequence[Path] = ()
    statement_results: Sequence[Path] = ()
    public: Sequence[Path] = ()


def consolidate(  # noqa: PLR0913 - what is published, and as of which day
    desk: Desk,
    month: str,
    *,
    module: int | None = None,
    public: bool = False,
    today: date | None = None,
    step: Callable[[int], None] = lambda _total: None,
) -> Published:
    """Bring all that is published up to date with what is in force in the store; what would say the same stays.

    Args:
        desk: an open work folder.
        month: yyyy-mm; the workbooks tell about this month and hold every month in the store.
        module: only the regional and municipal workbooks, of and about the members of this module. Without it those of
            all fourteen, and all else that is published.
        public: also make the figures that everybody may see; not of one module.
        today: the day for which is said who is late; the day of the call without it.
        step: called once before the work with the number of workbooks, then with 0 after each.

    Raises:
        OwnMistakeError: the totals of the region are not those of its files; nothing is written then.
        UnsafePublicationError: hidden figures could be worked out; nothing is written then.

    """
    begun = time.monotonic()
    day = today or date.today()  # noqa: DTZ011 - a day of the office
    reference = read_reference(desk.workplace.reference).tables
    members = _members(reference, month, module)
    gathered = accepted(desk, reference, month, day)
    told = of_places(_signals(desk, gathered, month, day), members)
    place, output = desk.workplace, desk.workplace.output
    versions = history(place.figures)
    if module is not None:
        inside = gathered.of(members)
        register = place.publications / f"module{module}"
        seen = picture(inside, month, day, register=register, versions=versions.clear(), members=members)
    else:
        seen = picture(gathered, month, day, register=place.publications, versions=versions)
        _stop_where_totals_differ(desk, seen.whole)
    everybody = edition(seen.whole["meting"], gathered.material(month, day), place.publications) if public else None

    @cache
    def at(earlier: str) -> Picture:
        return picture(gathered, earlier, day, register=place.publications, versions=versions, with_origins=False)

    shelf = Shelf(output, seen, members, reference, told)
    # What would be refused is refused before anything is written.
    due = list(shelf.reports(day, at)) if module is None else []
    compared = shelf.comparisons() if module is None else {}
    count = 1 + len(members) + len(compared)
    step(count)
    suppliers, reports = [], []
    with (
        second_process(worth=count >= FEWEST and len(seen.whole["feit_declaratie"]) <= MOST_LINES) as second,
        written(BookFiles(output, place.books), second) as write,
    ):

        def stepped(book: Book) -> Path:
            path = write(*book)
            step(0)
            return path

        municipalities = [stepped(book) for book in shelf.municipalities()]
        region = stepped(shelf.region(f"-module{module}" if module is not None else ""))
        if module is None:
            suppliers = [stepped(book) for book in shelf.of_suppliers(compared)]
            reports = [write(*book) for book in due]
    if module is not None:
        seen.publication.keep()
        return Published(region, municipalities, None)
    lists, results = publish_statements(desk, gathered.lines, reference, day)
    page = output / "rapport.html"
    _write_page(page, run_page(seen.open, month, revised(seen.versions), datetime.now().astimezone()))
    publish(output / "powerbi", {**seen.whole, "meting": seen.open["meting"]})
    shown = everybody.write(BookFiles(output, place.books)) if everybody else ()
    seen.publication.keep()
    remember(place.figures, seen.monthly, published(seen.before), today=day)
    took = round(time.monotonic() - begun, 1)
    note(place.logs, Event.GEPUBLICEERD, maand=month, werkboeken=count, seconden=took)
    return Published(region, municipalities, output / "powerbi", suppliers, reports, page, lists, results, shown)


def to_publish(desk: Desk) -> list[str]:
    """The months whose workbooks must be made anew, the newest last; none when nothing changed since the last time.

    Every workbook holds every month, so the newest is always among them; an older one only when it is there already
    and something changed about its month. What a pass that was killed did not publish, the next one does.
    """
    changed = unpublished(desk)
    in_force = desk.journal.counting()
    if not changed or not (in_force or _last_written(desk).exists()):
        return []
    counting = months_of(in_force)
    months = sorted(set(months_of(changed)))
    newest = last_month(counting or months)
    older = [month for month in months if month != newest and region_path(desk.workplace.output, month).exists()]
    return [*older, newest]


def unpublished(desk: Desk) -> list[Submission]:
    """The submissions of which something changed since the workbooks were last made."""
    mark = _last_written(desk)
    since = mark.stat().st_mtime if mark.exists() else 0
    return desk.journal.changed_since(datetime.fromtimestamp(since, UTC))


def _last_written(desk: Desk) -> Path:
    return desk.workplace.output / "powerbi" / LAST_WRITTEN


def _members(reference: Mapping[str, pl.DataFrame], month: str, module: int | None) -> dict[str, str]:
    """Municipality code to name: members of the module on the first of the month, or all fourteen."""
    names = dict(codelists.table("gemeenten_mgr").select("gemeentecode", "naam").sort("gemeentecode").iter_rows())
    if module is None:
        return names
    first = date.fromisoformat(f"{month}-01")
    membership = reference.get("lidmaatschap")
    if membership is None:
        return names
    inside = membership.filter(
        pl.col("module") == str(module), pl.col("van") <= first, pl.col("tot").is_null() | (pl.col("tot") >= first)
    )["gemeente"].to_list()
    return {code: name for code, name in names.items() if code in inside}


def _stop_where_totals_differ(desk: Desk, tables: Tables) -> None:
    """Publish nothing when the region is not the sum of its files (MGR-214): then a line is lost or counted twice."""
    totals = control_totals(desk.store, desk.journal.counting(), tables["feit_declaratie"])
    if wrong := differences(totals):
        raise OwnMistakeError(f"The control totals do not agree: {' '.join(wrong)}")


def _signals(desk: Desk, gathered: Accepted, month: str, today: date) -> pl.DataFrame:
    """What of this month, and of contracts and statements on this day, calls for attention (`signals.SIGNALS`)."""
    stated = [part.id for part in desk.journal.counting() if part.soort == STATEMENT]
    covers = desk.store.read("verantwoordingen", stated).collect()
    kept = {name: gathered.reference[name] for name in ("bewijsstukken", "tarieven") if name in gathered.reference}
    judged = {
        "leveringen": gathered.deliveries.filter(pl.col("maand") == month),
        "verantwoording_verwacht": statements_overdue(
            gathered.lines["declaratieregels"], covers, gathered.reference, today
        ),
        "contractstanden": standing(gathered.lines, gathered.reference, today),
        **kept,
    }
    return signals(judged, gathered.reference, today)


def _write_page(target: Path, page: RunPage) -> None:
    with landing(target) as half:
        half.write_text(render(page), encoding="utf-8")


def last_month(moments: Sequence[str]) -> str:
    """The newest of some months, or the month before this one."""
    today = datetime.now().astimezone()
    return max(moments, default=f"{today.year - (today.month == 1)}-{(today.month - 2) % 12 + 1:02d}")
