# SPDX-License-Identifier: EUPL-1.2
"""The cover of a production statement: in time, with the declaration that is asked, about what the lines come to."""

from datetime import date
from functools import partial

import narwhals as nw

from processors.codelists import codes
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
ACCOUNTANT, UNQUALIFIED = "accountant", "goedkeurend"
CENTS = 100
FILED = {"peildatum": date(2027, 2, 28), "uiterste_dag": date(2027, 3, 1), "jaar": 2026}
_rule = partial(rules.rule, table="verantwoordingen", consequence=Consequence.NONE)
THRESHOLD = ("drempel_accountantsverklaring_landelijk_tot_verhoging",
             "drempel_accountantsverklaring_landelijk_na_verhoging", "jaar_verhoging_drempel_accountantsverklaring",
             "drempel_accountantsverklaring_per_gemeente")  # fmt: skip
SMALL = {
    "soort_verklaring": "bestuur", "omzet_wet": 12_500_000, "omzet_hoogste_gemeente": 12_500_000, "jaar": 2025,
    "drempel_accountantsverklaring_landelijk_tot_verhoging": 125_000,
    "drempel_accountantsverklaring_landelijk_na_verhoging": 200_000,
    "jaar_verhoging_drempel_accountantsverklaring": 2026, "drempel_accountantsverklaring_per_gemeente": 0,
    "peildatum": date(2026, 4, 1), "uiterste_dag_verklaring": date(2026, 4, 1),
}  # fmt: skip
RAISED = {**SMALL, "jaar": 2026, "omzet_wet": 20_000_000}
LOCAL = {**SMALL, "drempel_accountantsverklaring_per_gemeente": 50_000, "omzet_hoogste_gemeente": 5_000_000}
ABSENT = {**SMALL, "soort_verklaring": None}
BEFORE = {**SMALL, "peildatum": date(2026, 3, 31)}


@_rule(
    "MGR-101",
    severity=Severity.WAARSCHUWING,
    says="De verantwoording over {jaar} is ontvangen op {peildatum}; dat moest voor {uiterste_dag}.",
    action="U hoeft niets opnieuw te sturen; lever volgend jaar voor de uiterste dag.",
    holds=[FILED],
    fails=[{**FILED, "peildatum": date(2027, 3, 1)}],
    parameters=["deadline_productieverantwoording", "deadline_verklaring"],
)
def filed_in_time(jaar: Column, peildatum: Column, uiterste_dag: Column) -> Column:
    """The statement comes before the last day of the year after; a cover that comes alone, before that of its own."""
    return peildatum < uiterste_dag


def declared_enough(
    soort: Column, omzet: Column, hoogste: Column, jaar: Column, before: Column, after: Column, first: Column,
    local: Column,
) -> Column:  # fmt: skip
    """Whether the declaration is there that the turnover of the law, or of one municipality, asks for."""
    national = nw.when(jaar < first).then(before).otherwise(after)
    large = (omzet > national * CENTS) | ((local > 0) & (hoogste > local * CENTS))
    of_board = soort.is_in(sorted(codes("soort_verklaring"))).fill_null(value=False)
    return nw.when(large).then((soort == ACCOUNTANT).fill_null(value=False)).otherwise(of_board)


