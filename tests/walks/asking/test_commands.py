# SPDX-License-Identifier: EUPL-1.2
"""The commands `uitvraag` and `rappel`, and what `status` says of them."""

import json
from datetime import date

MONTH = "2026-07"


def test_the_commands_tell_what_they_did(calendar, command):
    office = calendar(m2026_07=date(2020, 1, 1))

    trial = command(office, "uitvraag", "--maand", MONTH, "--proef")
    asked = command(office, "uitvraag", "--maand", MONTH, "--json")
    reminded = command(office, "rappel", "--maand", MONTH)
    status, out, _ = command(office, "status", "--maand", MONTH, "--json")

    assert trial[0] == asked[0] == reminded[0] == 0
    assert trial[1].splitlines()[-1] == "Dit was een proef: er is niets verstuurd."
    told = json.loads(asked[1])
    assert (told["maand"], told["proef"], told["uitgaand_pauze"]) == (MONTH, False, False)
    assert {each["uitkomst"] for each in told["berichten"]} == {"verzonden"}
    assert ["verzonden", "7"] in [line.split() for line in reminded[1].splitlines()]
    assert "rappel 1" in reminded[1]
    rows = json.loads(out)["leveringen"]
    assert status == 1
    assert {(row["rappels"], row["escalatie_op"], row["pauze"]) for row in rows} == {(1, None, False)}
    assert all(row["uitvraag_op"] for row in rows)
    assert len(list((office.place.output / "uitgaand").glob("*.txt"))) == 14


def test_the_commands_and_status_say_that_all_is_paused(calendar, command, monkeypatch):
    office = calendar(m2026_07=date(2020, 1, 1))
    command(office, "uitvraag", "--maand", MONTH)
    monkeypatch.setenv("VERZAMELPUNT_UITGAAND_PAUZE", "true")

    reminded = command(office, "rappel", "--maand", MONTH)
    status = command(office, "status", "--maand", MONTH)

    assert reminded[0] == 1
    assert "pauze: Haal de pauze weg" in reminded[1]
    for said in (reminded[1], status[1]):
        assert "staan stil: 'uitgaand_pauze' staat aan" in said
    assert "Uitvraag verstuurd: 7" in status[1]


def test_a_command_leaves_with_our_fault_where_mails_failed(calendar, command, post, monkeypatch):
    office = calendar(m2026_07=date(2099, 1, 1))
    post.down = True
    monkeypatch.setattr("processors.desk.open_mailbox", lambda *_: post)

    status, out, _ = command(office, "uitvraag", "--maand", MONTH)

    assert status == 3
    assert "mislukt: Controleer het postvak" in out


def test_a_long_list_is_cut_and_says_so(office, command):
    status, out, _ = command(office, "uitvraag", "--maand", MONTH, "--proef")

    assert status == 1
    assert "… en nog " in out
    assert "geen adres: Zet de afzender met zijn adres in naslag/afzenders.csv." in out


def test_nothing_to_say_is_said_in_one_line(calendar, command):
    status, out, _ = command(calendar(m2026_07=date(2099, 1, 1)), "rappel", "--maand", MONTH)

    assert status == 0
    assert out.split() == ["Uitkomst", "Aantal", "--------", "------"]
