# SPDX-License-Identifier: EUPL-1.2
"""What the demo writes: the same bytes every time, and a truth that points at the right cells."""

import csv
import email
import io
import zipfile
from collections import Counter
from email.policy import default
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from processors.demo import DemoPlan, Written, make_region, write_demo
from processors.demo.faults import FAULTS
from processors.demo.mails import MAILBOX

PLAN = DemoPlan(lines=6_000)
SOWN = {fault.code for fault in FAULTS}
# In messages that are refused as a whole, and in the answers of municipalities.
IN_MESSAGES = {"CS015", "RS032", "INTAKE-41", "TR337", "TR342", "TR355", "TR359", "TR366", "TR376"}
FROM_HABITS = {"MGR-004", "MGR-005", "MGR-007", "INTAKE-10", "INTAKE-18", "TR318", "*"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write_demo(tmp_path_factory.mktemp("demo"), PLAN)


@pytest.fixture(scope="module")
def truth(written: Written) -> list[dict[str, str]]:
    with written.truth.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def attachments(written: Written) -> dict[str, bytes]:
    """Every file that was sent, by its name; of a zip its members."""
    found: dict[str, bytes] = {}
    for path in sorted(written.inbox.iterdir()):
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        for part in message.iter_attachments():
            name, data = str(part.get_filename()), part.get_payload(decode=True)
            if name.endswith(".zip"):
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    found |= {f"{name}/{member}": archive.read(member) for member in archive.namelist()}
            else:
                found[name] = data
    return found


def cells_of(attachments: dict[str, bytes], name: str, sheet: str) -> list[list[object]]:
    if name.endswith(".csv"):
        text = attachments[name].decode("cp1252")
        return [
            list(row) for row in csv.reader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
        ]
    book = openpyxl.load_workbook(io.BytesIO(attachments[name]), data_only=True)
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def test_the_same_plan_gives_the_same_bytes(written, tmp_path):
    again = write_demo(tmp_path, PLAN)

    names = sorted(path.relative_to(written.root) for path in written.root.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again.root) for path in again.root.rglob("*") if path.is_file())
    assert all((written.root / name).read_bytes() == (again.root / name).read_bytes() for name in names)


def test_every_fault_was_sown(written):
    assert set(written.sown) == SOWN
    assert sum(written.sown.values()) >= len(FAULTS)


def test_the_truth_names_every_rule_and_every_kind_of_refusal(truth):
    told = {row["regel"] for row in truth}

    assert told >= SOWN | FROM_HABITS | IN_MESSAGES


def test_the_truth_points_at_the_header_and_the_cell(truth, attachments):
    grids: dict[tuple[str, str], list[list[object]]] = {}
    for row in truth:
        if row["cel"]:
            key = row["bestand"], row["blad"]
            if key not in grids:
                grids[key] = cells_of(attachments, *key)
            column = openpyxl.utils.cell.coordinate_from_string(row["cel"])[0]
            index = openpyxl.utils.column_index_from_string(column) - 1
            # On a Voorblad the label stands before its value.
            index -= row["blad"] == "Voorblad"
            header = next(line for line in grids[key] if line[index] == row["kolom"])

            assert header.count(row["kolom"]) == 1
            assert row["cel"] == f"{column}{row['rij']}"
            assert int(row["rij"]) <= len(grids[key])


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("RS032", {"31-02-2026", "abc"}),
        ("MGR-008", {"12,5,0", "abc", "1,234"}),
        ("RS008", {"DD"}),
        ("MGR-010", {"#N/A"}),
        ("RS033", {None, ""}),
        ("CS336", {"01"}),
    ],
)
def test_the_cell_in_the_truth_holds_what_is_wrong(rule, wrong, truth, attachments):
    found = set()
    for row in truth:
        if row["regel"] == rule and row["cel"]:
            column = openpyxl.utils.column_index_from_string(row["cel"].rstrip("0123456789")) - 1
            found.add(cells_of(attachments, row["bestand"], row["blad"])[int(row["rij"]) - 1][column])

    assert found
    assert found <= wrong


