# SPDX-License-Identifier: EUPL-1.2
"""The log holds ids, codes and counts; whatever is planted, no person, address, file or cell comes in it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from processors.logbook import FORMS, Event, note
from processors.mistakes import OURS, log_mistake, reference_in
from processors.pass_report import KEPT, report_pass
from processors.workplace import Workplace

PLANTED = (
    "999990019",
    "Wilhelmina Proefpersoon",
    "w.proef@elders.example",
    "hersteld-999990019.xlsx",
    "A-000001\nx",
    "",
)
END = datetime(2026, 11, 23, 7, 15, tzinfo=UTC)


def lines(folder):
    (path,) = folder.glob("verzamelpunt-*.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def reports(place):
    return sorted((place.output / "rapporten").glob("*.json"))


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_in_any_text_does_not_come_in_the_log(tmp_path, planted):
    note(tmp_path, Event.BEOORDEELD, **dict.fromkeys(FORMS, planted), bestand=planted)

    (line,) = lines(tmp_path)
    assert {name: fact for name, fact in line.items() if fact is not None}.keys() == {"tijd", "gebeurtenis"}


def test_each_event_is_a_line_of_json_with_its_moment(tmp_path):
    note(tmp_path, Event.PAS, ontvangen=2, seconden=0.5)
    note(tmp_path, Event.MISLUKT, onderwerp="A-000007", verwijzing="0a1b2c3d")

    first, second = lines(tmp_path)
    assert datetime.now(UTC) - datetime.fromisoformat(first.pop("tijd")) < timedelta(days=1)
    assert first == {"gebeurtenis": "pas", "ontvangen": 2, "seconden": 0.5}
    assert (second["onderwerp"], second["verwijzing"]) == ("A-000007", "0a1b2c3d")


def test_a_reference_is_found_in_the_reason_of_a_mistake_of_ours_only(tmp_path):
    reference, _ = log_mistake(ValueError("x"), tmp_path)

    assert reference_in(OURS.format(reference)) == reference
    assert reference_in("Het blad 'verwijzing 0a1b2c3d.' bestaat niet.") is None


def test_a_pass_that_did_something_is_reported_and_one_that_found_nothing_is_not(tmp_path):
    place = Workplace(tmp_path)

    report_pass(place, {"ontvangen": 0, "mislukt": 0}, [], 0.26, END)
    report_pass(place, {"ontvangen": 3, "mislukt": 1}, [("A-000002", "0a1b2c3d")], 0.26, END)

    (path,) = reports(place)
    assert json.loads(path.read_text("utf-8")) == {
        "geeindigd_op": "2026-11-23T07:15:00Z", "ontvangen": 3, "mislukt": 1,
        "mislukte_onderwerpen": [{"onderwerp": "A-000002", "verwijzing": "0a1b2c3d"}], "seconden": 0.3,
    }  # fmt: skip
    assert [line["gebeurtenis"] for line in lines(place.logs)] == ["pas"]


def test_a_report_that_a_kill_left_half_goes_with_the_next(tmp_path):
    place = Workplace(tmp_path)
    folder = place.output / "rapporten"
    folder.mkdir(parents=True)
    (folder / "verwerking-20261122T000000000000Z.json.half").touch()

    report_pass(place, {"ontvangen": 1}, [], 1, END)

    assert [path.name for path in folder.iterdir()] == ["verwerking-20261123T071500000000Z.json"]


def test_the_newest_reports_stay(tmp_path):
    place = Workplace(tmp_path)
    folder = place.output / "rapporten"
    folder.mkdir(parents=True)
    for number in range(KEPT):
        (folder / f"verwerking-20261122T{number:012d}Z.json").touch()
    (folder / "van-een-mens.json").touch()

    report_pass(place, {"ontvangen": 1}, [], 1, END)

    left = [path.name for path in reports(place)]
    assert len(left) == KEPT + 1
    assert "verwerking-20261122T000000000000Z.json" not in left
    assert "verwerking-20261123T071500000000Z.json" in left
