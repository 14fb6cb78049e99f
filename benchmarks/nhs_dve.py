# SPDX-License-Identifier: EUPL-1.2
"""The fifteen rules of `regels.py` beside NHS data-validation-engine on DuckDB, on the same lines.

That library asks older versions than the other peers, so it has an environment of its own (`requirements-dve.txt`).
The program stops when the two do not find the same violations.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import ROOT, no_peers
from regels import SMALL
from report import Row, main
from vergelijk import OURS, VIOLATION, Contest, Turn, middle, write

DVE = "on_dve"
PYTHON = ROOT / "benchmarks" / ".venv-dve" / "bin" / "python"
LINES = 100_000


def measure(asked: argparse.Namespace) -> list[Row]:
    """Both in turns; their violations must be the same."""
    if not asked.python.exists():
        sys.exit(no_peers(asked.python, "requirements-dve.txt"))
    size = SMALL if asked.small else asked.lines
    with TemporaryDirectory() as folder:
        contest = Contest(Path(folder), asked.python)
        write(size, contest.folder)
        turns: dict[str, list[Turn]] = {OURS: [], DVE: []}
        for _ in range(asked.runs):
            for entry, taken in turns.items():
                taken.append(contest.turn(entry))
        count = _same(contest)
    ours, other = (middle(turns[entry]) for entry in (OURS, DVE))
    work = f"15 rules on {size:,} lines to {count:,} violations"
    return [ours.row(work), other.row(work), ours.against(other, f"to violations, {size:,} lines", 1.0)]


def _same(contest: Contest) -> int:
    ours, theirs = contest.violations(OURS), contest.violations(DVE)
    if not ours.equals(theirs):
        lacking = ours.join(theirs, on=VIOLATION, how="anti")["rule"].value_counts(sort=True).rows()
        more = theirs.join(ours, on=VIOLATION, how="anti")["rule"].value_counts(sort=True).rows()
        sys.exit(f"The two do not find the same violations: lacking {lacking}, more {more}.")
    return len(ours)


if __name__ == "__main__":
    main("nhs_dve", measure, {"runs": 1, "lines": LINES, "python": PYTHON})
