# SPDX-License-Identifier: EUPL-1.2
"""Declaration lines, judged a second time by a naive reading of the handbook: no difference."""

import os
from datetime import date

from hypothesis import event, given, settings
from hypothesis import strategies as st

from processors.checking import check
from processors.enrichment import enrich
from processors.lines import make_lines
from processors.rules import RULES
from tests.oracle.regions import regions, stamped
from tests.oracle.verdicts import SAYS, failing

EXAMPLES = int(os.environ.get("VERZAMELPUNT_ORAKEL", "30"))
RECEIVED = date(2026, 11, 2)


def together(worlds):
    """Many small worlds as one submission and one reference."""
    worlds = [stamped(world, nr) for nr, world in enumerate(worlds)]
    lines = [line for world in worlds for line in world.lines]
    reference = {
        "toewijzingen": [row for world in worlds for row in world.allocations],
        "tarieven": [row for world in worlds for row in world.tariffs],
        "eerdere_declaratieregels": [line for world in worlds for line in world.earlier],
    }
    tables = {name: make_lines(name.removeprefix("eerdere_"), rows) for name, rows in reference.items()}
    return worlds, enrich(make_lines("declaratieregels", lines), "declaratieregels", tables, received_on=RECEIVED)


def told(frame, *codes, beside=()):
    """What the rules say, as (row, code); a signal says that something could not be judged."""
    findings = check(RULES.only(*codes, *beside), frame, "declaratieregels")
    return {
        (row - 2, code if ernst == "fout" else f"{code} ({ernst})")
        for row, code, ernst in findings.select("rij", "regel", "ernst").iter_rows()
        if ernst != "signaal" and code in codes
    }


# An unknown allocation is said once; no other rule says anything of it.
UNKNOWN = ["TR338"]
CODES = sorted({code.split()[0] for code in SAYS})


def expected_of(worlds):
    """What the oracle says of all worlds together, as (row, code)."""
    expected, above = set(), 0
    for world in worlds:
        expected |= {(above + position, code) for position, code in failing(world)}
        above += len(world.lines)
    return expected


@given(st.lists(regions(), min_size=1, max_size=12))
@settings(max_examples=EXAMPLES)
def test_each_rule_by_itself_says_what_the_handbook_says(worlds):
    worlds, frame = together(worlds)

    found = set().union(*(told(frame, code, beside=UNKNOWN) for code in CODES))

    expected = expected_of(worlds)
    for _, code in expected:
        event(code)
    assert found == expected


@given(st.lists(regions(), min_size=1, max_size=12))
@settings(max_examples=EXAMPLES)
def test_all_rules_together_say_less_and_refuse_the_same_lines(worlds):
    worlds, frame = together(worlds)

    found = told(frame, *CODES)

    expected = expected_of(worlds)
    assert found <= expected
    assert refused(found) == refused(expected)


def refused(verdicts):
    return {row for row, code in verdicts if "waarschuwing" not in code}
