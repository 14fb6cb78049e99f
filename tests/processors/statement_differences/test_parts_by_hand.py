# SPDX-License-Identifier: EUPL-1.2
"""Random small worlds: the parts add up to the difference, and are those of a reading row by row."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.statement_differences.evidence import evidence
from processors.statement_differences.parts import CLASSES, column, split
from processors.statement_differences.sides import KEY, beside_each_other, of_years
from tests.oracle.statement_differences import differences
from tests.processors.statement_differences.worlds import (
    ALLOCATION,
    DECLARED,
    LAW,
    SIGNED,
    STATED,
    SUPPLIER,
    YEAR,
    sides,
)

AMOUNTS = st.sampled_from([0, 1, 3, 1_000, 2_000, 2_001])
COUNTS = st.integers(0, 4)
PLACES, PRODUCTS, UNITS = (st.sampled_from(each) for each in (["0983", "0984"], ["02A03", "02A05"], ["04", "01"]))
MONTHS = st.sampled_from([
    {"product_periode_begin": date(2025, 3, 1), "product_periode_eind": date(2025, 3, 31)},
    {"product_periode_begin": date(2025, 6, 30), "product_periode_eind": date(2025, 7, 1)},
    {"product_periode_begin": date(2024, 12, 1), "product_periode_eind": date(2024, 12, 31)},
])  # fmt: skip
STATEMENT_LINES = st.fixed_dictionaries({
    "gemeente": PLACES, "product_code": PRODUCTS, "eenheid": UNITS, "tarief": st.sampled_from([500, 600]),
    "aantal": COUNTS, "bedrag_totaal": AMOUNTS, "bedrag_in_behandeling": st.none() | AMOUNTS,
    "bedrag_nog_te_declareren": st.none() | AMOUNTS,
})  # fmt: skip
DECLARED_LINES = st.tuples(
    st.fixed_dictionaries({
        "gemeente": PLACES, "product_code": PRODUCTS, "eenheid": UNITS, "product_tarief": st.sampled_from([500, 600]),
        "geleverd_volume": COUNTS, "ingediend_bedrag": AMOUNTS, "toegekend_bedrag": st.none() | AMOUNTS,
        "client": st.sampled_from(["P1-a", "P1-b"]), "status": st.sampled_from(["toegekend", "toegekend", "afgewezen"]),
        "debet_credit": st.sampled_from("DDDC"), "toewijzing_nummer": st.integers(1, 2),
        "vorig_referentie_nummer": st.sampled_from(["R1", "R2", "R3"]),
        "declaratie_dagtekening": st.sampled_from([SIGNED, date(2026, 2, 11)]),
    }),
    MONTHS,
).map(lambda pair: pair[0] | pair[1])  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STATEMENT_LINES, min_size=1, max_size=5), st.lists(DECLARED_LINES, max_size=8))
def test_parts_add_up_to_the_difference_and_are_those_of_reading_row_by_row(stated, declared):
    world = of_years(sides(stated, declared))

    found = split(beside_each_other(world), evidence(world)).to_dicts()

    by_letter = [{letter: row[column(letter)] for letter in CLASSES} for row in found]
    for row, parts in zip(found, by_letter, strict=True):
        if row["verschil"] is None:
            assert set(parts.values()) == {None}
        else:
            assert sum(parts.values()) == row["verschil"]
            # No part is larger than the difference, or goes the other way.
            assert all(part * row["verschil"] >= 0 and abs(part) <= abs(row["verschil"]) for part in parts.values())
    read = differences(
        [STATED | line for line in stated],
        [DECLARED | {"referentie_nummer": f"R{number}"} | line for number, line in enumerate(declared, 1)],
        {(YEAR, LAW, SUPPLIER): SIGNED},
        {(LAW, "0983", 1): (ALLOCATION["ingangsdatum"], ALLOCATION["einddatum"])},
    )
    judged = {
        tuple(row[name] for name in KEY): (row["verantwoord"], row["toegekend"], parts)
        for row, parts in zip(found, by_letter, strict=True)
        if row["verschil"] is not None
    }
    assert judged == read
