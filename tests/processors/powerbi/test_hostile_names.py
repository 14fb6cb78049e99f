# SPDX-License-Identifier: EUPL-1.2
"""Names that do harm elsewhere reach Power BI as they are: in the rows, and a place also in the model itself."""

import polars as pl
import pytest

from processors.powerbi.model import model
from processors.powerbi.publish import in_force, publish
from processors.powerbi.shaped import shaped
from tests.oracle.dax import Region
from tests.processors.hostile_names import HOSTILE
from tests.processors.powerbi.conftest import LINE, starred

SUPPLIERS = {f"0100000{number}": name for number, name in enumerate(HOSTILE, 1)}
PLACES = {"0983": "'s-Hertogenbosch", "0889": "Bergen (L.) & Zo"}


@pytest.fixture(scope="module")
def named():
    """The star of a region with a line of each supplier."""
    star = starred(*({**LINE, "aanbieder": code, "client": code} for code in SUPPLIERS))
    called = pl.col("aanbieder").replace_strict(SUPPLIERS, default="")
    places = pl.col("gemeente").replace_strict(PLACES, default=pl.col("naam"))
    return {
        **star,
        "dim_aanbieder": star["dim_aanbieder"].with_columns(naam=called),
        "dim_gemeente": star["dim_gemeente"].with_columns(naam=places),
    }


def test_every_name_is_published_letter_by_letter(tmp_path, named):
    publish(tmp_path, named)

    told = dict(in_force(tmp_path, "dim_aanbieder").select("aanbieder", "naam").iter_rows())
    assert {code: told[code] for code in SUPPLIERS} == SUPPLIERS


def test_a_selection_by_name_gives_the_figure_of_that_supplier(named):
    made = shaped(named)
    region = Region(model(made), made)

    for name in HOSTILE:
        assert region.value("Ingediend", {("dim_aanbieder", "naam"): [name]}) == 500


def test_the_object_model_reads_the_roles_of_places_with_odd_names(tmp_path, named, judge):
    publish(tmp_path, named)
    judge.open(tmp_path / "verzamelpunt.SemanticModel" / "definition")

    roles = {each["name"] for each in judge.tool("security_role_operations", operation="List")["data"]}

    assert {f"Gemeente {name}" for name in PLACES.values()} <= roles
