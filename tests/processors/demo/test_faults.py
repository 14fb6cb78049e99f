# SPDX-License-Identifier: EUPL-1.2
"""The faults of the demo: one for every rule that a file of the demo can break."""

from processors.demo.faults import FAULTS
from processors.demo.submissions import SENT_TABLES
from processors.lines import TABLES, place
from processors.rules import RULES

MUNICIPALITIES_FIRST = "all is judged in one go, municipalities first: nothing was approved yet when their turn comes"
NO_CHANGES = "the demo has no requests for a change (317), which must name every current allocation of the client"
NAMED_BY_AN_ALLOCATION = "an allocation names the request, so that its finding (TR379) would follow"
NO_HISTORY = "of the year of the statements the demo has no declarations, and of the year before no statements"
OF_A_MUNICIPALITY = "is about lines that a municipality delivers; in the demo lines come from suppliers"
# Tables that no sown row is of: what stands in them comes from an odd delivery or a message, faults included.
IN_ODD_FILES = {"verantwoordingen", "verantwoordingstotalen", "declaratietotalen"}
IN_MESSAGES = {"berichten", "verzoekantwoorden", "declaratieantwoorden", "afgewezen_regels"}
NOT_SOWN = {
    **{
        ("verzoeken", code): NO_CHANGES
        for code in (
            "CS338",
            "CD096",
            "TR380",
            "TR352",
            "TR353",
            "TR410",
            "TR349",
            "TR350",
            "TR351",
            "TR357",
            "TR361",
            "TR373",
            "TR375",
            "TR411",
            "TR412",
            "RS008",
        )
    },
    ("verzoeken", "RS024"): NAMED_BY_AN_ALLOCATION,
    ("verzoeken", "RS036"): NAMED_BY_AN_ALLOCATION,
    ("declaratieregels", "MGR-205"): OF_A_MUNICIPALITY,
    ("declaratieregels", "MGR-211"): OF_A_MUNICIPALITY,
    **{("verantwoordingsregels", code): NO_HISTORY for code in ("MGR-106", "MGR-108", "MGR-115")},
    ("verantwoordingsregels", "MGR-110"): "our own form has no total sheet",
    ("declaratieregels", "TR318"): "stands in every demo, with a supplier that skips a month",
    ("toewijzingen", "TR385"): MUNICIPALITIES_FIRST,
    ("toewijzingen", "MGR-305"): MUNICIPALITIES_FIRST,
    ("regieberichten", "MGR-330"): MUNICIPALITIES_FIRST,
}


def test_every_rule_that_a_file_of_the_demo_can_break_has_a_fault():
    in_forms = [rule for rule in RULES if rule.table in SENT_TABLES and not place(rule.table, rule.at).message_only]

    sown = {(fault.table, fault.code) for fault in FAULTS}

    assert {(rule.table, rule.code) for rule in in_forms} - sown == set(NOT_SOWN)


def test_what_no_file_of_the_demo_holds_is_in_messages_or_in_the_reference():
    elsewhere = {rule.table for rule in RULES} - set(SENT_TABLES) - IN_ODD_FILES - IN_MESSAGES

    assert elsewhere == {name for name in elsewhere if TABLES[name].reference or not TABLES[name].kept}
