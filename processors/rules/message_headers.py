# SPDX-License-Identifier: EUPL-1.2
"""The header of a message (xml): which message it says it is, whether it came before, and how soon it was returned.

A municipality that lists its messages in a workbook has no columns for codes and versions; there they are empty.
"""

from datetime import date
from functools import partial

import narwhals as nw

from processors.codelists import table as listed
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
LAWS_WITH_MESSAGES = ("wmo", "jw")
# Law, message and code in one text, of every message that there is.
KNOWN_CODES = [
    f"{law} {message} {code}"
    for law in LAWS_WITH_MESSAGES
    for message, code in listed("berichten").select("bericht", f"berichtcode_{law}").iter_rows()
]
HEADER = {"bericht_code": "484", "bericht": "323", "wet": "wmo"}
RECEIVED = {"identificatie": "26090001", "bericht": "323", "bericht_code": "484"}
RETURNED = {"dagtekening": date(2026, 9, 1), "bericht": "301", "termijn_retour": 3}

_rule = partial(
    rules.rule,
    severity=Severity.FOUT,
    # What is wrong here is wrong of the whole message, that has one header.
    consequence=Consequence.REJECT_FILE,
)


@_rule(
    "RS010",
    table="berichten",
    says="De berichtcode {bericht_code} heeft meer dan 3 tekens.",
    action="Laat uw leverancier van software de berichtcode van 3 cijfers invullen.",
    holds=[{"bericht_code": "484"}, {"bericht_code": None}],
    fails=[{"bericht_code": "4840"}],
    may_be_empty=["bericht_code"],
)
def message_code_has_three_characters_at_most(bericht_code: Column) -> Column:
    """The code of the message has at most three characters, or is not given."""
    return bericht_code.is_null() | (bericht_code.str.len_chars() <= 3)


@_rule(
    "RS047",
    table="berichten",
    says="Berichtcode {bericht_code} is niet die van bericht {bericht} van deze wet ({wet}).",
    action="Laat uw leverancier van software het bericht opnieuw maken, met de code die bij bericht en wet hoort.",
    holds=[
        HEADER,
        {**HEADER, "bericht_code": "490", "wet": "jw"},
        {**HEADER, "bericht_code": None},
        {**HEADER, "wet": "pw"},
    ],
    fails=[{**HEADER, "bericht_code": "490"}, {**HEADER, "bericht": "325"}, {**HEADER, "wet": "jw"}],
    may_be_empty=["bericht_code"],
    after=["RS010"],
)
def code_is_that_of_message_and_law(bericht_code: Column, bericht: Column, wet: Column) -> Column:
    """The code, where it is given, is that of the message under its law; a law without messages holds."""
    said = nw.concat_str(wet, bericht, bericht_code, separator=" ")
    return bericht_code.is_null() | ~wet.is_in(LAWS_WITH_MESSAGES) | said.is_in(KNOWN_CODES)


@_rule(
    "CS025",
    table="berichten",
    says="Het bericht is van versie {bericht_versie}; alleen versie 3 wordt verwerkt.",
    action="Stuur het bericht opnieuw, volgens release 3.2.",
    holds=[{"bericht_versie": "3"}, {"bericht_versie": None}],
    fails=[{"bericht_versie": "2"}, {"bericht_versie": "4"}],
    may_be_empty=["bericht_versie"],
)
def version_is_three(bericht_versie: Column) -> Column:
    """The version of the message is 3, or is not given."""
    return bericht_versie.is_null() | (bericht_versie == "3")


@_rule(
    "CS015",
    table="berichten",
    says="Het bericht is van subversie {bericht_subversie}; alleen subversie 2 (release 3.2) wordt verwerkt.",
    action="Stuur het bericht opnieuw, volgens release 3.2.",
    holds=[{"bericht_subversie": "2"}, {"bericht_subversie": None}],
    fails=[{"bericht_subversie": "1"}, {"bericht_subversie": "3"}],
    may_be_empty=["bericht_subversie"],
)
def subversion_is_two(bericht_subversie: Column) -> Column:
    """The subversion of the message is 2, or is not given."""
    return bericht_subversie.is_null() | (bericht_subversie == "2")


