# SPDX-License-Identifier: EUPL-1.2
"""The month that a supplier declared before, from earlier lines and from the file itself."""

from hypothesis import given
from hypothesis import strategies as st

from processors.enrichment.previous_declaration import told
from processors.lines import make_lines

OWN = {"wet": "jw", "aanbieder": "01234567", "gemeente": "0983"}


def lines(*rows):
    return make_lines("declaratieregels", [OWN | row for row in rows])


def previous(rows, accepted):
    return told(rows, accepted)["vorige_declaratie_maand"].to_list()


def test_the_last_month_before_that_of_the_line_counts():
    accepted = lines(*({"declaratie_maand": f"2026-0{month}"} for month in (3, 1, 9, 1)))

    assert previous(lines({"declaratie_maand": "2026-07"}), accepted) == ["2026-03"]


def test_a_declaration_in_another_municipality_counts_and_one_of_another_law_or_supplier_does_not():
    accepted = lines(
        {"declaratie_maand": "2026-05", "gemeente": "0984"},
        {"declaratie_maand": "2026-06", "wet": "wmo"},
        {"declaratie_maand": "2026-06", "aanbieder": "07654321"},
    )

    assert previous(lines({"declaratie_maand": "2026-07"}), accepted) == ["2026-05"]


def test_a_file_over_more_months_has_no_gap_between_its_own_months():
    rows = lines(*({"declaratie_maand": month} for month in ("2026-12", "2027-02", "2027-01", "2027-02")))

    assert previous(rows, lines({"declaratie_maand": "2026-10"})) == ["2026-10", "2027-01", "2026-12", "2027-01"]


def test_a_first_declaration_and_a_line_without_month_or_supplier_have_none_before():
    rows = lines({"declaratie_maand": "2026-07"}, {"declaratie_maand": None}, {"aanbieder": None})

    assert previous(rows, lines().clear()) == [None, None, None]


MONTHS = st.sampled_from([f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)])
LINES = st.lists(st.tuples(st.sampled_from(["jw", "wmo"]), MONTHS), max_size=8)


@given(LINES, LINES)
def test_the_month_before_agrees_with_looking_through_all(before, own):
    rows, accepted = (
        lines(*({"wet": law, "declaratie_maand": month} for law, month in each)) for each in (own, before)
    )

    earlier = [[month for law, month in before + own if law == line[0] and month < line[1]] for line in own]
    assert previous(rows, accepted) == [max(months, default=None) for months in earlier]
