# SPDX-License-Identifier: EUPL-1.2
"""The price sheets of a tender and the weights of its assessment."""

from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
ALL_OF_IT = 10_000
PRICE = {"perceel": "1", "inschrijver": "A", "product_code": "02D01", "eenheid": "04", "nul_toegestaan": "nee"}


@rules.rule(
    "MGR-501",
    table="prijsregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_FILE,
    says="Op het prijzenblad van perceel {perceel} is voor product {product_code} geen prijs boven nul ingevuld.",
    action="Vul bij elk product een prijs in; nul mag alleen waar het blad dat zegt.",
    holds=[
        {**PRICE, "tarief": 1},
        {**PRICE, "tarief": 0, "nul_toegestaan": "ja"},
    ],
    fails=[{**PRICE, "tarief": 0}, {**PRICE, "tarief": None}, {**PRICE, "tarief": None, "nul_toegestaan": "ja"}],
    may_be_empty=["tarief"],
)
def price_is_filled_in(tarief: Column, nul_toegestaan: Column) -> Column:
    """Every price is filled in and above zero, or zero where that is allowed."""
    return (tarief > 0).fill_null(value=False) | ((tarief == 0) & (nul_toegestaan == "ja")).fill_null(value=False)


@rules.rule(
    "MGR-502",
    table="prijsbladen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_FILE,
    says="Op het prijzenblad van perceel {perceel} zijn vaste cellen gewijzigd.",
    action="Begin opnieuw met het uitgegeven prijzenblad en vul alleen de invulcellen.",
    holds=[{"vingerafdruk": "3f2a", "uitgegeven_vingerafdruk": "3f2a", "perceel": "1", "inschrijver": "A"}],
    fails=[{"vingerafdruk": "3f2b", "uitgegeven_vingerafdruk": "3f2a", "perceel": "1", "inschrijver": "A"}],
)
def locked_cells_are_as_issued(vingerafdruk: Column, uitgegeven_vingerafdruk: Column) -> Column:
    """The fingerprint of the locked cells is that of the sheet that was issued."""
    return vingerafdruk == uitgegeven_vingerafdruk


@rules.rule(
    "MGR-503",
    table="prijsregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het tarief {tarief} voor product {product_code} in perceel {perceel} is lager dan het minimum "
    "{minimum_tarief}.",
    action="Bied een tarief binnen de bandbreedte van het prijzenblad.",
    holds=[{**PRICE, "tarief": 5000, "minimum_tarief": 5000}],
    fails=[{**PRICE, "tarief": 4999, "minimum_tarief": 5000}],
    after=["MGR-501"],
)
def price_reaches_the_minimum(tarief: Column, minimum_tarief: Column) -> Column:
    """A price is not below the minimum of its product."""
    return tarief >= minimum_tarief


@rules.rule(
    "MGR-503",
    table="prijsregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het tarief {tarief} voor product {product_code} in perceel {perceel} is hoger dan het maximum "
    "{maximum_tarief}.",
    action="Bied een tarief binnen de bandbreedte van het prijzenblad.",
    holds=[{**PRICE, "tarief": 7000, "maximum_tarief": 7000}],
    fails=[{**PRICE, "tarief": 7001, "maximum_tarief": 7000}],
    after=["MGR-501"],
)
def price_stays_within_the_maximum(tarief: Column, maximum_tarief: Column) -> Column:
    """A price is not above the maximum of its product."""
    return tarief <= maximum_tarief


def _weights(*weights: int) -> list[dict[str, object]]:
    """Criteria of one level with these weights."""
    return [
        {"beoordeling": "B1", "niveau_weging": "Kwaliteit", "criterium": f"G{nr}", "weging": weight, "nr": nr}
        for nr, weight in enumerate(weights)
    ]


@rules.rule(
    "MGR-504",
    table="wegingen",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_FILE,
    says="De wegingen van '{niveau_weging}' tellen niet op tot 100 procent.",
    action="Verbeter de wegingen van dit onderdeel tot zij samen precies 100 procent zijn.",
    holds=[_weights(6000, 4000), _weights(3333, 3333, 3334), _weights(10_000)],
    fails=[_weights(9999), _weights(10_001)],
    once_per_file=True,
)
def weights_add_up(niveau_weging: Column, weging: Column, beoordeling: Column) -> Column:
    """The weights of one level add up to 100 percent."""
    return weging.sum().over("beoordeling", "niveau_weging") == ALL_OF_IT
