# SPDX-License-Identifier: EUPL-1.2
"""Contributions and settlements against a second implementation that goes member by member."""

from datetime import date

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.deliveries import DELIVERIES
from processors.kpis import KPIS
from processors.lines import make_lines
from processors.measured import Material, measured
from processors.measuring import measure
from tests.oracle.kpi_contribution import figures

MONTH = "2026-06"
PLACES, SUPPLIERS = ("0983", "0957"), ("01000001", "01000002")
GRAINS = [[], ["wet", "jaar"], ["subregio", "jaar"], *[["gemeente", "jaar"]] * 3]
# What is mostly so: both are members of module 1 and buy under a contract of it.
USUAL = [{"gemeente": place, "module": "1", "van": date(2020, 1, 1), "tot": None} for place in PLACES]
LINE = {"wet": "wmo", "aanbieder": SUPPLIERS[0], "product_categorie": "02", "product_code": "02A03", "client": "P1-a",
        "debet_credit": "D", "toegekend_bedrag": None, "status": None}  # fmt: skip
HELD = {"aanbieder": SUPPLIERS[0], "wet": "wmo", "module": "1", "begindatum": date(2020, 1, 1), "einddatum": None}
BEFORE = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
REFERENCE = ("contracten", "tarieven", "lidmaatschap", "modulebudgetten", "parameters")
pick = st.sampled_from
laws, places, suppliers = pick(["wmo", "jw"]), pick(PLACES), pick(SUPPLIERS)
about = {"wet": laws, "gemeente": places, "aanbieder": suppliers, "product_categorie": st.just("02"),
         "product_code": pick(["02A03", None])}  # fmt: skip
days = pick([date(2025, 2, 1), date(2025, 2, 9), date(2025, 7, 9), date(2025, 12, 1), date(2024, 3, 1),
             date(2026, 3, 1)])  # fmt: skip
sent = st.fixed_dictionaries(about | {
    "client": st.just("P1-a"), "product_periode_begin": days, "debet_credit": pick("DDDC"),
    "ingediend_bedrag": st.integers(0, 9999), "toegekend_bedrag": st.none() | st.integers(0, 9999),
    "status": pick([None, "toegekend", "afgewezen"]),
})  # fmt: skip
added_up = st.fixed_dictionaries(about | {
    "leveringsmaand": pick(["2024-05", "2025-01", "2025-07"]), "declaratie_maand": st.just("2025-07"),
    "toegekend_bedrag": st.integers(0, 9999), "regels": st.just(3),
})  # fmt: skip
contracts = st.fixed_dictionaries({
    "aanbieder": suppliers, "wet": laws, "module": pick(["1", "1", "1", "2", None]),
    "einddatum": pick([None, None, None, date(2025, 7, 1)]), "begindatum": pick([date(2020, 1, 1), date(2025, 2, 1)]),
})  # fmt: skip
stays = st.fixed_dictionaries({
    "gemeente": places, "module": pick("1112"),
    "van": pick([*[date(2020, 1, 1)] * 3, date(2026, 3, 1), date(2027, 1, 1)]),
    "tot": pick([None, None, None, date(2026, 7, 31), date(2025, 6, 30)]),
})  # fmt: skip
agreed = st.fixed_dictionaries({
    "bedrag": st.integers(0, 10**6) | st.integers(0, 10**3), "werkelijke_kosten": st.none() | st.integers(0, 10**6),
})  # fmt: skip
# Most often there is a budget of every module and year, and every member delivered.
budgeted = st.fixed_dictionaries({
    (module, year): st.integers(0, 9).flatmap(lambda chance: agreed if chance < 9 else st.none())
    for module in "12" for year in (2025, 2026, 2027)
})  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    usual=st.tuples(*[st.tuples(days, st.integers(1, 9999))] * 2),
    lines=st.lists(sent, max_size=8),
    totals=st.lists(added_up, max_size=2),
    held=st.lists(contracts, max_size=3),
    members=st.lists(stays, max_size=2).flatmap(lambda some: pick([USUAL, [*USUAL, *some[:1]], USUAL[:1], some])),
    budgets=budgeted,
    missing=pick([None] * 4 + [("0983", "2025-03"), ("0957", "2024-11")]),
    years_before=pick([1, 1, 1, 2]),
    per=pick(GRAINS),
)
def test_contributions_are_those_of_going_member_by_member(
    usual, lines, totals, held, members, budgets, missing, years_before, per
):
    budgets = [{"module": module, "jaar": year} | row for (module, year), row in budgets.items() if row]
    lines = lines + [
        LINE | {"gemeente": place, "product_periode_begin": day, "ingediend_bedrag": cents}
        for place, (day, cents) in zip(PLACES, usual, strict=True)
    ]
    contracten = [row | {"contract_nummer": f"C{number}"} for number, row in enumerate([HELD, *held])]
    tables = {
        "declaratieregels": lines, "declaratietotalen": totals, "lidmaatschap": members, "modulebudgetten": budgets,
        "contracten": contracten, "tarieven": [],
    }  # fmt: skip
    delivered = {(place, month) for place in PLACES for month in BEFORE} - {missing}
    told = [
        dict.fromkeys(DELIVERIES)
        | {"soort": "gemeentelevering", "status": "geaccepteerd", "gemeente": place, "maand": month}
        for place, month in sorted(delivered)
    ]
    chosen = [{"parameter": "basisjaar_inkoopvolume", "waarde": str(years_before)}]
    made = {name: make_lines(name, rows) for name, rows in (tables | {"parameters": chosen}).items()}
    reference = {name: made.pop(name) for name in REFERENCE}
    deliveries = pl.DataFrame(told, schema=dict(DELIVERIES), orient="row")
    material = Material(made, reference, deliveries, pl.DataFrame(), MONTH, date(2026, 7, 15), PLACES)
    book = KPIS.only("K39")

    found = {kpi.code: {} for kpi in book}
    for row in (
        measure(book, measured(material, ("gemeentebijdragen",)), per).drop_nulls("waarde").iter_rows(named=True)
    ):
        found[row["kpi"]][tuple(row[name] for name in per)] = row["waarde"]

    by_total = {(row["gemeente"], row["declaratie_maand"]) for row in totals}
    known = {"month": MONTH, "delivered": delivered | by_total, "years_before": years_before}
    assert figures(tables, per, **known) == found
