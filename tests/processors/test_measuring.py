# SPDX-License-Identifier: EUPL-1.2
"""Grouping, apart from any KPI of the region."""

import pytest

from processors.kpibook import KpiBook, counted, different, percentage, percentile, ratio, summed, total
from processors.measured import TABLES
from processors.measuring import FIGURES, measure

book = KpiBook()
EXAMPLES = [([], None)]


@book.kpi("K04", table="prestaties", label="Som", says="De som.", unit="eurocent", examples=EXAMPLES)
def a_sum(toegekend):
    return total(toegekend)


@book.kpi(
    "K06",
    table="prestaties",
    label="Aandeel",
    says="Het deel.",
    unit="procent",
    examples=EXAMPLES,
    across=["aanbieder"],
)
def a_share(toegekend):
    return percentage(summed(toegekend), summed(toegekend))


@book.kpi("K13", table="prestaties", label="Stand", says="De stand.", unit="clienten", examples=EXAMPLES)
def a_stock(client, laatste):
    return ratio(different(client, over=laatste), counted(laatste), over=laatste)


@book.kpi("K24-p90", table="prestaties", label="P90", says="P90.", unit="dagen", examples=EXAMPLES)
def a_percentile(volume):
    return percentile(volume, part=0.9)


def lines(*rows):
    return {"prestaties": TABLES["prestaties"].make({"wet": "jw", "gemeente": "0983", **row} for row in rows)}


def values(code, per, *rows):
    found = measure(book.only(code), lines(*rows), per)
    return {tuple(row[name] for name in per): row["waarde"] for row in found.iter_rows(named=True)}


def test_months_add_up_to_quarters_and_years():
    rows = [
        {"maand": month, "toegekend": amount}
        for month, amount in [("2025-12", 1), ("2026-01", 10), ("2026-03", 100), ("2026-04", 1000)]
    ]

    assert values("K04", ["kwartaal"], *rows) == {("2025-K4",): 1, ("2026-K1",): 110, ("2026-K2",): 1000}
    assert values("K04", ["jaar"], *rows) == {("2025",): 1, ("2026",): 1110}
    assert values("K04", [], *rows) == {(): 1111}


def test_a_row_that_does_not_say_its_group_is_in_the_coarser_figure_only():
    rows = [{"product_code": "42D01", "toegekend": 5}, {"product_code": None, "toegekend": 7}]

    assert values("K04", ["product"], *rows) == {("42D01",): 5}
    assert values("K04", ["wet"], *rows) == {("jw",): 12}


def test_one_missing_amount_makes_its_own_group_missing_only():
    rows = [
        {"gemeente": "0983", "toegekend": None},
        {"gemeente": "0983", "toegekend": 4},
        {"gemeente": "0984", "toegekend": 5},
    ]

    assert values("K04", ["gemeente"], *rows) == {("0983",): None, ("0984",): 5}


def test_a_denominator_across_a_dimension_is_that_of_all_its_values_together():
    rows = [{"aanbieder": "a", "toegekend": 25}, {"aanbieder": "b", "toegekend": 75}]
    elsewhere = {"gemeente": "0984", "aanbieder": "a", "toegekend": 9}

    assert values("K06", ["gemeente", "aanbieder"], *rows, elsewhere) == {
        ("0983", "a"): 25, ("0983", "b"): 75, ("0984", "a"): 100,
    }  # fmt: skip
    assert values("K06", ["aanbieder"], *rows) == {("a",): 25, ("b",): 75}
    assert values("K06", ["gemeente"], *rows) == {("0983",): 100}


def test_a_stock_is_that_of_the_last_month_of_the_period_also_where_a_place_has_none():
    rows = [
        {"maand": "2026-07", "client": "a"}, {"maand": "2026-08", "client": "b"},
        {"maand": "2026-07", "client": "c", "gemeente": "0984"},
    ]  # fmt: skip

    assert values("K13", ["maand", "gemeente"], *rows) == {
        ("2026-07", "0983"): 1, ("2026-08", "0983"): 1, ("2026-07", "0984"): 1,
    }  # fmt: skip
    assert values("K13", ["kwartaal", "gemeente"], *rows) == {("2026-K3", "0983"): 1, ("2026-K3", "0984"): None}


def test_lines_and_clients_are_those_that_have_part_in_the_figure():
    rows = [
        {"maand": "2026-07", "client": "a"}, {"maand": "2026-08", "client": "b"}, {"maand": "2026-08", "client": None},
    ]  # fmt: skip

    found = measure(book.only("K13"), lines(*rows), ["jaar"])

    assert found.select("teller", "noemer", "regels", "clienten").rows() == [(1, 2, 2, 1)]


def test_a_percentile_is_that_of_excel():
    rows = [{"volume": volume} for volume in (10, 20, None, 30, 40)]

    assert values("K24-p90", [], *rows) == {(): pytest.approx(37.0)}


def test_figures_stand_in_the_order_of_the_kpis_then_of_the_groups():
    rows = [{"gemeente": place, "toegekend": 1, "maand": "2026-07"} for place in ("0984", "0983")]

    found = measure(book.only("K06", "K04"), lines(*rows), ["gemeente"])

    assert found.select("kpi", "gemeente").rows() == [
        ("K04", "0983"), ("K04", "0984"), ("K06", "0983"), ("K06", "0984"),
    ]  # fmt: skip
    assert found.schema == dict(FIGURES)


def test_without_rows_the_whole_has_no_figure_and_groups_are_not_there():
    assert measure(book.only("K04"), lines(), [])["waarde"].to_list() == [None]
    assert measure(book.only("K04"), lines(), ["gemeente"]).is_empty()


@pytest.mark.parametrize(
    ("per", "says"), [(["week"], r"Cannot group by \['week'\]"), (["maand", "jaar"], "More than one period")]
)
def test_a_grain_that_cannot_be_is_our_own_mistake(per, says):
    with pytest.raises(ValueError, match=says):
        measure(book, lines(), per)


def test_a_code_brings_its_variants_and_an_unknown_one_is_refused():
    assert [kpi.code for kpi in book.only("K24")] == ["K24-p90"]
    with pytest.raises(KeyError, match="K99"):
        book.only("K99")
