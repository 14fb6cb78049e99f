# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors import codelists

ZEROS = [("gemeente", code, "declaratieregels") for code in codelists.codes("gemeenten_cbs_2026") if code[0] == "0"] + [
    (column, code, table)
    for column, name, table in (
        ("product_categorie", "productcategorie_wmo", "declaratieregels"),
        ("eenheid", "eenheid", "declaratieregels"),
        ("reden_wijziging", "reden_wijziging_toewijzing", "toewijzingen"),
        ("type_verwijzer", "type_verwijzer", "toewijzingen"),
    )
    for code in codelists.codes(name)
    if code[0] == "0"
]


@settings(max_examples=50)
@given(lost=st.sampled_from(sorted(ZEROS)))
def test_a_code_that_lost_its_zeros_gets_them_back_with_a_warning(read_cell, lost):
    column, code, table = lost

    assert read_cell(column, int(code), table=table) == (code, "MGR-007")
    assert read_cell(column, str(int(code)), table=table) == (code, "MGR-007")


@pytest.mark.parametrize(
    ("number", "read"),
    [(1234567, ("01234567", "MGR-007")), (123456, ("00123456", "MGR-007")), (12345, ("12345", None))],
)
def test_a_supplier_gets_at_most_two_zeros_back(read_cell, number, read):
    assert read_cell("aanbieder", number) == read


def test_what_may_be_a_slip_of_the_pen_is_left_to_the_rules(read_cell):
    assert read_cell("aanbieder", "12345") == ("12345", None)
    assert read_cell("gemeente", "12") == ("12", None)
    assert read_cell("eenheid", "99") == ("99", None)


def test_a_code_that_is_right_stays_as_it_is_also_as_a_number(read_cell):
    assert read_cell("gemeente", "0983") == ("0983", None)
    assert read_cell("eenheid", 14) == ("14", None)
    assert read_cell("aanbieder", 12345678) == ("12345678", None)
    assert read_cell("gemeente", "*", table="tarieven") == ("*", None)


def test_a_client_gets_a_zero_back_when_the_elfproef_proves_it(read_cell):
    assert read_cell("client", 10000008) == ("010000008", "MGR-007")
    assert read_cell("client", 10000009) == ("10000009", None)
    assert read_cell("client", "00000012") == ("00000012", None)
    assert read_cell("client", "999900006") == ("999900006", None)
    assert read_cell("client", "P1-" + "0a" * 16) == ("P1-" + "0a" * 16, None)


@pytest.mark.parametrize(
    ("column", "written", "code"),
    [
        ("eenheid", "Uur", "04"),
        ("eenheid", "minuten", "01"),
        ("eenheid", "Dagdeel (4 uur)", "16"),
        ("debet_credit", "d", "D"),
        ("debet_credit", "Credit", "C"),
        ("wet", "WMO", "wmo"),
        ("wet", "Jeugdwet", "jw"),
        ("gemeente", "Venlo", "0983"),
        ("gemeente", "horst aan de maas", "1507"),
        ("gemeente", "Bergen (L.)", "0893"),
        ("gemeente", "Mook en Middelaar", "0944"),
        ("status", "Toegekend", "toegekend"),
    ],
)
def test_a_label_or_other_capitals_become_the_code_without_a_finding(read_cell, column, written, code):
    assert read_cell(column, written) == (code, None)


def test_bergen_alone_can_be_two_municipalities_so_it_is_not_guessed(read_cell):
    assert read_cell("gemeente", "Bergen") == ("Bergen", None)


@pytest.mark.parametrize(("law", "code"), [("wmo", "03"), ("jw", "40"), ("pw", "Persoonlijke verzorging")])
def test_a_label_that_both_laws_have_is_read_by_the_law_of_the_line(read_cell, law, code):
    assert read_cell("product_categorie", "Persoonlijke verzorging", law=law) == (code, None)


def test_yes_and_no_are_read_in_many_words(read_cell):
    told = [read_cell("per_uur", word, table="tarieven") for word in ("Ja", "j", 1, "WAAR", "nee", 0)]

    assert told == [("ja", None)] * 4 + [("nee", None)] * 2


PRODUCTS = frozenset({"10E12", "01E05", "10E04", "01001", "45"})


@pytest.mark.parametrize("written", [1e13, "1E+13", "1,0E+13", "10000000000000"])
def test_a_product_code_that_became_a_number_is_restored(read_cell, written):
    assert read_cell("product_code", written, products=PRODUCTS) == ("10E12", "MGR-007")


def test_a_product_code_that_lost_its_zero_is_restored(read_cell):
    assert read_cell("product_code", 1001, products=PRODUCTS) == ("01001", "MGR-007")


def test_a_product_code_that_is_in_the_catalogue_stays(read_cell):
    assert read_cell("product_code", 45, products=PRODUCTS) == ("45", None)
    assert read_cell("product_code", "10E12", products=PRODUCTS) == ("10E12", None)


def test_a_product_code_of_the_supplier_himself_stays(read_cell):
    assert read_cell("product_code", "HH1", products=PRODUCTS) == ("HH1", None)
    assert read_cell("product_code", 46, products=PRODUCTS) == ("46", None)


@pytest.mark.parametrize("written", [100000, "1E+05", 1e20, date(2026, 1, 3), 12.5])
def test_a_product_code_that_cannot_be_restored_is_marked(read_cell, written):
    assert read_cell("product_code", written, products=PRODUCTS) == (None, "INTAKE-13")


@pytest.mark.parametrize("written", [1234567890123456768, 12.5, -3, date(2026, 1, 3)])
def test_a_number_that_the_spreadsheet_rounded_is_no_code_any_more(read_cell, written):
    assert read_cell("referentie_nummer", written) == (None, "INTAKE-13")


def test_a_reference_that_is_a_number_is_text(read_cell):
    assert read_cell("referentie_nummer", 1001) == ("1001", None)


def test_return_codes_are_a_list_and_not_looked_up(read_cell):
    assert read_cell("retourcodes", "8001 0611") == ("8001 0611", None)
    assert read_cell("retourcodes", 611) == ("0611", "MGR-007")


@pytest.mark.parametrize(
    ("column", "table"),
    [("wet", "declaratieregels"), ("soort", "regieberichten"), ("status", "declaratieregels"),
     ("type_verwijzer", "toewijzingen"), ("bericht", "berichten"), ("antwoord", "verzoeken"),
     ("verzoek_antwoord", "verzoekantwoorden"), ("reden_afwijzing", "verzoekantwoorden")],
)  # fmt: skip
def test_a_code_that_no_rule_is_about_must_be_in_its_list(read_cell, column, table):
    assert read_cell(column, "onbekend", table=table) == (None, "INTAKE-20")
    assert read_cell(column, None, table=table) == (None, None)
