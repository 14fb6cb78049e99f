# SPDX-License-Identifier: EUPL-1.2
"""The daily mail to who runs Verzamelpunt says what waits, and comes every day."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import polars as pl
import pytest

from processors import condition
from processors.condition import JobHealth, look
from processors.desk import open_desk
from processors.errors import UnusableInputError
from processors.letter_ledger import LetterState
from processors.metrics import exposition
from processors.operator_mail import tell_operators
from processors.slot_ledger import Slot, SlotLedger, SlotState
from processors.slots import Daily

MORNING = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
WORK = (("verwerk", Daily(time(6))),)


@pytest.fixture
def health(office):
    """How a new office is on the morning of 23 November."""
    with SlotLedger(office.place.journal, audit_key=office.settings.pseudonym_key()) as ledger:
        return look(office.settings, ledger, WORK, MORNING)


def told(office, health, **settings):
    """Tell the operators; the text that stands for them."""
    with open_desk(office.settings.model_copy(update=settings)) as desk:
        tell_operators(desk, health)
    day = health.made.date()
    return (office.place.output / "beheer" / f"BEHEER-{day}.txt").read_text("utf-8")


def test_it_comes_also_when_nothing_waits(office, health):
    text = told(office, health)

    assert text.startswith(
        "Aan: niemand; vul beheer_adres in om dit bericht te ontvangen\nOnderwerp: Beheerbericht 23-"
    )
    assert "er wacht niets op u" in text
    assert text.count("- niets\n") == 2
    assert "certificaat" not in text
    assert "- verwerk: laatst gelukt nog niet, volgende keer 24-11-2026 06:00\n" in text
    assert not (office.place.output / "uitgaand").exists()


def test_it_says_what_waits_and_why_and_who_is_late(day, tmp_path):
    office = replace(day.office, root=shutil.copytree(day.office.root, tmp_path / "dag"))
    limits = pl.DataFrame({
        "soort": ["declaratie", "gemeentelevering"], "maand": ["2026-07"] * 2, "uiterste_datum": [date(2026, 8, 1)] * 2,
    })  # fmt: skip
    limits.write_parquet(office.place.reference / "kalender.parquet")
    with SlotLedger(office.place.journal, audit_key=office.settings.pseudonym_key()) as ledger:
        health = look(office.settings, ledger, WORK, MORNING)

    text = told(office, health)

    stuck = [
        (subject, reason)
        for table in ("berichten", "aanleveringen")
        for subject, status, reason in office.rows(table, "id", "status", "reden")
        if status in {"quarantaine", "dood"}
    ]
    assert stuck
    assert [each for each in stuck if f"- {each[0]}: {each[1]}\n" not in text] == []
    assert f"{len(stuck)} wacht op u" in text
    assert f"Over 2026-07 zijn {len(office.suppliers) + 1} afzenders te laat." in text


def test_it_is_sent_once_a_day_where_an_address_is_set(office, health):
    address = "beheer@regio.example"
    for at in (MORNING, MORNING + timedelta(hours=1), MORNING + timedelta(days=1)):
        told(office, replace(health, made=at), beheer_adres=address)

    with open_desk(office.settings) as desk:
        letters = desk.journal.letters("BEHEER-")
    assert [(each.id, each.staat) for each in letters] == [
        ("BEHEER-2026-11-23", LetterState.VERZONDEN), ("BEHEER-2026-11-24", LetterState.VERZONDEN),
    ]  # fmt: skip
    sent = sorted((office.place.output / "uitgaand").iterdir())
    assert sent[0].read_text("utf-8").startswith(f"Aan: {address}\nOnderwerp: Beheerbericht 23-11-2026: ")
    assert len(sent) == 2


def test_what_was_missed_and_failed_and_what_ends_soon_is_told(office, health):
    slot = Slot("verwerk", MORNING, SlotState.FOUT, MORNING, MORNING, "Het postvak is er niet.")
    failed = JobHealth("verwerk", slot, MORNING - timedelta(days=1), MORNING + timedelta(days=1))
    worse = replace(health, jobs=(failed,), missed=3, certificate=12)

    text = told(office, worse)

    assert "werden 3 tijdvakken van de dienst gemist.\n" in text
    assert "Dagen tot het certificaat van het postvak verloopt: 12.\n" in text
    assert "- verwerk: laatst gelukt 22-11-2026 07:30, volgende keer 24-11-2026 07:30\n" in text
    assert worse.attention[1:] == [
        "De taak verwerk mislukte het laatst. Het postvak is er niet.",
        "Dagen tot het certificaat van het postvak verloopt: 12. Vervang het.",
    ]
    assert replace(health, certificate=31).attention == []
    assert b"verzamelpunt_certificaat_dagen 12.0\n" in exposition(worse)


def test_a_certificate_that_cannot_be_read_does_not_hide_how_it_is(office, monkeypatch):
    def unusable(*_):
        raise UnusableInputError("Het certificaat is niet te lezen.")

    monkeypatch.setattr(condition, "certificate_days", unusable)
    with SlotLedger(office.place.journal, audit_key=office.settings.pseudonym_key()) as ledger:
        health = look(office.settings, ledger, WORK, MORNING)

    assert health.certificate is None
