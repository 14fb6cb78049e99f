# SPDX-License-Identifier: EUPL-1.2
"""Many lines, and lines that came in parts, are judged like a few."""

from datetime import date

import polars as pl

from processors import checking
from processors.checking import check
from processors.lines import make_lines
from processors.rules import RULES

TABLE = "declaratieregels"
PERIOD = {"product_periode_begin": date(2026, 1, 1), "toegewezen_ingangsdatum": date(2026, 1, 2)}


def test_many_lines_are_judged_as_few_are():
    lines = [{**PERIOD, "toegewezen_ingangsdatum": date(2026, 1, 1 + at % 2)} for at in range(60_000)]
    frame = make_lines(TABLE, lines)

    findings = check(RULES.only("TR307"), frame, TABLE)

    few = pl.concat([check(RULES.only("TR307"), frame.slice(at, 20_000), TABLE) for at in range(0, 60_000, 20_000)])
    assert findings.drop("nr").equals(few.drop("nr"))
    assert findings["nr"].to_list() == list(range(1, 60_000, 2))


def test_lines_of_which_nothing_is_said_give_no_findings():
    lines = [
        PERIOD,
        {**PERIOD, "toegewezen_ingangsdatum": date(2026, 1, 1)},
        {**PERIOD, "toegewezen_ingangsdatum": None},
    ]

    findings = check(RULES.only("TR307"), make_lines(TABLE, lines), TABLE)

    assert findings.select("nr", "ernst").rows() == [(0, "fout"), (2, "signaal")]


def test_verdicts_that_came_in_parts_are_taken_for_as_many_lines_as_there_are():
    frame = make_lines(TABLE, [{"client": "999990019"}] * 5)
    case = checking.prepare(RULES.only("RS037"), frame.columns, TABLE, {}, None)
    parts = [pl.DataFrame({"nr": [place], "0": [True]}) for place in range(5)]
    verdicts = pl.concat([pl.concat(parts[:2], rechunk=True), pl.concat(parts[2:], rechunk=True)], rechunk=False)

    few = checking.speaking(case, frame, verdicts)

    assert few.to_list() == [False] * 5
