# SPDX-License-Identifier: EUPL-1.2
"""Codes that stand in a list; some lists differ per law."""

from processors.codelists import codes
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
LAWS_WITH_LISTS = ("wmo", "jw")


@rules.rule(
    "MGR-011",
    on=[
        "declaratieregels.eenheid",
        "toewijzingen.eenheid",
        "afgewezen_regels.eenheid",
        "verzoeken.eenheid",
        "declaratietotalen.eenheid",
    ],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Eenheid {value} bestaat niet in de codelijst.",
    action="Kies 01 minuut, 04 uur, 14 etmaal, 16 dagdeel, 82 stuks (output), 83 euro of 84 stuks (inspanning).",
    holds=[{"value": "84"}, {"value": None}],
    fails=[{"value": "85"}, {"value": "4"}],
    may_be_empty=["value"],
    after=["RS009"],
)
def unit_is_in_the_list(value: Column) -> Column:
    """The unit is a code of the list; a cell that may stay empty holds."""
    return value.is_null() | value.is_in(sorted(codes("eenheid")))


@rules.rule(
    "MGR-012",
    table=["toewijzingen", "verzoeken"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Frequentie {frequentie} bestaat niet in de codelijst.",
    action="Kies 1 per dag, 2 per week, 4 per maand of 6 totaal binnen de toewijzing.",
    holds=[{"frequentie": "6"}, {"frequentie": None}],
    fails=[{"frequentie": "5"}],
    may_be_empty=["frequentie"],
)
def frequency_is_in_the_list(frequentie: Column) -> Column:
    """The frequency is a code of the list, or is empty."""
    return frequentie.is_null() | frequentie.is_in(sorted(codes("frequentie")))


@rules.rule(
    "CS336",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Reden wijziging 01 (administratieve correctie) is vervallen.",
    action="Gebruik 14 voor een administratieve correctie, of 13 als de toewijzing wordt verwijderd.",
    holds=[{"reden_wijziging": "14"}, {"reden_wijziging": None}],
    fails=[{"reden_wijziging": "01"}],
    may_be_empty=["reden_wijziging"],
)
def reason_01_has_lapsed(reden_wijziging: Column) -> Column:
    """The reason for the change is not the lapsed 01."""
    return reden_wijziging.is_null() | (reden_wijziging != "01")


@rules.rule(
    "MGR-015",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Reden wijziging {reden_wijziging} bestaat niet in de codelijst.",
    action="Kies een reden van 02 tot en met 14, of laat de cel leeg bij een nieuwe toewijzing.",
    holds=[{"reden_wijziging": "14"}, {"reden_wijziging": None}],
    fails=[{"reden_wijziging": "15"}],
    may_be_empty=["reden_wijziging"],
    after=["CS336"],
)
def reason_of_change_is_in_the_list(reden_wijziging: Column) -> Column:
    """The reason for the change is a code of the list, or is empty."""
    return reden_wijziging.is_null() | reden_wijziging.is_in(sorted(codes("reden_wijziging_toewijzing")))


@rules.rule(
    "CS058",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Status aanlevering is {status_aanlevering}; alleen 1 (eerste aanlevering) en 3 (verwijderen) bestaan nog.",
    action="Corrigeer een start of stop door hem te verwijderen (3) en opnieuw aan te leveren (1).",
    holds=[{"status_aanlevering": "1"}, {"status_aanlevering": "3"}],
    fails=[{"status_aanlevering": "2"}],
)
def message_is_first_or_removal(status_aanlevering: Column) -> Column:
    """The message delivers something for the first time, or removes it."""
    return status_aanlevering.is_in(["1", "3"])


@rules.rule(
    "MGR-013",
    table=["declaratieregels", "toewijzingen", "regieberichten", "verzoeken", "afgewezen_regels"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Productcategorie {product_categorie} bestaat niet voor deze wet ({wet}).",
    action="Kies een categorie van deze wet: Wmo 01 tot en met 18, Jeugdwet 31 tot en met 38 of 40 tot en met 55.",
    holds=[
        {"product_categorie": "18", "wet": "wmo"},
        {"product_categorie": "55", "wet": "jw"},
        {"product_categorie": "99", "wet": "pw"},
        {"product_categorie": None, "wet": "wmo"},
    ],
    fails=[
        {"product_categorie": "19", "wet": "wmo"},
        {"product_categorie": "18", "wet": "jw"},
        {"product_categorie": "45", "wet": "wmo"},
    ],
    may_be_empty=["product_categorie"],
    after=["RS009"],
    once_per_file=True,
)
def category_is_in_the_list_of_the_law(product_categorie: Column, wet: Column) -> Column:
    """The category is a code of the list of its law; a law without a list, and an empty cell, hold."""
    return (
        product_categorie.is_null()
        | ~wet.is_in(LAWS_WITH_LISTS)
        | ((wet == "wmo") & product_categorie.is_in(sorted(codes("productcategorie", "wmo"))))
        | ((wet == "jw") & product_categorie.is_in(sorted(codes("productcategorie", "jw"))))
    )


@rules.rule(
    "MGR-014",
    table="regieberichten",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Reden beëindiging {reden_beeindiging} bestaat niet voor deze wet ({wet}).",
    action="Kies een reden uit de lijst van deze wet; 31 betekent in de Wmo verhuisd en in de Jeugdwet volgens plan.",
    holds=[
        {"reden_beeindiging": "19", "wet": "wmo"},
        {"reden_beeindiging": "35", "wet": "jw"},
        {"reden_beeindiging": "99", "wet": "pw"},
        {"reden_beeindiging": None, "wet": "jw"},
    ],
    fails=[{"reden_beeindiging": "35", "wet": "wmo"}, {"reden_beeindiging": "19", "wet": "jw"}],
    may_be_empty=["reden_beeindiging"],
)
def reason_of_ending_is_in_the_list_of_the_law(reden_beeindiging: Column, wet: Column) -> Column:
    """The reason for ending is a code of the list of its law; a law without a list, and an empty cell, hold."""
    return (
        reden_beeindiging.is_null()
        | ~wet.is_in(LAWS_WITH_LISTS)
        | ((wet == "wmo") & reden_beeindiging.is_in(sorted(codes("reden_beeindiging", "wmo"))))
        | ((wet == "jw") & reden_beeindiging.is_in(sorted(codes("reden_beeindiging", "jw"))))
    )
