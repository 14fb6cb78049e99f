# SPDX-License-Identifier: EUPL-1.2
"""Who is asked, reminded and escalated about: held against a second reading that walks day by day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.asking import Planned, Result, What, day_of, letter_name, reminders, requests
from processors.expected import Expected, Standing
from processors.letter_ledger import LetterState, SentLetter
from processors.setting_groups.outgoing import OutgoingSettings

LAST = date(2026, 10, 31)
ZORG = Expected(
    "declaratie", "75001234", "2026-09", "Zorg", LAST, Standing.ONTBREEKT, "zorg@zorg.example", "ann@regio.example"
)
SETTINGS = OutgoingSettings()


def letter(what, day=None, number=1, state=LetterState.VERZONDEN):
    """A mail about `ZORG`, at noon of a day."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).isoformat() if day else None
    name = letter_name(what, ZORG.name, number)
    return {name: SentLetter(name, state, 1, "2026-10-01T08:00:00+00:00", at)}


def next_step(about, letters, today, settings=SETTINGS):
    """What the one reminder is, as (what, number, result)."""
    return [(each.what, each.nummer, each.result) for each in reminders([about], letters, settings, today)]


def test_a_delivery_that_is_not_there_is_asked_for_at_the_registered_address():
    (planned,) = requests([ZORG], {}, SETTINGS)

    assert (planned.result, planned.to, planned.name) == (
        Result.TE_VERSTUREN, "zorg@zorg.example", "UITVRAAG-declaratie-2026-09-75001234",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("about", "result"),
    [
        (replace(ZORG, standing=Standing.GELEVERD), Result.GELEVERD),
        (replace(ZORG, standing=Standing.BIJ_ONS), Result.BIJ_ONS),
        (replace(ZORG, adres=""), Result.GEEN_ADRES),
        (replace(ZORG, uiterste_datum=None), Result.GEEN_DATUM),
        (replace(ZORG, pauze=True), Result.PAUZE),
    ],
)
def test_why_a_delivery_is_not_asked_for(about, result):
    (planned,) = requests([about], {}, SETTINGS)

    assert planned.result is result


def test_what_was_asked_for_is_not_asked_again_and_says_when_it_was():
    asked = letter(What.UITVRAAG, date(2026, 10, 17))

    assert requests([ZORG], asked, SETTINGS) == [
        Planned(ZORG, What.UITVRAAG, Result.EERDER, to=ZORG.adres, op=date(2026, 10, 17))
    ]


@pytest.mark.parametrize("state", [LetterState.CONCEPT, LetterState.VRIJGEGEVEN])
def test_what_was_begun_or_let_go_again_is_sent(state):
    (planned,) = requests([ZORG], letter(What.UITVRAAG, state=state), SETTINGS)

    assert planned.result is Result.TE_VERSTUREN


def test_nobody_is_late_on_the_last_day_itself():
    assert next_step(ZORG, {}, LAST) == []
    assert next_step(ZORG, {}, LAST + timedelta(days=1)) == [(What.RAPPEL, 1, Result.TE_VERSTUREN)]


def test_without_a_last_day_nobody_is_late():
    assert next_step(replace(ZORG, uiterste_datum=None), {}, date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("days", "result"), [(4, Result.LATER), (5, Result.TE_VERSTUREN)], ids=["a-day-too-soon", "the-first-day"]
)
def test_a_second_reminder_waits_for_its_days(days, result):
    first = date(2026, 11, 2)

    steps = next_step(ZORG, letter(What.RAPPEL, first), first + timedelta(days=days))

    assert steps == [(What.RAPPEL, 2, result)]


def test_a_reminder_that_waits_says_from_which_day_it_may_go():
    (planned,) = reminders([ZORG], letter(What.RAPPEL, date(2026, 11, 2)), SETTINGS, date(2026, 11, 3))

    assert planned.op == date(2026, 11, 7)


def test_a_reminder_that_was_begun_is_finished_at_once():
    letters = letter(What.RAPPEL, date(2026, 11, 2)) | letter(What.RAPPEL, None, 2, LetterState.CONCEPT)

    assert next_step(ZORG, letters, date(2026, 11, 3)) == [(What.RAPPEL, 2, Result.TE_VERSTUREN)]


