# SPDX-License-Identifier: EUPL-1.2
"""What people write in `parameters`: the most specific row that fits a line counts, and a wrong cell is told."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.checking import check
from processors.enrichment import enrich
from processors.enrichment.thresholds import deadlines
from processors.errors import UnusableInputError
from processors.large import Context, judge
from processors.lines import make_lines
from processors.parameter_rows import SCOPE, Parameters, read_rows
from processors.parameters import allowed, described, names, parameter
from processors.profiles import profiles_of
from processors.pseudonym import Key
from processors.rulebook import Consequence, Rulebook, Severity
from processors.rules import RULES

RECEIVED = date(2027, 2, 1)
KEY = Key(1, b"0123456789abcdef0123456789abcdef")
HEADER = "parameter;waarde;eenheid;herkomst;contract_nummer;raamovereenkomst;jaar;wet\n"
CONTRACTS = [
    {"contract_nummer": number, "aanbieder": supplier, "wet": "wmo", "raamovereenkomst": framework,
     "begindatum": date(2025, 1, 1), "module": "1"}
    for number, supplier, framework in (
        ("C1", "01000001", "Wmo"), ("C2", "01000002", "Wmo"), ("C3", "01000003", "Bemoeizorg"),
    )
]  # fmt: skip


def reference(*rows):
    return {"contracten": make_lines("contracten", CONTRACTS), "parameters": make_lines("parameters", rows)}


def known(table, rows, *agreed):
    return enrich(make_lines(table, rows), table, reference(*agreed), received_on=RECEIVED)


def statement(supplier, framework="Wmo", **more):
    return {
        "jaar": 2026, "wet": "wmo", "raamovereenkomst": framework, "aanbieder": supplier, "gemeente": "0983",
        "product_code": "02A03", "aantal": 4, "tarief": 6725, "eenheid": "04", "bedrag_totaal": 26905, **more,
    }  # fmt: skip


STATEMENTS = [statement("01000001"), statement("01000002"), statement("01000003", "Bemoeizorg"), statement("09999999")]


@pytest.mark.parametrize(
    ("scope", "spared"),
    [
        ({}, [2, 3, 4, 5]),
        ({"contract_nummer": "C1"}, [2]),
        ({"raamovereenkomst": "Wmo"}, [2, 3, 5]),
        ({"raamovereenkomst": "Bemoeizorg", "jaar": 2026}, [4]),
        ({"jaar": 2025}, []),
        ({"wet": "wmo"}, [2, 3, 4, 5]),
        ({"wet": "jw"}, []),
    ],
)
def test_a_tolerance_changes_the_verdict_on_exactly_the_lines_it_is_for(scope, spared):
    frame = known("verantwoordingsregels", STATEMENTS, {"parameter": "tol_regel_cent", "waarde": "5", **scope})

    found = check(RULES.only("MGR-105"), frame, "verantwoordingsregels")

    assert sorted({2, 3, 4, 5} - set(found["rij"])) == spared
    assert all("een verschil van 1 eurocent mag" in said for said in found["melding"])


def test_a_term_per_contract_is_shown_in_the_sentence():
    start = {
        "wet": "wmo", "gemeente": "0983", "toewijzing_nummer": 7, "soort": "start", "status_aanlevering": "1",
        "begindatum": date(2026, 9, 1), "dagtekening": date(2026, 9, 7),
    }  # fmt: skip
    allocation = {**start, "toewijzing_datum": date(2026, 8, 1), "ingangsdatum": date(2026, 9, 1)}
    lines = [{**start, "aanbieder": supplier} for supplier in ("01000001", "01000002")]
    tables = reference({"parameter": "termijn_start", "waarde": "3", "contract_nummer": "C2"})
    tables["toewijzingen"] = make_lines("toewijzingen", [
        {name: value for name, value in {**allocation, "aanbieder": "01000001"}.items()
         if name in ("wet", "gemeente", "aanbieder", "toewijzing_nummer", "toewijzing_datum", "ingangsdatum")}
    ])  # fmt: skip

    frame = enrich(make_lines("regieberichten", lines), "regieberichten", tables, received_on=RECEIVED)
    found = check(RULES.only("OP271"), frame, "regieberichten")

    assert found["rij"].to_list() == [3]
    assert "4 werkdagen later gemeld; dat moet binnen 3 werkdagen" in found["melding"][0]


def test_a_norm_per_framework_agreement_concerns_its_allocations():
    waits = {
        "wet": "wmo", "gemeente": "0983", "product_code": "02A03", "product_categorie": "02",
        "toewijzing_datum": date(2026, 9, 1), "ingangsdatum": date(2026, 9, 1),
    }  # fmt: skip
    rows = [{**waits, "aanbieder": each, "toewijzing_nummer": nr} for nr, each in enumerate(("01000001", "01000003"))]

    frame = known(
        "toewijzingen", rows, {"parameter": "venster_niet_verzilverd", "waarde": "365", "raamovereenkomst": "Wmo"}
    )

    assert frame["venster_niet_verzilverd"].to_list() == [365, parameter("venster_niet_verzilverd")]


def test_severity_and_consequence_of_our_own_rule_may_differ_by_contract():
    agreed = (
        {"parameter": "ernst:MGR-105", "waarde": "signaal", "contract_nummer": "C1"},
        {"parameter": "gevolg:MGR-105", "waarde": "geen", "contract_nummer": "C1"},
        {"parameter": "ernst:MGR-105", "waarde": "waarschuwing", "raamovereenkomst": "Bemoeizorg"},
    )

    found = check(RULES.only("MGR-105"), known("verantwoordingsregels", STATEMENTS, *agreed), "verantwoordingsregels")

    assert found.select("rij", "ernst", "gevolg").rows() == [
        (2, "signaal", "geen"), (3, "fout", "regel geweigerd"), (4, "waarschuwing", "regel geweigerd"),
        (5, "fout", "regel geweigerd"),
    ]  # fmt: skip


def test_a_deadline_is_a_day_in_the_year_of_the_line():
    rows = [statement("01000001"), statement("01000002", jaar=2027)]
    agreed = {"parameter": "deadline_verklaring", "waarde": "05-15", "contract_nummer": "C1"}

    days = deadlines(
        known("verantwoordingsregels", rows, agreed), "verantwoordingsregels", reference(agreed), "deadline_verklaring"
    )

    assert days.to_list() == [date(2026, 5, 15), date(2027, 4, 1)]


def test_a_number_is_no_deadline():
    with pytest.raises(KeyError):
        deadlines(known("verantwoordingsregels", STATEMENTS), "verantwoordingsregels", {}, "tol_regel_cent")


def test_liberation_day_follows_the_parameter():
    message = {
        "wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "toewijzing_nummer": 1, "soort": "stop",
        "begindatum": date(2026, 1, 1), "einddatum": date(2026, 5, 4), "dagtekening": date(2026, 5, 6),
    }  # fmt: skip

    usual = known("regieberichten", [message])
    every_year = known("regieberichten", [message], {"parameter": "bevrijdingsdag_vrij_om_de", "waarde": "1"})

    assert usual["werkdagen_tot_melding"].item() == 2
    assert every_year["werkdagen_tot_melding"].item() == 1


def within_tolerance(geleverd_volume, tol_regel_cent):
    return geleverd_volume <= tol_regel_cent


def test_lines_by_blocks_know_the_same_parameters():
    rules = Rulebook()
    rules.rule(
        "MGR-105", table="declaratieregels", severity=Severity.FOUT, consequence=Consequence.REJECT_LINE,
        says="{geleverd_volume} is meer dan {tol_regel_cent}.", action="Herstel.", holds=[], fails=[],
    )(within_tolerance)  # fmt: skip
    lines = make_lines(
        "declaratieregels",
        [{"wet": "wmo", "gemeente": "0983", "aanbieder": each, "product_periode_begin": date(2026, 9, 1),
          "geleverd_volume": nr} for nr, each in enumerate(["01000001", "01000002", "01000003"] * 3)],
    )  # fmt: skip
    tables = reference(
        {"parameter": "ernst:MGR-105", "waarde": "signaal", "contract_nummer": "C2"},
        {"parameter": "tol_regel_cent", "waarde": "5", "contract_nummer": "C1"},
    )

    at_once = check(rules, enrich(lines, "declaratieregels", tables, received_on=RECEIVED), "declaratieregels")
    lazy = {name: table.lazy() for name, table in tables.items()}
    by_blocks = judge(rules, lines.lazy(), Context(lazy, RECEIVED, profiles_of(tables)), block=2, stretch=4)

    assert by_blocks.equals(at_once)
    assert at_once.select("rij", "ernst").rows() == [
        (4, "fout"), (6, "signaal"), (7, "fout"), (8, "fout"), (9, "signaal"), (10, "fout"),
    ]  # fmt: skip


ROWS = st.lists(
    st.fixed_dictionaries({
        "parameter": st.sampled_from(["tol_regel_cent", "termijn_start"]),
        "waarde": st.integers(0, 200).map(str),
        "contract_nummer": st.sampled_from([None, "C1", "C2"]),
        "raamovereenkomst": st.sampled_from([None, "Wmo", "Bemoeizorg"]),
        "jaar": st.sampled_from([None, 2025, 2026]),
        "wet": st.sampled_from([None, "wmo", "jw"]),
    }),
    max_size=8,
)  # fmt: skip


def by_hand(rows, name, line):
    """The value for one line, looked up row by row."""
    fits = [
        ((row["contract_nummer"] is not None, row["raamovereenkomst"] is not None,
          (row["jaar"] is not None) + (row["wet"] is not None)), int(row["waarde"]))
        for row in rows
        if row["parameter"] == name and all(row[column] in (None, line[column]) for column in SCOPE)
    ]  # fmt: skip
    return max(fits)[1] if fits else parameter(name)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_the_most_specific_row_counts_as_when_looked_up_by_hand(rows):
    lines = [
        statement(each["aanbieder"], each["raamovereenkomst"], jaar=year) for each in CONTRACTS for year in (2025, 2026)
    ]
    tied = {mistake.nr for mistake in read_rows(make_lines("parameters", rows))[1]}
    rows = [row for nr, row in enumerate(rows) if nr not in tied]

    frame = known("verantwoordingsregels", lines, *rows)

    numbers = {each["aanbieder"]: each["contract_nummer"] for each in CONTRACTS}
    for name in ("tol_regel_cent", "termijn_start"):
        assert frame[name].to_list() == [
            by_hand(rows, name, {**line, "contract_nummer": numbers[line["aanbieder"]]}) for line in lines
        ]


def test_rows_that_nobody_checked_before_stop_the_judging():
    with pytest.raises(UnusableInputError):
        known("verantwoordingsregels", STATEMENTS, {"parameter": "tol_regel_cent", "waarde": "veel"})


def test_without_a_table_our_own_defaults_count():
    shown = Parameters().shown()

    assert [row["parameter"] for row in shown] == names()
    assert {row["geldt_voor"] for row in shown} == {"alle regels"}


def test_every_default_lies_within_its_own_range():
    numbers = [name for name in names() if described(name)["eenheid"] != "maand-dag"]

    assert all(parameter(name) in allowed(name) for name in numbers)
    assert {described(name)["per_contract"] for name in names()} == {"ja", "nee"}
    assert not any(allowed(name) for name in set(names()) - set(numbers))
