# SPDX-License-Identifier: EUPL-1.2
"""Personal data in a delivery that was agreed as totals: found wherever they stand, and never repeated."""

import pytest

from tests.processors.intake.test_level import ADDED_UP, COVER, TOTAL

BSN, NAME = "999900006", "Wilhelmina Proefpersoon"


@pytest.fixture
def read(sheet, form, submit):
    def deliver(*more, cover=ADDED_UP, line=None):
        return submit(sheet("Voorblad", cover), form(line or {}, base=TOTAL), *(sheet(*each) for each in more))

    return deliver


def words(submission):
    """All that may be repeated of what was read."""
    return repr((submission, submission.problems.to_dicts(), submission.cover))


PLANTED = [
    pytest.param({"BSN": BSN}, id="column"),
    pytest.param({"Burgerservicenummer client": "onbekend"}, id="header alone"),
    pytest.param({"Opmerking": f"zie {BSN}"}, id="free text"),
    pytest.param({"Opmerking": "1234 999900006x of 9999 00 006"}, id="grouped number"),
    pytest.param({"Kenmerk": 999900006}, id="number"),
    pytest.param({"Naam": NAME}, id="name"),
    pytest.param({"Achternaam client": NAME}, id="part of a name"),
    pytest.param({"Geboortedatum": "12-03-1950"}, id="date of birth"),
    pytest.param({"Postcode": "5911 AA"}, id="postal code"),
    pytest.param({"Adres": "Markt 1"}, id="address"),
    pytest.param({"Cliënt": "A-17"}, id="accent"),
    pytest.param({"Geboortejaar": 1950}, id="year of birth"),
    pytest.param({"Ingediend bedrag (euro)": f"zie {BSN}"}, id="remark among the amounts"),
]


@pytest.mark.parametrize("line", PLANTED)
def test_personal_data_stop_the_whole_file_and_are_not_repeated(read, line):
    found = read(line=line)

    assert set(found.problems["regel"]) == {"MGR-212"}
    assert (found.tables, found.quarantine, found.refused is None) == ({}, True, False)
    for value in map(str, line.values()):
        assert value not in words(found)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(("Jan Jansen", [["Opmerking"], [BSN]]), id="unknown sheet"),
        pytest.param(("Lijst", [["titel"], [], ["Naam", "Plaats"], [NAME, "Venlo"]]), id="below a title"),
        pytest.param(("Toelichting", [[f"Vraag over {BSN}"]]), id="sheet set aside"),
        pytest.param(("Toewijzingen", [["Wet", "Client"], ["wmo", "P1"]]), id="table by client"),
    ],
)
def test_every_sheet_is_looked_at(read, more):
    found = read(more)

    assert found.quarantine
    assert "Jansen" not in words(found)
    assert BSN not in words(found)


def test_the_voorblad_is_looked_at_too(read):
    found = read(cover=(*ADDED_UP, ["Opmerking", f"bel over {BSN}"]))

    assert found.quarantine
    assert BSN not in words(found)


def test_amounts_and_counts_that_happen_to_pass_the_elfproef_are_no_persons(read):
    found = read(line={"Ingediend bedrag (euro)": "9.999.000,06", "Volume": 999900006, "Regels": 999900006})

    assert found.refused is None
    assert not found.quarantine


def test_headers_of_persons_over_empty_columns_hold_nothing(read):
    found = read(("Toewijzingen", [["Wet", "Client", "Geboortejaar"]]))

    assert "MGR-212" not in found.problems["regel"].to_list()


def test_by_line_a_client_is_what_is_agreed(sheet, form, submit):
    found = submit(sheet("Voorblad", (*COVER, ["Niveau", "regel"])), form({}))

    assert not found.quarantine
