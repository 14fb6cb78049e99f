# SPDX-License-Identifier: EUPL-1.2
"""Within how many working days a declaration is answered (OP090x4)."""

from datetime import date

import pytest

from processors.checking import check
from processors.enrichment import enrich
from processors.lines import make_lines
from processors.rules import RULES
from tests.processors.test_declaration_answers import ANSWER, DECLARATION, RECEIVED


@pytest.mark.parametrize(
    ("declared", "answered", "late"),
    [
        (date(2026, 10, 2), date(2026, 10, 16), False),
        (date(2026, 10, 2), date(2026, 10, 17), False),
        (date(2026, 10, 2), date(2026, 10, 19), True),
        # Between lie Good Friday (no holiday), Easter Monday and King's Day.
        (date(2026, 4, 2), date(2026, 4, 17), False),
        (date(2026, 4, 2), date(2026, 4, 20), True),
        (date(2026, 4, 17), date(2026, 5, 4), False),
        (date(2026, 4, 17), date(2026, 5, 5), True),
    ],
)
def test_an_answer_comes_within_ten_working_days(declared, answered, late):
    row = {**ANSWER, "dagtekening": answered, "declaratie_bericht_dagtekening": declared}
    frame = enrich(make_lines("declaratieantwoorden", [row]), "declaratieantwoorden", {}, received_on=RECEIVED)

    found = check(RULES.only("OP090x4"), frame, "declaratieantwoorden")

    assert found["ernst"].to_list() == (["waarschuwing"] if late else [])


def test_the_day_of_the_declaration_itself_counts_where_the_answer_gives_none():
    row = {**ANSWER, "declaratie_bericht_dagtekening": None, "dagtekening": date(2026, 10, 19)}
    known = {"berichten": make_lines("berichten", [DECLARATION])}

    frame = enrich(make_lines("declaratieantwoorden", [row]), "declaratieantwoorden", known, received_on=RECEIVED)

    assert frame["werkdagen_tot_declaratieantwoord"].item() == 11
