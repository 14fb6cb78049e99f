# SPDX-License-Identifier: EUPL-1.2
"""What becomes of an allocation: does delivery start in time, and is anything declared on it."""

from datetime import date

import narwhals as nw

from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.allocation_grounds import REMOVAL

rules = Rulebook()
MINUTES_PER_DAY = 24 * 60


def _days(since: Column, until: Column) -> Column:
    """The whole days from one day to another."""
    return (until - since).dt.total_minutes() // MINUTES_PER_DAY


def _runs(reden_wijziging: Column, einddatum: Column, versie_ingehaald: Column, peildatum: Column) -> Column:
    """Whether this version is in force and the allocation runs on the reference date."""
    ended = (einddatum < peildatum).fill_null(value=False)
    return ~(ended | versie_ingehaald | (reden_wijziging.fill_null("") == REMOVAL))


WAITS = {
    "toewijzing_nummer": 100001,
    "ingangsdatum": date(2026, 7, 1),
    "toewijzing_datum": date(2026, 6, 20),
    "einddatum": None,
    "reden_wijziging": None,
    "gestart_op": None,
    "product_wachttijd_norm": None,
    "wachttijd_norm": 42,
    "versie_ingehaald": False,
    "peildatum": date(2026, 8, 12),
}


@rules.rule(
    "MGR-304",
    table="toewijzingen",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="De zorg op toewijzing {toewijzing_nummer} (besluit {toewijzing_datum}, ingang {ingangsdatum}) is op "
    "{peildatum} nog niet gestart; de norm voor de wachttijd is voorbij.",
    action="Vraag de aanbieder wanneer de zorg start, of laat het startbericht (305) alsnog sturen.",
    holds=[
        WAITS,
        {**WAITS, "toewijzing_datum": date(2026, 7, 2), "peildatum": date(2026, 8, 13)},
        {**WAITS, "gestart_op": date(2026, 9, 1), "peildatum": date(2026, 10, 1)},
        {**WAITS, "einddatum": date(2026, 8, 12), "peildatum": date(2026, 8, 13)},
        {**WAITS, "product_wachttijd_norm": 43, "peildatum": date(2026, 8, 13)},
        {**WAITS, "reden_wijziging": "13", "peildatum": date(2026, 8, 13)},
        {**WAITS, "versie_ingehaald": True, "peildatum": date(2026, 8, 13)},
    ],
    fails=[
        {**WAITS, "peildatum": date(2026, 8, 13)},
        {**WAITS, "toewijzing_datum": date(2026, 7, 2), "peildatum": date(2026, 8, 14)},
        {**WAITS, "product_wachttijd_norm": 41},
        {**WAITS, "wachttijd_norm": 41},
        {**WAITS, "einddatum": date(2026, 8, 13), "peildatum": date(2026, 8, 13)},
    ],
    may_be_empty=["einddatum", "reden_wijziging", "gestart_op", "product_wachttijd_norm"],
    after=["TR332", "MGR-303"],
    parameters=["wachttijd_norm"],
)
def delivery_starts_within_the_norm(
    toewijzing_nummer: Column,
    ingangsdatum: Column,
    toewijzing_datum: Column,
    einddatum: Column,
    reden_wijziging: Column,
    gestart_op: Column,
    product_wachttijd_norm: Column,
    wachttijd_norm: Column,
    versie_ingehaald: Column,
    peildatum: Column,
) -> Column:
    """Delivery has started, or the norm of the product has not passed since the later of decision and first day."""
    waited = _days(nw.max_horizontal(ingangsdatum, toewijzing_datum), peildatum)
    return (
        ~gestart_op.is_null()
        | ~_runs(reden_wijziging, einddatum, versie_ingehaald, peildatum)
        | (waited <= product_wachttijd_norm.fill_null(wachttijd_norm))
    )


IDLE = {
    "toewijzing_nummer": 100001,
    "ingangsdatum": date(2026, 7, 1),
    "einddatum": None,
    "reden_wijziging": None,
    "goedgekeurde_regels": 0,
    "declaraties_bekend_vanaf": date(2026, 1, 1),
    "venster_niet_verzilverd": 90,
    "versie_ingehaald": False,
    "peildatum": date(2026, 9, 29),
}


@rules.rule(
    "MGR-305",
    table="toewijzingen",
    severity=Severity.SIGNAAL,
    consequence=Consequence.NONE,
    says="Toewijzing {toewijzing_nummer} loopt sinds {ingangsdatum}, maar er is tot {peildatum} niets op gedeclareerd.",
    action="Ga na of de zorg nog nodig is; beëindig anders de toewijzing.",
    holds=[
        IDLE,
        {**IDLE, "goedgekeurde_regels": 1, "peildatum": date(2026, 9, 30)},
        {**IDLE, "declaraties_bekend_vanaf": date(2026, 7, 2), "peildatum": date(2026, 9, 30)},
        {**IDLE, "declaraties_bekend_vanaf": None, "peildatum": date(2026, 9, 30)},
        {**IDLE, "einddatum": date(2026, 9, 29), "peildatum": date(2026, 9, 30)},
        {**IDLE, "reden_wijziging": "13", "peildatum": date(2026, 9, 30)},
        {**IDLE, "versie_ingehaald": True, "peildatum": date(2026, 9, 30)},
    ],
    fails=[{**IDLE, "peildatum": date(2026, 9, 30)}, {**IDLE, "venster_niet_verzilverd": 89}],
    may_be_empty=["einddatum", "reden_wijziging", "declaraties_bekend_vanaf"],
    after=["TR332", "MGR-304"],
    parameters=["venster_niet_verzilverd"],
)
def allocation_is_used(
    toewijzing_nummer: Column,
    ingangsdatum: Column,
    einddatum: Column,
    reden_wijziging: Column,
    goedgekeurde_regels: Column,
    declaraties_bekend_vanaf: Column,
    venster_niet_verzilverd: Column,
    versie_ingehaald: Column,
    peildatum: Column,
) -> Column:
    """Something was approved, or the allocation has not run long over days of which declarations are known."""
    idle = _days(nw.max_horizontal(ingangsdatum, declaraties_bekend_vanaf), peildatum)
    return (
        (goedgekeurde_regels > 0)
        | declaraties_bekend_vanaf.is_null()
        | ~_runs(reden_wijziging, einddatum, versie_ingehaald, peildatum)
        | (idle <= venster_niet_verzilverd)
    )
