# SPDX-License-Identifier: EUPL-1.2
"""The task pane is for everybody: light and dark, narrow, by keyboard alone; and it asks nothing of other hosts."""

import pytest


@pytest.fixture(scope="module")
def told(play, pane_url, cells):
    return play("looks", address=pane_url, cells=cells)


def test_in_every_state_the_pane_is_accessible_and_fits(told):
    assert told["accessibility"] == []


def test_with_the_keyboard_alone_every_button_field_and_finding_is_reached_and_seen(told):
    names = told["walked"]["names"]

    assert names[:9] == [
        "Controleer blad", "Wis markeringen", "KPI-blad", "Haal regiocijfers op", "Herkomst van deze cel",
        "Pseudonimiseer en maak aanlevering", "Consolideer", "Controleer opdracht",
        "Lees inschrijvingen in",
    ]  # fmt: skip
    assert {"codes", "per", "periode", "bestanden", "stukken", "inschrijvingen"} <= set(names)
    assert any(name.startswith("✖ fout") for name in names)
    assert told["walked"]["unseen"] == []


def test_nothing_is_asked_of_another_host_also_by_office_js_itself(told):
    print(f"loaded in {told['real']['loaded']:.0f} ms")  # noqa: T201 - measured, not judged

    assert told["real"]["elsewhere"] == []
    assert told["wrong"] == []


def test_opened_outside_excel_the_pane_says_where_it_works(told):
    assert told["real"]["said"] == "Dit deelvenster werkt alleen in Excel."