@_rule(
    "RS048",
    on=["berichten.basisschema_xsd_versie", "berichten.bericht_xsd_versie", "berichten.xslt_versie"],
    says="{field} is {value}; dat heeft niet de vorm getal.getal.getal.",
    action="Laat uw leverancier van software de versie invullen zoals 3.2.0, zonder voorloopnullen.",
    holds=[{"value": "3.2.0"}, {"value": "10.0.12"}, {"value": None}],
    fails=[{"value": "3.2"}, {"value": "3.02.0"}, {"value": "3.2.0.1"}, {"value": "v3.2.0"}],
    may_be_empty=["value"],
)
def version_is_three_numbers(value: Column) -> Column:
    """The version is three numbers without zeros in front, or is not given."""
    return value.is_null() | value.str.contains(r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$")


@_rule(
    "TR056",
    table="berichten",
    says="Bericht {bericht} met identificatie {identificatie} is al eerder ontvangen.",
    action="Was dit een herhaling, dan hoeft u niets te doen. Geef een nieuw bericht een nieuwe identificatie.",
    holds=[
        {**RECEIVED, "bericht_eerder_ontvangen": False},
        {**RECEIVED, "bericht_eerder_ontvangen": True, "bericht_code": None},
    ],
    fails=[{**RECEIVED, "bericht_eerder_ontvangen": True}],
    may_be_empty=["bericht_code"],
    after=["RS047"],
)
def message_came_once(
    identificatie: Column, bericht: Column, bericht_code: Column, bericht_eerder_ontvangen: Column
) -> Column:
    """The sender did not use the identification before for this message; a line of a list is left to the next rule."""
    return bericht_code.is_null() | ~bericht_eerder_ontvangen


@_rule(
    "TR056",
    table="berichten",
    consequence=Consequence.REJECT_LINE,
    says="Bericht {bericht} met identificatie {identificatie} staat al eerder in uw lijst van berichten.",
    action="Laat de regel weg, of vul de identificatie in die in het bericht zelf staat.",
    holds=[
        {**RECEIVED, "bericht_eerder_ontvangen": False, "bericht_code": None},
        {**RECEIVED, "bericht_eerder_ontvangen": True},
    ],
    fails=[{**RECEIVED, "bericht_eerder_ontvangen": True, "bericht_code": None}],
    may_be_empty=["bericht_code"],
)
def message_is_listed_once(
    identificatie: Column, bericht: Column, bericht_code: Column, bericht_eerder_ontvangen: Column
) -> Column:
    """A line of a list of messages, which has no code, names a message that was not listed before."""
    return ~bericht_code.is_null() | ~bericht_eerder_ontvangen


@rules.rule(
    "OP090",
    table="berichten",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het retourbericht op bericht {bericht} van {dagtekening} kwam {werkdagen_tot_retour} werkdagen later; dat "
    "moet binnen {termijn_retour} werkdagen.",
    action="U hoeft niets te herstellen; stuur een volgend retourbericht eerder.",
    holds=[{**RETURNED, "werkdagen_tot_retour": 3}, {**RETURNED, "werkdagen_tot_retour": None}],
    fails=[{**RETURNED, "werkdagen_tot_retour": 4}],
    may_be_empty=["werkdagen_tot_retour"],
    parameters=["termijn_retour"],
)
def message_is_returned_in_time(
    dagtekening: Column, bericht: Column, werkdagen_tot_retour: Column, termijn_retour: Column
) -> Column:
    """The return message, where there is one, came within the term."""
    return werkdagen_tot_retour.is_null() | (werkdagen_tot_retour <= termijn_retour)