@_rule(
    "MGR-102",
    severity=Severity.FOUT,
    says="Bij een omzet van {omzet_wet} onder deze wet ontbreekt de vereiste verklaring van de "
    "accountant of het bestuur.",
    action="Stuur boven de drempel een accountantsverklaring en anders een bestuursverklaring; vul de soort in op het "
    "Voorblad.",
    holds=[
        SMALL, RAISED, LOCAL,
        {**SMALL, "soort_verklaring": ACCOUNTANT},
        {**SMALL, "soort_verklaring": ACCOUNTANT, "omzet_wet": 12_500_001},
        {**BEFORE, "omzet_wet": 12_500_001}, {**BEFORE, "soort_verklaring": None},
        {**ABSENT, "omzet_wet": None, "omzet_hoogste_gemeente": None},
    ],
    fails=[
        {**SMALL, "omzet_wet": 12_500_001}, {**RAISED, "omzet_wet": 20_000_001},
        {**LOCAL, "omzet_hoogste_gemeente": 5_000_001}, {**SMALL, "soort_verklaring": "geen"}, ABSENT,
    ],
    may_be_empty=["soort_verklaring", "omzet_wet", "omzet_hoogste_gemeente"],
    parameters=[*THRESHOLD, "deadline_verklaring"],
)  # fmt: skip
def declaration_is_there(
    soort_verklaring: Column,
    omzet_wet: Column,
    omzet_hoogste_gemeente: Column,
    jaar: Column,
    drempel_accountantsverklaring_landelijk_tot_verhoging: Column,
    drempel_accountantsverklaring_landelijk_na_verhoging: Column,
    jaar_verhoging_drempel_accountantsverklaring: Column,
    drempel_accountantsverklaring_per_gemeente: Column,
    peildatum: Column,
    uiterste_dag_verklaring: Column,
) -> Column:
    """From the last day of declarations on, the one that the turnover asks for is there.

    The turnover is that of the law over all municipalities and framework agreements. Without lines there is none.
    """
    there = declared_enough(
        soort_verklaring, omzet_wet, omzet_hoogste_gemeente, jaar,
        drempel_accountantsverklaring_landelijk_tot_verhoging, drempel_accountantsverklaring_landelijk_na_verhoging,
        jaar_verhoging_drempel_accountantsverklaring, drempel_accountantsverklaring_per_gemeente,
    )  # fmt: skip
    return (peildatum < uiterste_dag_verklaring) | omzet_wet.is_null() | there


@_rule(
    "MGR-102",
    severity=Severity.SIGNAAL,
    says="De verklaring die bij een omzet van {omzet_wet} onder deze wet hoort, is er nog niet; zij moet er zijn voor "
    "{uiterste_dag_verklaring}.",
    action="Stuur de verklaring na; dat kan met alleen het Voorblad.",
    holds=[BEFORE, {**ABSENT}, {**BEFORE, "omzet_wet": None, "omzet_hoogste_gemeente": None}],
    fails=[{**BEFORE, "soort_verklaring": None}, {**BEFORE, "omzet_wet": 12_500_001}],
    may_be_empty=["soort_verklaring", "omzet_wet", "omzet_hoogste_gemeente"],
    parameters=[*THRESHOLD, "deadline_verklaring"],
)
def declaration_may_follow(
    soort_verklaring: Column,
    omzet_wet: Column,
    omzet_hoogste_gemeente: Column,
    jaar: Column,
    drempel_accountantsverklaring_landelijk_tot_verhoging: Column,
    drempel_accountantsverklaring_landelijk_na_verhoging: Column,
    jaar_verhoging_drempel_accountantsverklaring: Column,
    drempel_accountantsverklaring_per_gemeente: Column,
    peildatum: Column,
    uiterste_dag_verklaring: Column,
) -> Column:
    """Before the last day of declarations, what is not there yet is only mentioned."""
    there = declared_enough(
        soort_verklaring, omzet_wet, omzet_hoogste_gemeente, jaar,
        drempel_accountantsverklaring_landelijk_tot_verhoging, drempel_accountantsverklaring_landelijk_na_verhoging,
        jaar_verhoging_drempel_accountantsverklaring, drempel_accountantsverklaring_per_gemeente,
    )  # fmt: skip
    return (peildatum >= uiterste_dag_verklaring) | omzet_wet.is_null() | there


@_rule(
    "MGR-104",
    table="verantwoordingen",
    severity=Severity.FOUT,
    says="In het berichtenverkeer heeft u over {jaar} gedeclareerd in gemeenten die in de verantwoording ontbreken: "
    "{gemeenten_zonder_regels}.",
    action="Voeg een blad of regels toe voor deze gemeenten, of laat weten dat de declaraties niet kloppen.",
    holds=[
        {"gemeenten_zonder_regels": "", "jaar": 2026},
    ],
    fails=[{"gemeenten_zonder_regels": "0983, 0984", "jaar": 2026}],
)
def every_municipality_declared_is_stated(jaar: Column, gemeenten_zonder_regels: Column) -> Column:
    """Each municipality with declarations in the year has a line."""
    return gemeenten_zonder_regels == ""


