# SPDX-License-Identifier: EUPL-1.2
"""What an allocation may say together: product, volume or budget, dates and reason."""

from datetime import date

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
# Until this day allocations could still have the old forms (CS338, CD080).
OLD_FORMS_UNTIL = date(2020, 12, 31)
NOT_PER_DAY = ("14", "16", "83", "84")
ADULT = 18


def _is_old(einddatum: Column) -> Column:
    """Whether the allocation ended while the old forms were allowed; without end it did not."""
    return einddatum.fill_null(date.max) <= OLD_FORMS_UNTIL


@rules.rule(
    "CS003",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De einddatum {einddatum} ligt voor de ingangsdatum {ingangsdatum}.",
    action="Controleer de einddatum.",
    holds=[
        {"einddatum": date(2026, 9, 1), "ingangsdatum": date(2026, 9, 1)},
        {"einddatum": None, "ingangsdatum": date(2026, 9, 1)},
    ],
    fails=[{"einddatum": date(2026, 8, 31), "ingangsdatum": date(2026, 9, 1)}],
    may_be_empty=["einddatum"],
)
def allocation_ends_after_it_starts(einddatum: Column, ingangsdatum: Column) -> Column:
    """The allocation ends on or after its first day, or is open."""
    return einddatum.is_null() | (einddatum >= ingangsdatum)


@rules.rule(
    "CS335",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De toewijzing wordt verwijderd (reden 13), maar de einddatum is niet de ingangsdatum {ingangsdatum}.",
    action="Maak de einddatum gelijk aan de ingangsdatum, of kies een andere reden.",
    holds=[
        {"einddatum": date(2026, 9, 1), "ingangsdatum": date(2026, 9, 1), "reden_wijziging": "13"},
        {"einddatum": date(2026, 9, 2), "ingangsdatum": date(2026, 9, 1), "reden_wijziging": "14"},
        {"einddatum": None, "ingangsdatum": date(2026, 9, 1), "reden_wijziging": None},
    ],
    fails=[
        {"einddatum": date(2026, 9, 2), "ingangsdatum": date(2026, 9, 1), "reden_wijziging": "13"},
        {"einddatum": None, "ingangsdatum": date(2026, 9, 1), "reden_wijziging": "13"},
    ],
    may_be_empty=["einddatum", "reden_wijziging"],
)
def removed_allocation_has_no_days(einddatum: Column, ingangsdatum: Column, reden_wijziging: Column) -> Column:
    """An allocation that is removed ends on its first day."""
    return (reden_wijziging.fill_null("") != "13") | (~einddatum.is_null() & (einddatum == ingangsdatum))


@rules.rule(
    "CS338",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Eenheid {eenheid} kan niet met frequentie {frequentie} (per dag) worden toegewezen.",
    action="Kies frequentie 2 per week, 4 per maand of 6 totaal binnen de toewijzing.",
    holds=[
        {"frequentie": "2", "eenheid": "14", "einddatum": None},
        {"frequentie": "1", "eenheid": "04", "einddatum": None},
        {"frequentie": "1", "eenheid": "14", "einddatum": date(2020, 12, 31)},
        {"frequentie": None, "eenheid": "83", "einddatum": None},
        {"frequentie": "1", "eenheid": None, "einddatum": None},
    ],
    fails=[
        {"frequentie": "1", "eenheid": "14", "einddatum": None},
        {"frequentie": "1", "eenheid": "84", "einddatum": date(2021, 1, 1)},
    ],
    may_be_empty=["frequentie", "eenheid", "einddatum"],
)
def unit_is_not_allocated_per_day(frequentie: Column, eenheid: Column, einddatum: Column) -> Column:
    """Units that are counted per period are not allocated per day."""
    return (
        frequentie.is_null()
        | ~eenheid.fill_null("").is_in(NOT_PER_DAY)
        | frequentie.is_in(["2", "4", "6"])
        | _is_old(einddatum)
    )


