# SPDX-License-Identifier: EUPL-1.2
"""The KPIs on what was declared against the same worked out line by line, on small regions at several grains."""

from calendar import monthrange
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.deliveries import DELIVERIES
from processors.kpis import KPIS
from processors.lines import make_lines
from processors.measured import Material, measured
from processors.measured.rejected import return_codes
from processors.measuring import measure
from tests.oracle.kpi_declared import CODES, figures
from tests.oracle.return_codes import return_codes as return_codes_one_by_one

MEMBERS = ("0983", "0984")
MONTHS = ["2025-05", "2025-06", "2026-02", "2026-05", "2026-06", "2026-07", "2026-09"]
SUPPLIERS = [f"9900000{number}" for number in range(4)]
GRAINS = [
    [], ["gemeente"], ["aanbieder"], ["categorie"], ["product"], ["wet"], ["maand"], ["kwartaal"], ["jaar"],
    ["gemeente", "kwartaal"], ["wet", "jaar"], ["gemeente", "wet", "jaar"], ["aanbieder", "wet", "jaar"],
    ["gemeente", "categorie", "wet", "jaar"],
]  # fmt: skip
amounts = st.integers(0, 400)
cares = st.fixed_dictionaries({
    "wet": st.sampled_from(["jw", "wmo"]), "gemeente": st.sampled_from(MEMBERS),
    "aanbieder": st.sampled_from(SUPPLIERS), "client": st.sampled_from(["P1-a", "P1-b", "P1-c"]),
    "toewijzing_nummer": st.integers(1, 3), "month": st.sampled_from(MONTHS),
    "product": st.sampled_from([("42", "42D01"), ("42", "42D02"), ("44", None), (None, None)]),
    "sent": st.lists(
        st.tuples(st.sampled_from("DDDC"), st.integers(0, 4), st.sampled_from([None, None, 3, 20]), amounts,
                  st.sampled_from([None, "toegekend", "afgewezen"]), st.booleans(),
                  st.sampled_from([None, None, "8001", "0001 8001"])),
        min_size=1, max_size=4,
    ),
})  # fmt: skip
totals = st.fixed_dictionaries({
    "wet": st.sampled_from(["jw", "wmo"]), "gemeente": st.sampled_from(MEMBERS),
    "aanbieder": st.sampled_from(SUPPLIERS), "product_categorie": st.just("42"), "product_code": st.just("42D01"),
    "leveringsmaand": st.sampled_from(MONTHS), "declaratie_maand": st.just("2026-09"), "regels": st.just(4),
    "ingediend_bedrag": amounts, "toegekend_bedrag": st.none() | amounts,
})  # fmt: skip
merged = st.lists(
    st.fixed_dictionaries({
        "aanbieder": st.sampled_from(SUPPLIERS), "opvolger": st.sampled_from(SUPPLIERS),
        "tot": st.sampled_from([None, date(2026, 1, 31), date(2026, 12, 31)]),
    }),
    max_size=3, unique_by=lambda row: row["aanbieder"],
)  # fmt: skip
priced_cares = st.tuples(cares, st.sampled_from(["2025-05", "2026-05"]), st.sampled_from(SUPPLIERS[:2])).map(
    lambda care: care[0] | {"wet": "wmo", "product": ("42", "42D01"), "month": care[1], "aanbieder": care[2]}
)
tariffs = st.lists(
    st.fixed_dictionaries({
        "contract_nummer": st.sampled_from(["C1", "C2"]), "aanbieder": st.sampled_from(SUPPLIERS[:3]),
        "gemeente": st.sampled_from(["*", "*", *MEMBERS]), "wet": st.just("wmo"),
        "product_categorie": st.just("42"), "product_code": st.just("42D01"),
        "eenheid": st.sampled_from(["04", "04", "04", "16"]), "per_uur": st.sampled_from(["nee", "nee", "ja"]),
        "tarief": st.integers(1, 300), "geldig_van": st.sampled_from([date(2025, 1, 1), date(2026, 1, 1)]),
        "geldig_tot": st.sampled_from([None, None, date(2025, 12, 31)]),
    }),
    min_size=2, max_size=8,
)  # fmt: skip
indexes = st.lists(
    st.fixed_dictionaries({
        "contract_nummer": st.sampled_from(["C1", "C2"]), "jaar": st.sampled_from([2025, 2026]),
        "index": st.integers(-50, 900),
    }),
    max_size=3, unique_by=lambda row: (row["contract_nummer"], row["jaar"]),
)  # fmt: skip
inhabitants = st.lists(
    st.fixed_dictionaries({
        "gemeente": st.sampled_from(MEMBERS), "jaar": st.sampled_from([2025, 2026]),
        "leeftijdsgroep": st.sampled_from(["0-17", "18-64", "65+"]), "aantal": st.integers(0, 50),
    }),
    max_size=12, unique_by=lambda row: (row["gemeente"], row["jaar"], row["leeftijdsgroep"]),
)  # fmt: skip


