# SPDX-License-Identifier: EUPL-1.2
"""Which tables an own rule may judge, and which columns a line of each has once enrichment is done."""

from datetime import date
from functools import cache

from processors.enrichment import enrich
from processors.fields import Field
from processors.lines import PROVENANCE, TABLES, make_lines, place
from processors.tables import EARLIER, EARLIER_STATEMENTS

EARLIER_TABLES = (EARLIER, EARLIER_STATEMENTS)
CONTRACT, AGREEMENT = "contract_contract_nummer", "contract_raamovereenkomst"


@cache
def judged_tables() -> tuple[str, ...]:
    """The tables of submissions that are kept: of what is judged and forgotten a rule would only see persons."""
    return tuple(name for name, table in TABLES.items() if table.kept and not table.reference)


@cache
def columns_of(table: str) -> dict[str, Field]:
    """Every column of a line of this table, its own first, joined ones where some reference can give them."""
    everything = {name: make_lines(name.removeprefix("eerdere_"), []) for name in (*TABLES, *EARLIER_TABLES)}
    known = enrich(make_lines(table, []), table, everything, received_on=date.max)
    own = TABLES[table].names
    return {name: place(table, name) for name in (*own, *known.columns) if name not in PROVENANCE}
