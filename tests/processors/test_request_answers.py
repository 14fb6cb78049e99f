# SPDX-License-Identifier: EUPL-1.2
"""Answers to requests (319): what was known before, against looking one by one, and whole messages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.assessment import assess, pseudonymised
from processors.enrichment import enrich
from processors.intake.submission import Submission
from processors.lines import make_lines
from processors.pseudonym import Key

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
RECEIVED = date(2026, 10, 20)
SENDER = {"wet": "jw", "gemeente": "0983", "aanbieder": "01234567"}
ANSWER = {
    **SENDER, "referentie_aanbieder": "V1", "verzoek_antwoord": "1", "reden_afwijzing": "7",
    "dagtekening": date(2026, 10, 15), "identificatie": "319-1",
}  # fmt: skip
HEADER = {
    **SENDER, "bericht": "319", "identificatie": "319-1", "dagtekening": date(2026, 10, 15), "bericht_code": "488",
    "bericht_versie": "3", "bericht_subversie": "2", "basisschema_xsd_versie": "1.2.0", "bericht_xsd_versie": "1.1.0",
}  # fmt: skip
REQUEST = {**SENDER, "soort": "315", "referentie_aanbieder": "V1", "dagtekening": date(2026, 10, 1)}
ALLOCATION = {**SENDER, "referentie_aanbieder": "V1", "toewijzing_datum": date(2026, 10, 14)}
KNOWN = {"berichten": [], "verzoeken": [REQUEST], "toewijzingen": [], "verzoekantwoorden": []}


def judged(change=None, header=None, **known):
    """Table and code of the findings on a 319."""
    frames = {
        "berichten": make_lines("berichten", [{**HEADER, **(header or {})}], file="319.xml"),
        "verzoekantwoorden": make_lines("verzoekantwoorden", [{**ANSWER, **(change or {})}], file="319.xml"),
    }
    reference = {name: make_lines(name, rows) for name, rows in {**KNOWN, **known}.items()}
    submission = Submission("319.xml", "bericht", law="jw", municipality="0983", tables=frames)
    result = assess(submission, pseudonymised(reference, KEY), received_on=RECEIVED, key=KEY)
    return result.findings.select("entiteit", "regel").rows()


def earlier(**changed):
    return {**ANSWER, "identificatie": "319-0", "dagtekening": date(2026, 10, 8), **changed}


UNDER_INVESTIGATION = {"verzoek_antwoord": "2", "reden_afwijzing": None}


@pytest.mark.parametrize(
    ("change", "known"),
    [
        ({}, {}),
        (UNDER_INVESTIGATION, {}),
        ({"reden_afwijzing": "8", "woonplaats_gemeente": "0363"}, {}),
        ({}, {"verzoekantwoorden": [earlier(**UNDER_INVESTIGATION)]}),
        (UNDER_INVESTIGATION, {"toewijzingen": [{**ALLOCATION, "toewijzing_datum": date(2026, 10, 15)}]}),
        # The same answer, told before by the list of the municipality.
        ({}, {"verzoekantwoorden": [{**ANSWER, "identificatie": None}]}),
    ],
)
def test_a_sound_answer_has_no_findings(change, known):
    assert judged(change, **known) == []


@pytest.mark.parametrize(
    ("change", "known", "code"),
    [
        ({"reden_afwijzing": None}, {}, "CD085"),
        ({"verzoek_antwoord": "2"}, {}, "CD086"),
        ({"verzoek_antwoord": "2", "reden_afwijzing": "8"}, {}, "CD086"),
        ({"reden_afwijzing": "8"}, {}, "TR377"),
        ({"woonplaats_gemeente": "0363"}, {}, "TR409"),
        ({"reden_afwijzing": None, "woonplaats_gemeente": "0363"}, {}, "CD085"),
        ({"woonplaats_gemeente": "363"}, {}, "RS035"),
        ({"referentie_aanbieder": "V2"}, {}, "TR355"),
        ({"referentie_aanbieder": "V" * 37}, {}, "RS024"),
        ({"referentie_aanbieder": None}, {}, "RS033"),
        ({}, {"toewijzingen": [ALLOCATION]}, "TR359"),
        ({}, {"verzoekantwoorden": [earlier()]}, "TR365"),
        (UNDER_INVESTIGATION, {"verzoekantwoorden": [earlier(**UNDER_INVESTIGATION)]}, "TR360"),
        (UNDER_INVESTIGATION, {"verzoekantwoorden": [earlier()]}, "TR365"),
        ({"dagtekening": date(2026, 10, 8)}, {"verzoekantwoorden": [earlier()]}, "TR365"),
    ],
)
def test_one_mistake_in_an_answer_is_one_finding(change, known, code):
    assert judged(change, **known) == [("verzoekantwoorden", code)]


def test_an_answer_that_breaks_several_rules_gives_one_finding_for_each():
    found = judged(
        {"verzoek_antwoord": "2", "woonplaats_gemeente": "0363"},
        header={"bericht_code": "482", "xslt_versie": "1.0"},
        toewijzingen=[ALLOCATION],
        verzoekantwoorden=[earlier(**UNDER_INVESTIGATION)],
    )

    assert sorted(found) == [
        ("berichten", "RS047"),
        ("berichten", "RS048"),
        ("verzoekantwoorden", "CD086"),
        ("verzoekantwoorden", "TR359"),
        ("verzoekantwoorden", "TR360"),
        ("verzoekantwoorden", "TR409"),
    ]


def test_a_message_that_comes_twice_is_told_once():
    assert judged(berichten=[HEADER], verzoekantwoorden=[ANSWER]) == [("berichten", "TR056")]


ROWS = st.builds(
    lambda reference, answer, day, number: {
        **ANSWER, "referentie_aanbieder": reference, "verzoek_antwoord": answer, "dagtekening": date(2026, 10, day),
        "identificatie": number,
    },
    st.sampled_from(["V1", "V2", None]), st.sampled_from(["1", "2", None]), st.integers(1, 4),
    st.sampled_from(["a", "b", None]),
)  # fmt: skip


def is_same(one, other):
    """Whether one answer is the other told again."""
    names = ("referentie_aanbieder", "dagtekening", "verzoek_antwoord")
    if any(one[name] is None or one[name] != other[name] for name in names):
        return False
    return None in (one["identificatie"], other["identificatie"]) or one["identificatie"] == other["identificatie"]


@given(st.lists(ROWS, max_size=3), st.lists(ROWS, min_size=1, max_size=4))
def test_earlier_answers_are_those_that_looking_one_by_one_finds(before, rows):
    frames = {"verzoekantwoorden": make_lines("verzoekantwoorden", before)}

    found = enrich(make_lines("verzoekantwoorden", rows), "verzoekantwoorden", frames, received_on=RECEIVED)

    others = [each for each in before if not any(is_same(each, row) for row in rows)]
    expected = []
    for place, row in enumerate(rows):
        moment = (row["dagtekening"], place)
        came = others + [each for nr, each in enumerate(rows) if (each["dagtekening"], nr) < moment]
        own = [each for each in came if each["referentie_aanbieder"] == row["referentie_aanbieder"]]
        named = row["referentie_aanbieder"] is not None
        rejected = any(each["verzoek_antwoord"] == "1" for each in own)
        expected.append((bool(own), rejected) if named else (None, None))
    assert found.select("eerder_beantwoord", "eerder_afgewezen").rows() == expected


REPORTED = {**REQUEST, "client": "999900006", "onderdeel": "aangevraagd"}


@pytest.mark.parametrize(
    ("answer", "reason", "codes"),
    [
        ("afgewezen", None, ["CD085"]),
        ("in onderzoek", "7", ["CD086"]),
        ("afgewezen", "7", []),
        ("in onderzoek", None, []),
        (None, None, []),
    ],
)
def test_the_answer_that_a_municipality_lists_with_a_request_is_judged_alike(answer, reason, codes):
    row = {**REPORTED, "antwoord": answer, "reden_afwijzing": reason}
    submission = Submission("l.xlsx", "gemeentelevering", tables={"verzoeken": make_lines("verzoeken", [row])})

    found = assess(submission, {}, received_on=RECEIVED, key=KEY).findings["regel"].to_list()

    assert [code for code in found if code in ("CD085", "CD086")] == codes
