# SPDX-License-Identifier: EUPL-1.2
"""Fourteen become one: the regional workbook, a workbook per municipality and the Power BI folder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from processors import codelists, region_pages, star
from processors.accepted import Accepted, accepted, months_of, of_places
from processors.contract_standing import standing
from processors.control_totals import control_totals, differences
from processors.desk import Desk
from processors.durable import landing
from processors.errors import OwnMistakeError
from processors.intake.reference import read_reference
from processors.intake.statement_cover import STATEMENT
from processors.measurements import measurements
from processors.revisions import history, published, remember, revised, with_versions
from processors.run_page import run_page
from processors.signals import signals
from processors.statement_differences.of_desk import publish_statements
from processors.statements_due import statements_overdue
from workbooks.page import RunPage, render
from workbooks.region_book import RegionBook, write_region_book

# Of all that is published this file is written last.
LAST_WRITTEN = Path("ster", "versie.parquet")

_MONTHLY = pl.col("maand").str.contains(r"^\d{4}-\d{2}$")


@dataclass(frozen=True)
class Published:
    """Where the results of a consolidation stand."""

    region: Path
    municipalities: Sequence[Path]
    powerbi: Path
    question_lists: Sequence[Path] = ()
    statement_results: Sequence[Path] = ()


def consolidate(
    desk: Desk,
    month: str,
    *,
    module: int | None = None,
    today: date | None = None,
    step: Callable[[int], None] = lambda _total: None,
) -> Published:
    """Rebuild the workbooks and the Power BI folder from what is in force in the store.

    Args:
        desk: an open work folder.
        month: yyyy-mm; the workbook tells about this month and holds every month in the store.
        module: only the members of this module in the workbooks; all fourteen without it. The Power BI folder always
            holds all.
        today: the day for which is said who is late; the day of the call without it.
        step: called once before the work with the number of workbooks, then with 0 after each.

    Raises:
        OwnMistakeError: the totals of the region are not those of its files; nothing is written then.

    """
    day = today or date.today()  # noqa: DTZ011 - a day of the office
    reference = read_reference(desk.workplace.reference).tables
    members = _members(reference, month, module)
    gathered = accepted(desk, reference, month, day)
    figures, before = _measured(desk, gathered, month, day)
    whole = star.star(gathered, figures)
    _stop_where_totals_differ(desk, whole)
    told = of_places(_signals(desk, gathered, month, day), members)
    tables = whole
    if module is not None:
        inside = gathered.of(members)
        tables = star.star(inside, measurements(inside.material(month, day, members)))
    output = desk.workplace.output
    step(len(members) + 1)
    suffix = f"-module{module}" if module is not None else ""
    region = _region_path(output, f"{month}{suffix}")
    _write(region, region_pages.region_book(tables, month, members=members, name=None, signals=told))
    step(0)
    written = []
    for code, name in members.items():
        target = output / "gemeente" / code / f"gemeentewerkboek-{code}-{month}.xlsx"
        own = star.for_municipality(tables, code)
        about = told.filter(pl.col("gemeente") == code)
        _write(target, region_pages.region_book(own, month, members={code: name}, name=name, signals=about))
        written.append(target)
        step(0)
    lists, results = publish_statements(desk, gathered.lines, reference, day)
    if module is None:
        _write_page(output / "rapport.html", run_page(tables, month, revised(before), datetime.now().astimezone()))
    powerbi = _write_powerbi(output / "powerbi", whole)
    remember(desk.workplace.figures, _of_months(figures), published(before), today=day)
    return Published(region, written, powerbi, lists, results)


def _measured(desk: Desk, gathered: Accepted, month: str, today: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The measurements with their versions, and what was published of these months before.

    Only figures of a month have versions: those of a quarter or year grow as months are added.
    """
    figures = measurements(gathered.material(month, today))
    before = history(desk.workplace.figures).filter(pl.col("maand") <= month)
    numbered = with_versions(_of_months(figures), published(before))
    return pl.concat([numbered, figures.filter(~_MONTHLY)]), before


def _of_months(figures: pl.DataFrame) -> pl.DataFrame:
    return figures.filter(_MONTHLY)


def to_publish(desk: Desk) -> list[str]:
    """The months whose workbooks must be made anew, the newest last; none when nothing changed since the last time.

    Every workbook holds every month, so the newest is always among them; an older one only when it is there already
    and something changed about its month. What a pass that was killed did not publish, the next one does.
    """
    mark = desk.workplace.output / "powerbi" / LAST_WRITTEN
    since = mark.stat().st_mtime if mark.exists() else 0
    changed = desk.journal.changed_since(datetime.fromtimestamp(since, UTC))
    in_force = desk.journal.counting()
    if not changed or not (in_force or mark.exists()):
        return []
    counting = months_of(in_force)
    months = sorted(set(months_of(changed)))
    newest = last_month(counting or months)
    older = [month for month in months if month != newest and _region_path(desk.workplace.output, month).exists()]
    return [*older, newest]


def _region_path(output: Path, what: str) -> Path:
    return output / "regio" / f"regiowerkboek-{what}.xlsx"


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


def _stop_where_totals_differ(desk: Desk, tables: star.Tables) -> None:
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


def _write(target: Path, book: RegionBook) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    write_region_book(target, book)


def _write_page(target: Path, page: RunPage) -> None:
    with landing(target) as half:
        half.write_text(render(page), encoding="utf-8")


def _write_powerbi(folder: Path, tables: star.Tables) -> Path:
    """The star schema as one Parquet file per table; a table that is gone leaves no old file behind."""
    target = folder / LAST_WRITTEN.parent
    if target.exists():
        for old in target.glob("*.parquet"):
            if old.stem not in tables:
                old.unlink()
    for name, frame in tables.items():
        with landing(target / f"{name}.parquet") as half:
            frame.write_parquet(half)
    return folder


def last_month(moments: Sequence[str]) -> str:
    """The newest of some months, or the month before this one."""
    today = datetime.now().astimezone()
    return max(moments, default=f"{today.year - (today.month == 1)}-{(today.month - 2) % 12 + 1:02d}")
