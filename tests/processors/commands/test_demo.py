# SPDX-License-Identifier: EUPL-1.2
"""`demo`: a fictional region in a folder, and the main job on it."""

import json

import pytest

from processors.commands import demo as module
from processors.demo.writing import Written


@pytest.fixture
def few_mails(monkeypatch, tmp_path):
    """Keep three of the mails, because the command is what is tested here and not the region."""
    real = module.write_demo

    def write(root, plan) -> Written:
        written = real(root, plan)
        for path in sorted(written.inbox.iterdir())[3:]:
            path.unlink()
        return written

    monkeypatch.setattr(module, "write_demo", write)
    monkeypatch.setattr("processors.region._members", lambda *_: {"0983": "Venlo"})
    return tmp_path


def test_a_demo_ends_with_a_summary_of_where_everything_is(call, few_mails):
    said = call("demo", "--regels", "100", "--foutaandeel", "0")

    lines = said.out.splitlines()
    assert said.status == 0
    assert lines[0] == "Ontvangen berichten:    3"
    assert lines[-4:] == [
        "Gezaaide fouten:  demo/waarheid.csv",
        "Aanbesteding:     demo/aanbesteding",
        "",
        "Verder kijken: ga naar de map demo en geef daar 'verzamelpunt status --maand 2026-09'.",
    ]
    assert few_mails.joinpath("demo", "waarheid.csv").exists()
    assert any(line.startswith("Regiowerkboek:    demo/uitvoer/regio/regiowerkboek-20") for line in lines)
    assert said.err.splitlines()[0] == "Aanleveringen: 1 van 3"


def test_a_demo_is_made_anew_and_told_as_json(call, few_mails):
    call("demo", "--map", "proef", "--regels", "100")
    (few_mails / "proef" / "rest.txt").write_text("van de vorige keer")

    said = call("demo", "--map", "proef", "--regels", "100", "--maand", "2026-03", "--zaad", "2", "--json")

    told = json.loads(said.out)
    assert said.err == ""
    assert list(told)[-2:] == ["uitvoer", "seconden"]
    assert list(told["uitvoer"]) == [
        "regiowerkboek", "powerbi", "overzicht", "terugkoppeling", "antwoorden", "waarheid", "aanbesteding",
    ]  # fmt: skip
    assert not (few_mails / "proef" / "rest.txt").exists()
    assert (few_mails / ".proef-sleutel").stat().st_mode & 0o777 == 0o600


def test_a_folder_of_somebody_is_never_replaced(call, tmp_path):
    (tmp_path / "eigen").mkdir()
    (tmp_path / "eigen" / "belangrijk.xlsx").write_text("")

    said = call("demo", "--map", "eigen")

    assert (said.status, said.err) == (
        2, "De map 'eigen' bestaat al en is geen demo. Kies met --map een nieuwe of lege map.\n",
    )  # fmt: skip
    assert (tmp_path / "eigen" / "belangrijk.xlsx").exists()


def test_a_file_is_no_place_for_a_demo(call, tmp_path):
    (tmp_path / "bestand").write_text("")

    said = call("demo", "--map", "bestand")

    assert said.status == 2
    assert said.err.startswith("Het bestand of de map bij --map is niet gevonden of niet leesbaar.")


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--maand", "2022-12", "De maand '2022-12' kan niet. Geef een maand als 2026-09, niet eerder dan 2023-03.\n"),
        ("--maand", "2026-13", "'2026-13' is geen maand. Schrijf jaar en maand als 2026-09."),
        ("--regels", "10", "De waarde van --regels moet een getal zijn binnen de grenzen van de uitleg."),
        ("--foutaandeel", "0.9", "De waarde van --foutaandeel moet een getal zijn binnen de grenzen van de uitleg."),
    ],
)
def test_a_demo_that_cannot_be_is_a_sentence(call, option, value, sentence):
    said = call("demo", option, value)

    assert said.status == 2
    assert said.err.startswith(sentence)
