# SPDX-License-Identifier: EUPL-1.2
"""Commands that only show or write: the rulebook, the settings, the tests, and how progress is told."""

import json
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from processors.commands import display, testen
from processors.kpi_page import kpi_rows
from processors.parameters import names
from processors.rulebook_page import rulebook_rows
from processors.rules import RULES


def test_the_rulebook_is_listed_with_what_is_built(call):
    said = call("regelboek")

    rows = rulebook_rows()
    built = sum(bool(row["gebouwd"]) for row in rows)
    lines = said.out.splitlines()
    assert said.status == 0
    assert lines[0].split() == ["Regel", "Niveau", "Ernst", "Melding"]
    assert lines[-1] == (f"{built} van {len(rows)} regels zijn gebouwd. Alles staat in --uit regelboek.xlsx of .md.")
    shown = [line.split()[0] for line in lines[built + 3 : -2]]
    assert shown[0] == "KPI"
    assert shown[2:] == [row["kpi"] for row in kpi_rows()]


def test_the_rulebook_as_json_has_the_shape_of_the_contract(call):
    told = json.loads(call("regelboek", "--json").out)

    assert list(told) == ["regels", "kpis"]
    assert set(told["regels"][0]) >= {
        "regel", "entiteit", "niveau", "ernst", "melding", "actie", "bron", "retourcode", "gebouwd", "reden",
    }  # fmt: skip
    assert len(told["regels"]) == 254
    numbers = dict.fromkeys(kpi["kpi"].partition("-")[0] for kpi in told["kpis"])
    assert list(numbers) == [f"K{number:02d}" for number in range(1, 43)]
    assert all(kpi["zegt"] for kpi in told["kpis"])
    judging = {rule.code for rule in RULES}
    assert all(rule["actie"] and rule["voorbeeld"] for rule in told["regels"] if rule["regel"] in judging)
    assert all(rule["reden"] for rule in told["regels"] if not rule["gebouwd"])


def test_the_rulebook_goes_to_a_valid_workbook(call, tmp_path, assert_valid_xlsx):
    said = call("regelboek", "--uit", "regels.xlsx")

    book = openpyxl.load_workbook(tmp_path / "regels.xlsx")
    told = {row["regel"]: row["gebouwd"] for row in rulebook_rows()}
    sheets = {
        name: [row[0] for row in book[name].iter_rows(min_row=5, values_only=True) if row[0]]
        for name in ("Regels", "Voorbeelden", "Bij het lezen", "Nog niet gebouwd", "Parameters")
    }
    assert (said.status, said.out) == (0, "Het regelboek staat in regels.xlsx.\n")
    assert {*sheets["Regels"], *sheets["Bij het lezen"]} == {code for code, built in told.items() if built}
    assert set(sheets["Voorbeelden"]) == set(sheets["Regels"]) == {rule.code for rule in RULES}
    assert set(sheets["Nog niet gebouwd"]) == {code for code, built in told.items() if not built}
    assert sheets["Parameters"] == names()
    assert_valid_xlsx(tmp_path / "regels.xlsx")


def test_the_rulebook_goes_to_a_page(call, tmp_path):
    said = call("regelboek", "--uit", "regels.md")

    assert said.status == 0
    assert (tmp_path / "regels.md").read_text("utf-8").startswith("# Regelboek\n")


def test_the_rulebook_goes_to_nothing_else(call):
    said = call("regelboek", "--uit", "regels.pdf")

    assert (said.status, said.err) == (
        2, "Het regelboek kan niet als '.pdf' worden geschreven. Kies .xlsx of .md.\n",
    )  # fmt: skip


def test_a_page_that_cannot_be_written_is_a_sentence(call, tmp_path):
    said = call("regelboek", "--uit", tmp_path / "weg" / "regels.md")

    assert said.status == 2
    assert said.err == (
        "Het bestand 'regels.md' kan niet worden geschreven (No such file or directory). Sluit het bestand als het "
        "openstaat, of kies een andere map, en probeer het opnieuw.\n"
    )


def test_the_settings_are_shown_without_the_secret(call):
    said = call("instellingen")

    assert said.status == 0
    assert said.out.splitlines()[0].split() == ["Instelling", "Waarde", "Bron", "Uitleg"]
    assert "0123456789abcdef" not in said.out
    assert any(line.split()[:3] == ["sleutel", "(gezet)", "omgeving"] for line in said.out.splitlines())


def test_the_settings_as_json(call):
    told = json.loads(call("instellingen", "--json").out)["instellingen"]

    assert {"sleutel": "map", "waarde": "werkmap", "bron": "omgeving"}.items() <= told[0].items()
    assert [each["sleutel"] for each in told if each["waarde"] == "(gezet)"] == ["sleutel"]


def test_a_wrong_setting_stops_every_command(call, monkeypatch):
    monkeypatch.setenv("VERZAMELPUNT_SLEUTEL_ID", "tien")

    said = call("instellingen")

    assert said.status == 2
    assert said.err == (
        "Instelling VERZAMELPUNT_SLEUTEL_ID in de omgeving moet een geheel getal zijn, niet 'tien'. Pas de waarde "
        "aan.\n"
    )


def test_the_tests_are_run_by_pytest_with_the_words_given(call, monkeypatch, tmp_path):
    (tmp_path / "tests").mkdir()
    monkeypatch.setattr(testen, "ROOT", tmp_path)
    asked = []

    def run(words, **_kwargs):
        asked.append(words)
        return type("Done", (), {"returncode": 1})()

    monkeypatch.setattr(testen.subprocess, "run", run)

    said = call("test", "-k", "regel")

    assert said.status == 1
    assert asked == [[sys.executable, "-m", "pytest", "-n", "auto", "-k", "regel"]]


def test_without_the_sources_there_is_nothing_to_test(call, monkeypatch, tmp_path):
    monkeypatch.setattr(testen, "ROOT", tmp_path)

    said = call("test")

    assert said.status == 2
    assert said.err == (
        "De tests horen bij de broncode en zijn hier niet aanwezig. Haal de broncode op en voer daarin "
        "'./verzamelpunt test' uit.\n"
    )


def test_long_work_says_so_at_each_tenth(capsys):
    with display.steps("Werk", 25, quiet=False) as work:
        for _ in range(25):
            work.done()

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[:2] == ["Werk: 2 van 25", "Werk: 4 van 25"]
    assert told.err.splitlines()[-1] == "Werk: 25 van 25"


def test_quiet_work_says_nothing(capsys):
    with display.steps("Werk", 2, quiet=True) as work:
        work.done()

    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_a_bar_moves(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    with display.steps("Werk", 2, quiet=False) as work:
        work.done()
        work.done()

    told = capsys.readouterr()
    assert told.out == ""
    assert "Werk" in told.err
    assert "2/2" in told.err


def test_json_knows_dates_and_paths_and_nothing_else(capsys):
    display.show_json({"dag": date(2026, 7, 1), "map": Path("uitvoer")})

    assert json.loads(capsys.readouterr().out) == {"dag": "2026-07-01", "map": "uitvoer"}
    with pytest.raises(TypeError, match="No JSON for object"):
        display.show_json({"wat": object()})


def test_columns_are_as_wide_as_what_is_in_them(capsys):
    display.columns(("Code", "Naam"), [("0983", None), ("1", "Venlo")])

    assert capsys.readouterr().out == "Code  Naam\n----  -----\n0983\n1     Venlo\n"
