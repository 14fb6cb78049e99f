# SPDX-License-Identifier: EUPL-1.2
"""Suppliers, their contracts and the tariffs of what they offer."""

from dataclasses import dataclass
from datetime import date
from random import Random

import polars as pl

from processors.demo import facts
from processors.demo.facts import CATALOGUE, EFFORT, TASK, Product
from processors.demo.plan import DemoPlan
from processors.lines import TABLES

FIRST_DAY = date(2020, 1, 1)  # contracts and tariffs run from here, before the first period that may be declared
SLOTS = 1_000  # positions on the wheel from which an allocation draws its offer
SEPARATE_TARIFFS = 3  # the contract with a tariff row per municipality
VENLO_TARIFF = 5  # the contract with another tariff for one municipality
OVERRIDDEN = "0983"
REGIONAL = "regionaal"  # the rule profile of one in so many contracts
REGIONAL_EVERY = 10
LOCAL = "lokaal"  # the profile of one in so many others
LOCAL_FROM = 9
PROFILES = (
    (REGIONAL, "einddatum_bij_totaal", None, "Een totaal binnen de toewijzing heeft een einddatum."),
    (LOCAL, "start_verplicht", None, "Zonder gemelde start wordt niet betaald."),
    (LOCAL, "maand_naar_rato", None, "Van een gebroken maand telt het deel waarin is geleverd."),
    (
        LOCAL,
        "halve_maand",
        "15",
        "De startmaand telt bij een begin voor dag 15, de eindmaand bij een einde vanaf dag 15.",
    ),
)
# Suppliers without care of their own in the region: one that merged, one whose contract ended, one not yet registered.
MERGED_NUMBER, EXPIRED_NUMBER, NEW_NUMBER = 800, 801, 802


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract: a supplier, a module, a law and a funding variant, with the products it covers."""

    number: str
    supplier: str
    module: str
    law: str
    variant: str
    products: tuple[Product, ...]
    position: int
    hourly: bool = False


def make_contracts(plan: DemoPlan) -> list[Contract]:
    """Every contract of the region, in order of supplier."""
    random = Random(f"{plan.seed} contracten")  # noqa: S311 - invented data, no secrets
    groups = [(group[:3], count) for *group, count in facts.CONTRACT_GROUPS]
    wanted = [(number, group) for number, group in enumerate(g for group, count in groups for g in [group] * count)]
    module_2 = [number for number, (module, _, variant) in wanted if module == "2" and variant == EFFORT]
    wanted += [(number, ["1", "jw", EFFORT]) for number in module_2[: facts.BOTH_LAWS]]
    made: list[Contract] = []
    first_hourly = True
    for position, (number, (module, law, variant)) in enumerate(wanted):
        catalogue = [p for p in CATALOGUE if (p.module, p.law, p.variant) == (module, law, variant)]
        # The first contract of a group covers all of it, so that each product has a supplier.
        whole = not any((c.module, c.law, c.variant) == (module, law, variant) for c in made)
        chosen = catalogue if whole else random.sample(catalogue, min(len(catalogue), random.randint(2, 5)))
        hourly = (module, law, variant) == ("1", "jw", EFFORT) and first_hourly
        first_hourly = first_hourly and not hourly
        made.append(
            Contract(
                f"{plan.year}-{position + 1:03d}",
                agb(number),
                module,
                law,
                variant,
                tuple(sorted(chosen, key=lambda p: p.code)),
                position,
                hourly,
            )
        )
    return made


def agb(number: int) -> str:
    """An invented code in the shape of an AGB code; 99 is no kind of care provider."""
    return f"99{number + 101:06d}"


MERGED, EXPIRED, NEW = agb(MERGED_NUMBER), agb(EXPIRED_NUMBER), agb(NEW_NUMBER)
# The supplier of the last group of contracts: task based, in module 2.
TASK_BASED = agb(sum(count for *_, count in facts.CONTRACT_GROUPS) - 1)
NEW_NAME = "Stichting De Verzonnen Nieuwkomer"


def profile_of(contract: Contract) -> str:
    """The rule profile that the contract agrees."""
    named = {0: REGIONAL, LOCAL_FROM: LOCAL}
    return named.get(contract.position % REGIONAL_EVERY, "landelijk")


def names(count: int) -> list[str]:
    """Names of suppliers that nobody has."""
    starts, ends = facts.NAME_STARTS, facts.NAME_ENDS
    return [f"{starts[n % len(starts)]} {ends[(n // len(starts) + n) % len(ends)]} {n + 1}" for n in range(count)]


def supplier_table(plan: DemoPlan, contracts: list[Contract]) -> pl.DataFrame:
    """The table `aanbieders`; the last two have no care any more: one merged into the first, one lost its contract."""
    codes = [*sorted({contract.supplier for contract in contracts}), MERGED, EXPIRED]
    subregions = ["Noord-Limburg", "Midden-Limburg"]
    gone = {MERGED: (codes[0], year_before(plan))}
    return pl.DataFrame(
        {
            "aanbieder": codes, "kvk": [f"0000{n + 1000:04d}" for n in range(len(codes))], "naam": names(len(codes)),
            "subregio": [subregions[n % 2] for n in range(len(codes))],
            "opvolger": [gone.get(code, (None, None))[0] for code in codes],
            "tot": [gone.get(code, (None, None))[1] for code in codes],
        },
        schema=TABLES["aanbieders"].schema,
    )  # fmt: skip


def year_before(plan: DemoPlan) -> date:
    """The last day of the year before the first month."""
    return date(plan.firsts[0].year - 1, 12, 31)


def last_day(plan: DemoPlan) -> date:
    """The last day of the contracts that run."""
    return date(plan.year + 2, 12, 31)


def profile_table() -> pl.DataFrame:
    """The table `profielen`: what the contracts with a profile agree."""
    return pl.DataFrame(list(PROFILES), schema=TABLES["profielen"].schema, orient="row")


def clash_table() -> pl.DataFrame:
    """The table `ongeldige_combinaties`."""
    return pl.DataFrame(list(facts.CLASHING), schema=TABLES["ongeldige_combinaties"].schema, orient="row")


def contract_table(plan: DemoPlan, contracts: list[Contract], suppliers: pl.DataFrame) -> pl.DataFrame:
    """The table `contracten`; contracts run until two years after the demo, but for the last, which has ended."""
    named = dict(suppliers.select("aanbieder", "naam").iter_rows())
    rows: list[tuple[object, ...]] = [
        (
            c.number, c.supplier, named[c.supplier], facts.AGREEMENTS[c.law, c.module], c.module, c.law, c.variant,
            FIRST_DAY, last_day(plan), 250_000_000 + 10_000_000 * (c.position % 20), profile_of(c),
        )
        for c in contracts
    ]  # fmt: skip
    old = f"{plan.year}-{len(contracts) + 1:03d}", EXPIRED, named[EXPIRED], facts.AGREEMENTS["wmo", "2"], "2", "wmo"
    rows.append((*old, EFFORT, FIRST_DAY, year_before(plan), 250_000_000, "landelijk"))
    return pl.DataFrame(rows, schema=TABLES["contracten"].schema, orient="row")


def tariff_table(plan: DemoPlan, contracts: list[Contract]) -> pl.DataFrame:
    """The table `tarieven`: two rows per product, because the index starts on 1 July."""
    index_day, last_old = date(plan.year, 7, 1), date(plan.year, 6, 30)
    rows: list[tuple[object, ...]] = []
    for contract in contracts:
        for product in contract.products:
            for place, extra in _places(contract):
                old = product.tariff + (0 if product.unit == "83" else contract.position % 5 * 3 + extra)
                new = old if product.unit == "83" else old + max(1, old * 31 // 1000)
                hourly = "ja" if contract.hourly and product.unit == "04" and product.frequency else "nee"
                what = (contract.law, product.category, product.code, product.unit)
                fixed = (contract.number, contract.supplier, place, *what)
                rows.append((*fixed, old, hourly, FIRST_DAY, last_old))
                rows.append((*fixed, new, hourly, index_day, None))
    return pl.DataFrame(rows, schema=TABLES["tarieven"].schema, orient="row")


def _places(contract: Contract) -> list[tuple[str, int]]:
    """For whom a tariff counts, with what is added to it there."""
    if contract.position == SEPARATE_TARIFFS:
        return [(code, 0) for code in sorted(facts.MODULE_1)]
    if contract.position == VENLO_TARIFF:
        return [("*", 0), (OVERRIDDEN, 7)]
    return [("*", 0)]


def product_table() -> pl.DataFrame:
    """The table `producten`: the regional catalogue."""
    return pl.DataFrame(
        [
            (
                p.law, p.category, p.code, p.description, "04 01" if p.unit == "04" else p.unit, p.frequency or None,
                "ja" if p.fixed else "nee", facts.WAITING.get(p.code),
            )
            for p in CATALOGUE
        ],
        schema=TABLES["producten"].schema, orient="row",
    )  # fmt: skip


def wheel(contracts: list[Contract]) -> pl.DataFrame:
    """What an allocation can be for: one row per domain (law and module) and slot, in proportion to weight."""
    rows = []
    for law, module in facts.AGREEMENTS:
        offers = [
            (contract, product, product.weight / (1 + contract.position % 7))
            for contract in contracts
            if (contract.law, contract.module) == (law, module) and contract.variant != TASK
            for product in contract.products
        ]
        total, reached, slot = sum(weight for *_, weight in offers), 0.0, 0
        for contract, product, weight in offers:
            reached += weight
            while slot < round(reached / total * SLOTS):
                rows.append(_offer(contract, product, slot))
                slot += 1
    return pl.DataFrame(rows)


def _offer(contract: Contract, product: Product, slot: int) -> dict[str, object]:
    """An offer as the columns that allocations and declarations lean on."""
    return {
        "domein": f"{contract.law}{contract.module}", "slot": slot, "aanbieder": contract.supplier,
        "contract_nummer": contract.number, "wet": contract.law, "categorie": product.category, "code": product.code,
        "eenheid_product": product.unit, "frequentie_product": product.frequency or None, "laagste": product.lowest,
        "hoogste": product.highest, "tarief_basis": product.tariff, "aard": product.kind,
        "per_uur": contract.hourly and product.unit == "04" and bool(product.frequency),
        "lokaal": profile_of(contract) == LOCAL,
    }  # fmt: skip
