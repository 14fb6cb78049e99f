# SPDX-License-Identifier: EUPL-1.2
"""The commands on a work folder: what they say to a person, to a machine, and how they end."""

import json

import openpyxl
import polars as pl
import pytest

from processors import region as region_module

pytestmark = pytest.mark.usefixtures("one_municipality")

MEMBERS = region_module._members  # noqa: SLF001 - what the fixture replaces
NOT_ASIDE = "staat niet in quarantaine (status: opgeborgen). Kijk met 'verzamelpunt status' wat er wacht."


@pytest.fixture
def quarantined(office):
    """An office with a message of a stranger, and a file that hides a macro."""
    supplier = office.suppliers[4]
    office.mail("0983", office.delivery())
    office.mail("vreemd@elders.example", office.declaration(supplier))
    office.mail(supplier, {"macro.xlsx": office.hostile()})
    office.run()
    return office


def test_verwerk_tells_what_came_in_and_where_it_went(office, command):
    two = office.suppliers[1]
    office.mail("0983", office.delivery())
    office.mail(two, office.declaration(two, cells={(0, "ingediend_bedrag"): 1}))

    status, out, err = command(office, "verwerk")

    output = office.place.output
    assert status == 1
    assert out.splitlines()[:-1] == [
        "Ontvangen berichten:    2",
        "Geaccepteerd:           1",
        "Deels geaccepteerd:     1",
        "Geweigerd:              0",
        "Wacht op een mens:      0   (zie 'verzamelpunt status')",
        "Al eerder ontvangen:    0",
        "Beantwoord:             2",
        "Regels gelezen:         157",
        "Bevindingen:            1",
        "",
        f"Regiowerkboek:    {output / 'regio' / 'regiowerkboek-2026-07.xlsx'}",
        f"Power BI:         {output / 'powerbi'}",
        f"Overzicht:        {output / 'rapport.html'}",
        f"Terugkoppeling:   {output / 'terugkoppeling'}",
        f"Antwoorden:       {output / 'antwoorden'}",
    ]
    assert out.splitlines()[-1].startswith("Klaar in ")
    assert err.splitlines() == [
        "Aanleveringen: 1 van 2", "Aanleveringen: 2 van 2",
        "Werkboeken: 1 van 3", "Werkboeken: 2 van 3", "Werkboeken: 3 van 3",
    ]  # fmt: skip


def test_verwerk_without_mail_says_that_nothing_changed(office, command):
    assert command(office, "verwerk") == (0, "Er lag niets nieuws in het postvak; er is niets veranderd.\n", "")


def test_verwerk_as_json_says_nothing_else(office, command, tmp_path):
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    office.mail("0983", office.delivery())
    (office.place.inbox / "0001.eml").rename(elsewhere / "0001.eml")

    status, out, err = command(office, "verwerk", "--json", "--postvak", f"folder://{elsewhere}")

    result = json.loads(out)
    assert (status, err) == (0, "")
    assert list(result) == [
        "ontvangen", "geaccepteerd", "deels", "geweigerd", "quarantaine", "al_ontvangen", "regels", "bevindingen",
        "beantwoord", "mislukt", "uitvoer", "seconden",
    ]  # fmt: skip
    assert set(result["uitvoer"]) == {"regiowerkboek", "powerbi", "overzicht", "terugkoppeling", "antwoorden"}


def test_verwerk_says_when_something_failed_at_our_side(office, command, monkeypatch):
    office.mail("0983", office.delivery())
    monkeypatch.setattr("processors.jobs.handle", lambda *_: 1 / 0)

    status, out, _ = command(office, "verwerk")

    assert status == 3
    assert "Mislukt door een fout bij ons: 1; zie het logboek in de werkmap.\n" in out


def test_a_work_folder_in_use_is_left_alone(office, command):
    with office.place.one_runner():
        status, _, err = command(office, "verwerk")

    assert status == 75
    assert err.startswith(f"Er loopt al een verwerking in '{office.place.root}'")


def test_consolideer_makes_the_workbooks_of_a_month(office, command):
    output = office.place.output

    status, out, err = command(office, "consolideer", "--maand", "2026-06")

    assert status == 0
    assert out.splitlines() == [
        f"Regiowerkboek:       {output / 'regio' / 'regiowerkboek-2026-06.xlsx'}",
        f"Gemeentewerkboeken:  1 in {output / 'gemeente'}",
        f"Power BI:            {output / 'powerbi'}",
        f"Overzicht:           {output / 'rapport.html'}",
    ]
    assert err.splitlines() == ["Werkboeken: 1 van 2", "Werkboeken: 2 van 2"]


def test_consolideer_of_a_module_holds_its_members_and_leaves_power_bi_alone(office, command, monkeypatch):
    monkeypatch.setattr(region_module, "_members", MEMBERS)
    members = office.region["lidmaatschap"].filter(pl.col("module") == "1")["gemeente"].unique()

    _, out, _ = command(office, "consolideer", "--maand", "2026-07", "--module", "1", "--json")

    made = json.loads(out)
    book = openpyxl.load_workbook(made["regiowerkboek"], read_only=True)
    codes = {row[0] for row in list(book["dim_gemeente"].iter_rows(values_only=True))[1:]}
    assert made["regiowerkboek"].endswith("regiowerkboek-2026-07-module1.xlsx")
    assert codes == set(members)
    assert len(made["gemeentewerkboeken"]) == len(members) < 14
    assert made["powerbi"] is None
    assert not (office.place.output / "powerbi").exists()


