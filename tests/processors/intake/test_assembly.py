# SPDX-License-Identifier: EUPL-1.2
"""A file that was read becomes a submission: its tables, and who sent what about which month."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.findings import RAW
from processors.lines import TABLES


def test_a_good_declaration_becomes_lines_without_problems(form, submit):
    submission = submit(form({}, {"Referentienummer": "R2"}))

    lines = submission.tables["declaratieregels"]
    assert lines.columns == [*TABLES["declaratieregels"].names, "bestand", "blad", "rij"]
    assert {name: kind for name, kind in lines.schema.items() if name in TABLES["declaratieregels"].names} == {
        name: kind() for name, kind in TABLES["declaratieregels"].schema.items()
    }
    assert lines.select("client", "product_tarief", "ingediend_bedrag", "bestand", "blad", "rij").rows() == [
        ("999900006", 6425, 64250, "levering.xlsx", "Declaratieregels", 2),
        ("999900006", 6425, 64250, "levering.xlsx", "Declaratieregels", 3),
    ]
    assert (submission.kind, submission.law, submission.municipality) == ("declaratie", "wmo", "0983")
    assert (submission.supplier, submission.month) == ("01234567", "2026-09")
    assert submission.refused is None
    assert submission.problems.is_empty()
    assert submission.problems.schema == pl.Schema(RAW)


@given(data=st.data())
@settings(max_examples=60)
def test_no_cell_is_lost_it_has_a_value_or_a_finding(form, submit, line, data):
    header = data.draw(st.sampled_from(sorted(set(line) - {"Wet", "Aanbieder (AGB)", "Referentienummer"})))
    kept = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
    value = data.draw(st.one_of(st.text(kept, min_size=1), st.floats(-1e15, 1e15), st.dates()))

    submission = submit(form({header: value}))

    column = submission.origins.filter(kop=header)["column"].item()
    lost = submission.tables["declaratieregels"][column].null_count() == 1 and str(value).strip() != ""
    assert lost == (not submission.untrusted["declaratieregels"].is_empty())
    assert submission.refused is None


def test_what_differs_between_lines_is_not_said_of_the_file(form, submit):
    submission = submit(form({}, {"Gemeente": "0984"}))

    assert submission.municipality is None


def test_reference_tables_are_recognised_where_nothing_else_is(sheet, submit):
    submission = submit(
        sheet("Blad1", [["Gemeente", "Jaar", "Leeftijdsgroep", "Aantal"], ["0983", 2026, "0-17", 19000]])
    )

    assert submission.kind == "naslag:inwoners"
    assert submission.tables["inwoners"]["aantal"].to_list() == [19000]


def test_a_kind_that_is_known_beforehand_decides(sheet, submit):
    rows = [["Gemeente", "Wet", "Maand", "Bedrag"], ["0983", "wmo", "2026-09", 10]]

    assert submit(sheet("", rows), kind="naslag:grootboek").kind == "naslag:grootboek"
    assert submit(sheet("", rows), kind="declaratie").refused is not None


def test_products_that_are_known_beforehand_restore_codes(form, submit):
    submission = submit(form({"Productcode": 1e13}), products=frozenset({"10E12"}))

    assert submission.tables["declaratieregels"]["product_code"].to_list() == ["10E12"]
