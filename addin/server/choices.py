# SPDX-License-Identifier: EUPL-1.2
"""What the task pane lets choose from, what it may send and how much of it; the same for everybody."""

import json

from processors.kpi_catalogue import entries
from processors.measuring import GROUPS
from processors.ranges.assignment import SHEETS


def choices(most: int) -> str:
    """The choices as JSON.

    Each KPI with its name, the groupings, the sheets of the intake workbook of a tender, and the most bytes of a call.
    """
    kpis = [{"code": each.code, "name": each.name} for each in entries().values()]
    return json.dumps({"kpis": kpis, "groups": list(GROUPS), "assignment": SHEETS, "most": most})
