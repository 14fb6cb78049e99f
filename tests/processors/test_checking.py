# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import narwhals as nw
import polars as pl
import pytest

from processors import checking
from processors.catalogue import Level
from processors.checking import check
from processors.errors import BrokenRuleError
from processors.findings import RAW, finish
from processors.lines import make_lines
from processors.rulebook import Consequence, Rulebook, Severity
from processors.rules import RULES

TABLE = "declaratieregels"
PERIOD = {"product_periode_begin": date(2026, 1, 1), "toegewezen_ingangsdatum": date(2026, 1, 2)}
ALLOCATION = {
    "toewijzing_nummer": 100001, "gemeente": "0983", "wet": "wmo", "aanbieder": "01234567", "aanbieder_bekend": True,
    "toewijzing_bekend": True, "toegewezen_aanbieder": "01234567", "toegewezen_opvolger": None,
}  # fmt: skip


def codes(findings):
    return findings["regel"].to_list()


def told(findings):
    return findings.select("rij", "regel", "ernst", "melding").rows()


def rule_of(test, *, says="Fout.", **more):
    """A rulebook with one local rule on declaration lines."""
    rules = Rulebook()
    words = {
        "severity": Severity.FOUT, "consequence": Consequence.REJECT_LINE, "says": says, "action": "Verbeter het.",
        "holds": [], "fails": [], "level": Level.ROW, "source": "test",
    }  # fmt: skip
    rules.rule("EIGEN-1", table=TABLE, **{**words, **more})(test)
    return rules


def test_a_finding_names_the_row_the_rule_and_the_values():
    frame = make_lines(TABLE, [PERIOD], first_row=8)

    findings = check(RULES.only("TR307"), frame, TABLE)

    assert told(findings) == [
        (8, "TR307", "fout",
         "De periode begint op 01-01-2026, voor de ingangsdatum 02-01-2026 van de toewijzing."),
    ]  # fmt: skip


def test_a_finding_has_every_column_of_the_contract():
    line = {**PERIOD, "wet": "wmo", "aanbieder": "01234567", "referentie_nummer": "2601D1"}
    findings = finish(check(RULES.only("TR307"), make_lines(TABLE, [line], file="venlo.xlsx"), TABLE))

    assert findings.to_dicts() == [
        {
            "bestand": "venlo.xlsx", "blad": "", "rij": 2, "kolom": "product_periode_begin", "cel": None,
            "entiteit": TABLE, "sleutel": "wmo / 01234567 / 2601D1", "regel": "TR307", "ernst": "fout",
            "gevolg": "regel geweigerd", "waarde": "01-01-2026",
            "melding": "De periode begint op 01-01-2026, voor de ingangsdatum 02-01-2026 van de toewijzing.",
            "actie": "Pas de begindatum aan, of vraag de gemeente de toewijzing te wijzigen.",
            "retourcode": "9307", "profiel": "landelijk",
        }
    ]  # fmt: skip


def test_no_lines_give_no_findings():
    findings = check(RULES, make_lines(TABLE, []), TABLE)

    assert findings.is_empty()
    assert dict(findings.schema) == {name: kind() for name, kind in RAW.items()}


def test_a_bsn_is_masked_wherever_it_is_said():
    findings = check(RULES.only("RS037", "CS002"), make_lines(TABLE, [{"client": "999900007"}]), TABLE)

    assert told(findings)[0][3] == "Het burgerservicenummer •••••••07 bestaat niet: het doorstaat de elfproef niet."
    assert "999900007" not in str(findings.to_dicts())


def test_a_cell_that_fails_is_not_leaned_on_by_a_rule_of_a_higher_level():
    line = {"debet_credit": "X9", "ingediend_bedrag": 0}

    findings = check(RULES.only("RS008", "CS325"), make_lines(TABLE, [line]), TABLE)

    assert codes(findings) == ["RS008"]


def test_a_cell_that_fails_silences_only_its_own_row():
    rows = [{"debet_credit": "X9", "ingediend_bedrag": 0}, {"debet_credit": "C", "ingediend_bedrag": 0}]

    findings = check(RULES.only("RS008", "CS325"), make_lines(TABLE, rows), TABLE)

    assert findings.select("rij", "regel").rows() == [(2, "RS008"), (3, "CS325")]


