# SPDX-License-Identifier: EUPL-1.2
"""The buttons that make a sheet, in Chromium: what travels to the server, what is done with its answer, the ribbon."""

import base64
import json

import pytest
from lxml import etree

from addin.server.choices import choices
from addin.server.manifest import manifest
from processors.ranges.measured import groups_of, kpis_of
from processors.settings import Settings


@pytest.fixture(scope="module")
def told(play, pane_url, cells):
    return play("buttons", address=pane_url, cells=cells)


def calls_of(told, script):
    return [each["body"] for each in told["calls"] if each["script"] == script]


def test_what_the_server_wants_done_is_done_and_what_it_says_is_said(told):
    assert told["said"] == "Het blad Uitkomst is gemaakt."
    assert told["made"]["name"] == "Uitkomst"
    assert (told["made"]["values"], told["made"]["text"]) == ([["=1+1"]], ["A1"])


@pytest.mark.parametrize("script", ["pv_herkomst_van_cel", "pv_kpi_blad", "pv_aanlevering"])
def test_only_the_sheet_in_front_of_the_user_travels(told, cells, script):
    sheets = {each["name"]: each["values"] for each in calls_of(told, script)[0]["sheets"]}

    assert sheets["Regels"][2][2:] == cells[0]
    assert sheets["Geheim"] == [[]]


@pytest.mark.parametrize("script", ["pv_regiocijfers", "pv_consolideer"])
def test_a_button_that_reads_no_sheet_sends_no_cell(told, script):
    sheets = calls_of(told, script)[0]["sheets"]

    assert "Regels" in {each["name"] for each in sheets}
    assert all(each["values"] == [[]] for each in sheets)


def test_a_form_gives_its_fields_in_order_and_offers_what_may_come_after_a_comma(told):
    assert calls_of(told, "pv_kpi_blad")[0]["args"] == ["K04, K14", "gemeente, maand"]
    assert told["offered"] == ["K04, K01", "K04, K02"]
    assert calls_of(told, "pv_regiocijfers")[0]["args"] == ["2026-09"]


def test_a_form_offers_groupings_that_can_be_measured_by_and_kpis_with_their_name():
    offered = json.loads(choices(1000))

    assert all(groups_of(group) == (group,) for group in offered["groups"])
    assert all(kpis_of(each["code"]).kpis for each in offered["kpis"])
    assert {"code": "K04", "name": "Omzet per aanbieder"} in offered["kpis"]


def test_chosen_files_travel_with_their_name(told):
    (((first, content), (second, _)),) = calls_of(told, "pv_consolideer")[0]["args"]

    assert (first, second) == ("een.csv", "twee.csv")
    assert base64.b64decode(content) == b"a" * 300_000


def test_files_are_weighed_before_they_are_sent(told):
    assert told["none"] == "Kies eerst een of meer bestanden."
    assert told["weighed"] == "2 bestanden, samen 0,4 MB."
    assert told["heavy"].startswith("Samen 0,8 MB; de server neemt minder dan 0,8 MB tegelijk aan.")
    assert told["refused"] == told["heavy"]
    assert len(calls_of(told, "pv_consolideer")) == 1


def test_the_sheet_that_the_server_asks_for_is_made(told):
    (headers, row) = told["kpiSheet"]["values"]
    assert told["real"] == "1 KPI's staan op het blad KPI's."
    assert headers[:3] == ["kpi", "naam", "waarde"]
    assert row[:2] == ["K04", "Omzet per aanbieder"]


def test_a_button_on_the_ribbon_opens_the_pane_and_tells_office_that_it_is_done(told):
    assert told["completed"] == [1, 1]
    assert told["ribbon"]["shown"]
    assert "op blad Regels" in told["ribbon"]["status"]


def test_a_button_on_the_ribbon_that_asks_something_opens_its_form(told):
    assert told["focused"] == "periode"


def test_every_button_of_the_manifest_does_something(told):
    tree = etree.fromstring(manifest(Settings(addin_adres="excel.regio.example"), "prod").encode())

    assert {each.text for each in tree.iter("{*}FunctionName")} == set(told["names"])


def test_nothing_is_asked_elsewhere_and_nothing_breaks(told):
    assert told["wrong"] == []
