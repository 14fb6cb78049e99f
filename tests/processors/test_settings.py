# SPDX-License-Identifier: EUPL-1.2
"""The settings say in Dutch what is wrong, and never tell a secret."""

from pathlib import Path

import pytest

from processors.errors import UnusableInputError
from processors.settings import Settings, effective, load

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - a key for tests


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def toml(folder, text):
    path = folder / "verzamelpunt.toml"
    path.write_text(text, encoding="utf-8")
    return path


def told(function, *arguments):
    with pytest.raises(UnusableInputError) as caught:
        function(*arguments)
    return str(caught.value).splitlines()


def test_without_a_file_the_defaults_hold():
    settings = load()

    assert (settings.map, settings.sleutel_id, settings.mailbox) == (Path("werkmap"), 1, "folder://werkmap/inbox")


def test_the_environment_wins_from_the_file_and_the_file_from_the_default(folder, monkeypatch):
    toml(folder, "max_berichten_per_dag = 10\nsleutel_id = 3")
    monkeypatch.setenv("VERZAMELPUNT_MAX_BERICHTEN_PER_DAG", "12")

    settings = load()
    sources = {row.key: (row.value, row.source) for row in effective(settings)}

    assert sources["max_berichten_per_dag"] == ("12", "omgeving")
    assert sources["sleutel_id"] == ("3", "bestand")
    assert sources["max_bestand_mb"] == ("50", "standaard")


def test_every_setting_is_described_in_a_dutch_sentence():
    rows = effective(load())

    assert [row.key for row in rows] == list(Settings.model_fields)
    assert all(row.description.endswith(".") for row in rows)


def test_paths_in_the_file_are_relative_to_the_file(folder):
    (folder / "elders").mkdir()
    path = toml(folder / "elders", 'map = "werk"')

    settings = load(path)

    assert settings.workplace.root == folder / "elders" / "werk"


def test_a_mailbox_that_was_set_is_used(folder):
    toml(folder, 'postvak = "folder:///data/in"')

    assert load().mailbox == "folder:///data/in"


def test_a_secret_is_only_told_to_be_set(monkeypatch):
    without = {row.key: row.value for row in effective(load())}
    monkeypatch.setenv("VERZAMELPUNT_SLEUTEL", SECRET)
    settings = load()

    with_key = {row.key: (row.value, row.source) for row in effective(settings)}

    assert (without["sleutel"], without["sleutelbestand"]) == ("(niet gezet)", "")
    assert with_key["sleutel"] == ("(gezet)", "omgeving")
    assert SECRET not in repr(settings)
    assert settings.pseudonym_key() == SECRET.encode()


@pytest.mark.parametrize(
    ("text", "key", "fault"),
    [
        ("sleutel_it = 3", "sleutel_it", "bestaat niet. Bedoelt u 'sleutel_id'?"),
        ("qqqq = 3", "qqqq", "bestaat niet. Bekende namen staan in 'verzamelpunt instellingen'."),
        ("sleutel_id = 0", "sleutel_id", "moet minstens 1 zijn, niet 0. Pas de waarde aan."),
        ("sleutel_id = 12", "sleutel_id", "mag hoogstens 9 zijn, niet 12. Pas de waarde aan."),
        ('sleutel_id = "vijf"', "sleutel_id", "moet een geheel getal zijn, niet 'vijf'. Pas de waarde aan."),
        ("sleutel_id = 5.5", "sleutel_id", "moet een geheel getal zijn, niet 5.5. Pas de waarde aan."),
        ("sleutel_id = [5]", "sleutel_id", "moet een geheel getal zijn, niet [5]. Pas de waarde aan."),
        ('mail_bewijs = "misschien"', "mail_bewijs", "moet true of false zijn, niet 'misschien'. Pas de waarde aan."),
        ("mail_bewijs = [1]", "mail_bewijs", "moet true of false zijn, niet [1]. Pas de waarde aan."),
        ('wachttijd_seconden = "x"', "wachttijd_seconden", "moet een getal zijn, niet 'x'. Pas de waarde aan."),
        ("contact = 5", "contact", "moet tekst tussen aanhalingstekens zijn, niet 5. Pas de waarde aan."),
        ("map = 5", "map", "moet tekst tussen aanhalingstekens zijn, niet 5. Pas de waarde aan."),
    ],
)
def test_a_wrong_key_is_told_in_one_line(folder, text, key, fault):
    toml(folder, text)

    assert told(load) == [f"Instelling '{key}' in 'verzamelpunt.toml' {fault}"]


