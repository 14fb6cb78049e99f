# SPDX-License-Identifier: EUPL-1.2
"""Papers of suppliers (bewijsstukken): of each kind one that is valid, and of a few suppliers one that ran out."""

from datetime import date, timedelta

import polars as pl

from processors.demo.plan import DemoPlan, moved
from processors.demo.suppliers import Contract
from processors.lines import TABLES

KINDS = ("gva", "belasting", "kvk")
# How many months before the last month a paper was issued: each kind stays valid longer than the first of these.
FRESH, OLD = 2, 9
LATE_EVERY = 12  # one in so many suppliers did not send its newest proof of tax payment
LATE_KIND = "belasting"


def make_evidence(plan: DemoPlan, contracts: list[Contract]) -> pl.DataFrame:
    """The table `bewijsstukken`: one paper of each kind per supplier, for all its contracts."""
    rows = [
        (supplier, kind, _issued(plan, OLD if late and kind == LATE_KIND else FRESH, number), None, None)
        for number, supplier in enumerate(sorted({contract.supplier for contract in contracts}))
        for late in (number % LATE_EVERY == 0,)
        for kind in KINDS
    ]
    return pl.DataFrame(rows, schema=TABLES["bewijsstukken"].schema, orient="row")


def _issued(plan: DemoPlan, months: int, number: int) -> date:
    """A day in the month so many months before the last one."""
    return moved(plan.firsts[-1], -months) + timedelta(days=number % 28)
