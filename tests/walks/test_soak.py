# SPDX-License-Identifier: EUPL-1.2
"""Mixed mails in several passes of one process: each ends where it must, once. `benchmarks/slow/soak.py` is longer."""

import random

import pytest

from processors.archive import Archive
from processors.desk import open_desk
from processors.jobs import process_mailbox
from tests.walks.soak_world import KINDS, Stream, astray, counted


@pytest.fixture
def soaked(office):
    """Three passes over mails of every kind."""
    stream = Stream(office, random.Random(1))  # noqa: S311 - which mails are made is no secret
    for _ in range(3):
        list(stream.mails(len(KINDS)))
        with open_desk(office.settings) as desk:
            done = process_mailbox(desk)
        assert done.failed == 0
    return stream


def test_every_mail_of_a_stream_ends_where_it_must_and_what_goes_astray_is_seen(soaked):
    place = soaked.office.place

    assert counted(soaked) == (30, 74)
    assert astray(soaked) == []

    mail = min((place.inbox / "verwerkt").iterdir())
    answer = min((place.output / "antwoorden").glob("*.txt"))
    kept = Archive(place.archive).path(soaked.sent[1].files[0])
    for path in (mail, answer, kept):
        path.unlink()
    soaked.in_force[soaked.office.suppliers[0]] = {"een regel die niemand stuurde"}

    assert {each.split()[0] for each in astray(soaked)} == {"mail", "archive", "line", "23"}
