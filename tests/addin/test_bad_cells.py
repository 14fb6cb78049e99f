# SPDX-License-Identifier: EUPL-1.2
"""Cells as they are in practice: no headers, merged, with errors, as text, whole columns; each gives a sentence."""

import pytest
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin import functions
from addin.door import SHEET_ROWS
from tests.addin.serving import call
from tests.addin.test_server import LINES, url

__all__ = ["url"]
pytestmark = pytest.mark.usefixtures("office")
HEADERS, LINE = LINES
NOT_READ = "Er ging bij ons iets mis"


def with_cells(**cells):
    """The headers and a line with other cells."""
    return [HEADERS, [cells.get(header, cell) for header, cell in zip(HEADERS, LINE, strict=True)]]


def found(cells):
    """The findings on lines: row, column and severity."""
    return [(row[0], row[1], row[3]) for row in functions.pv_controleer(cells)[1:] if row[0] != ""]


def told(name, *arguments):
    """The sentence that a cell shows."""
    with pytest.raises(xw.XlwingsError) as error:
        getattr(functions, name)(*arguments)
    return str(error.value)


def test_the_line_is_good_so_that_what_is_found_below_comes_of_the_cell():
    assert found([HEADERS, LINE]) == []


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("ingediend_bedrag", "#N/A"), ("ingediend_bedrag", "#N/B"), ("product_code", "#REF!"),
        ("geleverd_volume", "veel"), ("product_periode_begin", "gisteren"), ("product_periode_begin", "31-2-2026"),
        ("gemeente", True), ("client", ""),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_a_fault_at_that_cell(column, cell):
    faults = [(row, name) for row, name, severity in found(with_cells(**{column: cell})) if severity == "fout"]

    assert faults == [(2, column)]


@pytest.mark.parametrize(
    "cells",
    [
        {"product_periode_begin": "1-9-2026", "product_periode_eind": "2026-09-30"},
        {"product_periode_begin": "01-09-2026"},
        {"geleverd_volume": "3", "ingediend_bedrag": "6648", "product_tarief": "2216"},
        {"client": 999900006},
    ],
)
def test_dates_and_numbers_as_text_and_numbers_as_codes_are_understood(cells):
    assert found(with_cells(**cells)) == []


def test_a_code_that_lost_its_zero_is_read_with_a_warning():
    assert found(with_cells(gemeente=983)) == [(2, "gemeente", "waarschuwing")]


def test_rows_above_the_headers_and_empty_rows_are_passed_over():
    nothing = [""] * len(HEADERS)
    title = ["Declaraties september", *nothing[1:]]

    assert found([title, nothing, HEADERS, nothing, LINE]) == []


def test_merged_cells_are_cells_of_which_only_the_first_is_filled():
    merged = ["", "", *LINE[2:]]

    missing = [(row, column) for row, column, severity in found([HEADERS, LINE, merged]) if severity == "fout"]

    assert (3, "wet") in missing
    assert {row for row, _ in missing} == {3}


@pytest.mark.parametrize("cells", [[LINE], [["x"]], [[1.5, True], ["", "#N/A"]]])
def test_a_range_without_headers_says_that_it_is_not_recognised(cells):
    findings = functions.pv_controleer(cells)[1:]

    assert [row for row in findings if "geen blad heeft een kopregel met bekende koppen" in row[4]]


