# SPDX-License-Identifier: EUPL-1.2
"""The fictional region without a fault in it: every table as the contract has it."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from processors.demo import suppliers
from processors.demo.allocations import make_allocations, make_requests, make_versions
from processors.demo.declarations import make_lines
from processors.demo.evidence import make_evidence
from processors.demo.figures import make_figures, make_statements
from processors.demo.history import make_history
from processors.demo.messages import make_messages
from processors.demo.own_rules import own_rule_table
from processors.demo.plan import DemoPlan
from processors.lines import TABLES

REFERENCE = (
    "contracten", "tarieven", "producten", "aanbieders", "budgetten", "modulebudgetten", "grootboek", "lidmaatschap",
    "inwoners", "kalender", "parameters", "profielen", "ongeldige_combinaties", "eigen_regels", "bewijsstukken",
)  # fmt: skip


@dataclass(frozen=True)
class Region:
    """The clean tables by name (schemas of `lines.TABLES`)."""

    plan: DemoPlan
    tables: Mapping[str, pl.DataFrame]

    def __getitem__(self, table: str) -> pl.DataFrame:
        """One table; KeyError when the demo does not make it."""
        return self.tables[table]


def make_region(plan: DemoPlan) -> Region:
    """Make the whole region in memory: reference tables, allocations, messages, declarations, history, statements."""
    contracts = suppliers.make_contracts(plan)
    known = suppliers.supplier_table(plan, contracts)
    tariffs = suppliers.tariff_table(plan, contracts)
    allocations = make_allocations(plan, suppliers.wheel(contracts))
    lines = make_lines(plan, allocations, tariffs)
    history = make_history(plan, lines)
    made = {
        "contracten": suppliers.contract_table(plan, contracts, known),
        "tarieven": tariffs,
        "producten": suppliers.product_table(),
        "aanbieders": known,
        "profielen": suppliers.profile_table(),
        "ongeldige_combinaties": suppliers.clash_table(),
        "eigen_regels": own_rule_table(),
        "bewijsstukken": make_evidence(plan, contracts),
        "toewijzingen": make_versions(plan, allocations),
        "verzoeken": make_requests(allocations),
        "regieberichten": make_messages(plan, allocations),
        "declaratieregels": lines,
        "declaratietotalen": history,
        "verantwoordingsregels": make_statements(plan, contracts, tariffs, history),
        **make_figures(plan, contracts, lines, history),
    }
    return Region(plan, {name: _as_contract(name, frame) for name, frame in made.items()})


def _as_contract(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Only the columns of the table, in their order and types; what only messages hold is missing."""
    absent = (each for each in TABLES[table].fields if each.message_only and each.name not in frame.columns)
    made = frame.with_columns(pl.lit(None).alias(each.name) for each in absent)
    return made.select(TABLES[table].names).cast(pl.Schema(TABLES[table].schema))
