# SPDX-License-Identifier: EUPL-1.2
"""Proofs in the export of a contract register come into the checklist of a tender."""

from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from processors import cli
from processors.errors import UnusableInputError
from processors.tender.dossier import make_dossier
from processors.tender.proofs import filled, read_checklist
from tests.processors.tender.made import intake_workbook

ON = date(2027, 10, 1)
PROOFS = [{"bewijsmiddel": "GVA", "geldig_maanden": 24}, {"bewijsmiddel": "KvK", "geldig_maanden": 6}]


@pytest.fixture
def dossier(tmp_path, monkeypatch):
    """A tender whose checklist has one date and one remark of staff."""
    monkeypatch.chdir(tmp_path)
    intake = intake_workbook(tmp_path / "opdracht.xlsx", gevraagde_bewijsmiddelen=PROOFS)
    found, _ = make_dossier(intake, tmp_path / "map", date(2027, 6, 1))
    blank = [("Zorg & Co", "GVA", 24), ("Zorg & Co", "KvK", 6), ("Beta", "GVA", 24)]
    proofs = [*((*each, None, None) for each in blank), ("Beta", "KvK", 6, date(2027, 9, 1), "per post")]
    names = ["inschrijver", "bewijsmiddel", "geldig_maanden", "afgegeven_op", "opmerking"]
    filled(found.assignment(), pl.DataFrame(proofs, schema=names, orient="row"), ON).write(found.root)
    return found


def carried(capsys, export):
    with pytest.raises(SystemExit) as left:
        cli.main(["aanbesteding", "bewijs", "map", str(export)])
    return left.value.code, capsys.readouterr().out


def rows(dossier):
    found, on = read_checklist(dossier.proofs, date(2000, 1, 1))
    assert on == ON
    return found.select("inschrijver", "bewijsmiddel", "afgegeven_op", "opmerking").rows()


def test_the_newest_day_is_taken_over_and_what_staff_wrote_stays(dossier, capsys, assert_valid_xlsx):
    export = Path("export.csv")
    export.write_text(
        "Leverancier;Document;Afgiftedatum;Einddatum;Status\n"
        "ZORG & CO.;gva;01-03-2026;;geldig\nZorg & Co;GVA;01-02-2024;;verlopen\n"
        "Zorg & Co;KvK;;31-12-2027;geldig\nBeta;KvK;01-05-2027;;verlopen\nGamma;KvK;01-05-2027;;geldig\n",
        encoding="utf-8",
    )

    status, said = carried(capsys, export)

    assert rows(dossier) == [
        ("Zorg & Co", "GVA", date(2026, 3, 1), None), ("Zorg & Co", "KvK", date(2027, 6, 30), None),
        ("Beta", "GVA", None, None), ("Beta", "KvK", date(2027, 9, 1), "per post"),
    ]  # fmt: skip
    assert (status, said) == (
        0,
        f"Overgenomen in {dossier.root.relative_to(Path.cwd())}/Checklist bewijsmiddelen.xlsx: 2 data.\n".replace(
            "/", str(Path("/"))
        ),
    )
    assert_valid_xlsx(dossier.proofs)


def test_the_words_of_the_work_folder_come_first(dossier, capsys):
    Path("verzamelpunt.toml").write_text('map = "werk"\n', encoding="utf-8")
    Path("werk/naslag").mkdir(parents=True)
    Path("werk/naslag/kolommen.csv").write_text(
        "afzender;soort;kop;kolom\n*;checklist;Vendor;inschrijver\n*;checklist;Afgegeven;afgegeven_op\n",
        encoding="utf-8",
    )
    Path("export.csv").write_text("Vendor;Document;Afgegeven\nBeta;GVA;01-09-2027\n", encoding="utf-8")

    assert carried(capsys, "export.csv")[0] == 0
    assert rows(dossier)[2] == ("Beta", "GVA", date(2027, 9, 1), None)


@pytest.mark.usefixtures("dossier")
def test_what_was_not_asked_is_told(capsys):
    Path("export.csv").write_text(
        "Leverancier;Document;Afgiftedatum\nBeta;Verzekering;01-09-2027\nBeta;GVA;\n", encoding="utf-8"
    )

    status, said = carried(capsys, "export.csv")

    assert status == 1
    assert "Niet gevraagd, of zonder datum: Beta, Verzekering" in said
    assert "Niet gevraagd, of zonder datum: Beta, GVA" in said


@pytest.mark.parametrize(
    ("rows", "status", "sentence"),
    [
        ("Naam;Iets\nBeta;GVA\n", 2, "zet dat dan in naslag/kolommen.csv bij soort checklist."),
        ("Leverancier;Document\n", 1, "In export.csv staat geen enkel bewijsmiddel."),
    ],
)
def test_an_export_with_nothing_to_take_over_is_told(dossier, capsys, rows, status, sentence):
    Path("export.csv").write_text(rows, encoding="utf-8")
    before = dossier.proofs.read_bytes()

    with pytest.raises(SystemExit) as left:
        cli.main(["aanbesteding", "bewijs", "map", "export.csv"])

    said = capsys.readouterr()
    assert left.value.code == status
    assert sentence in said.out + said.err
    assert status == 1 or dossier.proofs.read_bytes() == before


def test_without_a_checklist_the_step_before_is_named(dossier, capsys):
    dossier.proofs.unlink()
    Path("export.csv").write_text("Leverancier;Document\nBeta;GVA\n", encoding="utf-8")

    with pytest.raises(SystemExit) as left:
        cli.main(["aanbesteding", "bewijs", "map", "export.csv"])

    assert left.value.code == 2
    assert "nog geen checklist. Lees eerst de inschrijvingen in" in capsys.readouterr().err


def test_a_checklist_that_cannot_be_read_is_said_to_be_so(dossier):
    book = openpyxl.load_workbook(dossier.proofs)
    book.save(dossier.proofs)  # its formulas have no outcome now

    with pytest.raises(UnusableInputError, match=r"De bewijsmiddelen zijn niet te lezen. .*formule zonder uitkomst"):
        read_checklist(dossier.proofs, ON)