@rules.rule(
    "CD041",
    table=["toewijzingen", "verzoeken"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Bij productcode {product_code} horen volume, eenheid en frequentie; nu staat er volume {volume}, eenheid "
    "{eenheid} en frequentie {frequentie}.",
    action="Vul volume, eenheid en frequentie alle drie in, of maak de productcode leeg.",
    holds=[
        {"volume": 0, "product_code": "02D01", "eenheid": "04", "frequentie": "2"},
        {"volume": None, "product_code": None, "eenheid": None, "frequentie": None},
    ],
    fails=[
        {"volume": None, "product_code": "02D01", "eenheid": "04", "frequentie": "2"},
        {"volume": 4, "product_code": "02D01", "eenheid": None, "frequentie": "2"},
        {"volume": 4, "product_code": "02D01", "eenheid": "04", "frequentie": None},
    ],
    may_be_empty=["volume", "product_code", "eenheid", "frequentie"],
)
def product_has_a_volume(volume: Column, product_code: Column, eenheid: Column, frequentie: Column) -> Column:
    """An allocation of a product code has volume, unit and frequency."""
    return product_code.is_null() | ~(volume.is_null() | eenheid.is_null() | frequentie.is_null())


@rules.rule(
    "CD075",
    table=["toewijzingen", "verzoeken"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Bij een budget ({budget}) is een einddatum verplicht, maar die is niet ingevuld.",
    action="Vul de einddatum in waarop het budget vervalt.",
    holds=[{"einddatum": date(2026, 12, 31), "budget": 1}, {"einddatum": None, "budget": None}],
    fails=[{"einddatum": None, "budget": 1}],
    may_be_empty=["einddatum", "budget"],
)
def budget_has_an_end(einddatum: Column, budget: Column) -> Column:
    """An allocation with a budget has a last day."""
    return budget.is_null() | ~einddatum.is_null()


@rules.rule(
    "CD076",
    table=["toewijzingen", "verzoeken"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Bij een omvang per week (frequentie 2) is een einddatum verplicht, maar die is niet ingevuld.",
    action="Vul de einddatum in.",
    holds=[
        {"einddatum": date(2026, 12, 31), "frequentie": "2"},
        {"einddatum": None, "frequentie": "4"},
        {"einddatum": None, "frequentie": None},
    ],
    fails=[{"einddatum": None, "frequentie": "2"}],
    may_be_empty=["einddatum", "frequentie"],
)
def weekly_allocation_has_an_end(einddatum: Column, frequentie: Column) -> Column:
    """An allocation per week has a last day."""
    return (frequentie.fill_null("") != "2") | ~einddatum.is_null()


@rules.rule(
    "CD077",
    table=["toewijzingen", "verzoeken"],
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Er staat een budget ({budget}) en ook een omvang: volume {volume}, eenheid {eenheid}, frequentie "
    "{frequentie}.",
    action="Laat het budget staan of de omvang, en maak de andere leeg.",
    holds=[
        {"budget": 1, "volume": None, "eenheid": None, "frequentie": None},
        {"budget": None, "volume": 4, "eenheid": "04", "frequentie": "2"},
    ],
    fails=[
        {"budget": 1, "volume": 4, "eenheid": None, "frequentie": None},
        {"budget": 1, "volume": None, "eenheid": "04", "frequentie": None},
        {"budget": 1, "volume": None, "eenheid": None, "frequentie": "2"},
    ],
    may_be_empty=["budget", "volume", "eenheid", "frequentie"],
)
def budget_has_no_volume(budget: Column, volume: Column, eenheid: Column, frequentie: Column) -> Column:
    """An allocation with a budget has no volume, unit or frequency."""
    return budget.is_null() | (volume.is_null() & eenheid.is_null() & frequentie.is_null())


@rules.rule(
    "CD079",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="De productcategorie is niet ingevuld, en er staat ook geen budget.",
    action="Vul de productcategorie in, of het budget als de toewijzing voor alle producten geldt.",
    holds=[
        {"product_categorie": "02", "budget": None},
        {"product_categorie": None, "budget": 0},
    ],
    fails=[{"product_categorie": None, "budget": None}],
    may_be_empty=["product_categorie", "budget"],
)
def allocation_without_budget_has_a_category(product_categorie: Column, budget: Column) -> Column:
    """An allocation without budget names a category."""
    return ~budget.is_null() | ~product_categorie.is_null()


@rules.rule(
    "CD080",
    table="toewijzingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Er is een omvang toegewezen zonder productcode: volume {volume}, eenheid {eenheid}, frequentie {frequentie}.",
    action="Vul de productcode in, of maak volume, eenheid en frequentie leeg.",
    holds=[
        {"volume": 4, "product_code": "02D01", "eenheid": "04", "frequentie": "2", "einddatum": None},
        {"volume": None, "product_code": None, "eenheid": None, "frequentie": None, "einddatum": None},
        {"volume": 4, "product_code": None, "eenheid": "04", "frequentie": "2", "einddatum": date(2020, 12, 31)},
    ],
    fails=[
        {"volume": 4, "product_code": None, "eenheid": "04", "frequentie": "2", "einddatum": date(2021, 1, 1)},
        {"volume": None, "product_code": None, "eenheid": "04", "frequentie": None, "einddatum": None},
    ],
    may_be_empty=["volume", "product_code", "eenheid", "frequentie", "einddatum"],
    after=["CD077"],
)
def volume_has_a_product(
    volume: Column, product_code: Column, eenheid: Column, frequentie: Column, einddatum: Column
) -> Column:
    """An allocation without product code has no volume, unit or frequency."""
    return ~product_code.is_null() | (volume.is_null() & eenheid.is_null() & frequentie.is_null()) | _is_old(einddatum)


@rules.rule(
    "MGR-306",
    table="toewijzingen",
    severity=Severity.SIGNAAL,
    consequence=Consequence.NONE,
    says="De jeugdige wordt in het jaar van de ingangsdatum {ingangsdatum} 18, of is al ouder.",
    action="Controleer of dit verlengde jeugdhulp is; die kan tot 23 jaar.",
    holds=[
        {"ingangsdatum": date(2026, 9, 1), "geboorte_jaar": 2009, "wet": "jw"},
        {"ingangsdatum": date(2026, 9, 1), "geboorte_jaar": 1950, "wet": "wmo"},
        {"ingangsdatum": date(2026, 9, 1), "geboorte_jaar": None, "wet": "wmo"},
    ],
    fails=[{"ingangsdatum": date(2026, 9, 1), "geboorte_jaar": 2008, "wet": "jw"}],
    may_be_empty=["geboorte_jaar"],
)
def youth_is_under_age(ingangsdatum: Column, geboorte_jaar: Column, wet: Column) -> Column:
    """Under the youth law the client does not reach eighteen in the year of the first day."""
    return (wet != "jw") | (ingangsdatum.dt.year() - geboorte_jaar < ADULT)


@rules.rule(
    "MGR-327",
    table="toewijzingen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="De toewijzing is een totaal binnen de looptijd (frequentie 6), maar heeft geen einddatum.",
    action="Vul de einddatum in waarop het totaal vervalt.",
    holds=[
        {"einddatum": date(2026, 12, 31), "frequentie": "6"},
        {"einddatum": None, "frequentie": "4"},
        {"einddatum": None, "frequentie": None},
    ],
    fails=[{"einddatum": None, "frequentie": "6"}],
    may_be_empty=["einddatum", "frequentie"],
    agreement="einddatum_bij_totaal",
)
def total_has_an_end(einddatum: Column, frequentie: Column) -> Column:
    """An allocation of a total has a last day."""
    return (frequentie.fill_null("") != "6") | ~einddatum.is_null()
