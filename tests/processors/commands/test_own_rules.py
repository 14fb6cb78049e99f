# SPDX-License-Identifier: EUPL-1.2
"""A rule that a region wrote itself, in `controleer`."""

import json
import shutil

HEADER = "regel;tabel;kolom;soort;voorwaarde;ernst;gevolg;melding;actie;bron\n"
RULE = (
    "EIGEN-07;declaratieregels;eenheid;vergelijking;eenheid = '83' en ingediend_bedrag < 0;fout;regel geweigerd;"
    "De eenheid is {eenheid}.;Kijk na.;Besluit 7\n"
)
WRONG = "EIGEN-08;declaratieregels;ingediend_bedrag;vergelijking;ingediend_bedrag > ;fout;;x;y;Besluit 8\n"


def test_an_own_rule_refuses_lines_and_a_wrong_one_is_told_to_who_keeps_the_reference(call, checkable, tmp_path):
    naslag = shutil.copytree(checkable.naslag, tmp_path / "eigen")
    (naslag / "eigen_regels.parquet").unlink()
    (naslag / "eigen_regels.csv").write_text(HEADER + RULE + WRONG, encoding="utf-8")

    said = call("controleer", checkable.good, "--naslag", naslag, "--json")

    found = [row for row in json.loads(said.out)["bevindingen"] if row["regel"] == "EIGEN-07"]
    assert len(found) == checkable.count
    assert {(row["ernst"], row["gevolg"]) for row in found} == {("fout", "regel geweigerd")}
    assert all(row["melding"].startswith("De eenheid is ") for row in found)
    assert "INTAKE-31  eigen_regels.csv, rij 3, voorwaarde (E3)" in said.err
    assert "Regel 'EIGEN-08' telt niet mee:" in said.err
