# SPDX-License-Identifier: EUPL-1.2
"""Who holds the turnover of a supplier that merged, followed step by step."""

from tests.oracle.kpi_grouping import month_of


def heir(tables, supplier, month):
    """Who holds the turnover now: through every merger; those who succeed each other in a ring stay who they are."""
    gone = {}
    for row in tables.get("aanbieders", []):
        if row["opvolger"] and (row["tot"] is None or month_of(row["tot"]) <= month):
            gone[row["aanbieder"]] = row["opvolger"]
    now, seen = supplier, set()
    while now in gone:
        if now in seen:
            return supplier
        seen.add(now)
        now = gone[now]
    return now
