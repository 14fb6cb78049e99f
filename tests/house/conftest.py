# SPDX-License-Identifier: EUPL-1.2
"""The tests in this folder look at the checkout itself; beside an installed wheel there is nothing to look at."""

import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

PACKAGES = ("addin", "processors", "workbooks", "templates")
MADE = {".git", ".venv", "node_modules", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"}


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the checkout."""
    root = Path(__file__).parents[2]
    if not all((root / package / "__init__.py").exists() for package in PACKAGES):
        pytest.skip("De bron staat hier niet; deze test kijkt naar de broncode zelf.")
    return root


@pytest.fixture(scope="session")
def pyproject(project: Path) -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def sources(project: Path) -> list[Path]:
    """Every file that belongs to the project, relative to its root; not what tools or the command made."""
    if (project / ".git").exists():
        command = ["git", "-C", str(project), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        found = {Path(name) for name in listed.split("\0") if name}
    else:
        found = {path.relative_to(project) for path in project.rglob("*")}
    return sorted(path for path in found if (project / path).is_file() and not MADE & set(path.parts))
