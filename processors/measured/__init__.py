# SPDX-License-Identifier: EUPL-1.2
"""The measured tables: what is in force, made ready to be counted, one module per kind of row."""

from collections.abc import Callable, Iterable

import polars as pl

from processors.measured.allocated import ALLOCATED
from processors.measured.allocation_months import ALLOCATION_MONTHS
from processors.measured.allocations_declared import ALLOCATIONS_DECLARED
from processors.measured.budgets import BUDGETS
from processors.measured.committed import COMMITTED, ROOM
from processors.measured.contributions import CONTRIBUTIONS
from processors.measured.declared import DECLARED
from processors.measured.deliveries import DELIVERED
from processors.measured.evidence import EVIDENCE
from processors.measured.expected import EXPECTED
from processors.measured.flow import FLOW
from processors.measured.material import Material
from processors.measured.messages import MESSAGES
from processors.measured.outcomes import OUTCOMES, RUNNING
from processors.measured.outstanding import OUTSTANDING
from processors.measured.quality import QUALITY
from processors.measured.redemption import REDEMPTION, REDEMPTION_WHOLE
from processors.measured.rejected import REJECTED
from processors.measured.requests import DECIDED, OPEN
from processors.measured.seasonal import SEASONAL
from processors.measured.starts import STARTS
from processors.measured.statements import COMPARED, OWED
from processors.measured.stops import ENDINGS, STOPS
from processors.measured.submitted import SUBMITTED
from processors.measured.turnover import COMPARED_YEARS, MARKETS
from processors.measured.use import USE
from processors.measured.waiting import STARTED, WAITING

__all__ = ["TABLES", "Material", "measured"]
TABLES = {
    table.name: table
    for table in (
        ALLOCATED, ALLOCATION_MONTHS, ALLOCATIONS_DECLARED, REDEMPTION, REDEMPTION_WHOLE, COMMITTED, ROOM,
        DECLARED, COMPARED_YEARS, MARKETS, SUBMITTED, REJECTED, USE, DELIVERED, EVIDENCE, QUALITY, COMPARED, OWED,
        BUDGETS, CONTRIBUTIONS, EXPECTED, SEASONAL, OUTSTANDING,
        MESSAGES, STARTS, STOPS, ENDINGS, DECIDED, OPEN, STARTED, WAITING, FLOW, OUTCOMES, RUNNING,
    )
}  # fmt: skip


def measured(
    material: Material, names: Iterable[str] = TABLES, *, seen: Callable[[str, pl.DataFrame], None] | None = None
) -> dict[str, pl.DataFrame]:
    """The rows of these measured tables, by name, made to be counted: a client is a number that is its own in a table.

    Different numbers are counted in a third of the time that different pseudonyms take. `seen` is called with the name
    and the rows of each table as they are made, with pseudonyms.
    """
    number = pl.col("client").cast(pl.Categorical).to_physical()
    made = {}
    for name in names:
        rows = TABLES[name].of(material)
        if seen:
            seen(name, rows)
        made[name] = rows.with_columns(number)
    return made
