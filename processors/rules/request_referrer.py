# SPDX-License-Identifier: EUPL-1.2
"""Who referred the client of a 315: a code or a name, where the type of referrer has one."""

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
# Doctors and certified institutions are known by a code or a name; other referrers by their type alone.
REFERRERS = ("02", "03", "04", "05")
BY_CODE = {"zorgverlener_code": "01234567", "verwijzer_naam": None, "type_verwijzer": "02"}
BY_NAME = {"zorgverlener_code": None, "verwijzer_naam": "Praktijk", "type_verwijzer": "05"}
BY_TYPE = {"zorgverlener_code": None, "verwijzer_naam": None, "type_verwijzer": "01"}
UNKNOWN = {**BY_TYPE, "type_verwijzer": None}


def _is_referred(type_verwijzer: Column) -> Column:
    """Whether the type of referrer is one that has a code or a name."""
    return type_verwijzer.fill_null("").is_in(REFERRERS)


@rules.rule(
    "CD066",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Bij verwijzer {type_verwijzer} staan de code en de naam allebei ingevuld.",
    action="Geef de code van de verwijzer of de naam, niet allebei.",
    holds=[BY_CODE, BY_NAME, UNKNOWN, {**BY_NAME, "zorgverlener_code": "01234567", "type_verwijzer": "01"}],
    fails=[{**BY_CODE, "verwijzer_naam": "Praktijk"}],
    may_be_empty=["zorgverlener_code", "verwijzer_naam", "type_verwijzer"],
)
def referrer_has_no_name_beside_a_code(
    zorgverlener_code: Column, verwijzer_naam: Column, type_verwijzer: Column
) -> Column:
    """A referrer that is known by a code has no name."""
    return ~_is_referred(type_verwijzer) | zorgverlener_code.is_null() | verwijzer_naam.is_null()


@rules.rule(
    "CD067",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Van verwijzer {type_verwijzer} ontbreken de code en de naam allebei.",
    action="Vul de AGB-code van de verwijzer in, of de naam als er geen code is.",
    holds=[
        {**BY_CODE, "uit_bericht": True},
        {**BY_NAME, "uit_bericht": True},
        {**BY_TYPE, "uit_bericht": True},
        {**UNKNOWN, "uit_bericht": True},
        {**BY_TYPE, "type_verwijzer": "02", "uit_bericht": False},
    ],
    fails=[{**BY_TYPE, "type_verwijzer": each, "uit_bericht": True} for each in REFERRERS],
    may_be_empty=["zorgverlener_code", "verwijzer_naam", "type_verwijzer"],
)
def referrer_has_a_code_or_a_name(
    zorgverlener_code: Column, verwijzer_naam: Column, type_verwijzer: Column, uit_bericht: Column
) -> Column:
    """A referrer has a code or a name; a form has no columns for them, so there they do not lack."""
    known = ~zorgverlener_code.is_null() | ~verwijzer_naam.is_null()
    return ~uit_bericht | ~_is_referred(type_verwijzer) | known


@rules.rule(
    "CD068",
    table="verzoeken",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Bij dit type verwijzer past geen zorgverlenerscode; nu staat er {zorgverlener_code}.",
    action="Maak de code leeg, of kies het type verwijzer dat erbij hoort.",
    holds=[BY_CODE, BY_TYPE, UNKNOWN],
    fails=[{**BY_CODE, "type_verwijzer": "01"}, {**BY_CODE, "type_verwijzer": None}],
    may_be_empty=["zorgverlener_code", "type_verwijzer"],
)
def code_belongs_to_a_referrer(zorgverlener_code: Column, type_verwijzer: Column) -> Column:
    """Only a doctor or a certified institution has a code."""
    return zorgverlener_code.is_null() | _is_referred(type_verwijzer)
