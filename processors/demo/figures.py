# SPDX-License-Identifier: EUPL-1.2
"""The figures around the region: inhabitants, budgets, ledger, membership, calendar, parameters, statements."""

from datetime import date, timedelta
from importlib.resources import files

import polars as pl

from processors.demo import facts
from processors.demo.plan import DemoPlan, moved
from processors.demo.suppliers import Contract
from processors.lines import TABLES

AGE_GROUPS = {"0-17": 18, "18-64": 58, "65+": 24}  # per cent of the inhabitants, fictional
STATEMENTS = 14
STATED_OFF = {5: 8, 20: -5}  # per cent too high or too low, of contracts at such a place
# The reports of the region: which one, with data up to which month, and how many months later it must be there.
REPORTS = (
    ("kwartaalpakket", 3, 3), ("kwartaalpakket", 6, 3), ("kwartaalpakket", 9, 3), ("kwartaalpakket", 12, 3),
    ("voorjaarsrapport", 3, 3), ("najaarsrapport", 8, 3), ("jaarpakket", 12, 7),
)  # fmt: skip
MONTHLY_INSTALMENT = 2_500_000
MODULE_SHARE = 2  # per cent of what was bought in the year before: the invented budget of a module
SPENT_SHARE = 96  # per cent of it: the invented costs of the one module of which they are known already
SPENT_MODULE = "1"