def test_a_municipality_code_that_lost_its_zero_is_in_the_truth(truth, attachments):
    expected = [row for row in truth if row["regel"] == "MGR-007"]
    name, sheet = expected[0]["bestand"], expected[0]["blad"]
    grid = cells_of(attachments, name, sheet)
    short = [at for at, line in enumerate(grid, start=1) if isinstance(line[1], int) and line[1] < 1000]

    assert [int(row["rij"]) for row in expected if row["bestand"] == name] == short


def test_no_row_carries_two_faults_that_were_not_meant_together(truth):
    together = Counter((row["bestand"], row["blad"], row["rij"]) for row in truth if row["rij"])
    double = [key for key, count in together.items() if count > 1]
    codes = [{row["regel"] for row in truth if (row["bestand"], row["blad"], row["rij"]) == key} for key in double]

    meant = ({"TR338", "MGR-303"}, {"MGR-104", "MGR-101"}, {"TR337", "TR342", "TR376"})
    assert all(each in meant for each in codes)


def test_without_faults_only_habits_and_odd_mails_are_in_the_truth(tmp_path):
    written = write_demo(tmp_path, DemoPlan(lines=6_000, fault_share=0))

    told = set(pl.read_csv(written.truth, separator=";")["regel"])
    assert told == {
        "*",
        "LEZEN-02",
        "LEZEN-13",
        "LEZEN-15",
        "MGR-004",
        "MGR-005",
        "MGR-007",
        "MGR-010",
        "MGR-101",
        "MGR-102",
        "MGR-104",
        "MGR-112",
        "MGR-113",
        "INTAKE-10",
        "INTAKE-18",
        "MGR-202",
        "MGR-204",
        "MGR-207",
        "MGR-208",
        "MGR-210",
        "MGR-212",
        "TR318",
        "TR346",
        *IN_MESSAGES,
    }
    assert written.sown == {}


def test_the_reference_folder_holds_every_table_and_the_registers(written):
    region = make_region(PLAN)

    names = {path.stem for path in written.reference.iterdir()}
    senders = pl.read_csv(written.reference / "afzenders.csv", separator=";", infer_schema=False)
    assert names == {
        "contracten", "tarieven", "producten", "aanbieders", "budgetten", "modulebudgetten", "grootboek",
        "lidmaatschap", "inwoners", "kalender", "parameters", "profielen", "ongeldige_combinaties", "eigen_regels",
        "bewijsstukken", "afzenders", "kolommen",
    }  # fmt: skip
    assert senders.columns == ["afzender", "naam", "code", "soort"]
    assert set(senders["code"]) >= set(region["aanbieders"]["aanbieder"])


def test_mails_are_dated_in_order_and_have_their_date_as_file_time(written):
    dates = []
    for path in sorted(written.inbox.iterdir()):
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        dates.append(message["Date"].datetime)
        assert message["To"] == MAILBOX
        assert path.stat().st_mtime == message["Date"].datetime.timestamp()

    assert dates == sorted(dates)
    assert len(dates) == written.mails


def test_file_names_and_subjects_hold_no_client_number(written, attachments):
    subjects = [
        email.message_from_bytes(path.read_bytes(), policy=default)["Subject"] for path in written.inbox.iterdir()
    ]

    assert not any("9999" in text for text in [*subjects, *attachments])


def test_all_habits_of_senders_occur(attachments):
    endings = Counter(Path(name).suffix for name in attachments)
    texts = [data for name, data in attachments.items() if name.endswith(".csv")]

    assert set(endings) == {".xlsx", ".xlsm", ".csv", ".xml"}
    assert {b";" in text.partition(b"\n")[0] for text in texts} == {True, False}
    assert any(data == b"" for data in attachments.values())
