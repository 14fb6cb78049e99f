# SPDX-License-Identifier: EUPL-1.2
"""The journal knows which version of a delivery counts."""

from datetime import timedelta

import pytest

from processors.journal_schema import Outcome, State


def test_a_new_version_replaces_the_one_before_it(journal, deliver, noon):
    first = deliver(journal, "een")
    second = deliver(journal, "twee", noon + timedelta(hours=1))

    old, new = journal.submission(first), journal.submission(second)

    assert [(row.versie, row.vervangen_door) for row in (old, new)] == [(1, second), (2, None)]
    assert [row.id for row in journal.counting()] == [second]


def test_the_version_received_last_is_in_force_whatever_the_order_of_handling(journal, deliver, noon):
    later = deliver(journal, "een", noon + timedelta(hours=1))
    earlier = deliver(journal, "twee", noon)

    late, early = journal.submission(later), journal.submission(earlier)

    assert [(row.versie, row.vervangen_door) for row in (late, early)] == [(2, None), (1, later)]
    assert journal.in_force(early) == later


def test_of_two_received_at_once_the_one_recorded_last_is_in_force(journal, deliver):
    deliver(journal, "een")
    second = deliver(journal, "twee")

    assert [row.id for row in journal.counting()] == [second]


def test_before_it_is_stored_a_version_can_be_compared_with_the_one_in_force(journal, a_message, deliver, facts):
    first = deliver(journal, "een")
    receipt = journal.saw(a_message("twee"), "postvak")
    second = journal.record(receipt.id, "1", sha256="bb", bestand="levering.xlsx", afzender="12345678")

    journal.move(second.id, State.GECONTROLEERD, uitkomst=Outcome.DEELS, **facts)

    assert journal.in_force(journal.submission(second.id)) == first
    assert journal.in_force(journal.submission(first)) is None


def test_a_submission_whose_month_is_mended_leaves_the_place_it_had(journal, deliver):
    first, second = deliver(journal, "een"), deliver(journal, "twee")

    journal.move(second, State.OPGENOMEN, maand="2026-08")

    assert {row.id for row in journal.counting()} == {first, second}


@pytest.mark.parametrize(
    "other", [{"soort": "gemeentelevering"}, {"wet": "wmo"}, {"gemeente": "0984"}, {"aanbieder": None}, {"maand": None}]
)
def test_a_submission_about_something_else_is_no_earlier_version(journal, deliver, other):
    deliver(journal, "een")
    second = deliver(journal, "twee", **other)

    assert journal.in_force(journal.submission(second)) is None


def test_missing_facts_match_missing_facts(journal, deliver):
    deliver(journal, "een", gemeente=None)
    second = deliver(journal, "twee", gemeente=None)

    assert [row.id for row in journal.counting()] == [second]


@pytest.mark.parametrize("outcome", [None, Outcome.GEWEIGERD])
def test_what_was_not_accepted_is_never_in_force(journal, deliver, outcome):
    first = deliver(journal, "een", outcome=outcome)
    second = deliver(journal, "twee")

    assert journal.in_force(journal.submission(second)) is None
    assert [row.id for row in journal.counting()] == [second]
    assert first in [row.id for row in journal.deliveries("2026-09")]


def test_a_version_that_leaves_the_store_gives_its_place_back(journal, deliver):
    first, second, third = (deliver(journal, key) for key in ("een", "twee", "drie"))

    journal.move(second, State.OPNIEUW)
    after_second = [row.id for row in journal.counting()]
    journal.move(third, State.QUARANTAINE)
    after_third = [row.id for row in journal.counting()]

    assert (after_second, after_third) == ([third], [first])
