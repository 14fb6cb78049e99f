# SPDX-License-Identifier: EUPL-1.2
"""What each rule on a declaration line says, line by line: true, false, or None where it has nothing to say.

Written from the handbook (chapters 5 to 7) and the rule catalogue; shares no code with the rules themselves.
"""

from tests.oracle.amounts import (
    cd087,
    cs339,
    iv081,
    tr304,
    tr307,
    tr308,
    tr319,
    tr335,
    tr338,
    tr341,
    tr346,
    tr387,
    tr388,
    tr418,
)
from tests.oracle.corrections import cd060, mgr333, tr101, tr314, tr315, tr316, tr323, tr333, tr389, tr390, tr416
from tests.oracle.totals import tr321, tr321_warning, tr322, tr369

SAYS = {
    "TR346": tr346, "IV081": iv081, "CS339": cs339, "CD087": cd087, "CD060": cd060, "TR335": tr335, "TR319": tr319,
    "TR101": tr101, "TR315": tr315, "TR316": tr316, "TR416": tr416, "TR314": tr314, "TR333": tr333, "TR323": tr323,
    "TR390": tr390, "MGR-333": mgr333, "TR389": tr389, "TR418": tr418, "TR338": tr338, "TR304": tr304,
    "TR341": tr341, "TR307": tr307, "TR308": tr308, "TR387": tr387, "TR388": tr388, "TR321": tr321,
    "TR321 (waarschuwing)": tr321_warning, "TR322": tr322, "TR369": tr369,
}  # fmt: skip


def failing(world):
    """Every (position of the line, rule) that does not hold, each rule by itself."""
    return {
        (position, code)
        for position, line in enumerate(world.lines)
        for code, says in SAYS.items()
        if says(line, world) is False
    }
