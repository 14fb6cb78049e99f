# SPDX-License-Identifier: EUPL-1.2
"""Who delivered, who is late and who is still expected."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from processors.deliveries import DELIVERIES, deliveries
from processors.journal_schema import Outcome, State
from processors.mailbox.senders import Sender, Senders

SUPPLIER = Sender("a@zorg.nl", "De Linde", "12345678", "aanbieder")
VENLO = Sender("data@venlo.nl", "Gemeente Venlo", "0983", "gemeente")
BOTH = Senders({each.afzender: each for each in (SUPPLIER, VENLO)})
CALENDAR = pl.DataFrame({
    "soort": ["declaratie", "gemeentelevering"], "maand": ["2026-09", "2026-09"],
    "uiterste_datum": [date(2026, 10, 31), date(2026, 10, 15)],
})  # fmt: skip
ON_TIME, TOO_LATE = datetime(2026, 10, 31, 23, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


def listed(journal, calendar=CALENDAR, today=date(2026, 10, 20), senders=BOTH):
    frame = deliveries(journal, senders, calendar, ["2026-09"], today=today)
    assert frame.schema == DELIVERIES
    return frame.select("soort", "naam", "status", "te_laat", "versie").rows()


def received(journal, message):
    receipt = journal.saw(message, "postvak")
    return journal.record(receipt.id, "1", sha256=message.key, bestand="levering.xlsx", afzender="12345678").id


def test_who_is_expected_is_listed_and_late_after_the_last_day(journal):
    before, after = (listed(journal, today=day) for day in (date(2026, 10, 15), date(2026, 10, 16)))

    assert before == [
        ("declaratie", "De Linde", "ontbreekt", "nee", None),
        ("gemeentelevering", "Gemeente Venlo", "ontbreekt", "nee", None),
    ]
    assert after[1] == ("gemeentelevering", "Gemeente Venlo", "ontbreekt", "ja", None)


@pytest.mark.parametrize(("moment", "late"), [(ON_TIME, "nee"), (TOO_LATE, "ja")])
def test_what_came_on_the_last_day_is_on_time(journal, deliver, moment, late):
    deliver(journal, "een", moment)

    assert listed(journal)[0] == ("declaratie", "De Linde", "geaccepteerd", late, 1)


def test_without_a_calendar_nothing_is_late(journal, deliver):
    deliver(journal, "een", TOO_LATE)

    assert {row[3] for row in listed(journal, calendar=None, today=date(2030, 1, 1))} == {"nee"}


def test_a_replaced_version_stays_in_the_list(journal, deliver):
    deliver(journal, "een", ON_TIME)
    deliver(journal, "twee", TOO_LATE, content="bb")

    assert [row[2:] for row in listed(journal)[:2]] == [("vervangen", "nee", 1), ("geaccepteerd", "ja", 2)]


def test_a_refused_delivery_is_still_expected(journal, a_message, facts):
    part = received(journal, a_message("een", ON_TIME))
    journal.move(part, State.GECONTROLEERD, uitkomst=Outcome.GEWEIGERD, **facts)

    assert [row[2] for row in listed(journal)] == ["geweigerd", "ontbreekt", "ontbreekt"]


def test_what_is_put_aside_waits_for_a_human_and_what_is_not_judged_is_not_listed(journal, a_message, facts):
    aside, waiting = (received(journal, a_message(key, ON_TIME)) for key in ("een", "twee"))
    journal.move(aside, State.QUARANTAINE, **facts)
    journal.move(waiting, State.BEWAARD, **facts)

    assert [row[2] for row in listed(journal)] == ["wacht op een mens", "ontbreekt", "ontbreekt"]


def test_a_sender_with_two_addresses_is_expected_once(journal):
    second = Sender("b@zorg.nl", "De Linde", "12345678", "aanbieder")

    assert len(listed(journal, senders=Senders({**BOTH.rows, second.afzender: second}))) == 2
