# SPDX-License-Identifier: EUPL-1.2
"""The functions of Excel, called as plain Python: cells in, cells out, errors as sentences."""

import inspect
from datetime import date

import pytest
import xlwings as xw

from addin import functions
from addin.functions import (
    ALLOCATION,
    pv_agb_geldig,
    pv_bedrag,
    pv_bsn_geldig,
    pv_code,
    pv_controleer,
    pv_controleer_telling,
    pv_definitie,
    pv_gemeente,
    pv_herkomst,
    pv_kpi,
    pv_kpi_regio,
    pv_maximum,
    pv_maximum_uitleg,
    pv_product,
    pv_prognose,
    pv_pseudoniem,
    pv_regel,
    pv_tarief,
    pv_tariefeffect,
    pv_verdeelsleutel,
    pv_werkdagen_termijn,
)

pytestmark = pytest.mark.usefixtures("office")
ALL = [value for name, value in vars(functions).items() if name.startswith("pv_")]


def lines(region, count=6):
    frame = region["declaratieregels"].head(count)
    frame = frame.select(name for name in frame.columns if frame[name].null_count() < count)
    return [frame.columns, *map(list, frame.rows())]


@pytest.mark.parametrize("function", ALL, ids=lambda function: function.__name__)
def test_what_excel_shows_of_a_function_is_dutch_and_short_enough(function):
    words = inspect.getdoc(function)

    assert 10 < len(words) < 255
    assert function.__annotations__ == {}


def test_lines_are_checked_and_findings_spill_under_headers(region):
    cells = lines(region)
    cells[2][cells[0].index("eenheid")] = "99"

    found = pv_controleer(cells)

    assert found[0] == ["rij", "kolom", "regel", "ernst", "melding", "actie"]
    assert [row[0] for row in found[1:] if "99" in str(row[4])] == [3]
    assert sum(row[2] for row in pv_controleer_telling(cells)[1:]) == len(found) - 1


def test_a_kpi_is_measured_per_group(region):
    found = pv_kpi("K17", lines(region, 40), "gemeente")

    assert found[0] == ["kpi", "gemeente", "waarde", "teller", "noemer", "regels", "clienten"]
    assert {row[0] for row in found[1:]} == {"K17"}


def test_amounts_and_maxima_stand_below_each_other():
    assert pv_bedrag([[90], [30]], [[6000]], [["01"]], [["ja"]]) == [[9000], [3000]]
    assert pv_maximum([[date(2026, 1, 1)]], [[""]], [[3]], [["04"]], [["2"]], [["2026-09"]]) == [[15]]
    assert "5 ISO-weken" in pv_maximum_uitleg(date(2026, 1, 1), None, 3, "04", 2.0, "2026-09")[0][0]


def test_look_ups_keep_the_shape_of_what_is_asked():
    assert pv_gemeente([["0983", "Venlo"], ["", None]]) == [["Venlo", "0983"], ["", ""]]
    assert pv_bsn_geldig([["999900006"], ["123"]]) == [[True], [False]]
    assert pv_agb_geldig("01234567") == [[True]]
    assert pv_definitie("K01")[0][0].endswith(".")
    assert pv_regel([["TR346"]])[0][0]
    assert pv_code("eenheid", "04")[0][0]
    assert pv_werkdagen_termijn(date(2026, 9, 4), 1) == [[date(2026, 9, 7)]]


def test_tariffs_and_products_are_those_of_the_reference(region):
    row = region["tarieven"].row(0, named=True)

    assert pv_tarief(row["aanbieder"], row["product_code"], row["geldig_van"], None, row["wet"]) == [[row["tarief"]]]
    assert pv_product(row["product_code"], row["wet"])[0][0]


def test_the_effect_of_tariffs_spills_with_headers():
    tariffs = [["Product", "Tarief"], ["45A04", 10]]

    assert pv_tariefeffect([["Product", "Volume"], ["45A04", 2]], tariffs, tariffs)[1] == ["45A04", 2, 20, 20, 0, 0.0]


def test_a_forecast_has_its_headers_and_empty_cells_where_there_is_none():
    found = pv_prognose([[100], [100], [100], [200]])

    assert found == [
        ["prognose", "bedrag", "ondergrens", "bovengrens", "afwijking_procent", "getoetst"],
        ["lineair", 1500, 1000, 2000, 50.0, 1],
        ["seizoen", "", "", "", "", 0],
    ]


def test_a_budget_is_shared_in_the_order_of_the_range():
    found = pv_verdeelsleutel([["Gemeente", "Volume"], ["Venlo", 1], ["0984", 1], ["0957", 1]], 100.0)

    assert found == [["gemeente", "volume", "bijdrage"], ["0983", 1, 33], ["0984", 1, 33], ["0957", 1, 34]]


def test_an_origin_is_asked_with_a_period():
    with pytest.raises(xw.XlwingsError, match=r"^Noem de periode van het cijfer"):
        pv_herkomst("K04", "0983")


def test_a_pseudonym_is_that_of_the_key_in_the_settings():
    (((found,),), again) = pv_pseudoniem("999900006", "jw"), pv_pseudoniem([["999900006"]], [["jw"]])

    assert found.startswith("P1-")
    assert again == [[found]]


def test_what_the_user_can_mend_is_a_sentence():
    with pytest.raises(xw.XlwingsError, match=r"^Er is nog niets gepubliceerd"):
        pv_kpi_regio("K04")


def test_what_is_our_mistake_is_a_reference_and_nothing_else(office, monkeypatch):
    def broken(*_):
        raise KeyError("999900006")

    monkeypatch.setattr(functions.lookups, "valid_bsn", broken)

    with pytest.raises(xw.XlwingsError, match=r"^Er ging bij ons iets mis; .* Meld verwijzing [0-9a-f]{8} aan") as told:
        pv_bsn_geldig("999900006")

    assert "999900006" not in str(told.value)
    assert "999900006" not in (office / "logboek" / "fouten.log").read_text()


def test_every_argument_of_an_allocation_has_its_words():
    assert list(inspect.signature(pv_maximum).parameters) == list(ALLOCATION)
