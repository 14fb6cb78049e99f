# SPDX-License-Identifier: EUPL-1.2
"""Consolidate a year of the whole region: workbooks, measurements and Power BI, beside a bare write of the same cells.

Every municipality delivered every month; the work folder is filled as an unattended pass leaves it. Afterwards one
municipality delivers its last month again, and the region is published once more.
"""

import argparse
import json
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import xlsxwriter
from measuring import COMMAND, run
from python_calamine import CalamineWorkbook
from report import Row, main

from processors.demo import DemoPlan, make_region
from processors.demo.region import Region
from processors.demo.writing import write_reference
from processors.journal import Journal
from processors.journal_schema import Outcome, State
from processors.mailbox.message import Message
from processors.settings import FILE
from processors.store import Store
from processors.workplace import Workplace

MONTH, MONTHS = "2026-09", 12
HALF_MILLION, SMALL = 500_000, 20_000
SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a folder that lives as long as the benchmark
BEGIN = datetime(2026, 10, 5, 9, tzinfo=UTC)
# As long as a real one; nobody is behind it.
PSEUDONYM = pl.format("P1-{}", pl.col("client").hash(seed=1).cast(pl.String).str.zfill(32)).alias("client")
TOLD = {"soort": "gemeentelevering", "uitkomst": Outcome.GEACCEPTEERD}


def measure(asked: argparse.Namespace) -> list[Row]:
    """Fill a work folder, consolidate it, write its cells bare, and consolidate once more after one delivery."""
    size = SMALL if asked.small else asked.lines
    with TemporaryDirectory() as name:
        place = Workplace(Path(name) / "werkmap")
        lines = _fill(place, size)
        first = run([*COMMAND, "consolideer", "--maand", MONTH, "--json"], place.root)
        made = json.loads(first.output.splitlines()[-1])
        region = place.root / made["regiowerkboek"]
        cells, bare = _bare(region)
        _deliver_again(place)
        again = run([*COMMAND, "consolideer", "--maand", MONTH], place.root)
    work = f"consolidate 14 municipalities x {MONTHS} months, {lines:,} lines"
    judged = size == HALF_MILLION
    return [
        Row(work, first.seconds, "s", 60 if judged else None, f"{len(made['gemeentewerkboeken'])} + 1 workbooks"),
        Row(f"{work}: peak memory", first.peak, "MiB", 2048 if judged else None),
        Row(f"{work}: against a bare write of the cells of the regional workbook", first.seconds / bare, "x", None,
            f"{cells:,} cells in {bare:.1f} s by XlsxWriter in constant memory"),
        Row(f"{work}: once more after one new delivery", again.seconds, "s"),
        Row(f"{work}: once more, against the whole", 100 * again.seconds / first.seconds, "%", 10 if judged else None),
    ]  # fmt: skip


def _fill(place: Workplace, size: int) -> int:
    """A work folder in which every municipality delivered every month; returns the number of lines."""
    place.prepare()
    region = make_region(DemoPlan(lines=size // MONTHS * 3, month=MONTH))
    write_reference(place.reference, region)
    (place.root.parent / "sleutel.txt").write_text(SECRET, encoding="utf-8")
    (place.root / FILE).write_text('map = "."\nsleutelbestand = "../sleutel.txt"\n', encoding="utf-8")
    year = pl.concat([_month(region, back) for back in range(MONTHS)])
    with Journal(place.journal, audit_key=SECRET.encode()) as journal:
        slots = year.partition_by(["gemeente", "declaratie_maand"], as_dict=True)
        for number, ((code, month), lines) in enumerate(slots.items()):
            rest = _beside(region, code) if month == MONTH else {}
            _deliver(journal, place, str(number), code, month, {"declaratieregels": lines, **rest})
    return len(year)


def _month(region: Region, back: int) -> pl.DataFrame:
    """The lines of the last month, so many months earlier."""
    lines = region["declaratieregels"].filter(pl.col("declaratie_maand") == MONTH)
    days = pl.col("product_periode_begin", "product_periode_eind", "declaratie_dagtekening").dt.offset_by(f"-{back}mo")
    return lines.with_columns(
        days,
        declaratie_maand=pl.lit(f"{MONTH}-01").str.to_date().dt.offset_by(f"-{back}mo").dt.strftime("%Y-%m"),
        referentie_nummer=pl.format("{}M{}", "referentie_nummer", pl.lit(back)),
        status=pl.lit("toegekend"), toegekend_bedrag=pl.col("ingediend_bedrag"),
    )  # fmt: skip


def _beside(region: Region, code: str) -> dict[str, pl.DataFrame]:
    """Allocations, starts and stops of a municipality; what is allocated began a year earlier."""
    own = {name: region[name].filter(pl.col("gemeente") == code) for name in ("toewijzingen", "regieberichten")}
    earlier = pl.col("ingangsdatum", "toewijzing_datum").dt.offset_by("-1y")
    return {**own, "toewijzingen": own["toewijzingen"].with_columns(earlier)}


def _deliver(  # noqa: PLR0913, PLR0917 - each is a fact of the delivery
    journal: Journal, place: Workplace, key: str, code: str, month: str, tables: dict[str, pl.DataFrame]
) -> None:
    """One delivery, accepted and stored."""
    received = BEGIN + timedelta(minutes=len(key) * 1000 + int(key))
    message = Message(
        key=key, message_id=f"<{key}@gemeente.example>", sender="map", subject="levering", received_at=received,
        attachments=(), auto_submitted=False, raw=b"",
    )  # fmt: skip
    receipt = journal.saw(message, "postvak")
    name = f"levering-{code}-{month}.parquet"
    part = journal.record(receipt.id, "1", sha256=key.zfill(64), bestand=name, afzender=code)
    where = {"bestand": pl.lit(part.bestand), "blad": pl.lit("Declaratieregels"), "nr": pl.int_range(pl.len())}
    for name, frame in tables.items():
        placed = frame.with_columns(PSEUDONYM, **where, rij=pl.int_range(2, pl.len() + 2))
        Store(place.store).write(part.id, name, placed, month=month)
    facts = {**TOLD, "gemeente": code, "maand": month, "regels": len(tables["declaratieregels"])}
    for state in (State.GECONTROLEERD, State.OPGENOMEN, State.OPGEBORGEN):
        journal.move(part.id, state, **facts)
    for state in (State.BEWAARD, State.OPGEBORGEN):
        journal.move(receipt.id, state)


def _deliver_again(place: Workplace) -> None:
    """Venlo delivers its last month once more, with one line less."""
    store = Store(place.store)
    with Journal(place.journal, audit_key=SECRET.encode()) as journal:
        old = next(part for part in journal.counting() if (part.gemeente, part.maand) == ("0983", MONTH))
        tables = {name: store.read(name, [old.id]).collect() for name in store.tables(old.id)}
        tables["declaratieregels"] = tables["declaratieregels"].head(-1)
        _deliver(journal, place, "99999", "0983", MONTH, tables)


def _bare(region: Path) -> tuple[int, float]:
    """How many cells the workbook has, and how long XlsxWriter takes to write them without anything else."""
    book = CalamineWorkbook.from_path(region)
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    begun = time.perf_counter()
    with xlsxwriter.Workbook(str(region.with_name("bare.xlsx")), {"constant_memory": True}) as bare:
        for name, rows in sheets.items():
            sheet = bare.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, [str(cell) if isinstance(cell, date) else cell for cell in row])
    return sum(len(row) for rows in sheets.values() for row in rows), time.perf_counter() - begun


if __name__ == "__main__":
    main("consolidatie", measure, {"lines": HALF_MILLION})
