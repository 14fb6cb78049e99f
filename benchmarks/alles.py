# SPDX-License-Identifier: EUPL-1.2
"""Run every benchmark, print each row with budget and verdict, and rewrite the table in docs/benchmarks.md."""

import argparse
import json
import subprocess
import sys
import sysconfig
from pathlib import Path

from measuring import PEERS, ROOT, no_peers
from report import RESULTS, Row, as_table, machine

COMPARED = "vergelijk.py"
DVE, DVE_MANY = "nhs_dve.py", "nhs_dve.py --lines 1000000"
MANY = "regels.py --lines 10000000"
LIBRARIES = Path(sysconfig.get_path("purelib"))
DVE_PYTHON = ROOT / "benchmarks" / ".venv-dve" / "bin" / "python"
PROGRAMS = (
    "controle.py",
    "lezen.py",
    "berichten.py",
    "regels.py",
    "profiel.py",
    MANY,
    "schaal.py",
    "consolidatie.py",
    "consolidatie.py --lines 5000000",
    "onthulling.py",
    "excel.py",
    COMPARED,
    DVE,
    DVE_MANY,
    "demo.py",
    "aanbesteding.py",
)
# What a program compares with: the Python of its libraries, or the library.
NEEDED = {
    COMPARED: PEERS,
    "lezen.py": PEERS,
    DVE: DVE_PYTHON,
    DVE_MANY: DVE_PYTHON,
    "schaal.py": LIBRARIES / "pyspark",
    "excel.py": LIBRARIES / "xlwings_server",
}
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: written by benchmarks/alles.py -->", "<!-- end of figures -->"


def measure(command: str, arguments: list[str]) -> list[Row] | None:
    """The rows of one program; None when it failed, so that the others still run."""
    name, *own = command.split()
    kept = f"{name.removesuffix('.py')}-*.json"
    known = set(RESULTS.glob(kept))
    print(f"{command} …", flush=True)
    program = [sys.executable, Path(__file__).with_name(name), *own, *arguments]
    done = subprocess.run(program, check=False)  # noqa: S603 - our own programs
    made = sorted(set(RESULTS.glob(kept)) - known)
    if done.returncode or not made:
        print(f"{command} did not finish (status {done.returncode}).", file=sys.stderr)
        return None
    return [Row(**row) for row in json.loads(made[-1].read_text(encoding="utf-8"))["rows"]]


def page(figures: dict[str, list[Row] | None], runs: int) -> str:
    """The part of the page that is written: what was measured on, and a table per program."""
    on = machine()
    parts = [f"Measured {on['date']}, median of {runs}. {on['machine']}. {on['versions']}."]
    for name, rows in figures.items():
        parts.append(f"### {name}")
        parts.append(as_table(rows) if rows else _why_not(name))
    return "\n\n".join(parts)


def _why_not(name: str) -> str:
    return (
        "Did not finish; run it by itself to see why." if _can(name) else "Not measured: the libraries are not there."
    )


def _can(name: str) -> bool:
    """Whether the program has what it needs."""
    return name not in NEEDED or NEEDED[name].exists()


def rewrite(text: str) -> None:
    """Put the text between the two marks of the page."""
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"The marks for the figures are not in {PAGE.name}.")
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Run all; the exit status is 1 when a program failed, and says nothing about budgets."""
    parser = argparse.ArgumentParser(description="Runs every benchmark.")
    parser.add_argument("--small", action="store_true", help="small sizes; the page is left as it is")
    parser.add_argument("--runs", type=int, default=3, help="the median of so many runs (default 3)")
    asked = parser.parse_args()
    arguments = ["--runs", str(asked.runs), *(["--small"] if asked.small else [])]
    if not PEERS.exists():
        print(no_peers(PEERS))
    # A million lines, or ten, are not a small size.
    asked_for = [name for name in PROGRAMS if name not in (MANY, DVE_MANY) or not asked.small]
    figures = {name: measure(name, arguments) if _can(name) else None for name in asked_for}
    text = page(figures, asked.runs)
    print(f"\n{text}")
    if not asked.small:
        rewrite(text)
    sys.exit(int(any(rows is None and _can(name) for name, rows in figures.items())))


if __name__ == "__main__":
    main()
