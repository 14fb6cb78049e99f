# SPDX-License-Identifier: EUPL-1.2
"""Headers of messages: which came before, and how many working days a return took."""

from datetime import date

import pytest

from processors.checking import check
from processors.enrichment import enrich
from processors.lines import make_lines
from processors.rules import RULES

RECEIVED = date(2026, 10, 20)
MESSAGE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01234567", "bericht": "323", "identificatie": "1",
    "dagtekening": date(2026, 10, 2), "bericht_code": "484",
}  # fmt: skip


def known(rows, before=()):
    frames = {"berichten": make_lines("berichten", before)}
    return enrich(make_lines("berichten", rows), "berichten", frames, received_on=RECEIVED)


@pytest.mark.parametrize(
    ("change", "repeated"),
    [
        ({}, True),
        ({"dagtekening": date(2026, 10, 9)}, True),
        ({"gemeente": "0984"}, True),
        ({"aanbieder": "07654321"}, False),
        ({"identificatie": "2"}, False),
        ({"wet": "jw"}, False),
        ({"bericht": "305"}, False),
        ({"bericht_code": None}, False),
        ({"identificatie": None}, None),
        ({"bericht": "303"}, None),
    ],
)
def test_a_sender_uses_an_identification_once_for_a_kind_of_message(change, repeated):
    again = {**MESSAGE, **change}

    assert known([again], [MESSAGE])["bericht_eerder_ontvangen"].to_list() == [repeated]
    assert known([MESSAGE, again])["bericht_eerder_ontvangen"].to_list() == [False, repeated]


def test_of_an_allocation_the_municipality_is_the_sender():
    allocated = {**MESSAGE, "bericht": "301", "bericht_code": "414"}
    rows = [{**allocated, "aanbieder": "07654321"}, {**allocated, "gemeente": "0984"}]

    assert known(rows, [allocated])["bericht_eerder_ontvangen"].to_list() == [True, False]


def test_a_return_message_is_known_by_its_own_identification():
    returned = {**MESSAGE, "bericht": "302", "bericht_code": "415", "identificatie_retour": "7"}
    rows = [{**returned, "gemeente": "0984", "identificatie_retour": "8"}, {**returned, "identificatie": "2"}]

    assert known(rows, [returned])["bericht_eerder_ontvangen"].to_list() == [False, True]


@pytest.mark.parametrize(("code", "consequence"), [("484", "bestand geweigerd"), (None, "regel geweigerd")])
def test_a_message_that_came_before_is_refused_and_of_a_list_only_the_line(code, consequence):
    message = {**MESSAGE, "bericht_code": code}

    found = check(RULES.only("TR056"), known([message], [message]), "berichten")

    assert found.select("regel", "gevolg", "retourcode").rows() == [("TR056", consequence, "9056")]


@pytest.mark.parametrize(
    ("received", "returned", "passed"),
    [
        (date(2026, 10, 2), date(2026, 10, 2), 0),
        (date(2026, 10, 2), date(2026, 10, 7), 3),
        (date(2026, 10, 2), date(2026, 10, 8), 4),
        (date(2026, 10, 3), date(2026, 10, 7), 3),
        # Thursday before Easter: Good Friday is a working day, Easter Monday is not.
        (date(2026, 4, 2), date(2026, 4, 8), 3),
        (date(2026, 4, 2), date(2026, 4, 9), 4),
        # King's Day on a Monday, and Liberation Day, which is free once in five years only.
        (date(2026, 4, 24), date(2026, 4, 30), 3),
        (date(2026, 5, 4), date(2026, 5, 7), 3),
        (date(2025, 5, 2), date(2025, 5, 8), 3),
        # Christmas and New Year.
        (date(2026, 12, 24), date(2026, 12, 30), 3),
        (date(2026, 12, 30), date(2027, 1, 5), 3),
    ],
)
def test_a_return_comes_within_three_working_days(received, returned, passed):
    row = {**MESSAGE, "bericht": "301", "dagtekening": received, "retour_op": returned}

    frame = known([row])

    assert frame["werkdagen_tot_retour"].item() == passed
    assert check(RULES.only("OP090"), frame, "berichten").height == int(passed > 3)


@pytest.mark.parametrize(
    ("change", "passed"),
    [
        ({"ontvangen_op": date(2026, 10, 5), "retour_op": date(2026, 10, 8)}, 3),
        ({"bericht": "302", "dagtekening_retour": date(2026, 10, 8)}, 4),
        ({"retour_op": date(2026, 10, 7), "dagtekening_retour": date(2026, 10, 8)}, 3),
        ({"retour_op": None}, None),
        ({"bericht": "323", "retour_op": date(2026, 10, 30)}, None),
        ({"bericht": "325", "retour_op": date(2026, 10, 30)}, None),
    ],
)
def test_days_run_from_receipt_to_return_where_there_is_a_return(change, passed):
    assert known([{**MESSAGE, "bericht": "301", **change}])["werkdagen_tot_retour"].item() == passed


@pytest.mark.parametrize("term", [3, 4])
def test_the_term_is_the_one_agreed(term):
    row = {**MESSAGE, "bericht": "301", "retour_op": date(2026, 10, 8)}

    frame = known([row]).with_columns(termijn_retour=term)

    assert check(RULES.only("OP090"), frame, "berichten").height == int(term == 3)
