# SPDX-License-Identifier: EUPL-1.2
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors import lines
from processors.catalogue import Level, entries
from processors.checking import check
from processors.profiles import profiles
from processors.rulebook import Rulebook, Severity
from processors.rules import RULES, THEMES

SEVERITIES = {"error": Severity.FOUT, "warning": Severity.WAARSCHUWING, "info": Severity.SIGNAAL}
# A severity that differs from the catalogue, with the reason.
OTHER_SEVERITY = {
    ("MGR-209", "supplier_still_exists_on_the_first_day"): "takes the place of MGR-325, which refuses the allocation",
    ("TR321", "output_period_has_a_sunday"): "handbook 7.4: a maximum of 0 without a Sunday is a warning, not an error",
    ("OP364", "start_is_required"): "handbook 6: a local agreement may require the start message before paying",
    ("MGR-102", "declaration_may_follow"): "before the last day of declarations its absence is only a signal",
    ("MGR-334", "volume_fits_the_agreement"): "handbook 6: more than was agreed is worth a warning, never a refusal",
}
EMPTY_IS_SAID = {"CD041", "CD077", "CD080"}


def named(rule):
    return f"{rule.code}-{rule.table}-{rule.at}-{rule.test.__name__}"


def rows_of(example):
    return [example] if isinstance(example, dict) else list(example)


def verdicts(rule, example):
    """The findings on an example, and the number of its rows."""
    rows = [{**dict.fromkeys(name for name in rule.needs if name != "nr"), **row} for row in rows_of(example)]
    profile = next((name for name, held in profiles().items() if rule.agreement in held), None)
    frame = lines.make_lines(rule.table, rows)
    return check(Rulebook([rule]), frame, rule.table, profiles=profiles(), profile=profile), len(rows)


HOLDS = [pytest.param(rule, each, id=f"{named(rule)}-{i}") for rule in RULES for i, each in enumerate(rule.holds)]
FAILS = [pytest.param(rule, each, id=f"{named(rule)}-{i}") for rule in RULES for i, each in enumerate(rule.fails)]


@pytest.mark.parametrize(("rule", "example"), HOLDS)
def test_a_rule_holds_for_its_good_examples(rule, example):
    findings, _ = verdicts(rule, example)

    assert findings["melding"].to_list() == []


@pytest.mark.parametrize(("rule", "example"), FAILS)
def test_a_rule_fails_on_the_last_row_of_its_bad_examples(rule, example):
    findings, count = verdicts(rule, example)

    assert findings.select("rij", "regel", "ernst", "gevolg").rows() == [
        (count + 1, rule.code, str(rule.severity), str(rule.consequence))
    ]


@pytest.mark.parametrize(("rule", "example"), FAILS)
def test_a_finding_says_its_values_in_dutch(rule, example):
    findings, _ = verdicts(rule, example)
    said = " ".join(findings.select("melding", "actie").row(0))

    assert not any(mark in said for mark in ("{", "}", "None", " null", "True", "False", "!"))
    assert rule.code in EMPTY_IS_SAID or "(leeg)" not in said
    assert said[0].isupper()
    assert findings["melding"][0].endswith(".")
    assert findings["actie"][0].endswith(".")


@pytest.mark.parametrize("rule", [pytest.param(rule, id=named(rule)) for rule in RULES])
def test_a_rule_comes_with_its_proof_and_its_words(rule):
    given_empty = {
        name
        for example in (*rule.holds, *rule.fails)
        for row in rows_of(example)
        for name in rule.may_be_empty
        if row.get(name) is None
    }

    assert rule.holds
    assert rule.fails
    assert rule.source
    assert rule.summary.endswith(".")
    assert given_empty == rule.may_be_empty
    assert set(rule.shows) <= {*rule.needs, *lines.TABLES[rule.table].names}


@pytest.mark.parametrize("rule", [pytest.param(rule, id=named(rule)) for rule in RULES])
def test_a_rule_has_level_and_severity_of_the_catalogue(rule):
    entry = entries()[rule.code]

    assert rule.level is entry.level
    assert rule.return_code == entry.return_code
    if (rule.code, rule.test.__name__) not in OTHER_SEVERITY:
        assert rule.severity is SEVERITIES[entry.severity]


BLANKED = [
    pytest.param(rule, each, name, id=f"{named(rule)}-{i}-{name}")
    for rule in RULES
    for i, each in enumerate((*rule.holds, *rule.fails))
    for name in rule.needs
    if name not in rule.may_be_empty and name != "nr"
]


@pytest.mark.parametrize(("rule", "example", "name"), BLANKED)
def test_a_missing_value_leaves_a_rule_undecided(rule, example, name):
    rows = rows_of(example)
    blanked = [*rows[:-1], {**rows[-1], name: None}]
    required = lines.place(rule.table, name).required

    findings, count = verdicts(rule, blanked)

    last = findings.filter(pl.col("rij") == count + 1)
    assert last["ernst"].to_list() == ([] if required else ["signaal"])


def test_rules_stand_in_order_of_level():
    levels = [rule.level for rule in RULES]

    assert levels == sorted(levels)


def test_every_theme_gives_all_its_rules():
    assert sum(len(theme.rules) for theme in THEMES) == len(RULES)


def test_at_least_fifty_codes_of_the_catalogue_are_built():
    assert len({rule.code for rule in RULES}) >= 50
    assert {rule.level for rule in RULES} == set(Level)


def test_a_column_worked_out_beforehand_has_one_meaning():
    meanings = {(name, id(meaning)) for rule in RULES for name, meaning in rule.given.items()}

    assert len(meanings) == len({name for name, _ in meanings})


