# SPDX-License-Identifier: EUPL-1.2
"""How much of a public amount is of one supplier: worked out by hand, and by loops over the lines."""

from datetime import date
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.deliveries import DELIVERIES
from processors.disclosure.audience import Audience, limits
from processors.disclosure.concentration import concentration
from processors.disclosure.small_cells import small
from processors.kpibook import KpiBook
from processors.kpis import KPIS
from processors.lines import make_lines
from processors.measured import Material
from processors.measurements import figures_at
from processors.revisions import KEY

BOOK = KpiBook([kpi for kpi in KPIS if kpi.code in {"K04", "K12"}])
PUBLIC = limits(Audience.PUBLIC, {})
LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "client": "P1-a", "declaratie_maand": "2026-09",
    "product_categorie": "02", "product_code": "02A03", "product_periode_begin": date(2026, 9, 1), "eenheid": "04",
    "geleverd_volume": 1, "debet_credit": "D",
}  # fmt: skip


def line(supplier, amount, number=0, **changed):
    """A line of a client of its own; below nothing it is a credit."""
    sign = "C" if amount < 0 else "D"
    return {
        **LINE, "aanbieder": f"0100000{supplier}", "client": f"P1-{supplier}-{number}", "ingediend_bedrag": abs(amount),
        "debet_credit": sign, **changed,
    }  # fmt: skip


def material(lines):
    declared = {"declaratieregels": make_lines("declaratieregels", lines)}
    return Material(declared, {}, pl.DataFrame(schema=dict(DELIVERIES)), pl.DataFrame(), "2026-09", date(2026, 10, 15))


def of_year(lines, per=("jaar",)):
    """The figures of the year and what is known of the suppliers behind them."""
    behind = material(lines)
    figures = figures_at(behind, BOOK, per)
    return figures, concentration(figures, behind, BOOK)


@pytest.mark.parametrize(
    ("amounts", "largest", "rest", "too_much"),
    [
        # One supplier has three quarters, and no more.
        ([7500, 1500, 1000], 75.0, 13.333, False),
        ([7600, 1400, 1000], 76.0, 13.158, True),
        # The second subtracts itself: what is left beside the largest is a tenth of it, or less.
        ([5000, 4500, 500], 50.0, 10.0, False),
        ([5000, 4501, 499], 50.0, 9.98, True),
        # Ten equal ones; and a credit is as large as the debit that it takes back.
        ([1000] * 9, 11.111, 700.0, False),
        ([-7600, 1400, 1000], 76.0, 13.158, True),
        # Two suppliers are too few, however they share.
        ([5000, 5000], 50.0, 0.0, True),
    ],
)
def test_an_amount_is_dominated_by_the_largest_or_known_to_the_second(amounts, largest, rest, too_much):
    lines = [line(number, amount) for number, amount in enumerate(amounts)]
    # Enough clients, so that only the suppliers decide; they got nothing.
    lines += [line(number % len(amounts), 0, n) for n, number in enumerate(range(40), start=1)]

    figures, known = of_year(lines)

    found = known.filter(pl.col("kpi") == "K04").row(0, named=True)
    assert found["aanbieders"] == len(amounts)
    assert found["grootste_procent"] == pytest.approx(largest, abs=1e-3)
    assert found["rest_procent"] == pytest.approx(rest, abs=1e-3)
    amount = (figures["kpi"] == "K04").to_list()
    assert small(figures.with_columns(clienten=pl.lit(40, pl.Int64)), PUBLIC, known).filter(amount).to_list() == [
        too_much
    ]


def test_a_number_of_people_has_suppliers_and_no_shares():
    _, known = of_year([line(number, 1000) for number in range(3)])

    people = known.filter(pl.col("kpi") == "K12").row(0, named=True)
    assert (people["aanbieders"], people["grootste_procent"], people["rest_procent"]) == (3, None, None)


def test_what_is_of_a_supplier_or_a_contract_itself_is_not_asked():
    figures = of_year([line(number, 1000) for number in range(3)], ("aanbieder", "jaar"))[0]

    assert not figures.is_empty()
    assert concentration(figures, material([line(1, 1000)]), BOOK).is_empty()


LINES = st.lists(
    st.builds(
        lambda supplier, amount, place, law, month: line(
            supplier, amount, gemeente=place, wet=law, product_periode_begin=date(2026, month, 1)
        ),
        st.integers(0, 4), st.integers(-500, 2000), st.sampled_from(["0889", "0983"]), st.sampled_from(["wmo", "jw"]),
        st.integers(1, 9),
    ),
    min_size=1, max_size=40,
)  # fmt: skip
GRAINS = [("jaar",), ("gemeente", "jaar"), ("wet", "jaar"), ("gemeente", "kwartaal"), ("gemeente", "wet", "jaar")]


def by_loops(lines, per):
    """Per group of lines the number of suppliers, the share of the largest, and what is left beside two of it."""
    sums = {}
    for each in lines:
        begin = each["product_periode_begin"]
        period = f"{begin.year}-K{(begin.month + 2) // 3}" if "kwartaal" in per else f"{begin.year}"
        key = (each["gemeente"] if "gemeente" in per else None, each["wet"] if "wet" in per else None, period)
        own = sums.setdefault(key, {})
        sign = -1 if each["debet_credit"] == "C" else 1
        own[each["aanbieder"]] = own.get(each["aanbieder"], 0) + sign * each["ingediend_bedrag"]
    found = {}
    for key, own in sums.items():
        sizes = sorted((abs(amount) for amount in own.values()), reverse=True)
        total = sum(sizes)
        share = 100 * sizes[0] / total if total else None
        left = 100 * sum(sizes[2:]) / sizes[0] if sizes[0] else None
        found[key] = (len(own), share, left)
    return found


@settings(max_examples=25, deadline=None)
@given(LINES)
def test_concentration_is_what_loops_over_the_lines_find(lines):
    for per in GRAINS:
        _, known = of_year(lines, per)

        rows = known.filter(pl.col("kpi") == "K04").select(
            "gemeente", "wet", "maand", "aanbieders", "grootste_procent", "rest_procent"
        )
        found = {row[:3]: row[3:] for row in rows.iter_rows()}
        expected = by_loops(lines, per)
        assert found.keys() == expected.keys()
        for key, (count, share, left) in expected.items():
            assert found[key][0] == count
            assert found[key][1:] == (pytest.approx(share), pytest.approx(left))


def test_each_grain_of_the_figures_has_its_own_row():
    lines = [line(number, 1000, gemeente=place) for number, place in product(range(3), ("0889", "0983"))]
    behind = material(lines)
    figures = pl.concat([figures_at(behind, BOOK, per) for per in (("jaar",), ("gemeente", "jaar"))])

    known = concentration(figures, behind, BOOK)

    assert known.select(KEY).sort(KEY).equals(figures.select(KEY).sort(KEY))
