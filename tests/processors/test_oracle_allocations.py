# SPDX-License-Identifier: EUPL-1.2
"""A file of allocations, judged a second time by a naive reading of the catalogue: no difference."""

import os
from datetime import date, timedelta

from hypothesis import event, given, settings
from hypothesis import strategies as st

from processors.checking import check
from processors.lines import make_lines
from processors.rules import RULES
from tests.oracle.allocation_verdicts import failing

EXAMPLES = int(os.environ.get("VERZAMELPUNT_ORAKEL", "60"))
BEGIN = date(2026, 2, 26)


@st.composite
def files(draw, nr):
    """Up to eight allocations of a few clients at a few suppliers, that meet often."""
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        begin = BEGIN + timedelta(days=draw(st.integers(0, 6)))
        lasts = draw(st.sampled_from([None, 0, 1, 3, 10]))
        rows.append({
            "wet": draw(st.sampled_from(["wmo", "jw"])), "gemeente": f"{1000 + nr}",
            "aanbieder": draw(st.sampled_from(["1", "2"])), "client": draw(st.sampled_from(["a", "b"])),
            "toewijzing_nummer": draw(st.integers(1, 5)),
            "toewijzing_datum": date(2026, 1, draw(st.integers(1, 3))), "ingangsdatum": begin,
            "einddatum": None if lasts is None else begin + timedelta(days=lasts),
            "reden_wijziging": draw(st.sampled_from([None, None, "13"])),
            "product_categorie": draw(st.sampled_from(["02", "02", "12", None])),
            "product_code": draw(st.sampled_from(["A", "B", None])),
        })  # fmt: skip
    return rows


@given(st.integers(1, 12).flatmap(lambda count: st.tuples(*map(files, range(count)))))
@settings(max_examples=EXAMPLES)
def test_overlap_and_doubles_are_those_of_the_catalogue(regions):
    frame = make_lines("toewijzingen", [row for rows in regions for row in rows])

    findings = check(RULES.only("TR101", "TR302"), frame, "toewijzingen")
    found = {(row - 2, code) for row, code in findings.select("rij", "regel").iter_rows()}

    expected, above = set(), 0
    for rows in regions:
        expected |= {(above + nr, code) for nr, code in failing(rows)}
        above += len(rows)
    for _, code in expected:
        event(code)
    assert found == expected
