# SPDX-License-Identifier: EUPL-1.2
"""Evidence and agreed indexes, against dates and amounts worked out by hand."""

from datetime import date

import pytest

from processors.checking import check
from processors.enrichment import enrich
from processors.lines import make_lines
from processors.rules import RULES

TODAY = date(2026, 10, 1)
TARIFF = {
    "contract_nummer": "C1", "aanbieder": "01000001", "gemeente": "*", "wet": "wmo", "product_categorie": "02",
    "product_code": "02D01", "eenheid": "04",
}  # fmt: skip


def tariffs(*rows, index=()):
    frame = make_lines("tarieven", [{**TARIFF, **row} for row in rows])
    return enrich(frame, "tarieven", {"indexen": make_lines("indexen", index)}, received_on=TODAY)


@pytest.mark.parametrize(
    ("kind", "issued", "last"),
    [
        ("kvk", date(2026, 1, 15), date(2026, 7, 15)),
        ("kvk", date(2025, 8, 31), date(2026, 2, 28)),
        ("belasting", date(2026, 3, 1), date(2026, 9, 1)),
        ("gva", date(2024, 2, 29), date(2026, 2, 28)),
        ("diploma", date(2026, 1, 15), None),
    ],
)
def test_evidence_is_valid_for_the_months_of_its_kind(kind, issued, last):
    rows = make_lines("bewijsstukken", [{"aanbieder": "01000001", "soort": kind, "afgegeven_op": issued}])

    known = enrich(rows, "bewijsstukken", {}, received_on=TODAY)

    assert known["bewijs_geldig_tot"].item() == last


def test_a_tariff_is_compared_with_the_one_before_it_in_an_earlier_year():
    index = [{"contract_nummer": "C1", "jaar": 2026, "index": 450}]

    known = tariffs(
        {"geldig_van": date(2026, 1, 1), "tarief": 7028},
        {"geldig_van": date(2025, 7, 1), "tarief": 6725},
        {"geldig_van": date(2025, 1, 1), "tarief": 6500},
        {"geldig_van": date(2026, 1, 1), "tarief": 100, "product_code": "02D02"},
        index=index,
    )

    # Within 2025 the tariff changed by agreement, not by index; the first of a product follows nothing.
    assert known["tarief_vorig_jaar"].to_list() == [6725, None, None, None]
    assert known["index_afgesproken"].to_list() == [450, None, None, 450]


def test_a_tariff_off_its_index_is_told_and_one_without_an_agreed_index_is_undecided():
    rows = [
        {"geldig_van": date(2025, 1, 1), "geldig_tot": date(2025, 12, 31), "tarief": 6725},
        {"geldig_van": date(2026, 1, 1), "geldig_tot": date(2026, 12, 31), "tarief": 7100},
        {"geldig_van": date(2027, 1, 1), "tarief": 7400},
    ]
    known = tariffs(*rows, index=[{"contract_nummer": "C1", "jaar": 2026, "index": 450}])

    found = check(RULES.only("MGR-307"), known, "tarieven")

    assert found.select("rij", "ernst").rows() == [(3, "waarschuwing"), (2, "signaal"), (4, "signaal")]
