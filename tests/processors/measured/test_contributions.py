# SPDX-License-Identifier: EUPL-1.2
"""Contributions from accepted rows, against amounts worked out by hand."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from processors.deliveries import DELIVERIES
from processors.disclosure.audience import Audience, limits
from processors.disclosure.small_cells import small
from processors.kpis import KPIS
from processors.lines import make_lines
from processors.measured import TABLES, Material
from processors.measured.contributions import shares
from processors.measurements import MEASUREMENTS, figures_at
from processors.region_pages.beside import beside

CONTRACT = {"contract_nummer": "C1", "aanbieder": "01000001", "wet": "wmo", "module": "1",
            "begindatum": date(2024, 1, 1)}  # fmt: skip
LINE = {
    "wet": "wmo", "aanbieder": "01000001", "product_categorie": "02", "product_code": "02A01", "debet_credit": "D",
    "gemeente": "0983", "client": "P1-a", "product_periode_begin": date(2025, 3, 1), "ingediend_bedrag": 300_00,
}  # fmt: skip
OTHER = {**LINE, "gemeente": "0984", "ingediend_bedrag": 100_00}
MEMBER = {"module": "1", "van": date(2020, 1, 1), "tot": None}
STAYS = ({**MEMBER, "gemeente": "0983"}, {**MEMBER, "gemeente": "0984"})
BUDGET = {"module": "1", "jaar": 2026, "bedrag": 1000_00, "werkelijke_kosten": 1100_00}
NO_FINDINGS = pl.DataFrame(
    schema=dict.fromkeys(("aanlevering", "gemeente", "aanbieder", "maand", "bestand", "blad", "entiteit", "regel",
                          "ernst", "gevolg"), pl.String) | {"rij": pl.Int64}
)  # fmt: skip
NO_FIGURES = pl.DataFrame(schema=dict(MEASUREMENTS))
YEAR = [f"2025-{month:02d}" for month in range(1, 13)]


def region(lines=(LINE, OTHER), stays=STAYS, budgets=(BUDGET,), contracts=(CONTRACT,), delivered=None, agreed=()):
    """What is in force; both municipalities delivered all of 2025, or what `delivered` says."""
    told = delivered or {"0983": YEAR, "0984": YEAR}
    accepted = {**dict.fromkeys(DELIVERIES), "soort": "gemeentelevering", "status": "geaccepteerd"}
    rows = [{**accepted, "gemeente": place, "maand": month} for place, months in told.items() for month in months]
    kept = {"contracten": contracts, "lidmaatschap": stays, "modulebudgetten": budgets, "tarieven": [],
            "parameters": agreed}  # fmt: skip
    return Material(
        {"declaratieregels": make_lines("declaratieregels", list(lines))},
        {name: make_lines(name, list(made)) for name, made in kept.items()},
        pl.DataFrame(rows, schema=dict(DELIVERIES), orient="row"), NO_FINDINGS, "2026-09", date(2026, 10, 15),
    )  # fmt: skip


def paid(**change):
    """Per municipality what it pays and gets back, in euros."""
    found = shares(region(**change)).filter(pl.col("jaar") == 2026)
    return {place: tuple(told) for place, *told in found.select("gemeente", "bijdrage", "afrekening").iter_rows()}


def test_members_share_the_budget_and_what_falls_short_by_what_they_bought_the_year_before():
    assert paid() == {"0983": (750, -75), "0984": (250, -25)}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        # A refused line, one without a contract and one of another year were not bought under the module.
        ({"lines": [LINE, OTHER, {**LINE, "status": "afgewezen"}]}, {"0983": 750, "0984": 250}),
        ({"lines": [LINE, OTHER, {**LINE, "aanbieder": "01000002"}]}, {"0983": 750, "0984": 250}),
        ({"lines": [LINE, OTHER, {**LINE, "product_periode_begin": date(2026, 3, 1)}]}, {"0983": 750, "0984": 250}),
        # Half is taken back; all and more is: then it bought nothing.
        (
            {"lines": [LINE, OTHER, {**LINE, "debet_credit": "C", "ingediend_bedrag": 200_00}]},
            {"0983": 500, "0984": 500},
        ),
        (
            {"lines": [LINE, OTHER, {**LINE, "debet_credit": "C", "ingediend_bedrag": 301_00}]},
            {"0983": 0, "0984": 1000},
        ),
        # It left in May: its purchases of March 2025 count, those of August do not.
        (
            {
                "stays": [STAYS[0], {**STAYS[1], "tot": date(2026, 5, 31)}],
                "lines": [LINE, OTHER, {**OTHER, "product_periode_begin": date(2025, 8, 1)}],
            },
            {"0983": 750, "0984": 250},
        ),
        ({"stays": [STAYS[0], {**STAYS[1], "tot": date(2025, 12, 31)}]}, {"0983": 1000}),
        ({"lines": [LINE]}, {"0983": 1000, "0984": 0}),
        # Nobody bought anything, no budget, an unreadable budget, and a base year of which nothing was delivered.
        ({"lines": []}, {"0983": None, "0984": None}),
        ({"budgets": []}, {"0983": None, "0984": None}),
        ({"budgets": [{**BUDGET, "bedrag": None}]}, {"0983": None, "0984": None}),
        ({"agreed": [{"parameter": "basisjaar_inkoopvolume", "waarde": "2"}]}, {"0983": None, "0984": None}),
        # Of one month of one member nobody knows what was bought.
        ({"delivered": {"0983": YEAR, "0984": YEAR[:-1]}}, {"0983": None, "0984": None}),
        ({"stays": []}, {}),
        ({"contracts": []}, {"0983": None, "0984": None}),
    ],
)
def test_what_counts_is_what_was_granted_under_the_module_in_the_months_of_membership(change, told):
    assert {place: told[0] for place, told in paid(**change).items()} == told


def test_a_month_that_is_not_asked_of_a_member_may_lack():
    stays = [STAYS[0], {**STAYS[1], "tot": date(2026, 5, 31)}]

    found = paid(stays=stays, delivered={"0983": YEAR, "0984": YEAR[:5]})

    assert {place: told[0] for place, told in found.items()} == {"0983": 750, "0984": 250}


def test_fourteen_members_pay_the_whole_of_the_budget_and_seven_of_the_other_module_as_well():
    places = [f"{number:04d}" for number in range(1, 15)]
    stays = [{**MEMBER, "gemeente": place, "module": module}
             for module, count in (("1", 7), ("2", 14)) for place in places[:count]]  # fmt: skip
    lines = [{**LINE, "gemeente": place, "wet": law, "ingediend_bedrag": 10_00 + int(place)}
             for law in ("wmo", "jw") for place in places]  # fmt: skip
    contracts = [CONTRACT, {**CONTRACT, "contract_nummer": "C2", "wet": "jw", "module": "2"}]
    budgets = [BUDGET, {**BUDGET, "module": "2", "bedrag": 777_77}]

    found = shares(region(lines, stays, budgets, contracts, dict.fromkeys(places, YEAR)))

    sums = found.group_by("module").agg(pl.len(), pl.col("bijdrage", "afrekening").sum()).sort("module")
    assert sums.rows() == [("1", 7, 1000, -100), ("2", 14, 777, -323)]


def test_the_measured_rows_hold_what_is_paid_and_the_clients_it_was_bought_for():
    found = TABLES["gemeentebijdragen"].of(region())

    assert found.select("gemeente", "client", "maand", "basisjaar", "bijdrage", "afrekening").rows() == [
        ("0983", None, "2026-01", "2025", 750_00, -75_00), ("0984", None, "2026-01", "2025", 250_00, -25_00),
        ("0983", "P1-a", "2026-01", "2025", 0, 0), ("0984", "P1-a", "2026-01", "2025", 0, 0),
    ]  # fmt: skip


def test_a_year_to_come_is_shared_but_not_measured_yet():
    ahead = region(budgets=[{**BUDGET, "jaar": 2027}], delivered=dict.fromkeys(("0983", "0984"), YEAR))

    assert set(shares(ahead)["jaar"]) == {2026, 2027}
    assert set(TABLES["gemeentebijdragen"].of(ahead)["maand"]) == {"2026-01"}


def test_a_part_of_the_members_has_no_contributions_to_show():
    some = replace(region(), members=("0983",))

    assert beside(replace(region(), members=("0983", "0984")), NO_FIGURES)["bijdrage"].height == 2
    assert beside(some, NO_FIGURES)["bijdrage"].is_empty()
    assert set(TABLES["gemeentebijdragen"].of(some)["gemeente"]) == {"0983"}


def test_a_contribution_counts_the_clients_it_was_bought_for_so_that_few_of_them_hide_it():
    lines = [{**LINE, "client": f"P1-{number}"} for number in range(6)] + [OTHER]

    told = figures_at(region(lines), KPIS.only("K39"), ["gemeente", "jaar"])

    assert told.filter(pl.col("kpi") == "K39").select("gemeente", "clienten").rows() == [("0983", 6), ("0984", 1)]
    assert small(told, limits(Audience.REGION, {})).to_list() == [False, True, False, True]


def test_volumes_do_not_give_away_the_turnover_of_a_municipality_that_is_hidden():
    told = dict.fromkeys(MEASUREMENTS) | {"kpi": "K04", "gemeente": "0983", "maand": "2025", "onderdrukt": "ja"}
    others = [told | {"maand": "2026"}, told | {"maand": "2025-03"}, told | {"aanbieder": "01000001"},
              told | {"onderdrukt": "nee"}, told | {"kpi": "K16"}]  # fmt: skip
    of_both = replace(region(bought_by_many()), members=("0983", "0984"))

    def hidden(rows):
        figures = pl.DataFrame(rows, schema=dict(MEASUREMENTS))
        return set(beside(of_both, figures)["bijdrage"]["onderdrukt"])

    assert hidden(others) == {"nee"}
    assert hidden([*others, told]) == {"ja"}


def bought_by_many():
    return [{**line, "client": f"P1-{number}"} for line in (LINE, OTHER) for number in range(9)]