def test_every_silencing_code_and_explained_table_exists():
    codes = {rule.code for rule in RULES}
    origins = {field.origin for field in lines.JOINED.values()}

    assert {code for rule in RULES for code in rule.after} <= codes
    assert {rule.explains for rule in RULES} - {""} <= origins


def passes_elfproef(number):
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))
    return total % 11 == 0 and number != "000000000"


def found(code, table, rows):
    """Row numbers of the findings of one code."""
    findings = check(RULES.only(code).for_table(table), lines.make_lines(table, rows, first_row=0), table)
    return findings.filter(pl.col("ernst") == "fout")["rij"].to_list()


@given(st.lists(st.from_regex(r"[0-9]{9}", fullmatch=True), min_size=1, max_size=30))
def test_the_elfproef_agrees_with_counting_by_hand(numbers):
    assert found("CS002", "declaratieregels", [{"client": number} for number in numbers]) == [
        place for place, number in enumerate(numbers) if not passes_elfproef(number)
    ]


@pytest.mark.parametrize("client", ["12345678", "P1-00112233445566778899aabbccddeeff", "abcdefghi", ""])
def test_the_elfproef_says_nothing_about_what_is_not_nine_digits(client):
    assert found("CS002", "toewijzingen", [{"client": client}]) == []


CENTS = st.integers(0, 99_999_999)


@given(CENTS, CENTS, st.integers(-1, 1))
def test_minutes_at_an_hourly_tariff_are_rounded_half_up_once(tariff, minutes, off):
    exact = Decimal(tariff) * minutes / 60
    amount = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    line = {
        "ingediend_bedrag": amount + off, "geleverd_volume": minutes, "product_tarief": 1, "eenheid": "01",
        "contract_tarief": tariff, "contract_per_uur": "ja",
    }  # fmt: skip

    assert found("TR346", "declaratieregels", [line]) == ([0] if off else [])


@given(CENTS, CENTS, st.integers(-1, 1), st.sampled_from(["04", "14", "16", "82", "84"]))
def test_other_units_cost_volume_times_tariff(tariff, volume, off, unit):
    line = {
        "ingediend_bedrag": volume * tariff + off, "geleverd_volume": volume, "product_tarief": tariff, "eenheid": unit,
        "contract_tarief": None, "contract_per_uur": None,
    }  # fmt: skip

    assert found("TR346", "declaratieregels", [line]) == ([0] if off else [])


@pytest.mark.parametrize(("tariff", "minutes", "amount", "field"), [(8730, 95, 13823, 146), (8725, 50, 7271, 145)])
def test_the_vectors_of_the_handbook_pass_every_rule_on_amounts(tariff, minutes, amount, field):
    line = {
        "ingediend_bedrag": amount, "geleverd_volume": minutes, "product_tarief": field, "eenheid": "01",
        "contract_tarief": tariff, "contract_per_uur": "ja",
    }  # fmt: skip
    rules = RULES.only("TR346", "IV081", "TR418", "CD087", "CS339").for_table("declaratieregels")

    assert check(rules, lines.make_lines("declaratieregels", [line]), "declaratieregels").is_empty()


def test_a_total_is_used_up_by_the_lines_above_with_credits_first():
    common = {
        "wet": "wmo", "gemeente": "0983", "aanbieder": "01234567", "client": "999900006", "eenheid": "16",
        "toegewezen_client": "999900006", "toegewezen_eenheid": "16", "toegewezen_frequentie": "6",
        "maximum_periode": 10, "maximum_toewijzing": 10, "eerder_volume": 0, "eerder_geteld": 0,
        "eerder_referentie": False, "eerder_debet_open": False,
    }  # fmt: skip
    sent = [("D", 8, 1), ("D", 6, 1), ("D", 1, 1), ("C", 4, 1), ("D", 10, 2)]
    rows = [
        {
            **common, "debet_credit": side, "geleverd_volume": volume, "toewijzing_nummer": allocation,
            "referentie_nummer": f"R{number}", "product_code": f"02D0{number}", "credit_geldt": side == "C" or None,
        }
        for number, (side, volume, allocation) in enumerate(sent)
    ]  # fmt: skip

    assert found("TR322", "declaratieregels", rows) == [2]


PERIODS = st.tuples(st.integers(1, 28), st.integers(0, 20), st.sampled_from(["02D01", "02D02", None]), st.booleans())


@given(st.lists(PERIODS, min_size=2, max_size=8))
def test_overlap_agrees_with_comparing_all_pairs(periods):
    rows = [
        {
            "wet": "jw", "gemeente": "0983", "aanbieder": "01234567", "client": "999900006",
            "toewijzing_nummer": number, "toewijzing_datum": date(2025, 12, 1), "ingangsdatum": date(2026, 1, start),
            "einddatum": date.fromordinal(date(2026, 1, start).toordinal() + length),
            "product_code": None if generic else code, "product_categorie": None if generic else "02",
        }
        for number, (start, length, code, generic) in enumerate(periods)
    ]  # fmt: skip

    def same(one, other):
        return all(
            one[name] is None or other[name] is None or one[name] == other[name]
            for name in ("product_code", "product_categorie")
        )

    order = sorted(range(len(rows)), key=lambda place: (rows[place]["ingangsdatum"], place))
    late = [
        place
        for rank, place in enumerate(order)
        if any(
            same(rows[place], rows[earlier]) and rows[earlier]["einddatum"] >= rows[place]["ingangsdatum"]
            for earlier in order[:rank]
        )
    ]

    assert found("TR302", "toewijzingen", rows) == sorted(late)
