# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import polars as pl
import pytest

from processors.measured.requests import OPEN, ageing
from tests.processors.measured.regions import PLACE, measured

ASKED = {
    **PLACE, "soort": "315", "onderdeel": "aangevraagd", "referentie_aanbieder": "V1", "dagtekening": date(2026, 9, 1),
    "product_categorie": "02", "product_code": "02A03",
}  # fmt: skip
INVESTIGATED = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "referentie_aanbieder": "V1", "verzoek_antwoord": "2",
    "dagtekening": date(2026, 9, 3),
}  # fmt: skip
REJECTED = {**INVESTIGATED, "verzoek_antwoord": "1", "dagtekening": date(2026, 9, 10)}
HONOURED = {**PLACE, "toewijzing_nummer": 1, "referentie_aanbieder": "V1", "toewijzing_datum": date(2026, 9, 9)}


def decided(*rows, answers=(), allocations=()):
    return measured(
        "verzoeken_besloten", verzoeken=list(rows), verzoekantwoorden=list(answers), toewijzingen=list(allocations)
    )


def still_open(*rows, answers=(), **told):
    found = measured("verzoeken_open", verzoeken=list(rows), verzoekantwoorden=list(answers), **told)
    return [(row["maand"], row["werkdagen"]) for row in found if row["staat_open"]]


def test_the_first_decision_ends_the_time_of_a_request():
    [found] = decided(ASKED, answers=[INVESTIGATED, REJECTED], allocations=[HONOURED])

    assert (found["maand"], found["werkdagen"], found["onderzocht"]) == ("2026-09", 6, True)


def test_being_investigated_is_no_decision():
    assert decided(ASKED, answers=[INVESTIGATED]) == []


def test_the_answer_beside_the_request_decides_too():
    [found] = decided({**ASKED, "antwoord": "afgewezen", "antwoord_op": date(2026, 9, 8)})

    assert (found["werkdagen"], found["onderzocht"]) == (5, False)


def test_of_a_decision_without_a_day_the_time_is_not_known():
    [found] = decided({**ASKED, "antwoord": "toegewezen"})

    assert (found["maand"], found["werkdagen"]) == (None, None)


def test_the_day_of_the_allocation_tells_when_an_answer_without_a_day_was_given():
    [found] = decided({**ASKED, "antwoord": "toegewezen"}, allocations=[HONOURED])

    assert found["werkdagen"] == 6


def test_what_was_decided_before_the_request_is_no_answer_to_it():
    assert decided(ASKED, allocations=[{**HONOURED, "toewijzing_datum": date(2026, 8, 31)}]) == []


def test_a_request_of_more_rows_is_one_without_product_where_they_differ():
    rows = [{**ASKED, "soort": "317"}, {**ASKED, "soort": "317", "product_code": "02A04"}]

    [found] = decided(*rows, answers=[REJECTED])

    assert (found["product_categorie"], found["product_code"]) == ("02", None)


def test_a_request_is_open_at_the_end_of_each_month_until_its_decision():
    asked = {**ASKED, "dagtekening": date(2026, 7, 30)}

    found = still_open(asked, answers=[REJECTED], months=["2026-06", "2026-07", "2026-08", "2026-09"])

    assert found == [("2026-07", 1), ("2026-08", 22)]


def test_in_the_running_month_a_request_ages_until_today():
    assert still_open(ASKED, today=date(2026, 9, 4)) == [("2026-09", 3)]


def test_what_was_decided_on_an_unknown_day_is_not_open():
    assert still_open({**ASKED, "antwoord": "afgewezen"}) == []


def test_a_month_in_which_nothing_is_open_is_told():
    found = measured("verzoeken_open", months=["2026-08"], verzoeken=[])

    assert [(row["maand"], row["staat_open"]) for row in found] == [("2026-08", False), ("2026-09", False)]


@pytest.mark.parametrize(
    ("age", "band"), [(0, "0-5"), (5, "0-5"), (6, "6-20"), (20, "6-20"), (21, "21-40"), (40, "21-40"), (41, ">40")]
)
def test_open_requests_are_shown_by_their_age(age, band):
    rows = OPEN.make([
        {"gemeente": "0983", "maand": "2026-09", "staat_open": True, "werkdagen": age},
        {"gemeente": "0984", "maand": "2026-08", "staat_open": True, "werkdagen": age},
        {"maand": "2026-09", "staat_open": False},
    ])  # fmt: skip

    found = ageing(rows, "2026-09")

    assert found["werkdagen"].to_list() == ["0-5", "6-20", "21-40", ">40"]
    assert found.filter(pl.col("aantal") == 1).rows() == [("0983", band, 1)]
