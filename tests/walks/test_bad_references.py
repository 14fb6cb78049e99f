# SPDX-License-Identifier: EUPL-1.2
"""Reference folders as untidy as they come: the right verdict, or one clear sentence."""

from datetime import date
from functools import partial

import pytest

from processors.commands.display import tell_reference
from tests.walks.small_reference import (
    ALLOCATION,
    CONTRACT,
    LINE,
    NEW,
    START,
    SUPPLIER,
    TARIFF,
    judged,
    month,
    on_rows,
    said,
)


@pytest.fixture
def judge(tmp_path):
    """Findings on a file, and what is said about the reference."""
    return partial(judged, tmp_path)


def test_a_tidy_reference_leaves_nothing_to_say(judge):
    findings, problems = judge([LINE])

    assert said(findings) == []
    assert problems.is_empty()


def test_versions_out_of_order_and_twice_end_in_the_last_decision(judge):
    first = {**ALLOCATION, "volume": 1}
    ended = {**ALLOCATION, "toewijzing_datum": date(2026, 6, 1), "einddatum": date(2026, 7, 31)}
    last = {**ALLOCATION, "toewijzing_datum": date(2026, 8, 1)}

    findings, _ = judge([LINE], toewijzingen=[last, ended, first, ended, first])

    assert said(findings) == []


def test_of_two_decisions_of_one_day_the_later_one_counts_on_the_night_of_the_clock_change_too(judge):
    night = {**ALLOCATION, "toewijzing_datum": date(2026, 3, 29)}
    ended = {**night, "toewijzing_tijd": "02:30:00", "einddatum": date(2026, 7, 31)}
    last = {**night, "toewijzing_tijd": "03:00:00"}

    findings, _ = judge([LINE], toewijzingen=[last, ended])

    assert said(findings) == []


def test_a_version_twice_in_a_file_is_told_once(judge):
    version = {**ALLOCATION, "toewijzing_nummer": 8, "ingangsdatum": date(2028, 1, 1), "einddatum": date(2028, 12, 31)}

    findings, _ = judge([version, version], "toewijzingen", "gemeentelevering", regieberichten=[
        {**START, "toewijzing_nummer": 8, "begindatum": date(2028, 1, 3), "dagtekening": date(2028, 1, 4)},
    ])  # fmt: skip

    assert on_rows(findings) == [(3, "TR101", "fout")]


def test_a_version_that_comes_in_late_does_not_undo_a_later_one(judge):
    late = {**ALLOCATION, "toewijzing_datum": date(2025, 12, 1), "einddatum": date(2026, 6, 30)}

    findings, _ = judge([late], "toewijzingen", "gemeentelevering")

    assert on_rows(findings) == []


def test_tariffs_that_overlap_are_told_to_those_who_keep_them_and_the_last_one_counts(judge):
    second = {**TARIFF, "geldig_van": date(2026, 7, 1), "tarief": 6100}

    findings, problems = judge([LINE], tarieven=[TARIFF, second])

    assert problems.select("bestand", "rij", "regel", "kolom", "cel").rows() == [
        ("tarieven.csv", 3, "MGR-308", "geldig_van", "J3")
    ]
    assert problems["melding"].item() == (
        "Het tarief voor product 02A03 van aanbieder 01000001 vanaf 01-07-2026 begint terwijl een eerder tarief nog "
        "geldt."
    )
    assert said(findings) == ["Het producttarief is € 60,00; in het contract staat € 61,00."]


def test_what_is_wrong_with_the_reference_is_told_beside_the_result(judge, capsys):
    rows = [{**TARIFF, "geldig_van": date(2026, month, 1)} for month in range(1, 13)]
    _, problems = judge([LINE], tarieven=[*rows, *rows])

    tell_reference(problems)

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(
        "Naslag: 23 bevindingen.\n"
        "  fout          MGR-308    tarieven.csv, rij 3, geldig_van (J3)\n"
        "      Het tarief voor product 02A03 van aanbieder 01000001 vanaf 01-02-2026 begint terwijl een eerder tarief "
        "nog geldt.\n"
        "      Laat het eerdere tarief eindigen op de dag ervoor; tot dan geldt het tarief dat het laatst begon.\n"
    )
    assert told.err.endswith("  … en nog 8 in de naslag.\n")


def test_of_a_tidy_reference_nothing_is_told(judge, capsys):
    _, problems = judge([LINE])

    tell_reference(problems)

    assert capsys.readouterr() == ("", "")


def test_a_gap_between_tariffs_is_told_to_those_who_keep_them_and_refuses_no_line(judge):
    before = {**TARIFF, "geldig_tot": date(2026, 8, 31)}
    after = {**TARIFF, "geldig_van": date(2026, 10, 1)}

    findings, problems = judge([LINE], tarieven=[after, before])

    assert problems["melding"].to_list() == [
        "Voor product 02A03 van aanbieder 01000001 geldt geen tarief in de dagen voor 01-10-2026."
    ]
    assert on_rows(findings) == [(2, "TR418", "signaal")]


