# SPDX-License-Identifier: EUPL-1.2
"""Write the demo: reference folder, mails and the truth about the faults in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from processors.demo import facts
from processors.demo.habits import OWN_WORDS, habit_of
from processors.demo.in_messages import with_messages
from processors.demo.mails import Mail, address, write_mail
from processors.demo.message_files import make_message_files
from processors.demo.message_mails import message_mails
from processors.demo.odd_deliveries import odd_deliveries
from processors.demo.oddities import mail_of, odd_mails
from processors.demo.plan import DemoPlan
from processors.demo.region import REFERENCE, Region, make_region
from processors.demo.sheets import Written as File
from processors.demo.sheets import write_submission
from processors.demo.sowing import Field, sow
from processors.demo.submissions import KEY, Submission, dealt, declaring, make_submissions
from processors.demo.truth import truth_of


@dataclass(frozen=True)
class Written:
    """What was written: counts and places."""

    root: Path
    reference: Path
    inbox: Path
    truth: Path
    mails: int
    lines: int
    expected: int
    sown: Mapping[str, int]


def write_demo(root: Path, plan: DemoPlan) -> Written:
    """Write `naslag/`, `inbox/*.eml` and `waarheid.csv` under `root`; files that stand there are replaced."""
    region = make_region(plan)
    tables = with_messages(region, dealt(region))
    submissions = make_submissions(region)
    field = sow(region, tables, submissions)
    files = _files(submissions, field)
    sent = {each.key: (each, file) for each, file in files}
    suppliers = region["aanbieders"]["aanbieder"].to_list()
    odd = list(odd_mails(sent, field.tables["declaratieregels"], suppliers, plan.month))
    odd += odd_deliveries(sent, region, plan.month)
    born = region["toewijzingen"].select("client", "geboorte_jaar").unique("client", maintain_order=True)
    posted = list(message_mails(plan, make_message_files(plan, field.tables, born), field.tables))
    mails = [mail_of(each, {file.name: file.data}) for each, file in files]
    mails += [each.mail for each in odd] + [each.mail for each in posted]
    inbox, reference, truth = root / "inbox", root / "naslag", root / "waarheid.csv"
    write_reference(reference, region)
    _write_mails(inbox, mails)
    rows = truth_of(files, field, odd, posted)
    _write_csv(truth, rows)
    lines = len(field.tables["declaratieregels"])
    return Written(root, reference, inbox, truth, len(mails), lines, len(rows), field.sown)


def _files(submissions: Iterable[Submission], field: Field) -> list[tuple[Submission, File]]:
    """The file of every submission that has rows."""
    present = {key for table in field.tables.values() for key in table[KEY].unique()}
    parts = {name: frame.partition_by(KEY, as_dict=True) for name, frame in field.tables.items()}
    return [
        (each, write_submission(each, {
            table: parts[table].get((each.key,), field.tables[table].clear()) for table in each.sheets.values()
        }, field.cells))
        for each in submissions
        if each.key in present
    ]  # fmt: skip


def write_reference(folder: Path, region: Region) -> None:
    """One csv per reference table, the register of senders and the column map."""
    for table in REFERENCE:
        _write_csv(folder / f"{table}.csv", region[table])
    suppliers = declaring(region)
    senders: list[tuple[str, ...]] = [
        (address(code), f"Gemeente {name}", code, "gemeente") for code, name in facts.MUNICIPALITY_NAMES.items()
    ]
    senders += [(address(code), name, code, "aanbieder") for code, name in suppliers]
    _write_csv(folder / "afzenders.csv", _frame(("afzender", "naam", "code", "soort"), senders))
    own = [code for number, (code, _) in enumerate(suppliers) if habit_of(number).headers == "own"]
    columns: list[tuple[str, ...]] = [
        (address(code), "declaratie", words, column) for code in own for column, words in OWN_WORDS.items()
    ]
    _write_csv(folder / "kolommen.csv", _frame(("afzender", "soort", "kop", "kolom"), columns))


def _write_csv(target: Path, frame: pl.DataFrame) -> None:
    """A csv as Dutch Excel makes it; all that stands in it is our own."""
    target.parent.mkdir(parents=True, exist_ok=True)
    frame.write_csv(target, separator=";", include_bom=True, date_format="%d-%m-%Y")


def _frame(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _write_mails(folder: Path, mails: list[Mail]) -> None:
    """The mails in order of sending."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.eml"):
        old.unlink()
    for number, mail in enumerate(sorted(mails, key=lambda each: (each.sent, each.sender, each.subject)), start=1):
        write_mail(folder, number, mail)
