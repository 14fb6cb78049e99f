# SPDX-License-Identifier: EUPL-1.2
from importlib.resources import files

import polars as pl
import pytest

from processors import codelists
from processors.fields import FIELDS
from processors.lines import TABLES


@pytest.mark.parametrize(
    "name", sorted({field.codelist for table in TABLES.values() for field in table.fields if field.codelist})
)
def test_every_code_list_of_the_vocabulary_exists(name):
    assert codelists.codes(name)


@pytest.mark.parametrize("field", [field for field in FIELDS.values() if field.codelist and field.width])
def test_codes_are_as_wide_as_the_vocabulary_says(field):
    assert {len(code) for code in codelists.codes(field.codelist)} == {field.width}


def test_every_list_says_where_it_comes_from():
    readme = pl.read_csv((files("processors.reference") / "codelists" / "README.csv").read_bytes(), infer_schema=False)

    assert tuple(readme["lijst"]) == codelists.names()
    assert set(readme["herkomst"]) == {"overgenomen", "eigen", "verouderd"}
    assert readme.null_count().row(0) == (0, 0, 0, 0)


def test_the_outdated_list_stays_known_as_outdated():
    readme = pl.read_csv((files("processors.reference") / "codelists" / "README.csv").read_bytes(), infer_schema=False)

    assert readme.filter(pl.col("lijst") == "productcode_wmo_2016")["herkomst"].item() == "verouderd"


def test_reason_31_means_something_else_in_each_law():
    assert codelists.label("reden_beeindiging", "31", "wmo") == "Verhuizing naar een andere gemeente"
    assert codelists.label("reden_beeindiging", "31", "jw") == "Levering is volgens plan beeindigd."


def test_without_a_law_the_codes_of_all_laws_are_given():
    both = codelists.codes("productcategorie")

    assert both == codelists.codes("productcategorie", "wmo") | codelists.codes("productcategorie", "jw")


def test_a_law_without_a_list_has_no_codes():
    assert codelists.codes("productcategorie", "pw") == frozenset()


def test_a_table_is_all_text_and_keeps_leading_zeros():
    table = codelists.table("gemeenten_mgr")

    assert set(table.dtypes) == {pl.String}
    assert "0889" in table["gemeentecode"]
    assert len(table) == 14


@pytest.mark.parametrize(
    ("name", "code", "meaning"),
    [
        ("gemeenten_mgr", "0893", "Bergen (L.)"),
        ("eenheid", "04", "Uur"),
        ("retourcode", "0611", "tarief wijkt af van het contract"),
        ("cpv_sociaal_domein", "85000000-9", "Gezondheidszorg en maatschappelijk werk"),
        ("productcode_wmo_hulpmiddelen_2022", "11X01", "Rolstoel kortdurend gebruik / lichtgewicht"),
        ("berichten", "301", "toewijzing"),
        ("eenheid", "99", None),
    ],
)
def test_a_label_says_what_a_code_means(name, code, meaning):
    assert codelists.label(name, code) == meaning


def test_other_ways_to_write_a_code_are_known():
    assert codelists.also("ja_nee")["waar"] == "ja"
    assert codelists.also("debet_credit") == {"debet": "D", "credit": "C"}
    assert codelists.also("geslacht") == {}


@pytest.mark.parametrize("ask", [codelists.table, codelists.codes])
def test_an_unknown_list_is_our_own_mistake(ask):
    with pytest.raises(KeyError, match="There is no code list 'kleuren'"):
        ask("kleuren")


def test_every_other_word_leads_to_a_code_that_exists():
    for name, code in codelists.table("synoniemen").select("lijst", "code").iter_rows():
        assert code in codelists.codes(name)
