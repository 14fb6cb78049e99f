# SPDX-License-Identifier: EUPL-1.2
"""What the forms of the task pane let choose from, and how much one call may bring; the same for everybody."""

import json

from processors.kpi_catalogue import entries
from processors.measuring import GROUPS


def choices(most: int) -> str:
    """The choices as JSON: each KPI with its name, the groupings, and the most bytes of a call."""
    kpis = [{"code": each.code, "name": each.name} for each in entries().values()]
    return json.dumps({"kpis": kpis, "groups": list(GROUPS), "most": most})
