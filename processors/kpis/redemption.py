# SPDX-License-Identifier: EUPL-1.2
"""Redemption: how much of what allocations allow is used (verzilveringsgraad). Above 100 is shown as it is."""

from processors.kpibook import Column, Figure, KpiBook, percentage, summed

kpis = KpiBook()
ONE = {"maximum": 1000, "toegekend": 600, "tegen_tarief": 500, "met_volume": True}
NO_PRICE = {**ONE, "maximum": None}
BOUNDS = (
    "Teller en noemer zijn van dezelfde toewijzingen en dezelfde maanden waarin zij lopen; het maximum van een maand "
    "volgt de rekenregels van het berichtenverkeer. Van elke toewijzing telt de laatste versie. Verwijderde "
    "toewijzingen (reden 13), toewijzingen zonder volume, tarief of einde waar dat nodig is, en maanden waarvan de "
    "gemeente geen declaratieregels leverde, tellen niet mee. Meer dan 100 procent is een signaal."
)


@kpis.kpi(
    "K01",
    table="verzilvering",
    label="Verzilveringsgraad volume",
    says="Toegekend volume gedeeld door het maximale volume van de toewijzingen in de periode. Omdat uren, dagen en "
    "stuks niet optellen, tellen beide tegen het contracttarief: zo weegt elke eenheid naar haar prijs en heeft een "
    f"afwijkend gedeclareerd tarief geen invloed. Budgetten en taakgerichte inzet tellen niet mee. {BOUNDS}",
    unit="procent",
    examples=[
        ([ONE], 50),
        ([ONE, {**ONE, "tegen_tarief": 2500}], 150),
        ([ONE, {**ONE, "met_volume": False, "tegen_tarief": None}, NO_PRICE], 50),
        ([{**ONE, "tegen_tarief": -100}], -10),
        ([{**ONE, "tegen_tarief": None}], None),
        ([{**ONE, "maximum": 0}], None),
        ([NO_PRICE], None),
        ([], None),
    ],
)
def redeemed_volume(tegen_tarief: Column, maximum: Column, met_volume: Column) -> Figure:
    """Granted volume as a percentage of the maximum, both at the tariff of the contract."""
    counts = met_volume & ~maximum.is_null()
    return percentage(summed(tegen_tarief, over=counts), summed(maximum, over=counts), over=counts)


@kpis.kpi(
    "K02",
    table="verzilvering",
    label="Verzilveringsgraad euro",
    says="Toegekend bedrag gedeeld door het maximale volume maal het contracttarief op de eerste dag "
    "waarop de toewijzing in de maand loopt. Budgetten en totalen zijn gelijk verdeeld over de "
    f"dagen van de toewijzing. {BOUNDS}",
    unit="procent",
    examples=[
        ([ONE], 60),
        ([ONE, {**ONE, "toegekend": 1800, "met_volume": False}, NO_PRICE], 120),
        ([{**ONE, "toegekend": None}], None),
        ([{**ONE, "maximum": 0}], None),
        ([], None),
    ],
)
def redeemed_amount(toegekend: Column, maximum: Column) -> Figure:
    """Granted amount as a percentage of the maximum amount."""
    counts = ~maximum.is_null()
    return percentage(summed(toegekend, over=counts), summed(maximum, over=counts), over=counts)


@kpis.kpi(
    "K02-geheel",
    table="verzilvering_geheel",
    label="Verzilveringsgraad euro, hele looptijd",
    says="Van toewijzingen die in de periode eindigen: alles wat daarop is toegekend, gedeeld door hun budget of hun "
    "maximale volume over de hele looptijd maal het contracttarief, naar volume gewogen als dat veranderde. Niets is "
    "over maanden verdeeld, en een week in twee maanden telt een keer. Alleen toewijzingen waarvan de gemeente over "
    "elke maand declaratieregels leverde. Van elke toewijzing telt de laatste versie; verwijderde (reden 13) en die "
    "zonder volume of tarief tellen niet mee. Meer dan 100 procent is een signaal.",
    unit="procent",
    examples=[
        ([{"maximum": 1000, "toegekend": 600}, {"maximum": 1000, "toegekend": 1800}], 120),
        ([{"maximum": 1000, "toegekend": 600}, {"maximum": None, "toegekend": 100}], 60),
        ([{"maximum": 1000, "toegekend": None}], None),
        ([{"maximum": 0, "toegekend": 600}], None),
        ([], None),
    ],
)
def redeemed_over_the_whole_term(toegekend: Column, maximum: Column) -> Figure:
    """Granted amount as a percentage of the maximum amount, of allocations that ended."""
    return redeemed_amount(toegekend, maximum)