@pytest.mark.parametrize("cells", [None, "", [[""]], [["", None], [None, ""]]])
def test_an_empty_sheet_says_which_cells_to_choose(cells):
    assert told("pv_controleer", cells) == "Het bereik is leeg. Kies de cellen met de koppen en de regels."


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("pv_bedrag", ([["1.234,56"]], 6000, "01"), "In 'Geleverd volume' staat niet wat er moet staan:"),
        ("pv_bedrag", ([["#WAARDE!"]], 6000, "01"), "In 'Geleverd volume' staat niet wat er moet staan:"),
        ("pv_bedrag", ([[1], [2], [3]], [[1], [2]], "01"), "De bereiken zijn niet even lang (2 en 3 cellen). "),
        ("pv_werkdagen_termijn", ("#REF!", 5), "In 'Ingangsdatum' staat niet wat er moet staan: een datum."),
        ("pv_prognose", ([["#N/B"], [1], [2]],), "In cel 1 van 'Bedrag' staat niet wat er moet staan: "),
        ("pv_verdeelsleutel", ([["gemeente", "volume"], ["0983", "veel"]], 100), "In 'Volume' staat niet wat er moet"),
        ("pv_verdeelsleutel", ([["gemeente", "volume"], ["0983", 5]], "veel"), "De begroting is geen bedrag in hele"),
        ("pv_tariefeffect", ([["x"]], [["y"]], [["z"]]), "In het bereik 'volumes' ontbreekt de kolom Productcode"),
    ],
)  # fmt: skip
def test_what_cannot_be_calculated_says_where_and_why(name, arguments, sentence):
    assert told(name, *arguments).startswith(sentence)


def test_whole_columns_count_to_the_last_row_that_is_filled():
    nothing = [""] * len(HEADERS)

    assert found([HEADERS, LINE, *([nothing] * (SHEET_ROWS - 2))]) == []


def test_a_look_up_over_a_whole_column_answers_as_far_as_it_is_filled():
    column = [["0983"], ["Venlo"], *([[""]] * (SHEET_ROWS - 2))]

    assert functions.pv_gemeente(column) == [["Venlo"], ["0983"]]


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("pv_controleer", [[[""]], None, None, None, None], "Het bereik is leeg."),
        ("pv_bedrag", [[["#N/A"]], [[1]], [["01"]], None], "In 'Geleverd volume' staat niet wat er moet staan"),
    ],
)
def test_over_http_it_is_the_same_sentence_with_a_status_that_is_not_repeated(url, name, arguments, sentence):
    status, text = call(url, name, arguments)

    assert status == 400
    assert text.startswith(sentence)


CELLS = st.one_of(
    st.none(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=12),
    st.integers(-(10**15), 10**15), st.dates(), st.sampled_from(["#N/A", "#REF!", "", " ", "0983", "wmo", *HEADERS]),
)  # fmt: skip
RANGES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5)
)
ASKED = [
    ("pv_controleer", 1), ("pv_controleer_cellen", 1), ("pv_controleer_telling", 1), ("pv_prognose", 1),
    ("pv_gemeente", 1), ("pv_bsn_geldig", 1), ("pv_agb_geldig", 1), ("pv_regel", 1), ("pv_definitie", 1),
    ("pv_werkdagen_termijn", 2), ("pv_verdeelsleutel", 2), ("pv_kpi", 2), ("pv_product", 2), ("pv_code", 2),
    ("pv_pseudoniem", 2), ("pv_bedrag", 3), ("pv_tarief", 3), ("pv_tariefeffect", 3), ("pv_maximum", 6),
    ("pv_maximum_uitleg", 6), ("pv_kpi_regio", 3), ("pv_herkomst", 3),
]  # fmt: skip


def test_every_function_is_asked_anything():
    assert {name for name, _ in ASKED} == {name for name in vars(functions) if name.startswith("pv_")}


@pytest.mark.parametrize(("name", "count"), ASKED)
@given(st.data())
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_whatever_stands_in_the_cells_the_answer_is_rows_or_a_sentence(name, count, data):
    given_cells = data.draw(st.lists(RANGES, min_size=count, max_size=count))
    try:
        answer = getattr(functions, name)(*given_cells)
    except xw.XlwingsError as error:
        assert NOT_READ not in str(error)  # noqa: PT017 - only the sentence of a mistake of ours is wrong
    else:
        assert all(isinstance(row, list) for row in answer)