def test_a_warning_silences_nothing():
    line = {"aanbieder": "01234567", "gemeente": "0983", "aanbieder_bekend": False, "wet": "wmo"}
    rules = Rulebook([*RULES.only("MGR-209"), *rule_of(lambda aanbieder: aanbieder == "x", level=Level.CROSS)])

    findings = check(rules, make_lines(TABLE, [line]), TABLE)

    assert codes(findings)[:2] == ["MGR-209", "EIGEN-1"]


def test_a_cell_that_could_not_be_read_is_not_leaned_on():
    mark = {"nr": 0, "at": "product_periode_begin", "ernst": "fout"}
    marks = pl.DataFrame([mark], schema_overrides={"nr": pl.UInt32})

    findings = check(RULES.only("TR307"), make_lines(TABLE, [PERIOD, PERIOD]), TABLE, earlier=marks)

    assert findings["rij"].to_list() == [3]


def test_a_rule_is_silent_after_a_rule_that_makes_it_pointless():
    line = {"toegewezen_eenheid": "83", "eenheid": "859"}

    findings = check(RULES.only("RS009", "MGR-011"), make_lines(TABLE, [line]), TABLE)

    assert codes(findings) == ["RS009"]


def test_a_cell_rule_silences_after_it_only_on_the_same_cell():
    line = {"product_categorie": "045", "eenheid": "85"}

    findings = check(RULES.only("RS009", "MGR-011"), make_lines(TABLE, [line]), TABLE)

    assert findings.select("regel", "at").rows() == [("RS009", "product_categorie"), ("MGR-011", "eenheid")]


def test_an_unknown_allocation_is_said_once():
    line = {
        **ALLOCATION, "toewijzing_bekend": False, "toegewezen_aanbieder": None,
        "client": "999900006", "toegewezen_client": None,
        "product_periode_begin": date(2026, 9, 2), "product_periode_eind": date(2026, 9, 29),
        "toegewezen_ingangsdatum": None, "toegewezen_einddatum": None,
    }  # fmt: skip

    findings = check(RULES.only("TR338", "TR304", "TR307", "TR308", "TR387", "TR388"), make_lines(TABLE, [line]), TABLE)

    assert codes(findings) == ["TR338"]


def test_an_allocation_of_another_client_is_not_compared_any_further():
    line = {
        **ALLOCATION, "client": "999900006", "toegewezen_client": "999990019", "product_categorie": "02",
        "toegewezen_product_categorie": "03",
    }  # fmt: skip

    findings = check(RULES.only("TR338", "TR304", "TR339"), make_lines(TABLE, [line]), TABLE)

    assert codes(findings) == ["TR304"]


def test_what_is_missing_is_said_once_per_row_as_a_signal():
    line = {**ALLOCATION, "product_periode_begin": date(2026, 9, 1), "toegewezen_ingangsdatum": None}

    findings = check(RULES.only("TR338", "TR307", "TR387"), make_lines(TABLE, [line]), TABLE)

    assert findings.select("regel", "ernst", "gevolg", "melding", "actie").rows() == [
        (
            "TR307", "signaal", "geen",
            "Regel TR307 kan niet worden beoordeeld: ingangsdatum van de toewijzing ontbreekt.",
            "Laat de naslag 'toewijzingen' aanvullen; uw regel wordt hierom niet geweigerd.",
        )
    ]  # fmt: skip


def test_an_optional_cell_that_is_missing_is_asked_for():
    rules = rule_of(lambda vorig_referentie_nummer: vorig_referentie_nummer != "x")

    findings = check(rules, make_lines(TABLE, [{}]), TABLE)

    assert findings.select("ernst", "melding", "actie").rows() == [
        (
            "signaal", "Regel EIGEN-1 kan niet worden beoordeeld: vorig referentienummer ontbreekt.",
            "Vul het gegeven aan.",
        )
    ]  # fmt: skip


