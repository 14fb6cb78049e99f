# SPDX-License-Identifier: EUPL-1.2
"""`status` on a work folder: who delivered, who is late, what waits, and what failed at our side."""

import json
from datetime import UTC, date, datetime

from processors.desk import open_desk
from processors.letter_ledger import LetterState

AT = datetime(2026, 8, 10, 9, tzinfo=UTC)
UNKNOWN = "De afzender staat niet in het register 'afzenders'. Geef het bericht vrij of weiger het."


def test_status_tells_who_delivered_who_is_late_and_what_waits(day, command):
    status, out, err = command(day.office, "status", "--maand", "2026-07")

    lines = out.splitlines()
    assert (status, err) == (1, "")
    assert lines[0] == "Levering over 2026-07"
    assert lines[1].split() == ["Soort", "Status", "Aantal"]
    assert ["declaratie", "vervangen", "1"] in [line.split() for line in lines]
    assert "Wacht op u: 2" in lines
    told = [" ".join(line.split()) for line in lines]
    assert f"B-000008 bericht {UNKNOWN}" in told
    assert any(line.startswith("A-000008 aanlevering Bestand 'macro.xlsx' bevat een macro") for line in told)
    assert lines[-2:] == [
        "Geef vrij met 'verzamelpunt vrijgeven KENMERK', of weiger met 'verzamelpunt weiger KENMERK --reden …'.",
        (
            "Wat bij ons mislukte, gaat vanzelf verder bij de volgende verwerking, of nu met 'verzamelpunt opnieuw "
            "KENMERK'."
        ),
    ]


def test_status_as_json_has_the_shape_of_the_contract(day, command):
    _, out, _ = command(day.office, "status", "--json")

    told = json.loads(out)
    assert told["maand"] == "2026-07"
    assert list(told["leveringen"][0]) == [
        "aanlevering", "soort", "gemeente", "aanbieder", "naam", "status", "ontvangen_op", "te_laat", "uitvraag_op",
        "rappels", "escalatie_op", "pauze",
    ]  # fmt: skip
    assert [each["id"] for each in told["wachtend"]] == ["B-000008", "A-000008"]
    assert {each["status"] for each in told["leveringen"]} == {
        "geaccepteerd", "deels", "geweigerd", "vervangen", "ontbreekt",
    }  # fmt: skip


def test_status_names_who_is_late(day, command, monkeypatch):
    monkeypatch.setattr("processors.commands.status.date", Later)

    status, out, _ = command(day.office, "status", "--maand", "2026-08")

    assert status == 1
    assert any(line.split()[:2] == ["gemeentelevering", "0983"] for line in out.splitlines())
    assert not any(line == "Te laat: 0" for line in out.splitlines())


class Later:
    """A day long after every date of the calendar."""

    @staticmethod
    def today():
        return date(2027, 12, 31)


def test_status_of_a_folder_where_nothing_came_in_says_how_to_begin(office, command):
    status, _, err = command(office, "status")

    assert status == 2
    assert "journaal" in err.lower()


def test_status_shows_what_failed_at_our_side(office, command, monkeypatch):
    office.mail("0983", office.delivery())
    with monkeypatch.context() as broken:
        broken.setattr("processors.jobs.handle", lambda *_: 1 / 0)
        office.run()

    status, out, _ = command(office, "status", "--json")

    (waiting,) = json.loads(out)["wachtend"]
    assert status == 1
    assert (waiting["id"], waiting["soort"]) == ("A-000001", "aanlevering")
    assert waiting["reden"].startswith("Fout bij ons; verwijzing ")


def test_a_mail_of_ours_that_may_not_have_gone_waits_for_a_human(office, command):
    with open_desk(office.settings) as desk:
        for name in ("RAPPEL-1", "RAPPEL-2"):
            desk.journal.letter_begun(name, AT)
            desk.journal.letter_ended(name, LetterState.ONZEKER, AT, "Kijk in de map Verzonden.")

    waiting = json.loads(command(office, "status", "--maand", "2026-07", "--json")[1])["wachtend"]
    command(office, "vrijgeven", "RAPPEL-1")
    command(office, "weiger", "RAPPEL-2", "--reden", "Staat in de map Verzonden.")
    status, _, err = command(office, "vrijgeven", "RAPPEL-2")

    assert waiting == [
        {"id": name, "soort": "uitgaand", "reden": "Kijk in de map Verzonden."} for name in ("RAPPEL-1", "RAPPEL-2")
    ]
    with open_desk(office.settings) as desk:
        assert [row.staat for row in desk.journal.letters()] == [LetterState.VRIJGEGEVEN, LetterState.VERZONDEN]
    assert status == 2
    assert "geen uitgaand bericht dat op u wacht" in err
