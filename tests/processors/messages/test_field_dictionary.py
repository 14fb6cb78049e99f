# SPDX-License-Identifier: EUPL-1.2
"""The field dictionary per law: order, namespaces, code lists, and what is derived for the Wmo."""

import polars as pl
import pytest

from processors import codelists
from processors.messages.dictionary import shape
from processors.messages.fieldmap import messages


def values(law: str, message: str, name: str) -> set[str]:
    """The codes that an element with this name may have."""
    rows = shape(law, message).filter(pl.col("pad").str.ends_with(f".{name}"))
    return {value for listed in rows["waarden"] for value in listed}


@pytest.mark.parametrize("message", messages())
@pytest.mark.parametrize("law", ["wmo", "jw"])
def test_every_element_comes_after_the_group_it_stands_in(law, message):
    paths = shape(law, message)["pad"].to_list()

    places = {path: place for place, path in enumerate(paths)}

    assert len(places) == len(paths)
    assert all(places[path.rpartition(".")[0]] < place for path, place in places.items() if "." in path)


@pytest.mark.parametrize("message", messages())
@pytest.mark.parametrize("law", ["wmo", "jw"])
def test_the_message_code_is_that_of_the_law(law, message):
    expected = codelists.table("berichten").filter(pl.col("bericht") == message)[f"berichtcode_{law}"].item()

    code = shape(law, message).filter(pl.col("pad") == "Header.BerichtCode")["patroon"].item()

    assert code == expected


@pytest.mark.parametrize("message", ["307", "308"])
def test_reasons_for_ending_are_those_of_the_law(message):
    assert "19" in values("wmo", message, "RedenBeeindiging")
    assert "19" not in values("jw", message, "RedenBeeindiging")
    assert "32" in values("jw", message, "RedenBeeindiging")
    assert "32" not in values("wmo", message, "RedenBeeindiging")


def test_a_derived_message_has_the_categories_of_the_wmo_and_no_residence_principle():
    assert values("wmo", "325", "ProductCategorie") == {f"{number:02}" for number in range(1, 19)}
    assert not shape("wmo", "320")["pad"].str.contains("Woonplaatsbeginsel").any()
    assert shape("jw", "320")["pad"].str.contains("Woonplaatsbeginsel").any()


def test_return_codes_are_those_of_our_list():
    assert values("wmo", "306", "RetourCode") == codelists.codes("retourcode")


def test_only_what_stands_in_a_composed_type_has_the_namespace_of_the_basisschema():
    basic = dict(shape("jw", "323").select("pad", "basis").iter_rows())

    assert basic["Header.BerichtIdentificatie.Dagtekening"]
    assert basic["Declaratie.TotaalIngediendBedrag.TotaalBedrag"]
    assert not basic["Header.BerichtIdentificatie"]
    assert not basic["Declaratie.Clienten.Client.Bsn"]


@pytest.mark.parametrize(("law", "message"), [("pw", "301"), ("jw", "303")])
def test_a_message_that_does_not_exist_has_no_shape(law, message):
    with pytest.raises(KeyError, match=message):
        shape(law, message)
