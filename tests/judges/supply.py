# SPDX-License-Identifier: EUPL-1.2
"""What is on board (CycloneDX) and whether a known leak is in it (pip-audit); runs with `supply.txt` installed.

`sbom <lock> <target>` writes and judges the bill of materials of a lock. `audit <lock>` says what a source of known
leaks says of a lock, and when no source answered it says that: nothing was checked then, and that is no approval.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^ \\;]+)", re.MULTILINE)
UNCHECKED = "niet gecontroleerd: geen bron bereikbaar"
Bill = dict[str, Any]


def without_hosts(bill: Bill) -> Bill:
    """The bill in which a file is known by its package and hashes, and not by the index from which somebody took it."""
    for component in bill["components"]:
        for reference in component.get("externalReferences", []):
            if reference["type"] == "distribution":
                reference["url"] = component["purl"]
                reference.pop("comment", None)
    for tool in bill["metadata"]["tools"]["components"]:
        tool.pop("externalReferences", None)
    return bill


def complaints(bill: Bill, lock: str) -> list[str]:
    """What is wrong with a bill beside the text of its lock: parts too many or too few, no hash, or a host."""
    locked = set(PIN.findall(lock))
    listed = {(each["name"], each["version"]) for each in bill["components"]}
    bare = [
        each["name"] for each in bill["components"]
        if not any(reference.get("hashes") for reference in each.get("externalReferences", []))
    ]  # fmt: skip
    hosts = re.findall(r"\w+://[^\"]+", json.dumps({**bill, "$schema": ""}))
    return [
        *(f"In de lijst en niet in het slot: {name} {version}" for name, version in sorted(listed - locked)),
        *(f"In het slot en niet in de lijst: {name} {version}" for name, version in sorted(locked - listed)),
        *(f"Zonder vingerafdruk: {name}" for name in sorted(bare)),
        *(f"Noemt een adres: {host}" for host in sorted(set(hosts))),
    ]


def told(report: str) -> tuple[int, list[str]]:
    """The exit status and the sentences about a report of pip-audit (JSON; empty when it gave none)."""
    try:
        parts = json.loads(report)["dependencies"]
    except ValueError:
        return 0, [UNCHECKED]
    checked = [part for part in parts if "vulns" in part]
    if not checked:
        return 0, [UNCHECKED]
    leaks = [
        f"Bekend lek in {part['name']} {part['version']}: {leak['id']}" for part in checked for leak in part["vulns"]
    ]
    skipped = [f"Niet gecontroleerd: {part['name']}" for part in parts if "vulns" not in part]
    return int(bool(leaks)), [f"Gecontroleerd op bekende lekken: {len(checked)} onderdelen.", *leaks, *skipped]


def write_bill(lock: Path, target: Path) -> list[str]:
    """Let cyclonedx-py list a lock, and its own validator judge what is written; gives the complaints."""
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415 - only in the environment of this tool
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415 - idem

    program = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "--output-reproducible"]
    made = subprocess.run(
        [*program, "--pyproject", "pyproject.toml", lock], check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout
    bill = without_hosts(json.loads(made))
    written = json.dumps(bill, indent=1, sort_keys=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(written + "\n", encoding="utf-8")
    invalid = JsonStrictValidator(SchemaVersion.V1_6).validate_str(written)
    return [*([str(invalid)] if invalid else []), *complaints(bill, lock.read_text(encoding="utf-8"))]


def audit(lock: Path) -> tuple[int, list[str]]:
    """What pip-audit says of a lock."""
    program = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner=off", "-f", "json"]
    try:
        done = subprocess.run(
            [*program, "-r", lock], check=False, capture_output=True, text=True, encoding="utf-8", timeout=300
        )
    except subprocess.TimeoutExpired:
        return told("")
    return told(done.stdout)


def main() -> int:
    """Do what is asked; 1 when something is wrong."""
    what, lock, *target = sys.argv[1:]
    if what == "audit":
        status, said = audit(Path(lock))
    else:
        said = write_bill(Path(lock), Path(*target))
        status = int(bool(said))
        said = said or [f"{lock}: de onderdelenlijst {target[0]} klopt met het slot."]
    print("\n".join(said))  # noqa: T201 - the answer
    return status


if __name__ == "__main__":
    sys.exit(main())