@_rule(
    "MGR-112",
    severity=Severity.FOUT,
    says="Getekend is voor {getekend_bedrag}, maar de verantwoording komt op {omzet_verantwoording}.",
    action="Laat tekenen voor het totaal van deze verantwoording, of stuur de verantwoording die bij de verklaring "
    "hoort.",
    holds=[
        {"getekend_bedrag": 100, "omzet_verantwoording": 100},
        {"getekend_bedrag": None, "omzet_verantwoording": 100},
        {"getekend_bedrag": 100, "omzet_verantwoording": None},
    ],
    fails=[{"getekend_bedrag": amount, "omzet_verantwoording": 100} for amount in (99, 101)],
    may_be_empty=["getekend_bedrag", "omzet_verantwoording"],
)
def signed_for_the_total(getekend_bedrag: Column, omzet_verantwoording: Column) -> Column:
    """The amount signed, where one is, is the total of the statement, where that can be told."""
    return (getekend_bedrag == omzet_verantwoording).fill_null(value=True)


@_rule(
    "MGR-112",
    severity=Severity.FOUT,
    says="Bij deze verklaring is geen verantwoording bekend over {jaar} voor {raamovereenkomst} ({wet}).",
    action="Controleer jaar, wet, raamovereenkomst en AGB-code op het Voorblad, of stuur eerst de verantwoording.",
    holds=[{"jaar": 2026, "wet": "wmo", "raamovereenkomst": "Wmo", "verantwoording_bekend": True}],
    fails=[{"jaar": 2026, "wet": "wmo", "raamovereenkomst": "Wmo", "verantwoording_bekend": False}],
)
def statement_is_known(jaar: Column, wet: Column, raamovereenkomst: Column, verantwoording_bekend: Column) -> Column:
    """There is a statement that the declaration can belong to."""
    return verantwoording_bekend


@_rule(
    "MGR-113",
    severity=Severity.WAARSCHUWING,
    says="Het oordeel bij de verklaring is '{oordeel}', niet goedkeurend.",
    action="Leg vast wat u met de beperking, onthouding of afkeuring doet, of vul het oordeel van de accountant in.",
    holds=[
        {"oordeel": UNQUALIFIED, "soort_verklaring": ACCOUNTANT},
        {"oordeel": None, "soort_verklaring": "bestuur"},
        {"oordeel": None, "soort_verklaring": None},
    ],
    fails=[
        {"oordeel": "beperking", "soort_verklaring": ACCOUNTANT},
        {"oordeel": "goed", "soort_verklaring": ACCOUNTANT},
        {"oordeel": "afkeurend", "soort_verklaring": "bestuur"},
    ],
    may_be_empty=["oordeel", "soort_verklaring"],
)
def opinion_is_unqualified(oordeel: Column, soort_verklaring: Column) -> Column:
    """The opinion, where there is one, is unqualified."""
    return oordeel.is_null() | (oordeel == UNQUALIFIED)


@_rule(
    "MGR-114",
    severity=Severity.SIGNAAL,
    says="Deze verantwoording ({raamovereenkomst}) vervangt de eerdere: het totaal ging van {vorige_versie_bedrag} "
    "naar {omzet_verantwoording}, een verschil van {verschil_met_vorige_versie}.",
    action="U hoeft niets te doen als deze versie de juiste is; stuur anders de juiste opnieuw.",
    holds=[
        {
            "raamovereenkomst": "Wmo", "vorige_versie_bedrag": None, "omzet_verantwoording": 100,
            "verschil_met_vorige_versie": None,
        },
        {
            "raamovereenkomst": "Wmo", "vorige_versie_bedrag": None, "omzet_verantwoording": None,
            "verschil_met_vorige_versie": None,
        },
    ],
    fails=[
        {
            "raamovereenkomst": "Wmo", "vorige_versie_bedrag": 90, "omzet_verantwoording": 100,
            "verschil_met_vorige_versie": 10,
        }
    ],
    may_be_empty=["vorige_versie_bedrag", "omzet_verantwoording", "verschil_met_vorige_versie"],
)  # fmt: skip
def replaces_no_earlier_version(
    raamovereenkomst: Column,
    vorige_versie_bedrag: Column,
    omzet_verantwoording: Column,
    verschil_met_vorige_versie: Column,
) -> Column:
    """No earlier version of the statement was in force."""
    return vorige_versie_bedrag.is_null()