def test_a_secret_in_the_file_is_refused_without_repeating_it(folder):
    toml(folder, f'sleutel = "{SECRET}"')

    assert told(load) == [
        (
            "Instelling 'sleutel' is geheim en hoort niet in 'verzamelpunt.toml'. "
            "Haal de regel daar weg en zet VERZAMELPUNT_SLEUTEL in de omgeving."
        )
    ]


def test_each_wrong_key_has_its_own_line(folder):
    toml(folder, "sleutel_id = 0\nsleutel_it = 3")

    assert len(told(load)) == 2


def test_a_wrong_value_in_the_environment_is_named_by_its_variable(monkeypatch):
    monkeypatch.setenv("VERZAMELPUNT_SLEUTEL_ID", "vijf")
    monkeypatch.setenv("VERZAMELPUNT_MAPP", "x")

    assert told(load) == [
        "Instelling 'mapp' (VERZAMELPUNT_MAPP) in de omgeving bestaat niet. Bedoelt u 'map'?",
        "Instelling VERZAMELPUNT_SLEUTEL_ID in de omgeving moet een geheel getal zijn, niet 'vijf'. Pas de waarde aan.",
    ]


def test_a_short_secret_is_refused_without_repeating_it(monkeypatch):
    monkeypatch.setenv("VERZAMELPUNT_SLEUTEL", "geheim")

    assert told(load) == [
        "Instelling VERZAMELPUNT_SLEUTEL in de omgeving moet minstens 32 tekens hebben. Pas de waarde aan."
    ]


def test_a_file_that_is_no_toml_is_told_with_an_example(folder):
    toml(folder, "map = werkmap")

    (sentence,) = told(load)

    assert sentence.startswith("Het instellingenbestand 'verzamelpunt.toml' is geen geldige TOML (")
    assert sentence.endswith('tekst tussen aanhalingstekens: postvak = "folder://inbox".')


def test_a_file_that_was_named_must_exist(folder):
    assert told(load, folder / "weg.toml") == [
        f"Het instellingenbestand '{folder / 'weg.toml'}' bestaat niet. Controleer de naam."
    ]


def test_the_key_may_stand_in_a_file_outside_the_work_folder(folder):
    (folder / "sleutel.txt").write_text(SECRET + "\n")
    toml(folder, 'sleutelbestand = "sleutel.txt"')

    assert load().pseudonym_key() == SECRET.encode()


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", "Er is geen sleutel voor pseudoniemen. Zet VERZAMELPUNT_SLEUTEL in de omgeving"),
        ('map = "."\nsleutelbestand = "sleutel.txt"', "Het sleutelbestand "),
        ('sleutelbestand = "weg.txt"', "Het sleutelbestand "),
        ('sleutelbestand = "kort.txt"', "De sleutel in "),
    ],
)
def test_a_key_that_cannot_be_used_is_told(folder, text, start):
    (folder / "sleutel.txt").write_text(SECRET)
    (folder / "kort.txt").write_text("kort")
    toml(folder, text)

    (sentence,) = told(load().pseudonym_key)

    assert sentence.startswith(start)
    assert SECRET not in sentence


def test_a_choice_names_what_can_be_chosen(folder):
    toml(folder, 'antwoorden = "twee"')

    assert told(load) == [
        "Instelling 'antwoorden' in 'verzamelpunt.toml' moet 'een' of 'drie' zijn, niet 'twee'. Pas de waarde aan."
    ]