def test_a_tariff_in_a_unit_that_its_contract_does_not_pay_is_told(judge):
    _, problems = judge([LINE], contracten=[{**CONTRACT, "uitvoeringsvariant": "output"}])

    assert problems.select("regel", "ernst", "gevolg", "melding").rows() == [
        ("OP263", "fout", "geen", "Contract C1 is outputgericht; daar past geen tarief in eenheid 04 bij.")
    ]


def test_a_membership_that_ends_in_the_month_still_counts_for_that_month_and_no_longer(judge):
    until = {"gemeente": "0983", "module": "1", "van": date(2014, 1, 1), "tot": date(2026, 9, 15)}
    october = month(date(2026, 10, 1), date(2026, 10, 31), 16, declaratie_nummer="D10", referentie_nummer="R2")

    findings, _ = judge([LINE, october], lidmaatschap=[until])

    assert on_rows(findings) == [(3, "MGR-303", "fout")]
    assert said(findings) == ["Gemeente 0983 neemt niet deel aan het contract van aanbieder 01000001."]


def test_a_supplier_that_merged_is_told_its_successor_in_one_sentence(judge):
    merged = {**SUPPLIER, "opvolger": NEW, "tot": date(2026, 8, 31)}
    ended = {**CONTRACT, "einddatum": date(2026, 8, 31)}

    registers = {"aanbieders": [merged, {"aanbieder": NEW, "naam": "Nieuw"}], "contracten": [ended]}
    second = {**LINE, "referentie_nummer": "R2", "toewijzing_nummer": 8}
    both = {"toewijzingen": [ALLOCATION, {**ALLOCATION, "toewijzing_nummer": 8}],
            "regieberichten": [START, {**START, "toewijzing_nummer": 8}]}  # fmt: skip

    findings, _ = judge([LINE, second], **registers, **both)

    assert findings.select("rij", "gevolg", "melding").rows() == [
        (
            None, "geen",
            "Aanbieder 01000001 bestaat na 31-08-2026 niet meer; opvolger: 01000002. Dit geldt voor beide regels.",
        )
    ]  # fmt: skip


def test_nothing_is_allocated_to_a_supplier_that_merged(judge):
    merged = {**SUPPLIER, "opvolger": NEW, "tot": date(2026, 8, 31)}
    row = {**ALLOCATION, "toewijzing_nummer": 8, "ingangsdatum": date(2026, 9, 1), "einddatum": date(2028, 3, 1)}

    findings, _ = judge([row], "toewijzingen", "gemeentelevering", aanbieders=[merged], toewijzingen=[], contracten=[
        {**CONTRACT, "einddatum": date(2026, 8, 31)}
    ], tarieven=[{**TARIFF, "geldig_tot": date(2026, 8, 31)}])  # fmt: skip

    assert on_rows(findings)[0] == (2, "MGR-209", "fout")
    assert said(findings) == ["Aanbieder 01000001 bestaat na 31-08-2026 niet meer; opvolger: 01000002."]


def test_the_successor_declares_on_an_allocation_that_the_other_was_given(judge):
    merged = {**SUPPLIER, "opvolger": NEW, "tot": date(2026, 8, 31)}
    by_successor = {**LINE, "aanbieder": NEW}

    findings, _ = judge(
        [by_successor], aanbieders=[merged, {"aanbieder": NEW, "naam": "Nieuw"}],
        contracten=[CONTRACT, {**CONTRACT, "contract_nummer": "C2", "aanbieder": NEW}],
        tarieven=[TARIFF, {**TARIFF, "contract_nummer": "C2", "aanbieder": NEW}],
    )  # fmt: skip

    assert said(findings) == []


def test_nobody_else_declares_on_an_allocation(judge):
    by_another = {**LINE, "aanbieder": NEW}

    findings, _ = judge(
        [by_another], aanbieders=[SUPPLIER, {"aanbieder": NEW, "naam": "Ander"}],
        contracten=[CONTRACT, {**CONTRACT, "contract_nummer": "C2", "aanbieder": NEW}],
        tarieven=[TARIFF, {**TARIFF, "contract_nummer": "C2", "aanbieder": NEW}],
    )  # fmt: skip

    assert on_rows(findings) == [(2, "TR338", "fout")]
    assert said(findings) == ["Toewijzing 7 is aan een andere aanbieder gegeven dan 01000002."]


def test_an_allocation_of_another_law_with_the_same_number_is_another_allocation(judge):
    findings, _ = judge([LINE], toewijzingen=[{**ALLOCATION, "wet": "jw"}])

    assert on_rows(findings) == [(2, "TR338", "fout")]
    assert said(findings) == ["Toewijzing 7 is niet bekend bij gemeente 0983 (wet: wmo)."]


def test_a_number_is_used_again_under_another_law(judge):
    other = {
        **ALLOCATION, "wet": "jw", "product_categorie": "45", "product_code": None, "volume": None, "eenheid": None,
        "frequentie": None, "client": "999990020", "toewijzing_datum": date(2026, 2, 1),
    }  # fmt: skip

    under_jw, _ = judge([other], "toewijzingen", "gemeentelevering")

    assert "TR332" not in under_jw["regel"]
