# SPDX-License-Identifier: EUPL-1.2
"""What a proof is worth on the reference date, in our words and in those of the workbook."""

from datetime import date

import openpyxl
import polars as pl
import pytest

from processors.intake.headers import Alias, ColumnMap
from processors.tender.assignment import read_assignment
from processors.tender.proofs import checklist, judged, read_checklist
from tests.processors.tender.made import intake_workbook

ON = date(2027, 10, 15)
CASES = [
    (24, None, "ontbreekt"), (24, date(2027, 10, 16), "van na de peildatum"), (24, date(2025, 10, 14), "verlopen"),
    (24, date(2025, 10, 15), "geldig, verloopt binnenkort"), (24, date(2025, 11, 15), "geldig"),
    (24, date(2025, 11, 14), "geldig, verloopt binnenkort"), (None, date(2001, 1, 1), "geldig"),
    (6, date(2027, 4, 30), "geldig, verloopt binnenkort"), (6, date(2027, 8, 31), "geldig"),
]  # fmt: skip


@pytest.mark.parametrize(("months", "issued", "verdict"), CASES)
def test_a_proof_is_judged_on_the_reference_date(months, issued, verdict):
    rows = pl.DataFrame(
        {"inschrijver": ["Alfa"], "bewijsmiddel": ["GVA"], "geldig_maanden": [months], "afgegeven_op": [issued]},
        schema_overrides={"geldig_maanden": pl.Int64, "afgegeven_op": pl.Date},
    )

    assert judged(rows, ON)["oordeel"].to_list() == [verdict]


def test_the_checklist_says_what_we_say_and_is_read_back(tmp_path, recalculated, assert_valid_xlsx):
    proofs = [{"bewijsmiddel": f"Bewijs {nr}", "geldig_maanden": case[0]} for nr, case in enumerate(CASES)]
    asked, _ = read_assignment(intake_workbook(tmp_path / "opdracht.xlsx", gevraagde_bewijsmiddelen=proofs))
    path = checklist(asked, ["Alfa"], ON).write(tmp_path)
    assert_valid_xlsx(path)
    book = openpyxl.load_workbook(path)
    for row, (_, issued, _) in enumerate(CASES, 8):
        book["Checklist"].cell(row, 4).value = issued
    book.save(path)

    theirs = [row[5] for row in recalculated(path)["Checklist"][7:]]
    rows, on = read_checklist(tmp_path / "herberekend" / path.name, date(2030, 1, 1))

    assert on == ON
    assert theirs == [verdict for _, _, verdict in CASES]
    assert judged(rows, on)["oordeel"].to_list() == theirs


def test_an_export_of_a_contract_register_is_read_by_the_column_map(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("Leverancier;Document;Documentdatum\nAlfa;KvK;01-09-2027\n", encoding="utf-8")
    heads = {"Leverancier": "inschrijver", "Document": "bewijsmiddel", "Documentdatum": "afgegeven_op"}
    mapped = ColumnMap(tuple(Alias("*", "checklist", head, column) for head, column in heads.items()))

    rows, on = read_checklist(path, ON, mapped)

    assert on == ON
    assert rows.select("inschrijver", "bewijsmiddel", "afgegeven_op").rows() == [("Alfa", "KvK", date(2027, 9, 1))]
