# SPDX-License-Identifier: EUPL-1.2
"""The scheduled runner works what is due once: after a failure, a kill, a stop, beside another runner."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from threading import Event, Timer

import pytest

from processors.errors import SecondRunnerError, UnusableInputError
from processors.service import Job, StoppedError, jobs, run, work_due
from processors.slot_ledger import SlotState
from processors.slots import Daily, Every

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SIX = Daily(time(6))
DAY = timedelta(days=1)
KILLED = """
import os, signal, sys
from datetime import UTC, datetime, time
from threading import Event
from processors.service import Job, work_due
from processors.settings import load
from processors.slots import Daily

def work(desk, step):
    os.kill(os.getpid(), signal.SIGKILL)

list(work_due(load(), (Job("taak", Daily(time(6)), work),), lambda: datetime(2026, 11, 2, 12, tzinfo=UTC), Event()))
"""


class Clock:
    def __init__(self):
        self.at = NOON

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def there(office, monkeypatch):
    """The environment in which commands find the office."""
    told = {"MAP": str(office.place.root), "SLEUTEL": "s" * 32, "WACHTTIJD_SECONDEN": "0", "DIENST_MINUTEN": "1440"}
    for name, value in told.items():
        monkeypatch.setenv(f"VERZAMELPUNT_{name}", value)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return office


def counting(name="taak", times=SIX):
    """A job that counts how often it is worked."""
    done = []
    return Job(name, times, lambda _desk, _step: done.append(name)), done


def health(office):
    return json.loads((office.place.output / "gezondheid.json").read_text("utf-8"))


def test_a_slot_is_worked_once_and_the_next_day_again(office, clock):
    job, done = counting()

    for _ in range(3):
        list(work_due(office.settings, (job,), clock, Event()))
    clock.at += DAY
    (slot,) = work_due(office.settings, (job,), clock, Event())

    assert len(done) == 2
    assert (slot.staat, slot.tijdvak) == (SlotState.KLAAR, datetime(2026, 11, 3, 5, tzinfo=UTC))


def test_after_days_without_power_only_the_latest_slot_is_worked(office, clock):
    job, done = counting()
    list(work_due(office.settings, (job,), clock, Event()))

    clock.at += 4 * DAY
    list(work_due(office.settings, (job,), clock, Event()))

    assert len(done) == 2
    assert health(office)["gemist_in_een_week"] == 3


def test_the_hour_that_comes_twice_and_the_hour_that_is_skipped_have_no_slot_too_many(office, clock):
    job, done = counting(times=Daily(time(2, 30)))
    clock.at = datetime(2026, 10, 23, 12, tzinfo=UTC)
    list(work_due(office.settings, (job,), clock, Event()))

    for _ in range(4 * 24 * 4):  # through the night of 25 October
        clock.at += timedelta(minutes=15)
        list(work_due(office.settings, (job,), clock, Event()))

    assert len(done) == 1 + 4


def test_a_failure_is_noted_and_stops_no_other_job(office, clock):
    def wrong(_desk, _step):
        raise ZeroDivisionError

    def unusable(_desk, _step):
        raise UnusableInputError("Het register van afzenders ontbreekt.")

    job, done = counting("derde")
    work = (Job("een", SIX, wrong), Job("twee", SIX, unusable), job)

    first, second, third = work_due(office.settings, work, clock, Event())

    assert first.reden.startswith("Fout bij ons; verwijzing ")
    assert first.reden[:-1].split()[-1] in (office.place.logs / "fouten.log").read_text("utf-8")
    assert second.reden == "Het register van afzenders ontbreekt."
    assert [first.staat, second.staat, third.staat] == [SlotState.FOUT, SlotState.FOUT, SlotState.KLAAR]
    assert done == ["derde"]
    (log,) = office.place.logs.glob("verzamelpunt-*.jsonl")
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(line["taak"], line["staat"], line["tijdvak"]) for line in lines] == [
        (slot.taak, slot.staat, "2026-11-02T05:00:00Z") for slot in (first, second, third)
    ]
    assert [line["verwijzing"] for line in lines] == [first.reden[:-1].split()[-1], None, None]
    assert [each["staat"] for each in health(office)["taken"]] == ["fout", "fout", "klaar"]


def test_while_another_runner_works_the_slot_stays_due(office, clock):
    job, done = counting()

    with office.place.one_runner(), pytest.raises(SecondRunnerError):
        list(work_due(office.settings, (job,), clock, Event()))
    list(work_due(office.settings, (job,), clock, Event()))

    assert len(done) == 1


def test_who_stops_in_the_middle_goes_on_with_the_next_start(office, clock):
    stop, worked = Event(), []

    def long(_desk, step):
        worked.append("begonnen")
        stop.set()
        step(0)

    with pytest.raises(StoppedError):
        list(work_due(office.settings, (Job("taak", SIX, long),), clock, stop))
    job, done = counting()
    list(work_due(office.settings, (job,), clock, Event()))

    assert (worked, done) == (["begonnen"], ["taak"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kent geen SIGKILL.")
def test_after_a_kill_the_slot_is_worked_again(there, clock):
    killed = subprocess.run([sys.executable, "-c", KILLED], check=False, cwd=there.place.root)
    job, done = counting()

    list(work_due(there.settings, (job,), clock, Event()))

    assert killed.returncode == -signal.SIGKILL
    assert done == ["taak"]


def test_the_jobs_of_the_settings_receive_publish_and_tell_how_it_is(office):
    office.mail(office.suppliers[0], office.declaration(office.suppliers[0]))
    office.mail("vreemd@elders.example", office.declaration(office.suppliers[1]))
    clock = Clock()

    slots = list(work_due(office.settings, jobs(office.settings), clock, Event()))

    assert [(slot.taak, slot.staat) for slot in slots] == [
        (name, "klaar") for name in ("verwerk", "publiceer", "beheer")
    ]
    assert len(office.answers()) == 1
    assert list((office.place.output / "regio").glob("regiowerkboek-*.xlsx"))
    told = health(office)
    assert (told["wacht_op_een_mens"], told["waarvan_dood"], told["open_berichten"]) == (1, 0, 0)
    assert told["taken"][0] == {
        "taak": "verwerk", "staat": "klaar", "tijdvak": "2026-11-02T12:00:00Z", "geeindigd_op": "2026-11-02T12:00:00Z",
        "minuten_geleden": 0, "reden": None, "laatst_gelukt_op": "2026-11-02T12:00:00Z",
        "volgende": "2026-11-02T12:15:00Z",
    }  # fmt: skip
    assert len(told["kop_van_de_audit"]) == 64
    assert len(list((office.place.output / "beheer").glob("BEHEER-*.txt"))) == 1


def test_times_come_from_the_settings(office):
    through_the_day, daily, operators = jobs(office.settings)

    assert through_the_day.times == Every(15, time(7), time(19))
    assert daily.times == Daily(time(5, 30))
    assert operators.times == Daily(time(7, 30))


def test_the_loop_works_what_is_due_says_so_and_ends_when_asked(there):
    stop, told = Event(), []

    def hear(sentence):
        told.append(sentence)
        Timer(0.05, stop.set).start()

    run(there.settings, hear, stop)

    assert told[0].startswith("verwerk: gedaan, van ")


def test_the_loop_waits_for_another_runner(there):
    stop, told = Event(), []

    def hear(sentence):
        told.append(sentence)
        stop.set()

    with there.place.one_runner():
        run(there.settings, hear, stop)

    assert told[0].startswith("Er loopt al een verwerking in ")
    assert told[0].endswith("Over 20 seconden wordt opnieuw gekeken.")


def test_the_loop_that_is_stopped_before_it_works_leaves_all_for_the_next_start(there):
    stop, told = Event(), []
    stop.set()

    run(there.settings, told.append, stop)

    assert told == ["Gestopt tussen twee stappen; de rest volgt bij de volgende start."]


@pytest.mark.usefixtures("there")
def test_once_works_what_is_due_and_a_second_time_nothing(command, office):
    first = command(office, "dienst", "--eenmaal")
    second = command(office, "dienst", "--eenmaal")

    assert first[0] == 0
    assert first[1].splitlines()[0].startswith("verwerk: gedaan, van ")
    assert second == (0, "Er was niets aan de beurt.\n", "")


@pytest.mark.usefixtures("there")
def test_once_that_failed_has_a_status_of_its_own(command, office):
    (office.place.reference / "afzenders.csv").write_text("dit is geen register", encoding="utf-8")

    status, said, _ = command(office, "dienst", "--eenmaal")

    assert status == 3
    assert "verwerk: mislukt. " in said


@pytest.mark.usefixtures("there")
def test_there_is_one_service_in_a_folder(command, office):
    with office.place.one_service():
        status, _, said = command(office, "dienst")

    assert status == 75
    assert said.startswith("Er loopt al een dienst voor ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows stuurt geen SIGTERM.")
def test_a_service_that_is_asked_to_stop_ends_well(there):
    words = [sys.executable, "-u", "-m", "processors.cli", "dienst"]
    service = subprocess.Popen(words, cwd=there.place.root, stdout=subprocess.PIPE, text=True, env=os.environ)

    first = service.stdout.readline()
    service.send_signal(signal.SIGTERM)
    service.communicate(timeout=60)

    assert first == "De dienst loopt. Stop met Ctrl+C.\n"
    assert service.returncode == 0
    assert not (there.place.root / ".dienst.txt").exists()


@pytest.mark.parametrize("clock", ["7:00", "24:00", "zeven"])
def test_a_time_that_is_none_is_told(command, office, monkeypatch, clock):
    monkeypatch.setenv("VERZAMELPUNT_DIENST_VAN", clock)

    status, _, said = command(office, "dienst", "--eenmaal")

    assert status == 2
    assert 'moet een tijdstip zijn, zoals "07:00"' in said