def later(month, count):
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{number // 12}-{number % 12 + 1:02d}"


def lines_of(cares):
    found = []
    for care in cares:
        year, number = int(care["month"][:4]), int(care["month"][5:])
        for sign, after, day, amount, status, whole, codes in care["sent"]:
            declared = later(care["month"], after)
            found.append({
                **{name: care[name] for name in ("wet", "gemeente", "aanbieder", "client", "toewijzing_nummer")},
                "product_categorie": care["product"][0], "product_code": care["product"][1],
                "product_periode_begin": date(year, number, 1),
                "product_periode_eind": date(year, number, monthrange(year, number)[1]),
                "declaratie_maand": declared,
                "declaratie_dagtekening": day and date(int(declared[:4]), int(declared[5:]), day),
                "debet_credit": sign, "ingediend_bedrag": amount, "status": status,
                "toegekend_bedrag": None if status is None else amount if whole else amount // 2,
                "retourcodes": codes,
            })  # fmt: skip
    return found


def material(tables, closed):
    delivered = [
        {
            **dict.fromkeys(DELIVERIES),
            "soort": "gemeentelevering",
            "status": "geaccepteerd",
            "gemeente": who,
            "maand": m,
        }
        for m in MONTHS
        for who in MEMBERS
        if m in closed or who == MEMBERS[0]
    ]
    made = {name: make_lines(name, rows) for name, rows in tables.items() if name != "leden"}
    lines = {name: made.pop(name) for name in ("declaratieregels", "declaratietotalen")}
    deliveries = pl.DataFrame(delivered, schema=dict(DELIVERIES), orient="row")
    return Material(lines, made, deliveries, pl.DataFrame(), "2026-07", date(2026, 8, 1), MEMBERS)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(cares, max_size=8), st.lists(totals, max_size=2), merged, inhabitants, st.sets(st.sampled_from(MONTHS)))
def test_every_kpi_on_declarations_is_that_of_the_lines_one_by_one(cares, totals, merged, inhabitants, closed):
    names = [{"naam": "Aanbieder", **row} for row in merged]
    tables = {
        "declaratieregels": lines_of(cares), "declaratietotalen": totals, "aanbieders": names,
        "inwoners": inhabitants, "tarieven": [], "indexen": [], "leden": MEMBERS,
    }  # fmt: skip

    as_one_by_one(tables, closed, CODES)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(priced_cares, min_size=2, max_size=6), st.lists(totals, max_size=2), merged, tariffs, indexes)
def test_turnover_at_the_prices_of_now_is_that_of_the_lines_one_by_one(cares, totals, merged, tariffs, indexes):
    names = [{"naam": "Aanbieder", **row} for row in merged]
    tables = {
        "declaratieregels": lines_of(cares), "declaratietotalen": totals, "aanbieders": names, "inwoners": [],
        "tarieven": tariffs, "indexen": indexes, "leden": MEMBERS,
    }  # fmt: skip

    as_one_by_one(tables, MONTHS, ("K05", "K05-index"))


def as_one_by_one(tables, closed, codes):
    region = material(tables, closed)
    kpis = KPIS.only(*codes)
    rows = measured(region, {kpi.table for kpi in kpis})
    for per in GRAINS:
        found = measure(kpis, rows, per)
        expected = figures(tables, per, month="2026-07", closed=closed)
        for code in codes:
            # A market is of a year, and inhabitants are those of a law in a year.
            if (code == "K42" and not {"wet", "jaar"} <= set(per)) or (
                code == "K06-hhi" and {"maand", "kwartaal"} & set(per)
            ):
                continue
            own = found.filter(pl.col("kpi") == code)
            values = {tuple(row[name] for name in per): row["waarde"] for row in own.iter_rows(named=True)}
            known = {key: value for key, value in values.items() if value is not None}
            asked = {key: value for key, value in expected[code].items() if value is not None}
            # A place where nobody used anything has its own row, with no use; by supplier there is none.
            if code == "K42":
                assert all(known[key] == 0 for key in known.keys() - asked.keys())
                known = {key: value for key, value in known.items() if key in asked}
            # Each share is rounded, at most half a point for every cent of turnover; so is their mean.
            assert known == pytest.approx(asked, abs=0.5 if code == "K06-hhi" else 1e-6, rel=1e-9), (code, per)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(cares, max_size=12), st.integers(0, 13))
def test_return_codes_are_those_of_the_lines_one_by_one(cares, kinds):
    lines = lines_of(cares)
    for number, line in enumerate(lines[: 2 * kinds]):
        line["retourcodes"] = f"80{number // 2:02d} 8001"

    found = return_codes(material({"declaratieregels": lines, "declaratietotalen": []}, ()))

    assert found.rows() == return_codes_one_by_one(lines, "2026-07")
