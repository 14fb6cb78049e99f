# SPDX-License-Identifier: EUPL-1.2
"""The KPIs on statements, deliveries and evidence against a second implementation that counts one by one."""

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.deliveries import DELIVERIES
from processors.kpibook import KpiBook
from processors.kpis import deliveries, evidence, statements
from processors.lines import make_lines
from processors.measured import Material, measured
from processors.measuring import measure
from tests.oracle.kpi_statements import figures
from tests.processors.statement_differences.worlds import COVER, DECLARED, STATED

BOOK = KpiBook([kpi for theme in (statements, deliveries, evidence) for kpi in theme.kpis])
MONTH, TODAY = "2026-02", date(2026, 2, 20)
MEMBERS = ("0957", "0983")
SUPPLIERS, LAWS, PRODUCTS = ("01234567", "07654321"), ("wmo", "jw"), ("02A03", "02A05")
MONTHS = ("2025-10", "2025-11", "2026-01", "2026-02", "2026-03")
GRAINS = [
    [], ["wet"], ["gemeente"], ["aanbieder"], ["product"], ["contract_nummer"], ["maand"], ["kwartaal"], ["jaar"],
    ["gemeente", "jaar"], ["aanbieder", "wet", "jaar"], ["gemeente", "maand"],
]  # fmt: skip
FINDINGS = {**dict.fromkeys(("aanlevering", "regel", "ernst", "bestand", "blad", "entiteit"), pl.String),
            "rij": pl.Int64}  # fmt: skip

pick = st.sampled_from
cents = pick([1, 999, 20_000_000, 20_000_001, 30_000_000, 12_345_678])


