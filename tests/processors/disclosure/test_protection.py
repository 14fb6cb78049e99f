# SPDX-License-Identifier: EUPL-1.2
"""No small cell is shown, and none can be worked out."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.disclosure.audience import Audience, limits
from processors.disclosure.protection import EMPTIED, protected, unsafe_places
from processors.disclosure.publication import for_public, for_region
from processors.disclosure.quantities import quantities
from processors.disclosure.register import earlier
from processors.disclosure.sheet import sheet
from processors.disclosure.small_cells import small
from processors.revisions import KEY
from tests.processors.disclosure.regions import frame, lone_hidden, region, row

REGION, PUBLIC = limits(Audience.REGION, {}), limits(Audience.PUBLIC, {})
PLACES, CATEGORIES = ["0889", "0893", "0907", "0944"], ["01", "02", "03"]
KEYS = [(place, category) for place in PLACES for category in CATEGORIES]
COUNTS = st.lists(st.integers(0, 40), min_size=len(KEYS), max_size=len(KEYS)).map(
    lambda values: dict(zip(KEYS, values, strict=True))
)
# One small cell among large ones.
USUAL = {key: 20 + number for number, key in enumerate(KEYS)} | {("0889", "01"): 3}


def hidden_keys(shown):
    hidden = shown.filter(pl.col("onderdrukt") == "ja")
    return {(place, category) for place, category in hidden.select("gemeente", "product").iter_rows()}


def attacked(figures, hidden, reader=None, before=()):
    """How many small cells an attacker finds when these keys are hidden."""
    laid = sheet(figures, small(figures, REGION), before, quantities(figures), None)
    places = pl.Series(
        [
            (place, category) in hidden if now == 0 else away
            for place, category, now, away in laid.places.select(
                "gemeente", "product", "publicatie", "verborgen"
            ).iter_rows()
        ]
    )
    return int(unsafe_places(laid, places.to_numpy(), REGION, reader).sum())


@settings(max_examples=25, deadline=None)
@given(COUNTS)
def test_a_small_cell_is_hidden_never_alone_and_never_worked_out(counts):
    figures = region(counts)

    shown = protected(figures, REGION).figures

    seen = shown.filter(pl.col("onderdrukt") == "nee")
    assert not [n for n in seen["clienten"] if 0 < n < 5]
    assert not lone_hidden(shown, PLACES, CATEGORIES)
    assert attacked(figures, hidden_keys(shown)) == 0


def test_what_is_hidden_keeps_its_key_and_nothing_else():
    figures = region(USUAL)

    shown = protected(figures, REGION).figures

    gone = shown.filter(pl.col("onderdrukt") == "ja")
    assert shown.select(KEY).equals(figures.select(KEY))
    assert gone.select(EMPTIED).null_count().row(0) == (gone.height,) * len(EMPTIED)
    assert ("0889", "01") in hidden_keys(shown)


def test_a_small_cell_without_company_is_worked_out():
    figures = region(USUAL)

    assert attacked(figures, {("0889", "01")}) == 1


def test_a_municipality_works_out_what_is_hidden_with_only_its_own_cell():
    figures = region(USUAL)
    square = {("0889", "01"), ("0893", "01"), ("0889", "02"), ("0893", "02")}

    assert attacked(figures, square) == 0
    assert attacked(figures, square, "0893") == 1


def test_nothing_is_hidden_where_nothing_is_small_and_nobody_is_no_small_cell():
    figures = region({key: 0 if key == ("0889", "01") else 9 for key in KEYS})

    shown = protected(figures, REGION).figures

    assert shown.equals(figures)


def test_people_of_whom_the_number_is_unknown_are_too_few_below_a_municipality():
    figures = frame([
        row(30), row(30, gemeente="0889"), row(0, lines=8, gemeente="0893"),
        row(0, lines=8, gemeente="0893", product="01"),
    ])  # fmt: skip

    assert small(figures, REGION).to_list() == [False, False, False, True]


def test_another_choice_of_company_than_before_gives_a_cell_away():
    figures = region(USUAL)
    rows = ("0889", "0893", "0907")
    first = {(place, category) for place in rows for category in ("01", "02")}
    second = {(place, category) for place in rows for category in ("01", "03")}
    away = pl.concat_str(pl.col("gemeente", "product").fill_null("-")).is_in([a + b for a, b in first])
    before = figures.with_columns(onderdrukt=pl.when(away).then(pl.lit("ja")).otherwise(pl.lit("nee")))

    assert attacked(figures, second) == 0
    assert attacked(figures, second, before=[before]) == 1


def test_what_is_published_again_hides_the_same(tmp_path):
    figures = region(USUAL)
    day = date(2026, 11, 23)
    first = for_region(figures, {}, tmp_path, today=day)
    first.keep()

    again = for_region(figures, {}, tmp_path, today=day)

    assert hidden_keys(again.figures) == hidden_keys(first.figures)
    assert again.keep() is None
    assert len(earlier(tmp_path, Audience.REGION)) == 1


def test_the_register_is_kept_per_audience(tmp_path):
    for_region(region(USUAL), {}, tmp_path, today=date(2026, 11, 23)).keep()

    assert earlier(tmp_path, Audience.PUBLIC) == []


def test_of_a_kpi_that_earlier_publications_give_away_nothing_is_shown():
    before = region(USUAL)
    apart = pl.col("gemeente").eq_missing(pl.lit("0889")) & pl.col("product").eq_missing(pl.lit("01"))
    shown = before.with_columns(onderdrukt=pl.when(apart).then(pl.lit("ja")).otherwise(pl.lit("nee")))

    found = protected(before, REGION, [shown]).figures

    assert set(found["onderdrukt"]) == {"ja"}
    assert found["waarde"].is_null().all()


# An amount of 281 is published twice with another division beneath it, so that the new figure of 0944 is what is left.
DIVIDED_ANEW = [
    [3, 12, 20, 20, 20, 3, 50, 20, 50, 40, 40, 3],
    [3, 12, 20, 30, 20, 20, 50, 20, 50, 40, 40, 3],
    [3, 12, 20, 30, 20, 20, 50, 20, 50, 40, 8, 8],
]


def test_what_follows_from_earlier_publications_is_no_company_for_a_small_cell(tmp_path):
    for counts in DIVIDED_ANEW:
        figures = region(dict(zip(KEYS, counts, strict=True)))
        shown = for_public(figures, {}, tmp_path, concentration(figures, 5, 40.0, 90.0), today=date(2026, 11, 23))
        shown.keep()

    hidden = hidden_keys(shown.figures)
    assert {("0889", "01"), ("0944", "02"), ("0944", "03")} <= hidden
    assert ("0944", None) not in hidden


@settings(max_examples=10, deadline=None)
@given(st.lists(COUNTS, min_size=2, max_size=3))
def test_no_later_publication_is_refused_for_what_earlier_ones_showed(editions):
    with TemporaryDirectory() as name:
        for counts in editions:
            for_region(region(counts), {}, Path(name), today=date(2026, 11, 23)).keep()

        assert 1 <= len(earlier(Path(name), Audience.REGION)) <= len(editions)


def test_kpis_that_hold_the_same_figure_hide_the_same_cells():
    figures = region(USUAL)
    twin = figures.with_columns(kpi=pl.lit("K07"), clienten=pl.lit(50, pl.Int64), regels=pl.lit(70, pl.Int64))

    shown = protected(pl.concat([figures, twin]), REGION).figures

    one, other = (hidden_keys(shown.filter(pl.col("kpi") == code)) for code in ("K12", "K07"))
    assert one
    assert one == other


def concentration(figures, suppliers, largest, rest):
    return figures.select(
        *KEY, aanbieders=pl.lit(suppliers, pl.Int64), grootste_procent=pl.lit(largest), rest_procent=pl.lit(rest)
    )


def test_what_is_public_names_no_supplier(tmp_path):
    figures = pl.concat([region(USUAL), frame([row(50, aanbieder="01234567"), row(60, contract_nummer="C1")])])
    spread = concentration(figures, 5, 40.0, 90.0)

    shown = for_public(figures, {}, tmp_path, spread, today=date(2026, 11, 23)).figures

    assert shown["aanbieder"].null_count() == shown["contract_nummer"].null_count() == shown.height == 20


@pytest.mark.parametrize(
    ("suppliers", "largest", "rest", "too_much"),
    [
        (3, 75.0, 10.0, False),
        (2, 50.0, 10.0, True),
        (3, 75.1, 10.0, True),
        (3, 75.0, 9.9, True),
        (3, None, None, False),
    ],
)
def test_what_is_public_is_not_of_one_supplier(suppliers, largest, rest, too_much):
    figures = region(dict.fromkeys(KEYS, 30))
    known = concentration(figures, suppliers, largest, rest)

    assert small(figures, PUBLIC, known).to_list() == [too_much] * figures.height


def test_a_cell_of_which_the_suppliers_are_not_known_is_not_public():
    assert small(region(USUAL), PUBLIC).all()


def test_the_use_of_a_ceiling_hides_with_the_turnover_that_it_gives_away():
    clients = {None: 93, "01000001": 3, "01000002": 20, "01000003": 30, "01000004": 40}
    turnover = [row(count, amount=100 * count, kpi="K07", wet="wmo", aanbieder=code) for code, count in clients.items()]
    # The sums differ, for one of them has deliveries under no contract; and a ceiling counts other clients.
    use = [
        row(count + 6, amount=100 * count - (code in {None, "01000004"}), kpi="K08-contract", wet="wmo", aanbieder=code)
        | {"noemer": 7000.0 + count}
        for code, count in clients.items()
    ]

    shown = protected(frame(turnover + use), REGION).figures

    hidden = shown.filter(pl.col("onderdrukt") == "ja")
    of = {kpi: set(hidden.filter(pl.col("kpi") == kpi)["aanbieder"]) for kpi in ("K07", "K08-contract")}
    assert "01000001" in of["K07"]
    assert of["K08-contract"] == of["K07"]
