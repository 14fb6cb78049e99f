# SPDX-License-Identifier: EUPL-1.2
import csv
from datetime import date
from importlib.resources import files

import pytest

from processors.parameters import deadline, parameter


def test_a_parameter_is_a_whole_number_in_its_unit():
    assert parameter("tol_regel_cent") == 1
    assert parameter("drempel_accountantsverklaring_landelijk_na_verhoging") == 200_000


def test_a_deadline_is_a_day_of_the_year_asked():
    assert deadline("deadline_productieverantwoording", 2027) == date(2027, 3, 1)


def test_a_number_is_no_deadline():
    with pytest.raises(KeyError):
        deadline("min_cel", 2027)


def test_an_unknown_parameter_is_our_mistake():
    with pytest.raises(KeyError):
        parameter("drempel_onbekend")


def test_every_parameter_is_a_number_or_a_day_and_says_where_it_comes_from():
    text = files("processors.reference").joinpath("parameters.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))

    assert rows
    for row in rows:
        assert row["eenheid"]
        assert row["herkomst"]
        day = deadline(row["parameter"], 2027) if row["eenheid"] == "maand-dag" else parameter(row["parameter"])
        assert day is not None
