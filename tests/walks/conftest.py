# SPDX-License-Identifier: EUPL-1.2
"""A small office: one municipality and a few of its suppliers, who mail to a work folder of their own."""

import csv
import os
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

import polars as pl
import pytest

from processors import cli
from processors import region as region_module
from processors.commands import verwerk
from processors.demo import DemoPlan, Region, make_region
from processors.demo.habits import FORM, Habit
from processors.demo.mails import address
from processors.demo.region import REFERENCE
from processors.demo.sheets import write_submission
from processors.demo.submissions import Submission
from processors.desk import open_desk
from processors.journal import Journal
from processors.settings import Settings
from processors.store import Store
from processors.workplace import Workplace
from workbooks.plain import plain_workbook

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of a folder that lives as long as the test
VENLO = "0983"
MONTH = "2026-07"
PERSON = "Wilhelmina Proefpersoon"
BEGIN = datetime(2026, 8, 10, 9, tzinfo=UTC)
CSV = Habit("csv uit een pakket", form="csv", dates="dutch", encoding="cp1252")
ZIP = Habit("ingepakte csv", form="zip", dates="dutch")


@dataclass
class Office:
    """A work folder with a reference folder and an inbox, and the clean lines that its senders have to send."""

    root: Path
    region: Region
    sent: int = 0
    suppliers: list[str] = field(default_factory=list)

    @property
    def place(self) -> Workplace:
        return Workplace(self.root / "werkmap")

    @property
    def settings(self) -> Settings:
        return Settings(map=self.place.root, sleutel=SECRET, wachttijd_seconden=0, contact="Servicepunt Data")

    def lines(self, supplier: str) -> pl.DataFrame:
        """The clean declaration lines of a supplier for Venlo."""
        return self.region["declaratieregels"].filter(
            pl.col("aanbieder") == supplier, pl.col("gemeente") == VENLO, pl.col("declaratie_maand") == MONTH
        )

    def declaration(
        self,
        supplier: str,
        *,
        rows: pl.DataFrame | None = None,
        habit: Habit = FORM,
        cells: Mapping[tuple[int, str], object] | None = None,
        **changed: object,
    ) -> dict[str, bytes]:
        """A declaration as its sender makes it; `cells` are (row from 0, column) to what stands there instead."""
        name = f"declaratie-{supplier}-{MONTH}.{habit.form}"
        what = Submission("declaratie", supplier, MONTH, BEGIN, name, habit, {"Declaratieregels": "declaratieregels"})
        lines = (self.lines(supplier) if rows is None else rows).with_row_index("nr").with_columns(zending=pl.lit(""))
        placed = {("declaratieregels", row, column): value for (row, column), value in (cells or {}).items()}
        made = write_submission(replace(what, **changed), {"declaratieregels": lines}, placed)
        return {made.name: made.data}

    def delivery(self) -> dict[str, bytes]:
        """What Venlo delivers: its allocations, the requests that they honour, and its start and stop messages."""
        until = {"toewijzingen": "toewijzing_datum", "regieberichten": "ontvangen_op", "verzoeken": "dagtekening"}
        tables = {
            table: self.region[table].filter(pl.col("gemeente") == VENLO, pl.col(day) < date(2026, 8, 1))
            .with_row_index("nr").with_columns(zending=pl.lit(""))
            for table, day in until.items()
        }  # fmt: skip
        cover = (("formulier", "gemeentelevering 2026-1"), ("gemeente", VENLO), ("maand", MONTH), ("niveau", "regel"))
        made = write_submission(
            Submission("gemeentelevering", VENLO, MONTH, BEGIN, f"gemeentelevering-venlo-{MONTH}.xlsx", FORM,
                       {"Toewijzingen": "toewijzingen", "Regieberichten": "regieberichten", "Verzoeken": "verzoeken"},
                       cover),
            tables, {},
        )  # fmt: skip
        return {made.name: made.data}

    def hostile(self) -> bytes:
        """A workbook that hides a macro behind the name of one without."""
        return plain_workbook({"Blad1": [["Open de macro"]]}, made_on=BEGIN.replace(tzinfo=None), macro=True)

    def mail(self, sender: str, files: Mapping[str, bytes], *, subject: str = "Declaratie", **headers: str) -> None:
        """Put a mail in the inbox, an hour after the one before; `sender` is a code or an address."""
        self.sent += 1
        moment = BEGIN + timedelta(hours=self.sent)
        message = EmailMessage(policy=SMTP)
        message["From"] = sender if "@" in sender else address(sender)
        message["Date"] = format_datetime(moment)
        message["Message-ID"] = f"<{self.sent}@elders.example>"
        message["Subject"] = subject
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content("Zie bijlage.\n")
        for name, data in files.items():
            message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        path = self.place.inbox / f"{self.sent:04d}.eml"
        path.write_bytes(message.as_bytes())
        os.utime(path, (moment.timestamp(), moment.timestamp()))

    def run(self) -> dict[str, object]:
        """One pass of the main job, with the workbooks."""
        with open_desk(self.settings) as desk:
            return verwerk.run(desk, quiet=True)

    def rows(self, table: str, *columns: str) -> list[tuple[object, ...]]:
        """Columns of a table of the journal, in order of number."""
        with closing(sqlite3.connect(self.place.journal)) as journal:
            return list(journal.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY nr"))  # noqa: S608 - our own words

    def answers(self) -> dict[str, str]:
        """The answers that were written, by the id of their message."""
        return {path.stem: path.read_text("utf-8") for path in (self.place.output / "antwoorden").glob("*.txt")}

    def accepted(self, table: str = "declaratieregels") -> pl.DataFrame:
        """The accepted lines in force."""
        with Journal(self.place.journal, read_only=True) as journal:
            return Store(self.place.store).read(table, [part.id for part in journal.counting()]).collect()

    def left(self) -> dict[str, bytes]:
        """Every file in the work folder with its content; a lock and the journal's own helpers aside."""
        return {
            str(path.relative_to(self.place.root)): path.read_bytes()
            for path in sorted(self.place.root.rglob("*"))
            if path.is_file() and not path.name.startswith((".bezig", "journaal.sqlite-"))
        }


def open_office(root: Path, region: Region) -> Office:
    """A new office with its reference folder; the suppliers are those of Venlo with most lines, the largest first."""
    office = Office(root, region)
    office.place.prepare()
    for table in REFERENCE:
        region[table].write_parquet(office.place.reference / f"{table}.parquet")
    lines = region["declaratieregels"].filter(pl.col("gemeente") == VENLO, pl.col("declaratie_maand") == MONTH)
    counted = lines.group_by("aanbieder").len().sort("len", "aanbieder", descending=[True, False])
    office.suppliers += counted["aanbieder"].head(6).to_list()
    names = {VENLO: ("Gemeente Venlo", "gemeente")}
    names |= {code: (f"Aanbieder {code}", "aanbieder") for code in office.suppliers}
    with (office.place.reference / "afzenders.csv").open("w", encoding="utf-8", newline="") as register:
        writer = csv.writer(register, delimiter=";")
        writer.writerow(("afzender", "naam", "code", "soort"))
        writer.writerows((address(code), name, code, kind) for code, (name, kind) in names.items())
    return office


@pytest.fixture(scope="session")
def region() -> Region:
    """A clean region, of which only Venlo and its suppliers send."""
    return make_region(DemoPlan(lines=1_000, fault_share=0))


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Call a command on the work folder of an office; gives its exit status and what it said on stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def called(office: Office, *words: object) -> tuple[int, str, str]:
        monkeypatch.setenv("VERZAMELPUNT_MAP", str(office.place.root))
        monkeypatch.setenv("VERZAMELPUNT_SLEUTEL", SECRET)
        monkeypatch.setenv("VERZAMELPUNT_WACHTTIJD_SECONDEN", "0")
        with pytest.raises(SystemExit) as left:
            cli.main([str(word) for word in words])
        return int(str(left.value.code)), *capsys.readouterr()

    return called


def with_names(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The csv with a column that nobody asked for, with a person in it."""
    ((name, data),) = files.items()
    head, *rows = data.decode("cp1252").splitlines()
    told = [f"{head};Naam inwoner", *(f"{row};{PERSON}" for row in rows)]
    return {name: "\r\n".join(told).encode("cp1252")}


@dataclass
class Day:
    """An office after one pass over mails of every kind."""

    office: Office
    result: dict[str, object]
    after: dict[str, bytes]


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory, region: Region) -> Day:
    """One pass over everything that comes in on a day; look, do not touch."""
    office = open_office(tmp_path_factory.mktemp("dag"), region)
    one, two, three, four, five, six = office.suppliers
    office.mail(VENLO, office.delivery(), subject="Gemeentelevering")
    office.mail(one, office.declaration(one))
    office.mail(two, with_names(office.declaration(two, habit=CSV, cells={(1, "ingediend_bedrag"): 1})))
    office.mail(three, office.declaration(three, habit=ZIP))
    office.mail(one, office.declaration(one))
    corrected = office.lines(one)[:-1]
    office.mail(one, office.declaration(one, rows=corrected, file=f"hersteld-{one}-999990019.xlsx"))
    office.mail("vreemd@elders.example", office.declaration(six))
    office.mail(four, {"macro.xlsx": office.hostile()})
    office.mail(four, {"leeg.xlsx": b""})
    office.mail(four, {}, subject="Vraag")
    office.mail(four, {}, subject="Afwezig", Auto_Submitted="auto-replied")
    office.mail(five, office.declaration(five, without=frozenset({"eenheid"})))
    wrong = dict.fromkeys(((row, "product_tarief") for row in range(len(office.lines(six)))), 1)
    office.mail(six, {**office.declaration(six, cells=wrong), "winmail.dat": b"\x78\x9f\x3e\x22"})
    (office.place.inbox / "zelf-geplaatst.csv").write_bytes(next(iter(office.declaration(four, habit=CSV).values())))
    os.utime(office.place.inbox / "zelf-geplaatst.csv", (BEGIN.timestamp(), BEGIN.timestamp()))
    result = office.run()
    return Day(office, result, office.left())


@pytest.fixture(scope="session")
def opened() -> Callable[[Path, Region], Office]:
    """Open an office in a folder, for a fixture that many tests share."""
    return open_office


@pytest.fixture
def one_municipality(monkeypatch: pytest.MonkeyPatch) -> None:
    """The region is Venlo alone, so that a pass makes two workbooks and not fifteen."""
    monkeypatch.setattr(region_module, "_members", lambda *_: {VENLO: "Venlo"})


@pytest.fixture
def office(tmp_path: Path, region: Region) -> Office:
    """An office to which nobody has sent anything yet."""
    return open_office(tmp_path, region)


@pytest.fixture(scope="session")
def personal(region: Region) -> list[str]:
    """What may be nowhere: the numbers of all clients, one in a file name, and a name in a column of its own."""
    numbers = {number for table in ("declaratieregels", "toewijzingen") for number in region[table]["client"]}
    return [PERSON, PERSON.split()[1], "999990019", *sorted(numbers)]


@pytest.fixture(scope="session")
def pieces() -> Callable[[Path], list[bytes]]:
    """Give what is in a file: its bytes, of a workbook its unzipped parts, of Parquet its values as text."""

    def unpacked(path: Path) -> list[bytes]:
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                return [book.read(name) for name in book.namelist()]
        if path.suffix == ".parquet":
            return [path.read_bytes(), pl.read_parquet(path).write_csv().encode()]
        return [path.read_bytes()]

    return unpacked