def test_consolideer_of_a_module_without_a_register_of_members_takes_all(office, command, monkeypatch):
    monkeypatch.setattr(region_module, "_members", MEMBERS)
    (office.place.reference / "lidmaatschap.parquet").unlink()

    _, out, _ = command(office, "consolideer", "--maand", "2026-07", "--module", "1", "--json")

    assert len(json.loads(out)["gemeentewerkboeken"]) == 14


def test_consolideer_of_a_workbook_that_is_open_says_so(office, command):
    blocked = office.place.output / "regio" / "regiowerkboek-2026-07.xlsx"
    blocked.mkdir(parents=True)

    status, _, err = command(office, "consolideer", "--maand", "2026-07")

    assert status == 2
    assert err.endswith("Sluit het bestand als het openstaat, of kies een andere map, en probeer het opnieuw.\n")


def test_vrijgeven_lets_a_stranger_in_without_answering(quarantined, command):
    status, out, _ = command(quarantined, "vrijgeven", "B-000002", "--json")

    result = json.loads(out)
    assert (status, result["geaccepteerd"], result["beantwoord"]) == (0, 1, 0)
    assert quarantined.rows("berichten", "status")[1] == ("opgeborgen",)
    assert "B-000002" not in quarantined.answers()
    assert (quarantined.place.inbox / "verwerkt").exists()
    assert not list((quarantined.place.inbox / "quarantaine").iterdir())


def test_vrijgeven_of_a_file_that_is_still_suspect_puts_it_aside_again(quarantined, command):
    status, out, _ = command(quarantined, "vrijgeven", "A-000002")

    assert status == 1
    assert "Wacht op een mens:      1   (zie 'verzamelpunt status')\n" in out
    assert quarantined.rows("aanleveringen", "status")[1] == ("quarantaine",)


def test_weiger_closes_a_stranger_without_answering(quarantined, command):
    status, out, _ = command(quarantined, "weiger", "B-000002", "--reden", "Onbekend.")

    assert (status, out) == (0, "B-000002 is geweigerd: Onbekend.\n")
    assert quarantined.rows("berichten", "status", "reden")[1] == ("opgeborgen", "Onbekend.")
    assert "B-000002" not in quarantined.answers()


def test_weiger_tells_a_registered_sender_why(quarantined, command):
    status, out, _ = command(quarantined, "weiger", "A-000002", "--reden", "De macro is gevaarlijk.", "--json")

    answer = quarantined.answers()["B-000003-2"]
    assert status == 0
    assert json.loads(out) == {"kenmerk": "A-000002", "uitkomst": "geweigerd", "reden": "De macro is gevaarlijk."}
    assert "- macro.xlsx (kenmerk A-000002): geweigerd, 1 bevinding.\n  De macro is gevaarlijk.\n" in answer


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("vrijgeven", "A-000001"), f"'A-000001' {NOT_ASIDE}"),
        (("weiger", "B-000001", "--reden", "x"), f"'B-000001' {NOT_ASIDE}"),
        (("opnieuw", "A-000099"), "Aanlevering 'A-000099' bestaat niet. Kijk met 'verzamelpunt status' welke er zijn."),
        (("opnieuw", "B-000099"), "Bericht 'B-000099' bestaat niet. Kijk met 'verzamelpunt status' welke er zijn."),
    ],
)  # fmt: skip
def test_a_wrong_id_is_a_sentence(quarantined, command, words, sentence):
    status, _, err = command(quarantined, *words)

    assert (status, err) == (2, f"{sentence}\n")


def test_opnieuw_judges_every_file_of_a_message_again_and_answers_again(office, command):
    supplier = office.suppliers[4]
    office.mail("0983", office.delivery())
    office.mail(supplier, office.declaration(supplier, cells={(0, "ingediend_bedrag"): 1}))
    office.run()

    status, out, _ = command(office, "opnieuw", "B-000002", "--json")

    assert (status, json.loads(out)["deels"], json.loads(out)["beantwoord"]) == (1, 1, 1)
    assert sorted(office.answers()) == ["B-000001", "B-000002", "B-000002-2"]
    assert office.rows("aanleveringen", "status", "versie")[1] == ("opgeborgen", 1)


def test_opnieuw_takes_in_a_message_that_could_not_be_taken_in(office, command, monkeypatch):
    office.mail("0983", office.delivery())
    with monkeypatch.context() as broken:
        broken.setattr("processors.receiving.register", lambda *_: 1 / 0)
        for _ in range(8):
            office.run()

    command(office, "opnieuw", "B-000001")

    assert office.rows("berichten", "status") == [("opgeborgen",)]
    assert office.rows("aanleveringen", "status", "uitkomst") == [("opgeborgen", "geaccepteerd")]


def test_controleer_looks_with_what_was_accepted_before_and_changes_nothing(day, command, tmp_path):
    supplier = day.office.suppliers[2]
    ((_, data),) = day.office.declaration(supplier).items()
    (tmp_path / "nieuw.xlsx").write_bytes(data)
    before = day.office.left()

    status, out, err = command(day.office, "controleer", "nieuw.xlsx")

    count = len(day.office.lines(supplier))
    assert out.startswith(f"nieuw.xlsx: geaccepteerd, {count} van {count} regels goed, geen bevindingen.\n")
    assert (status, err) == (0, "")
    assert day.office.left() == before
