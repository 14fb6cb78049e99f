# SPDX-License-Identifier: EUPL-1.2
"""What enrichment joins to a line of the agreements in the profile of its contract."""

from datetime import date

import pytest

from processors.enrichment import enrich
from processors.lines import make_lines
from processors.profiles import profiles_of

PLACE = {"wet": "wmo", "gemeente": "0983", "toewijzing_nummer": 1}
LINE = {
    **PLACE, "aanbieder": "01000001", "product_code": "02A03", "product_periode_begin": date(2026, 11, 1),
    "product_periode_eind": date(2026, 11, 30), "eenheid": "04",
}  # fmt: skip
ALLOCATION = {
    **PLACE, "toewijzing_datum": date(2026, 1, 1), "ingangsdatum": date(2026, 1, 1), "einddatum": date(2026, 12, 31),
    "product_categorie": "02", "volume": 3, "eenheid": "04", "frequentie": "2",
}  # fmt: skip
CONTRACTS = {"01000001": "streng", "02000002": "ruim", "03000003": None}
PROFILES = profiles_of(
    {
        "profielen": make_lines(
            "profielen",
            [
                {"profiel": "streng", "afspraak": "weken_naar_boven"},
                {"profiel": "streng", "afspraak": "halve_maand", "waarde": "15"},
                {"profiel": "ruim", "afspraak": "eigen_maximum", "waarde": "90"},
                {"profiel": "ruim", "afspraak": "eigen_maximum:02A09", "waarde": "120"},
            ],
        )
    }
)
COLUMNS = ["maximum_lokaal", "maximum_afspraak", "halve_maand_dag"]


def enriched(rows, *present, profile=None):
    tables = {
        "toewijzingen": make_lines("toewijzingen", [ALLOCATION]),
        "contracten": make_lines(
            "contracten",
            [
                {
                    "contract_nummer": who,
                    "aanbieder": who,
                    "wet": "wmo",
                    "begindatum": date(2025, 1, 1),
                    "profiel": name,
                }
                for who, name in CONTRACTS.items()
            ],
        ),
    }
    return enrich(
        make_lines("declaratieregels", rows), "declaratieregels", {name: tables[name] for name in present},
        received_on=date(2026, 12, 10), profiles=PROFILES, profile=profile,
    )  # fmt: skip


def test_a_line_gets_what_the_profile_of_its_own_contract_agrees():
    rows = [{**LINE, "aanbieder": who} for who in (*CONTRACTS, "09000009")]

    frame = enriched(rows, "toewijzingen", "contracten")

    assert frame.select("maximum_periode", *COLUMNS).rows() == [
        (18, 15, "30 dagen gedeeld door 7, naar boven afgerond, is 5 weken; landelijk 6 ISO-weken", 15),
        (18, 17, "hooguit 90% van het maximum", None),
        (18, None, None, None),
        (18, None, None, None),
    ]


def test_the_agreement_on_a_product_goes_before_that_on_all():
    rows = [{**LINE, "product_code": code} for code in ("02A03", "02A09", None)]

    frame = enriched(rows, "toewijzingen", profile="ruim")

    assert frame["maximum_lokaal"].to_list() == [17, 22, 17]


def test_a_line_without_allocation_has_no_maximum_by_agreement():
    frame = enriched([{**LINE, "toewijzing_nummer": 9}], "toewijzingen", profile="streng")

    assert frame.select(COLUMNS).rows() == [(None, None, 15)]


@pytest.mark.parametrize(
    ("present", "profile", "columns"),
    [
        (["toewijzingen", "contracten"], None, COLUMNS),
        (["contracten"], None, ["halve_maand_dag"]),
        (["toewijzingen"], None, ["maximum_lokaal", "maximum_afspraak"]),
        (["toewijzingen"], "streng", COLUMNS),
        ([], "streng", ["halve_maand_dag"]),
        ([], None, []),
    ],
)
def test_only_what_can_be_known_is_joined(present, profile, columns):
    names = enriched([LINE], *present, profile=profile).columns

    assert set(names) & set(COLUMNS) == set(columns)


def test_no_lines_give_no_lines():
    frame = enriched([], "toewijzingen", "contracten")

    assert frame.select(COLUMNS).rows() == []