def make_figures(
    plan: DemoPlan, contracts: list[Contract], lines: pl.DataFrame, history: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """The reference tables that need no supplier: by the name of the table."""
    return {
        "inwoners": _frame("inwoners", [
            (code, plan.year, group, count * share // 100)
            for code, count in facts.INHABITANTS.items() for group, share in AGE_GROUPS.items()
        ]),
        "lidmaatschap": _frame("lidmaatschap", [
            (code, module, date(2014, 1, 1), None)
            for module, members in (("1", facts.MODULE_1), ("2", facts.INHABITANTS)) for code in sorted(members)
        ]),
        "kalender": _frame("kalender", _deadlines(plan)),
        "parameters": _parameters(),
        "budgetten": _budgets(plan, lines),
        "modulebudgetten": _module_budgets(plan, contracts, history),
        "grootboek": _ledger(plan, lines, history),
    }  # fmt: skip


def _frame(table: str, rows: list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=TABLES[table].schema, orient="row")


def deadline(kind: str, first: date) -> date:
    """The last day on which a delivery over the month that starts on `first` is in time."""
    if kind == "gemeentelevering":
        return moved(first, 1) + timedelta(days=14)
    return moved(first, 2) - timedelta(days=1)


def _deadlines(plan: DemoPlan) -> list[tuple[object, ...]]:
    """Every month of the year of the demo, the statements of the year before, and the reports of the region."""
    firsts = sorted({date(plan.year, number, 1) for number in range(1, 13)} | set(plan.firsts))
    monthly = [
        (kind, f"{first:%Y-%m}", deadline(kind, first))
        for kind in ("declaratie", "gemeentelevering") for first in firsts
    ]  # fmt: skip
    stated = ("productieverantwoording", f"{plan.year - 1}-12", date(plan.year, 3, 1) - timedelta(days=1))
    return [*monthly, stated, *(
        (kind, f"{plan.year}-{month:02d}", moved(date(plan.year, month, 1), later) - timedelta(days=1))
        for kind, month, later in REPORTS
    )]  # fmt: skip


def _parameters() -> pl.DataFrame:
    """The thresholds in use, with where each comes from."""
    source = files("processors.reference").joinpath("parameters.csv").read_bytes()
    absent = dict.fromkeys(("contract_nummer", "raamovereenkomst", "jaar", "wet"), pl.lit(None, pl.String))
    return pl.read_csv(source, infer_schema=False).with_columns(**absent)


def _budgets(plan: DemoPlan, lines: pl.DataFrame) -> pl.DataFrame:
    """A year's budget per category: four times three months of production and five per cent, in whole thousands."""
    signed = pl.when(pl.col("debet_credit") == "C").then(-pl.col("ingediend_bedrag")).otherwise("ingediend_bedrag")
    return (
        lines.group_by("gemeente", "wet", "product_categorie")
        .agg(bedrag=signed.sum() * 42 // 10 // 100_000 * 100_000 + 100_000)
        .with_columns(jaar=pl.lit(plan.year, pl.Int64))
        .select(TABLES["budgetten"].names)
        .sort("gemeente", "wet", "product_categorie")
    )


def _module_budgets(plan: DemoPlan, contracts: list[Contract], history: pl.DataFrame) -> pl.DataFrame:
    """The budget of each module, in whole thousands: a part of what was bought under its contracts the year before.

    The costs of one module are known already, so that a settlement is seen too. Invented, as all of the demo.
    """
    modules = pl.DataFrame(
        sorted({(contract.supplier, contract.law, contract.module) for contract in contracts}),
        schema=["aanbieder", "wet", "module"], orient="row",
    )  # fmt: skip
    before = history.filter(pl.col("leveringsmaand").str.starts_with(str(plan.year - 1)))
    part = pl.col("toegekend_bedrag").sum() * MODULE_SHARE // 100
    costs = pl.when(pl.col("module") == SPENT_MODULE).then(pl.col("bedrag") * SPENT_SHARE // 100)
    return (
        before.join(modules, on=["aanbieder", "wet"]).group_by("module")
        .agg(bedrag=part // 100_000 * 100_000 + 100_000)
        .with_columns(jaar=pl.lit(plan.year, pl.Int64), werkelijke_kosten=costs)
        .select(TABLES["modulebudgetten"].names)
        .sort("module")
    )  # fmt: skip


def _ledger(plan: DemoPlan, lines: pl.DataFrame, history: pl.DataFrame) -> pl.DataFrame:
    """What the ledger of a municipality says: the history, and the production declared, a little apart now and then."""
    signed = pl.when(pl.col("debet_credit") == "C").then(-pl.col("ingediend_bedrag")).otherwise("ingediend_bedrag")
    apart = pl.when(plan.dice("gemeente")("grootboek", 5) == 0).then(pl.col("bedrag") * 3 // 100).otherwise(0)
    before = history.group_by("gemeente", "wet", "declaratie_maand").agg(bedrag=pl.col("toegekend_bedrag").sum())
    now = lines.group_by("gemeente", "wet", "declaratie_maand").agg(bedrag=signed.sum())
    return (
        pl.concat([before, now.with_columns(bedrag=pl.col("bedrag") + apart)])
        .rename({"declaratie_maand": "maand"})
        .select(TABLES["grootboek"].names)
        .sort("gemeente", "wet", "maand")
    )


def make_statements(
    plan: DemoPlan, contracts: list[Contract], tariffs: pl.DataFrame, history: pl.DataFrame
) -> pl.DataFrame:
    """The table `verantwoordingsregels` over the year before: the first suppliers and those with a lump sum.

    What was declared in that year (`history`) is stated, by some suppliers too high or too low; beside it small amounts
    of which nothing was declared.
    """
    declared = _declared(plan, history)
    chosen = [c for c in contracts if c.variant != facts.TASK][::5][: STATEMENTS - 2]
    old = tariffs.filter(pl.col("geldig_tot").is_not_null())
    columns = old.select("contract_nummer", "gemeente", "product_code", "tarief")
    paid = {(contract, home, code): tariff for contract, home, code, tariff in columns.iter_rows()}
    rows: list[tuple[object, ...]] = []
    for contract in chosen:
        homes = sorted(facts.MODULE_1 if contract.module == "1" else facts.INHABITANTS)
        for home in homes:
            for product in contract.products:
                granted = declared.get((contract.law, contract.supplier, home, product.code))
                if granted is None and home not in homes[contract.position % 3 :: 2]:
                    continue
                tariff = paid.get((contract.number, home, product.code)) or paid[contract.number, "*", product.code]
                clients = 1 + facts.INHABITANTS[home] // 6_000 + contract.position % 4
                count = 2 * clients if granted is None else _count(granted, tariff, contract.position)
                what = (product.code, product.description, product.unit)
                rows.append(_statement_line(plan, contract, home, what, (tariff, count, clients)))
    for contract in [c for c in contracts if c.variant == facts.TASK]:
        what = (f"{'01' if contract.module == '1' else '18'}T01", "Taakgerichte opdracht, maandtermijn", "82")
        rows += [
            _statement_line(plan, contract, home, what, (MONTHLY_INSTALMENT, 12, None))
            for home in sorted(facts.MODULE_1)
        ]
    return _frame("verantwoordingsregels", rows)


def _declared(plan: DemoPlan, history: pl.DataFrame) -> dict[tuple[str, str, str, str], int]:
    """What was declared over the year before, in eurocent, per law, supplier, municipality and product."""
    key = ("wet", "aanbieder", "gemeente", "product_code")
    before = history.filter(pl.col("leveringsmaand").str.starts_with(str(plan.year - 1)))
    return {(law, supplier, home, code): cents for law, supplier, home, code, cents in before.group_by(key).agg(
        pl.col("ingediend_bedrag").sum()).iter_rows()}  # fmt: skip


def _count(granted: int, tariff: int, position: int) -> int:
    """An even quantity with which the part that was granted (97 per cent) is what was declared, or a little off."""
    stated = granted * (100 + STATED_OFF.get(position % 30, 0)) // 97
    return 2 * -(-stated // (2 * tariff))


def _statement_line(
    plan: DemoPlan, contract: Contract, home: str, what: tuple[str, str, str], counted: tuple[int, int, int | None]
) -> tuple[object, ...]:
    """One line; a small part was not yet answered and a smaller part not yet declared at the turn of the year."""
    tariff, count, clients = counted
    total = count * tariff
    pending, still = total // 50, total // 100
    return (
        plan.year - 1, contract.law, facts.AGREEMENTS[contract.law, contract.module], contract.supplier, home, *what,
        tariff, count, total - pending - still, pending, still, total, clients, None,
    )  # fmt: skip
