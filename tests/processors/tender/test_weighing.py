# SPDX-License-Identifier: EUPL-1.2
"""An assessment worked out by hand: order, ties, who is out, and what another weight would do."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.tender.ranking import admitted
from processors.tender.weighing import Weighing, _shifted, sensitivity

CRITERIA = {
    "perceel": str, "criterium": str, "soort": str, "weging": int, "formule": str, "bodem": int, "plafond": int,
    "macht": int, "schaal": int,
}  # fmt: skip
PRICE = ("1", "Prijs", "prijs", 4000, "relatief", None, None, None, None)
G1 = ("1", "G1", "kwaliteit", 3500, None, None, None, None, 1000)
G2 = ("1", "G2", "kwaliteit", 2500, None, None, None, None, 1000)


def weighing(offers, *, winners=1, out=(), drawn=()):
    """Offers of lot 1 as name to price and the scores for G1 and G2."""
    names = list(offers)
    return Weighing(
        prices=pl.DataFrame({"perceel": "1", "inschrijver": names, "prijs": [offers[name][0] for name in names]}),
        consensus=pl.DataFrame(
            [("1", name, f"G{nr}", offers[name][nr]) for name in names for nr in (1, 2)],
            schema={"perceel": str, "inschrijver": str, "criterium": str, "score": int},
            orient="row",
        ),
        criteria=pl.DataFrame([PRICE, G1, G2], schema=CRITERIA, orient="row"),
        offers=pl.DataFrame(
            [("1", name, dict(out).get(name), dict(drawn).get(name)) for name in names],
            schema={"perceel": str, "inschrijver": str, "reden": str, "loting": int},
            orient="row",
        ),
        winners=pl.DataFrame({"perceel": ["1"], "aantal": [winners]}),
    )


def told(found):
    return {name: (total, place, status) for _, name, total, _, place, status, _ in found.rows()}


def test_the_most_points_win():
    # The points of A are 40, 28 and 15, those of B 32, 35 and 20, and those of C 20, 35 and 25.
    found = weighing({"A": (100_000, 800, 600), "B": (125_000, 1000, 800), "C": (200_000, 1000, 1000)}).order()

    assert told(found) == {
        "B": (8700, 1, "gunnen"), "A": (8300, 2, "niet gegund"), "C": (8000, 3, "niet gegund"),
    }  # fmt: skip
    assert found["inschrijver"].to_list() == ["B", "A", "C"]


def test_the_lowest_price_is_that_of_an_offer_that_can_win():
    found = weighing(
        {"A": (50_000, 800, 600), "B": (125_000, 1000, 800)}, out={"A": "vaste cellen gewijzigd"}.items()
    ).order()

    assert told(found) == {"B": (4000 + 3500 + 2000, 1, "gunnen"), "A": (None, None, "afgevallen")}
    assert found["reden"].to_list() == [None, "vaste cellen gewijzigd"]


def test_of_equal_offers_the_one_with_most_quality_comes_first():
    # The points of A are 40, none and 20, those of B 20, 35 and 5.
    found = weighing({"A": (100_000, 0, 800), "B": (200_000, 1000, 200)}).order()

    assert told(found) == {"B": (6000, 1, "gunnen"), "A": (6000, 2, "niet gegund")}


def test_offers_that_are_equal_in_everything_are_drawn():
    same = {"A": (100_000, 800, 600), "B": (100_000, 800, 600), "C": (200_000, 0, 0)}

    before, after = weighing(same).order(), weighing(same, drawn={"A": 2, "B": 1}.items()).order()

    assert told(before) == {
        "A": (8300, 1, "loting nodig"), "B": (8300, 1, "loting nodig"), "C": (2000, 3, "niet gegund"),
    }  # fmt: skip
    assert told(after) == {
        "B": (8300, 1, "gunnen"), "A": (8300, 2, "niet gegund"), "C": (2000, 3, "niet gegund"),
    }  # fmt: skip


def test_equal_offers_that_all_win_need_not_be_drawn():
    found = weighing({"A": (100_000, 800, 600), "B": (100_000, 800, 600)}, winners=2).order()

    assert told(found) == {"A": (8300, 1, "gunnen"), "B": (8300, 1, "gunnen")}


@pytest.mark.parametrize("missing", [(None, 800, 600), (100_000, None, 600)])
def test_nothing_is_said_of_a_lot_while_a_price_or_score_is_missing(missing):
    found = weighing({"A": missing, "B": (125_000, 1000, 800)}, out={"C": ""}.items()).order()

    assert {status for _, _, status in told(found).values()} == {"nog niet te bepalen"}
    assert found["rang"].to_list() == [None, None]


def test_a_score_that_nobody_wrote_down_is_missing_too():
    whole = weighing({"A": (100_000, 800, 600), "B": (125_000, 1000, 800)})

    found = replace(whole, consensus=whole.consensus.filter(pl.col("inschrijver") != "B")).order()

    assert {status for _, _, status in told(found).values()} == {"nog niet te bepalen"}


def test_without_competition_whoever_meets_the_requirements_gets_a_contract():
    offers = pl.DataFrame({"perceel": "1", "inschrijver": ["B", "A"], "reden": ["eis E3 niet bevestigd", None]})

    assert admitted(offers).rows() == [
        ("1", "A", "gunnen", None), ("1", "B", "afgevallen", "eis E3 niet bevestigd"),
    ]  # fmt: skip


def test_a_weight_that_decides_is_found():
    # B wins with 83.27 against 83.00. With 45 for the price A wins with 84.41 against 82.74, with 20 for G2 (and so
    # 42.67 and 37.33 for the others) with 84.53 against 84.15.
    offers = {"A": (100_000, 800, 600), "B": (130_000, 1000, 700)}

    found = sensitivity(weighing(offers))

    assert found.rows() == [
        ("1", "Prijs", -500, "nee", "nee"), ("1", "Prijs", 500, "ja", "ja"),
        ("1", "G1", -500, "ja", "ja"), ("1", "G1", 500, "nee", "nee"),
        ("1", "G2", -500, "ja", "ja"), ("1", "G2", 500, "nee", "nee"),
    ]  # fmt: skip


def test_a_weight_is_not_shifted_beyond_all_or_nothing():
    alone = replace(
        weighing({"A": (100, 0, 0), "B": (200, 0, 0)}),
        criteria=pl.DataFrame([(*PRICE[:3], 9800, *PRICE[4:]), (*G1[:3], 200, *G1[4:])], schema=CRITERIA, orient="row"),
    )

    assert [row[1:3] for row in sensitivity(alone).rows()] == [("Prijs", -500), ("G1", 500)]


@given(weights=st.lists(st.integers(1, 5000), min_size=2, max_size=6), weight=st.integers(1, 9_999))
def test_shifted_weights_still_add_up(weights, weight):
    names = [f"G{nr}" for nr in range(len(weights))]
    criteria = pl.DataFrame({"perceel": "1", "criterium": names, "weging": weights})

    shifted = _shifted(criteria, "1", "G0", weight)["weging"].to_list()

    rest = sum(weights[1:])
    assert (sum(shifted), shifted[0]) == (10_000, weight)
    assert all(
        abs(new - old * (10_000 - weight) / rest) <= 1 for new, old in zip(shifted[1:], weights[1:], strict=True)
    )
