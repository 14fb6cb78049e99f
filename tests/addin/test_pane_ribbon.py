# SPDX-License-Identifier: EUPL-1.2
"""The ribbon, in Chromium: its buttons do what those of the pane do."""

import pytest
from lxml import etree

from addin.server.manifest import manifest
from processors.settings import Settings


@pytest.fixture(scope="module")
def told(play, pane_url, cells):
    return play("ribbon", address=pane_url, cells=cells)


def test_a_button_on_the_ribbon_opens_the_pane_and_tells_office_that_it_is_done(told):
    assert told["completed"] == 1
    assert told["shown"]
    assert "op blad Regels" in told["status"]


def test_every_button_of_the_manifest_does_something(told):
    tree = etree.fromstring(manifest(Settings(addin_adres="excel.regio.example"), "prod").encode())

    assert {each.text for each in tree.iter("{*}FunctionName")} == set(told["names"])
