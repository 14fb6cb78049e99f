# SPDX-License-Identifier: EUPL-1.2
"""The scheduled runner asks and reminds on working days, by the calendar, where the settings say so."""

from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest

from processors.posting import by_the_calendar, is_working_day
from processors.service import StoppedError, jobs, work_due
from processors.slot_ledger import SlotState

MONTH = "2026-07"
MONDAY = datetime(2026, 8, 17, 6, tzinfo=UTC)  # fourteen days before 31 August, the last day of a declaration
DAY = timedelta(days=1)


class Clock:
    """The clock of the runner on that Monday."""

    @staticmethod
    def now(_zone):
        return MONDAY


def test_the_runner_asks_on_the_day_and_reminds_only_of_what_was_asked(at_work, small):
    before = []
    with at_work() as (desk, reference):
        moment = datetime(2026, 8, 14, 6, tzinfo=UTC)  # a Friday, seventeen days before
        while moment < datetime(2026, 9, 30, tzinfo=UTC):
            by_the_calendar(desk, reference, moment, before.append)
            moment += DAY
        rows = {row.id: row.verzonden_op[:10] for row in desk.journal.letters() if row.verzonden_op}

    one = small.suppliers[0]
    months = {"-".join(name.split("-")[2:4]) for name in rows}
    limits = {
        (row["soort"], row["maand"]): row["uiterste_datum"]
        for row in reference["kalender"].to_dicts()
        if row["soort"] in {"declaratie", "gemeentelevering"}
    }
    asked = {name.split("-")[1] + "|" + "-".join(name.split("-")[2:4]) for name in rows if name.startswith("UITVRAAG")}
    by_hand = {
        f"{kind}|{month}"
        for (kind, month), last in limits.items()
        if last >= date(2026, 8, 14) and last - timedelta(days=14) <= date(2026, 9, 29)
    }
    assert asked == by_hand
    assert rows[f"UITVRAAG-declaratie-{MONTH}-{one}"] == "2026-08-17"
    assert rows[f"RAPPEL-declaratie-{MONTH}-{one}-1"] == "2026-09-01"
    assert rows[f"RAPPEL-declaratie-{MONTH}-{one}-2"] == "2026-09-07"  # 6 September is a Sunday
    assert all(date.fromisoformat(day).weekday() < 5 for day in rows.values())
    assert "2026-05" not in months
    assert len(before) == len(rows)


@pytest.mark.parametrize(
    ("day", "works"),
    [(date(2026, 12, 25), False), (date(2026, 12, 24), True), (date(2026, 12, 26), False), (date(2026, 4, 27), False)],
)
def test_nobody_works_on_holidays_and_in_weekends(day, works):
    assert is_working_day(day) is works


def test_the_job_is_there_where_the_settings_say_so_and_tells_what_failed(small, post, monkeypatch):
    settings = small.settings.model_copy(update={"uitvraag_automatisch": True})
    (job,) = [job for job in jobs(settings) if job.name == "uitvraag"]
    assert "uitvraag" not in [each.name for each in jobs(small.settings)]
    post.down = True
    monkeypatch.setattr("processors.desk.open_mailbox", lambda *_: post)
    monkeypatch.setattr("processors.service.datetime", Clock)

    (slot,) = work_due(settings, (job,), lambda: MONDAY, Event())
    post.down = False
    (next_day,) = work_due(settings, (job,), lambda: MONDAY + DAY, Event())

    assert (slot.staat, next_day.staat) == (SlotState.FOUT, SlotState.KLAAR)
    assert "Niet elk bericht ging weg: 3 mislukt" in slot.reden
    assert len(post.about("uitvraag")) == len(post.sent) >= len(small.suppliers)


def test_the_runner_can_be_stopped_between_two_letters(at_work, post):
    def stop(_total):
        if post.sent:
            raise StoppedError

    with at_work() as (desk, reference), pytest.raises(StoppedError):
        by_the_calendar(desk, reference, MONDAY, stop)

    assert len(post.sent) == 1