@st.composite
def a_line(draw):
    begin = draw(pick([date(2024, 12, 1), date(2025, 3, 1), date(2025, 7, 1), date(2026, 1, 1)]))
    amount = draw(cents)
    return DECLARED | {
        "wet": draw(pick(LAWS)), "gemeente": draw(pick(MEMBERS)), "aanbieder": draw(pick(SUPPLIERS)),
        "product_code": draw(pick(PRODUCTS)), "product_periode_begin": begin,
        "product_periode_eind": begin + timedelta(days=27), "geleverd_volume": draw(st.integers(1, 50)),
        "ingediend_bedrag": amount, "toegekend_bedrag": draw(pick([None, None, amount, amount // 2])),
        "debet_credit": draw(pick("DDDC")), "vorig_referentie_nummer": None,
        "status": draw(pick(["toegekend", "ingediend", "afgewezen"])),
        "declaratie_dagtekening": draw(pick([date(2025, 4, 5), date(2026, 2, 11)])),
    }  # fmt: skip


@st.composite
def a_total(draw):
    month, amount = draw(pick(["2024-12", "2025-11", "2026-01"])), draw(cents)
    return {
        "wet": draw(pick(LAWS)), "gemeente": draw(pick(MEMBERS)), "aanbieder": draw(pick(SUPPLIERS)),
        "product_categorie": "02", "product_code": draw(pick(PRODUCTS)), "leveringsmaand": month,
        "declaratie_maand": month, "volume": draw(st.integers(-3, 50)), "eenheid": draw(pick(["04", "04", "16"])),
        "regels": 1, "ingediend_bedrag": amount, "toegekend_bedrag": draw(pick([None, amount // 2])),
    }  # fmt: skip


@st.composite
def a_merger(draw):
    gone, successor = draw(st.permutations(SUPPLIERS))
    ended = draw(pick([None, date(2025, 6, 30), date(2026, 3, 31)]))
    return {"aanbieder": gone, "naam": "Opgegaan in een ander", "opvolger": successor, "tot": ended}


@st.composite
def worlds(draw):
    declared = draw(st.lists(a_line(), min_size=2, max_size=8))
    lines = [line | {"referentie_nummer": f"R{number}"} for number, line in enumerate(declared)]
    covers, stated = [], []
    for year, law, supplier in draw(
        st.lists(st.tuples(pick([2024, 2025]), pick(LAWS), pick(SUPPLIERS)), unique=True, min_size=1, max_size=4)
    ):
        about = {"jaar": year, "wet": law, "aanbieder": supplier}
        covers.append(COVER | about | {
            "soort_verklaring": draw(pick(["accountant", "accountant", "bestuur", None])),
            "oordeel": draw(pick(["goedkeurend", "goedkeurend", "beperking", None])),
            "ontvangen_op": date(year + 1, 3, 1) + timedelta(days=draw(st.integers(-2, 1))),
        })  # fmt: skip
        for place, code in draw(st.lists(st.tuples(pick(MEMBERS), pick(PRODUCTS)), max_size=3)):
            total = draw(cents)
            stated.append(STATED | about | {
                "gemeente": place, "product_code": code, "bedrag_totaal": total, "tarief": total, "aantal": 1,
                "bedrag_in_behandeling": draw(pick([None, total // 50])),
            })  # fmt: skip
    return {
        "declaratieregels": lines, "verantwoordingen": covers, "verantwoordingsregels": stated, "toewijzingen": [],
        "declaratietotalen": draw(st.lists(a_total(), max_size=2)), "maand": MONTH, "vandaag": TODAY, "leden": MEMBERS,
        "aanbieders": draw(st.lists(a_merger(), max_size=1)),
        "lidmaatschap": [
            {"gemeente": place, "module": "2", "van": date(2014, 1, 1), "tot": draw(pick([None, date(2025, 11, 30)]))}
            for place in MEMBERS
        ],
        **draw(received()), **draw(contracts()),
    }  # fmt: skip


@st.composite
def received(draw):
    """Deliveries of municipalities and files of suppliers, in versions, with findings."""
    rows, found = [], []
    for number in range(draw(st.integers(1, 7))):
        municipal = draw(st.booleans())
        came = draw(st.integers(-5, 9))
        limit = draw(pick([None, date(2025, 12, 15)]))
        rows.append({
            "aanlevering": f"A{number}", "soort": "gemeentelevering" if municipal else "declaratie",
            "gemeente": draw(pick(MEMBERS)) if municipal else None,
            "aanbieder": None if municipal else draw(pick(SUPPLIERS)), "maand": draw(pick(MONTHS)),
            "status": draw(pick(["geaccepteerd", "deels", "vervangen", "geweigerd"])), "versie": number,
            # Each came on another day, so that one of them is the first.
            "ontvangen_op": date(2025, 12, 15) + timedelta(days=10 * came + number), "uiterste_datum": limit,
            "regels": draw(st.integers(0, 40)),
        })  # fmt: skip
        found += [
            {
                "aanlevering": f"A{number}", "regel": draw(pick(["TR101", "RS001"])), "bestand": "a.xlsx", "blad": "B",
                "ernst": draw(pick(["fout", "waarschuwing", "signaal"])), "rij": draw(pick([None, 2, 2, 3])),
                "entiteit": draw(pick(["declaratieregels", "declaratieregels", "bestand"])),
            }
            for _ in range(draw(st.integers(1, 4)))
        ]  # fmt: skip
    return {"leveringen": rows, "bevindingen": found}


@st.composite
def contracts(draw):
    made = [
        {
            "contract_nummer": f"C{number}",
            "aanbieder": draw(pick(SUPPLIERS)),
            "wet": draw(pick(LAWS)),
            "begindatum": draw(pick([date(2020, 1, 1), date(2026, 2, 1)])),
            "einddatum": draw(pick([None, date(2025, 11, 15), date(2026, 2, 20)])),
        }
        for number in range(draw(st.integers(1, 4)))
    ]
    papers = [
        {
            "aanbieder": draw(pick(SUPPLIERS)),
            "soort": draw(pick(["gva", "kvk", "belasting", "anders"])),
            "afgegeven_op": draw(pick([date(2024, 2, 20), date(2025, 8, 20), date(2025, 8, 19), date(2026, 2, 1)])),
            "contract_nummer": draw(pick([None, "C0", "C1"])),
        }
        for _ in range(draw(st.integers(1, 5)))
    ]
    return {"contracten": made, "bewijsstukken": papers}


def material(world):
    lines = ("declaratieregels", "verantwoordingen", "verantwoordingsregels", "toewijzingen", "declaratietotalen")
    register = ("lidmaatschap", "contracten", "bewijsstukken", "aanbieders")
    told = pl.DataFrame(
        [{name: row.get(name) for name in DELIVERIES} for row in world["leveringen"]], schema=dict(DELIVERIES)
    )
    return Material(
        {name: make_lines(name, world[name]) for name in lines},
        {name: make_lines(name, world[name]) for name in register},
        told, pl.DataFrame(world["bevindingen"], schema=FINDINGS), MONTH, TODAY, MEMBERS,
    )  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(world=worlds())
def test_the_figures_are_those_of_counting_one_by_one(world):
    lines = measured(material(world), dict.fromkeys(kpi.table for kpi in BOOK))

    for per in GRAINS:
        found = measure(BOOK, lines, per).filter(pl.col("waarde").is_not_null())

        told = {kpi.code: {} for kpi in BOOK}
        for row in found.iter_rows(named=True):
            told[row["kpi"]][tuple(row[name] for name in per)] = pytest.approx(row["waarde"], abs=1e-9)
        expected = {
            code: {key: value for key, value in of_group.items() if value is not None}
            for code, of_group in figures(world, per).items()
        }
        assert (per, expected) == (per, told)


def test_evidence_that_nobody_keeps_gives_no_figure():
    contract = {"contract_nummer": "C1", "aanbieder": SUPPLIERS[0], "wet": "wmo", "begindatum": date(2020, 1, 1)}
    nothing = {name: [] for name in ("declaratieregels", "verantwoordingen", "verantwoordingsregels", "toewijzingen",
                                     "declaratietotalen", "lidmaatschap", "bewijsstukken", "aanbieders", "leveringen",
                                     "bevindingen")}  # fmt: skip
    whole = material(nothing | {"contracten": [contract]})
    unkept = replace(whole, reference={"contracten": whole.reference["contracten"]})

    figure, unknown = (
        measure(KpiBook(evidence.kpis.kpis), measured(each, ["lopende_contracten"]), [])["waarde"].item()
        for each in (whole, unkept)
    )

    assert (figure, unknown) == (0, None)
