# SPDX-License-Identifier: EUPL-1.2
"""Why lines were rejected, counted line by line; written from kpis.csv (K17: show top 10 return codes)."""

from tests.oracle.kpi_grouping import month_of

MOST = 10


def return_codes(lines, month):
    """The ten codes that most lines were rejected by, as (code, month of delivery, lines), in the order of a page."""
    per_month, together = {}, {}
    for line in lines:
        codes = set((line["retourcodes"] or "").split())
        begun = month_of(line["product_periode_begin"])
        # A declaration that was rejected as a whole has no line that was judged (K16).
        if line["status"] != "afgewezen" or begun > month or "0001" in codes:
            continue
        for code in codes:
            per_month[code, begun] = per_month.get((code, begun), 0) + 1
            together[code] = together.get(code, 0) + 1
    # Of codes with as many lines the first one counts.
    top = sorted(together, key=lambda code: (-together[code], code))[:MOST]
    return [
        (code, begun, per_month[code, begun])
        for code in top
        for begun in sorted({m for c, m in per_month if c == code})
    ]
