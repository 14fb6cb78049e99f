# SPDX-License-Identifier: EUPL-1.2
"""Figures as rows with a budget and a verdict: printed as a table, and kept as JSON with what they were measured on."""

import argparse
import json
import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"
LIBRARIES = ("polars", "narwhals", "python-calamine", "XlsxWriter", "openpyxl")


@dataclass(frozen=True)
class Row:
    """One figure; `budget` is in the same unit, None where there is none."""

    work: str
    measured: float
    unit: str
    budget: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the budget is met."""
        if self.budget is None:
            return ""
        return "met" if self.measured <= self.budget else "NOT met"


def machine() -> dict[str, str]:
    """What it was measured on and with; no names of hosts or people."""
    model = next(
        (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{os.cpu_count()} cores, {memory:.0f} GiB, {model}, {platform.system()}",
        "versions": f"Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def as_table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    cells = [("work", "measured", "budget", "verdict")]
    for row in rows:
        budget = "" if row.budget is None else f"≤ {row.budget:g} {row.unit}"
        said = f"{row.measured:,.0f}" if row.measured >= 100 else f"{row.measured:.2f}"  # noqa: PLR2004 - three digits say enough
        work = f"{row.work} ({row.note})" if row.note else row.work
        cells.append((work, f"{said} {row.unit}", budget, row.verdict))
    return "\n".join(f"| {' | '.join(row)} |" for row in [cells[0], ("---",) * 4, *cells[1:]])


def main(name: str, measure: Callable[[argparse.Namespace], list[Row]], options: Mapping[str, int | Path]) -> None:
    """Measure from the command line: print the table and write `results/<name>-<time>.json`.

    Args:
        name: of the program.
        measure: gives the rows.
        options: per number or path that may be given its default.

    """
    parser = argparse.ArgumentParser(description=f"Measures {name}.")
    parser.add_argument("--small", action="store_true", help="small sizes, to try the program")
    for option, default in options.items():
        parser.add_argument(f"--{option}", type=int if isinstance(default, int) else Path, default=default)
    asked = parser.parse_args()
    rows = measure(asked)
    RESULTS.mkdir(exist_ok=True)
    kept = {**machine(), "small": asked.small, "rows": [asdict(row) for row in rows]}
    target = RESULTS / f"{name}-{time.strftime('%Y%m%d-%H%M%S')}.json"
    target.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")
    print(as_table(rows))
