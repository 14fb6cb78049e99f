# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import narwhals as nw
import pytest

from processors.catalogue import Level
from processors.checking import check
from processors.lines import make_lines
from processors.rulebook import Consequence, Rulebook, Severity

WORDS = {
    "severity": Severity.FOUT,
    "consequence": Consequence.REJECT_LINE,
    "says": "{field} is {value}.",
    "action": "Kijk naar {field}.",
    "holds": [{"value": 1}],
    "fails": [{"value": 2}],
}


def book_of(*codes, **more):
    """A rulebook with a rule per code on the volume of a declaration line."""
    rules = Rulebook()
    for code in codes:

        @rules.rule(code, on=["declaratieregels.geleverd_volume"], **{**WORDS, **more})
        def volume_is_one(value):
            """The volume is one."""
            return value == 1

    return rules


def test_the_catalogue_gives_a_rule_its_level_source_and_return_code():
    (rule,) = book_of("TR321")

    assert rule.level is Level.CROSS
    assert rule.source == "iStandaarden informatiemodel 3.2 technische regel; IV077/IV078"
    assert rule.return_code == "9321"


def test_a_rule_on_a_column_speaks_of_that_column():
    (rule,) = book_of("RS001", may_be_empty=["value"])

    assert rule.needs == ("geleverd_volume",)
    assert rule.at == "geleverd_volume"
    assert rule.says == "Geleverd volume is {geleverd_volume}."
    assert rule.action == "Kijk naar Geleverd volume."
    assert rule.holds == ({"geleverd_volume": 1},)
    assert rule.may_be_empty == {"geleverd_volume"}
    assert rule.shows == ("geleverd_volume",)
    assert rule.summary == "The volume is one."


def test_a_rule_on_tables_needs_the_columns_that_are_its_parameters():
    rules = Rulebook()

    @rules.rule("TR307", table=["declaratieregels"], **WORDS)
    def starts_in_time(product_periode_begin, toegewezen_ingangsdatum):
        """It starts in time."""
        return product_periode_begin >= toegewezen_ingangsdatum

    (rule,) = rules
    assert rule.needs == ("product_periode_begin", "toegewezen_ingangsdatum")
    assert rule.origins == {"toewijzingen"}


def test_a_code_outside_the_catalogue_needs_a_level_and_a_source():
    with pytest.raises(ValueError, match="EIGEN-1 is not in the catalogue"):
        book_of("EIGEN-1")


def test_a_local_rule_says_its_own_level_and_source():
    (rule,) = book_of("EIGEN-1", level=Level.ROW, source="afspraak van 1 mei")

    assert (rule.level, rule.source, rule.return_code) == (Level.ROW, "afspraak van 1 mei", "")


def test_a_rulebook_gives_the_rules_asked_for_in_order():
    rules = book_of("RS001", "RS005", "RS006")

    assert [rule.code for rule in rules.only("RS006", "RS001")] == ["RS001", "RS006"]
    assert [rule.code for rule in rules.where(lambda rule: rule.code > "RS001")] == ["RS005", "RS006"]
    assert len(rules.for_table("toewijzingen")) == 0


def test_an_unknown_code_is_refused():
    with pytest.raises(KeyError, match="RS999"):
        book_of("RS001").only("RS001", "RS999")


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2025, 12, 31), ["RS001"]),
        (date(2026, 1, 1), ["RS001", "RS005"]),
        (date(2026, 6, 30), ["RS001", "RS005"]),
        (date(2026, 7, 1), ["RS001"]),
    ],
)
def test_a_rule_is_in_force_from_its_first_to_its_last_day(day, codes):
    rules = Rulebook([*book_of("RS001"), *book_of("RS005", since=date(2026, 1, 1), until=date(2026, 6, 30))])

    assert [rule.code for rule in rules.on(day)] == codes


def test_a_column_worked_out_beforehand_may_lean_on_another():
    rules = Rulebook()
    steps = {
        "eerste": nw.col("nr").min().over("wet"),
        "vorige": nw.col("eerste").shift(1).over("wet", order_by="nr"),
    }

    @rules.rule("RS001", table="declaratieregels", given=steps, **{**WORDS, "says": "Twee keer dezelfde wet."})
    def law_stands_once(wet):
        """The law stands once."""
        return ~wet.is_null() & nw.col("vorige").is_null()

    frame = make_lines("declaratieregels", [{"wet": "wmo"}, {"wet": "jw"}, {"wet": "wmo"}])

    assert check(rules, frame, "declaratieregels")["rij"].to_list() == [4]


def test_a_rule_that_is_given_no_body_gives_no_rule():
    rules = Rulebook()

    rules.rule("RS001", table="declaratieregels", **WORDS)

    assert len(rules) == 0
