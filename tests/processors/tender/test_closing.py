# SPDX-License-Identifier: EUPL-1.2
"""The moment at which offers must be in, as the planning of a tender says it."""

from datetime import UTC, date

import pytest

from processors.errors import UnusableInputError
from processors.tender.dossier import make_dossier
from processors.tender.post import closing
from tests.processors.tender.made import intake_workbook, other


def test_closing_is_the_end_of_the_day_in_the_planning(tmp_path):
    found, _ = make_dossier(intake_workbook(tmp_path / "opdracht.xlsx"), tmp_path / "map", date(2027, 6, 1))

    moment = closing(found.assignment())

    assert moment.astimezone(UTC).isoformat(timespec="seconds") == "2027-10-01T21:59:59+00:00"


def test_a_planning_that_does_not_say_when_it_closes_asks_for_the_moment(tmp_path):
    path = intake_workbook(tmp_path / "opdracht.xlsx", **other("procedurestappen", 1, stap="Einde inschrijving"))
    found, _ = make_dossier(path, tmp_path / "map", date(2027, 6, 1))

    with pytest.raises(UnusableInputError, match="--sluiting '2027-10-01 12:00'"):
        closing(found.assignment())