def test_a_required_cell_that_is_missing_has_its_own_finding_and_no_signal():
    findings = check(RULES.only("RS033", "RS036"), make_lines(TABLE, [{"aanbieder": None}]), TABLE)

    of_supplier = findings.filter(pl.col("at") == "aanbieder")
    assert of_supplier.select("regel", "ernst", "melding").rows() == [
        ("RS033", "fout", "Aanbieder (AGB) is niet ingevuld, maar is op elke regel verplicht.")
    ]


def test_a_reference_table_that_is_absent_is_said_once_per_file():
    one = make_lines(TABLE, [{}, {}], file="een.csv")
    two = make_lines(TABLE, [{}], file="twee.csv")

    findings = check(RULES.only("TR304", "TR384"), pl.concat([one, two]), TABLE)

    assert findings.select("bestand", "rij", "regel", "ernst", "melding").rows() == [
        (file, None, checking.NO_REFERENCE, "signaal",
         "De naslag 'toewijzingen' ontbreekt; daarom niet beoordeeld: TR304, TR384.")
        for file in ("een.csv", "twee.csv")
    ]  # fmt: skip


AGREED = {"regionaal": frozenset({"einddatum_bij_totaal"}), "ander": frozenset({"iets"})}
TOTAL = {"frequentie": "6", "einddatum": None}


def test_a_rule_on_an_agreement_is_heard_where_the_contract_has_the_profile():
    rows = [{**TOTAL, "contract_profiel": name} for name in ("regionaal", "ander", None)]

    findings = check(RULES.only("MGR-327"), make_lines("toewijzingen", rows), "toewijzingen", profiles=AGREED)

    assert findings.select("rij", "regel", "ernst", "profiel").rows() == [(2, "MGR-327", "waarschuwing", "regionaal")]


@pytest.mark.parametrize(("profile", "found"), [("regionaal", ["MGR-327"]), ("ander", []), ("onbekend", [])])
def test_a_profile_given_counts_for_every_line(profile, found):
    frame = make_lines("toewijzingen", [TOTAL])

    findings = check(RULES.only("MGR-327"), frame, "toewijzingen", profiles=AGREED, profile=profile)

    assert codes(findings) == found
    assert findings["profiel"].to_list() == [profile] * len(found)


def test_without_profiles_only_national_rules_apply():
    frame = make_lines("toewijzingen", [TOTAL])

    assert check(RULES.only("MGR-327"), frame, "toewijzingen").is_empty()


def test_an_agreement_without_contracts_is_said_once():
    findings = check(RULES.only("MGR-327"), make_lines("toewijzingen", [TOTAL]), "toewijzingen", profiles=AGREED)

    assert findings["melding"].to_list() == ["De naslag 'contracten' ontbreekt; daarom niet beoordeeld: MGR-327."]


def raises(wet):
    raise ZeroDivisionError(str(wet))


@pytest.mark.parametrize(
    ("test", "message"),
    [
        (raises, "Rule EIGEN-1 raised ZeroDivisionError"),
        (lambda wet: wet.cast(nw.Int64) > 0, "Rule EIGEN-1 raised InvalidOperationError"),
        (lambda wet: wet.str.len_chars(), "Rule EIGEN-1 gave UInt32, not a verdict for each line"),
    ],
)
def test_a_rule_that_breaks_is_named(test, message):
    rules = Rulebook([*RULES.only("TR307"), *rule_of(test)])

    with pytest.raises(BrokenRuleError, match=message):
        check(rules, make_lines(TABLE, [{**PERIOD, "wet": "wmo"}, {**PERIOD, "wet": "jw"}]), TABLE)


def test_a_rule_that_adds_up_all_lines_is_broken():
    rules = rule_of(lambda geleverd_volume: geleverd_volume.sum() > 0, may_be_empty=["geleverd_volume"])

    with pytest.raises(BrokenRuleError, match="Rule EIGEN-1"):
        check(rules, make_lines(TABLE, [{"geleverd_volume": 1}, {"geleverd_volume": 2}]), TABLE)


def test_a_step_beforehand_that_breaks_names_its_rule():
    rules = rule_of(lambda wet: ~wet.is_null(), given={"stap": nw.col("bestaat_niet")})

    with pytest.raises(BrokenRuleError, match="Rule EIGEN-1"):
        check(rules, make_lines(TABLE, [{"wet": "wmo"}]), TABLE)
