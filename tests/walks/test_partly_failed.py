# SPDX-License-Identifier: EUPL-1.2
"""A turn of the runner in which something failed says so: in its slot, on the health page and to the operators."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from processors import handling, jobs, service, three_answers
from processors.service import work_due
from processors.slot_ledger import SlotState

pytestmark = pytest.mark.usefixtures("one_municipality")

MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)
SAID = "Niet alles lukte: A-000002. Kijk met 'verzamelpunt status' waarom en wat er volgt; de rest is gedaan."
UNSENT = (
    "Niet elk bericht aan een afzender over ontvangst of verwerking ging uit. Dat wordt vanzelf herhaald; kijk in "
    "logboek/fouten.log waarom."
)


def worked(office, at, **settings):
    """Work what is due of the jobs of the settings; how each slot ended."""
    chosen = office.settings.model_copy(update=settings)
    return {slot.taak: slot for slot in work_due(chosen, service.jobs(chosen), lambda: at, Event())}


def page(office):
    return (office.place.output / "gezondheid.html").read_text("utf-8").replace("&#39;", "'")


def operators(office):
    """The mail to the operators; it bears the day on which the test runs, and a second of that day replaces it."""
    (mail,) = (office.place.output / "beheer").glob("BEHEER-*.txt")
    return mail.read_text("utf-8")


@pytest.fixture
def failing(office, monkeypatch):
    """Two mails, of which the second fails by our fault for as long as the patch is there."""
    office.mail("0983", office.delivery())
    office.mail(office.suppliers[4], office.declaration(office.suppliers[4]))
    real = handling.write_feedback_of

    def broken(desk, submission, assessment, write):
        if submission.id == "A-000002":
            raise ZeroDivisionError
        return real(desk, submission, assessment, write)

    with monkeypatch.context() as patched:
        patched.setattr(handling, "write_feedback_of", broken)
        yield patched


@pytest.mark.usefixtures("failing")
def test_a_mail_that_fails_makes_its_slot_fail_and_no_other_job(office):
    slots = worked(office, MORNING)

    assert {name: slot.staat for name, slot in slots.items()} == {
        "verwerk": SlotState.FOUT, "publiceer": SlotState.KLAAR, "beheer": SlotState.KLAAR,
    }  # fmt: skip
    assert slots["verwerk"].reden == SAID
    assert sorted(office.answers()) == ["B-000001"]
    assert list((office.place.output / "regio").glob("regiowerkboek-*.xlsx"))


def test_the_health_page_and_the_operators_hear_it_until_it_is_mended(office, failing):
    worked(office, MORNING)
    first = page(office), operators(office)

    failing.undo()
    slots = worked(office, MORNING + timedelta(days=1))
    second = page(office), operators(office)

    assert f"De taak verwerk mislukte het laatst. {SAID}" in first[0]
    assert ": 1 taak mislukte\n" in first[1]
    assert f"\n  Mislukte het laatst. {SAID}\n" in first[1]
    assert slots["verwerk"].staat is SlotState.KLAAR
    assert "mislukte het laatst" not in second[0]
    assert ": er wacht niets op u\n" in second[1]
    assert "Mislukte het laatst" not in second[1]


def test_of_many_that_fail_five_are_named(office, monkeypatch):
    for _ in range(7):
        office.mail(office.suppliers[4], {})

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "answer_once", broken)

    reason = worked(office, MORNING)["verwerk"].reden

    assert reason.startswith("Niet alles lukte: B-000001, B-000002, B-000003, B-000004, B-000005 en nog 2. Kijk met ")


@pytest.mark.parametrize(
    ("teller", "failed"), [("tell_received", {"verwerk"}), ("tell_processed", {"verwerk", "publiceer"})]
)
def test_a_mail_of_ours_that_does_not_go_makes_the_slot_fail(office, monkeypatch, teller, failed):
    home = jobs if teller == "tell_received" else service
    monkeypatch.setattr(home, teller, lambda _desk: False)

    slots = worked(office, MORNING, antwoorden="drie")

    unsent = {name for name, slot in slots.items() if slot.reden == UNSENT}
    assert unsent == failed
    assert slots["beheer"].staat is SlotState.KLAAR


@pytest.mark.usefixtures("failing")
def test_a_letter_that_fails_is_told_beside_a_mail_that_failed(office, monkeypatch):
    def refused(*_):
        raise OSError("mail")

    monkeypatch.setattr(three_answers, "send_once", refused)

    slots = worked(office, MORNING, antwoorden="drie")

    assert slots["verwerk"].reden == f"{SAID} {UNSENT}"