def test_after_a_reminder_that_may_not_have_gone_nothing_follows():
    letters = letter(What.RAPPEL, None, 1, LetterState.ONZEKER)

    assert next_step(ZORG, letters, date(2027, 1, 1)) == [(What.RAPPEL, 1, Result.ONZEKER)]


@pytest.mark.parametrize(
    ("holder", "operator", "to", "result"),
    [
        ("ann@regio.example", "beheer@regio.example", "ann@regio.example", Result.TE_VERSTUREN),
        ("", "beheer@regio.example", "beheer@regio.example", Result.TE_VERSTUREN),
        ("", "", "", Result.NIEMAND),
    ],
)
def test_after_the_reminders_the_account_holder_hears_or_else_the_operator(holder, operator, to, result):
    letters = letter(What.RAPPEL, date(2026, 11, 2)) | letter(What.RAPPEL, date(2026, 11, 9), 2)
    about, settings = replace(ZORG, accounthouder=holder), OutgoingSettings(beheer_adres=operator)

    (planned,) = reminders([about], letters, settings, date(2026, 11, 14))

    assert (planned.what, planned.to, planned.result) == (What.ESCALATIE, to, result)


@pytest.mark.parametrize(
    ("about", "result"),
    [
        (replace(ZORG, standing=Standing.BIJ_ONS), Result.BIJ_ONS),
        (replace(ZORG, adres=""), Result.GEEN_ADRES),
        (replace(ZORG, pauze=True), Result.PAUZE),
    ],
)
def test_nobody_is_reminded_of_what_lies_with_us_or_is_paused(about, result):
    assert next_step(about, {}, date(2026, 11, 2)) == [(What.RAPPEL, 1, result)]


def test_the_pause_of_everything_holds_all():
    paused = OutgoingSettings(uitgaand_pauze=True)
    reminded = letter(What.RAPPEL, date(2026, 11, 2)) | letter(What.RAPPEL, date(2026, 11, 9), 2)

    assert requests([ZORG], {}, paused)[0].result is Result.PAUZE
    assert next_step(ZORG, {}, date(2026, 11, 2), paused) == [(What.RAPPEL, 1, Result.PAUZE)]
    assert next_step(ZORG, reminded, date(2026, 12, 2), paused) == [(What.ESCALATIE, 1, Result.PAUZE)]


def test_the_day_of_a_letter_is_that_of_the_office():
    late = SentLetter("X", LetterState.VERZONDEN, 1, "", "2026-07-01T22:30:00+00:00")

    assert day_of(late) == date(2026, 7, 2)


def by_hand(arrives, apart, most, looked_on):
    """What goes when one looks on some days: (day, what, number), counted from the last day of the delivery."""
    gone, count, last = [], 0, None
    for day in looked_on:
        here = arrives is not None and day >= arrives
        if day <= 0 or here or (last is not None and day - last < apart):
            continue
        if count < most:
            count, last = count + 1, day
            gone.append((day, "rappel", count))
        elif not any(what == "escalatie" for _, what, _ in gone):
            gone.append((day, "escalatie", 1))
    return gone


@given(
    arrives=st.none() | st.integers(-3, 30),
    apart=st.integers(1, 9),
    most=st.integers(1, 4),
    looked_on=st.sets(st.integers(-3, 60), max_size=40).map(sorted),
)
def test_what_goes_over_the_days_is_what_a_second_reading_says(arrives, apart, most, looked_on):
    settings = OutgoingSettings(rappel_dagen=apart, rappel_aantal=most)
    letters, gone = {}, []

    for offset in looked_on:
        day = LAST + timedelta(days=offset)
        here = arrives is not None and offset >= arrives
        about = replace(ZORG, standing=Standing.GELEVERD if here else Standing.ONTBREEKT)
        for each in reminders([about], letters, settings, day):
            if each.result is Result.TE_VERSTUREN:
                gone.append((offset, each.what.value, each.nummer))
                letters |= letter(each.what, day, each.nummer)

    assert gone == by_hand(arrives, apart, most, looked_on)
