# SPDX-License-Identifier: EUPL-1.2
"""Judging one submission: what is accepted, what is refused, in which order it is told, and under which names."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from processors.assessment import Assessment, assess, pseudonymised
from processors.findings import FINDINGS, RAW
from processors.intake.submission import Submission
from processors.journal_schema import Outcome
from processors.lines import TABLES, make_lines
from processors.pseudonym import Key

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
DAY = date(2026, 8, 10)
ALLOCATION = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "client": "999990019", "toewijzing_nummer": 1,
    "toewijzing_datum": date(2026, 1, 1), "ingangsdatum": date(2026, 1, 5), "product_categorie": "02",
    "product_code": "02A01", "volume": 10, "eenheid": "04", "frequentie": "4",
}  # fmt: skip
START = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "client": "999990019", "toewijzing_nummer": 1,
    "soort": "start", "begindatum": date(2026, 1, 5), "status_aanlevering": "1", "dagtekening": date(2026, 1, 9),
}  # fmt: skip


def read(**tables):
    frames = {
        name: make_lines(name, rows).with_columns(
            bestand=pl.lit("levering.xlsx"), blad=pl.lit(name), rij=pl.int_range(2, 2 + pl.len())
        )
        for name, rows in tables.items()
    }
    return Submission("levering.xlsx", "gemeentelevering", tables=frames)


def judge(submission, reference=None):
    return assess(submission, reference or {}, received_on=DAY, key=KEY)


def codes(assessment, table):
    errors = assessment.findings.filter(pl.col("ernst") == "fout", pl.col("entiteit") == table)
    return sorted(errors.select("rij", "regel").rows())


def test_what_a_municipality_allocates_in_a_file_counts_for_what_else_stands_in_it():
    other = make_lines("toewijzingen", [{**ALLOCATION, "toewijzing_nummer": 2}])

    without = judge(read(regieberichten=[START]), {"toewijzingen": other})
    together = judge(read(regieberichten=[START], toewijzingen=[ALLOCATION]), {"toewijzingen": other})
    alone = judge(read(regieberichten=[START], toewijzingen=[ALLOCATION]))

    told = ["TR019" in each.findings["regel"] for each in (without, together, alone)]
    assert told == [True, False, False]


LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "client": "999990019", "toewijzing_nummer": 1,
    "referentie_nummer": "R1", "debet_credit": "D", "product_periode_begin": date(2026, 2, 1),
}  # fmt: skip
REQUEST = {"wet": "wmo", "gemeente": "0983", "aanbieder": "12345678", "referentie_aanbieder": "V-1"}


@pytest.mark.parametrize(
    ("code", "change", "beside"),
    [
        ("MGR-304", {}, {"regieberichten": [START]}),
        ("TR379", {"referentie_aanbieder": "V-1"}, {"verzoeken": [REQUEST]}),
        ("MGR-305", {}, {"regieberichten": [START], "declaratieregels": [LINE]}),
    ],
)
def test_an_allocation_is_judged_by_what_its_own_file_says_of_it(code, change, beside):
    reference = {
        "producten": make_lines("producten", []),
        "toewijzingen": make_lines("toewijzingen", []),
        "regieberichten": make_lines("regieberichten", [{**START, "toewijzing_nummer": 2}]),
        "verzoeken": make_lines("verzoeken", [{**REQUEST, "referentie_aanbieder": "V-2"}]),
        "eerdere_declaratieregels": make_lines("declaratieregels", [{**LINE, "toewijzing_nummer": 2}]),
    }
    started = {"regieberichten": [START]} if code == "MGR-305" else {}

    without = judge(read(toewijzingen=[{**ALLOCATION, **change}], **started), reference)
    together = judge(read(toewijzingen=[{**ALLOCATION, **change}], **beside), reference)

    told = [code in each.findings.filter(entiteit="toewijzingen")["regel"] for each in (without, together)]
    assert told == [True, False]


def test_a_wrong_line_is_refused_and_the_right_one_is_not():
    wrong = {**ALLOCATION, "toewijzing_nummer": 2, "client": "999990018"}

    judged = judge(read(toewijzingen=[ALLOCATION, wrong]))

    assert codes(judged, "toewijzingen") == [(3, "CS002")]
    assert judged.tables["toewijzingen"]["geaccepteerd"].to_list() == [True, False]
    assert (judged.outcome, judged.total, judged.accepted) == (Outcome.DEELS, 2, 1)


def test_a_rule_on_a_person_sees_the_number_and_nothing_after_it_does():
    judged = judge(read(toewijzingen=[{**ALLOCATION, "client": "999990018"}]))

    assert judged.tables["toewijzingen"]["client"].str.starts_with("P1-").all()
    assert not any("999990018" in str(cell) for row in judged.findings.rows() for cell in row)


def test_a_cell_that_could_not_be_read_is_not_judged_again():
    submission = read(toewijzingen=[{**ALLOCATION, "client": None}])
    marked = replace(
        submission, untrusted={"toewijzingen": pl.DataFrame({"nr": [0], "column": ["client"]},
                                                            schema={"nr": pl.UInt32, "column": pl.String})}
    )  # fmt: skip

    assert "RS033" in judge(submission).findings["regel"]
    assert "RS033" not in judge(marked).findings["regel"]


def test_a_file_refused_in_reading_has_no_accepted_line():
    problem = dict.fromkeys(RAW) | {
        "gevolg": "bestand geweigerd", "melding": "Het Voorblad ontbreekt.", "regel": "MGR-004", "ernst": "fout",
    }  # fmt: skip
    submission = replace(read(toewijzingen=[ALLOCATION]), problems=pl.DataFrame([problem], schema=dict(RAW)))

    judged = judge(submission)

    assert (judged.refused, judged.accepted, judged.outcome) == ("Het Voorblad ontbreekt.", 0, Outcome.GEWEIGERD)
    assert judged.findings["regel"][0] == "MGR-004"


@pytest.mark.parametrize(
    ("accepted", "refused", "outcome"),
    [
        ([True, True], None, Outcome.GEACCEPTEERD),
        ([True, False], None, Outcome.DEELS),
        ([False, False], None, Outcome.GEWEIGERD),
        ([True, True], "Reden.", Outcome.GEWEIGERD),
        ([], None, Outcome.GEACCEPTEERD),
    ],
)
def test_the_outcome_follows_from_the_lines(accepted, refused, outcome):
    lines = pl.DataFrame({"geaccepteerd": accepted}, schema={"geaccepteerd": pl.Boolean})

    judged = Assessment(Submission("x"), pl.DataFrame(schema=dict(FINDINGS)), {"toewijzingen": lines}, refused)

    assert judged.outcome is outcome


def test_one_sentence_that_refuses_every_line_is_the_reason():
    wrong = [{**START, "toewijzing_nummer": number, "dagtekening": date(2027, 1, 1)} for number in (1, 2)]
    allocations = [{**ALLOCATION, "toewijzing_nummer": number} for number in (1, 2)]
    known = pseudonymised({"toewijzingen": make_lines("toewijzingen", allocations)}, KEY)

    none = judge(read(regieberichten=wrong), known)
    some = judge(read(regieberichten=[*wrong, {**START, "begindatum": date(2026, 1, 6)}]), known)

    assert none.reason == (
        "De dagtekening 01-01-2027 ligt in de toekomst: het bericht is ontvangen op 10-08-2026. "
        "Dit geldt voor beide regels."
    )
    assert (none.refused, some.reason) == (None, None)


def test_reference_tables_get_the_same_pseudonyms_also_those_of_earlier_lines():
    line = {"wet": "wmo", "client": "999990019"}
    reference = {
        "toewijzingen": make_lines("toewijzingen", [line]),
        "eerdere_declaratieregels": make_lines("declaratieregels", [line]),
        "producten": pl.DataFrame(schema=TABLES["producten"].schema),
    }

    hidden = pseudonymised(reference, KEY)

    assert hidden["toewijzingen"]["client"].to_list() == hidden["eerdere_declaratieregels"]["client"].to_list()
    assert hidden["toewijzingen"]["client"][0].startswith("P1-")
    assert hidden["producten"] is reference["producten"]


def test_findings_of_one_sheet_stand_together_in_the_order_of_its_rows():
    wrong = {**ALLOCATION, "client": "999990018", "eenheid": "99"}
    numbered = [{**wrong, "toewijzing_nummer": number} for number in (1, 2, 3)]

    rows = judge(read(toewijzingen=numbered)).findings.filter(pl.col("rij").is_not_null())["rij"].to_list()

    assert rows == sorted(rows)
    assert set(rows) == {2, 3, 4}
