# SPDX-License-Identifier: EUPL-1.2
"""Where figures come from, of all municipalities at once: what the command says of one, and nothing of a neighbour."""

from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.kpis import KPIS
from processors.measured import measured
from processors.origins import ORIGINS, Origins
from processors.provenance import Group, rests_on
from processors.region_pages.kpi_pages import asked_of_members
from tests.processors.tracing import FILES, LINE, MEMBERS, MONTH, TODAY, gathered

ASKED = {code: period for code, period in asked_of_members(MONTH).items() if code != "K39"}
SPANS = {4: "jaar", 7: "maand"}
pick = st.sampled_from


@st.composite
def stores(draw):
    """Lines and allocations of a few people, some known in both municipalities, over files that share them."""

    def about(number):
        place = draw(pick(list(MEMBERS)))
        begin = date(draw(pick([2025, 2026])), draw(st.integers(6, 9)), 1)
        return {
            "gemeente": place, "client": draw(pick(["P1-a", "P1-b", "P1-c"])), "aanlevering": draw(pick(list(FILES))),
            "rij": 2 + number, "begin": begin, "product_code": draw(pick(["02A01", "02A02", None])),
            "toewijzing_nummer": draw(st.integers(1, 4)),
        }  # fmt: skip

    told = [about(number) for number in range(draw(st.integers(1, 9)))]
    lines, allocations, messages = [], [], []
    for each in told:
        row = {key: value for key, value in each.items() if key != "begin"}
        lines.append({**LINE, **row, "product_periode_begin": each["begin"]})
        allocations.append({
            **row, "wet": "wmo", "aanbieder": "01000001", "product_categorie": "02", "ingangsdatum": each["begin"],
            "toewijzing_datum": each["begin"],
        })  # fmt: skip
        start = {name: value for name, value in row.items() if name != "product_code"}
        messages.append({
            **start, "wet": "wmo", "aanbieder": "01000001", "begindatum": each["begin"], "dagtekening": each["begin"],
            "soort": "start", "status_aanlevering": "1",
        })  # fmt: skip
    return {"declaratieregels": lines, "toewijzingen": allocations, "regieberichten": messages}


def origins(rows):
    told = gathered(rows)
    found = Origins(asked_of_members(MONTH), told)
    measured(told.material(MONTH, TODAY, MEMBERS), seen=found.see)
    return found.told()


def of_place(frame, place):
    return frame.filter(pl.col("gemeente") == place)


def in_rows(told, table, place):
    """File and row of every row of an accepted table that is of a municipality."""
    own = of_place(told.traced[table], place)
    return set(own.select("aanlevering", "rij").iter_rows())


@settings(max_examples=15)  # each one measures every table
@given(stores())
def test_it_says_of_every_figure_what_the_command_says_of_one_as_far_as_rows_are_its_own(rows):
    told, found = gathered(rows), origins(rows)
    material = told.material(MONTH, TODAY, MEMBERS)

    for code, period in ASKED.items():
        kpi = next(each for each in KPIS if each.code == code)
        span = "kwartaal" if "K" in period else SPANS[len(period)]
        for place in MEMBERS:
            expected = {}
            for each in rests_on(kpi, Group({"gemeente": place, span: period}), told, material).iter_rows(named=True):
                key = (each["tabel"], each["aanlevering"])
                if each["tabel"] == "levering":
                    expected[key] = (None, None, None)
                    continue
                known = in_rows(told, each["tabel"], place)
                own = [row for row in each["rijen"] if (each["aanlevering"], row) in known]
                if own:
                    expected[key] = (len(own), min(own), max(own))
            here = of_place(found, place).filter(kpi=code, maand=period)
            shown = {(table, receipt): tuple(rest) for table, receipt, *rest in
                     here.select("tabel", "aanlevering", "rijen", "eerste", "laatste").iter_rows()}  # fmt: skip
            assert shown == expected, (code, place)


@settings(max_examples=10)
@given(stores())
def test_rows_of_a_neighbour_change_nothing_of_what_a_municipality_reads(rows):
    alone = {name: [row for row in own if row["gemeente"] == "0983"] for name, own in rows.items()}

    both, own = of_place(origins(rows), "0983"), of_place(origins(alone), "0983")

    tables = pl.col("kpi") != "K39"  # a share in a budget is worked out from all members
    assert both.filter(tables).equals(own.filter(tables))


def test_without_anything_asked_nothing_is_looked_up():
    rows = {"declaratieregels": [{**LINE, "gemeente": "0983", "client": "P1-a", "aanlevering": "A-000001", "rij": 2}]}
    told = gathered(rows)
    found = Origins({}, told)

    measured(told.material(MONTH, TODAY, MEMBERS), seen=found.see)

    assert found.told().is_empty()
    assert found.told().columns == list(ORIGINS)
