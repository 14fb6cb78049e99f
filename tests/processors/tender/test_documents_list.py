# SPDX-License-Identifier: EUPL-1.2
"""The list of documents follows the notes: one version more for each note that changes a document."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from processors import cli
from processors.tender.dossier import make_dossier
from tests.processors.tender.made import intake_workbook
from tests.processors.tender.test_note import log

ASKED = [
    (1, 1, "Alfa", "prijzenblad perceel 1 ", "1", "Mag nul?", "Nee.", "Minimum is 50 euro."),
    (1, 2, "Beta", "Prijzenblad perceel 1", "1", "En hoger?", "Nee.", "Maximum is 75 euro."),
    (2, 1, "Alfa", "Leidraad", "3", "Wanneer?", "Later.", "De opening is op 1 oktober."),
    (2, 2, "Beta", "Prijzenblad perceel 1", "1", "Toch nul?", "Ja.", "Nul mag."),
    (2, 3, "Beta", "Planning", None, "Blijft de planning?", "Ja.", None),
]


@pytest.fixture
def dossier(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return make_dossier(intake_workbook(tmp_path / "opdracht.xlsx"), tmp_path / "map", date(2027, 6, 1))[0]


def listed(root: Path, sheet="Documentenlijst", top=8):
    book = openpyxl.load_workbook(root / "Documentenlijst.xlsx")
    return [row for row in book[sheet].iter_rows(min_row=top, values_only=True) if any(row)]


def publish(root, number):
    with pytest.raises(SystemExit) as left:
        cli.main(["aanbesteding", "publiceer", str(root), "--nota", str(number)])
    return left.value.code


def test_every_document_begins_at_its_first_version(dossier):
    assert listed(dossier.root) == [
        (1, "Planning", "Planning.xlsx", 1, None), (2, "Programma van eisen", "Programma van eisen.xlsx", 1, None),
        (3, "Prijzenblad perceel 1", "Prijzenblad perceel 1.xlsx", 1, None),
        (4, "Prijzenblad perceel 2", "Prijzenblad perceel 2.xlsx", 1, None),
    ]  # fmt: skip
    assert all((dossier.root / row[2]).exists() for row in listed(dossier.root))


def test_a_note_brings_a_version_of_what_it_changes(dossier, assert_valid_xlsx):
    log(dossier, ASKED)

    assert publish(dossier.root, 1) == 0
    assert listed(dossier.root)[2] == (3, "Prijzenblad perceel 1", "Prijzenblad perceel 1.xlsx", 2, 1)
    assert publish(dossier.root, 2) == 0
    assert [row[3:] for row in listed(dossier.root)] == [(1, None), (1, None), (3, 2), (1, None), (2, 2)]
    assert listed(dossier.root)[4][:3] == (5, "Leidraad", None)
    assert [row[:3] for row in listed(dossier.root, "Wijzigingen", 5)] == [
        ("Leidraad", 2, 2), ("Prijzenblad perceel 1", 2, 1), ("Prijzenblad perceel 1", 2, 1),
        ("Prijzenblad perceel 1", 3, 2),
    ]  # fmt: skip
    assert_valid_xlsx(dossier.root / "Documentenlijst.xlsx")


def test_a_note_that_is_made_again_leaves_later_versions(dossier):
    log(dossier, ASKED)
    publish(dossier.root, 1)
    publish(dossier.root, 2)
    publish(dossier.root, 1)

    assert [row[3] for row in listed(dossier.root)] == [1, 1, 3, 1, 2]
