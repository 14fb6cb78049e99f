# SPDX-License-Identifier: EUPL-1.2
"""olevba reads the code of the add-in as who fears malware does: it is what we wrote, and nothing runs by itself."""

import json
import subprocess
from importlib.resources import files

import pytest

from addin.classic.workbook import TEMPLATE, classic_workbook
from addin.classic.wrappers import wrappers


@pytest.fixture(scope="module")
def read(olevba, tmp_path_factory):
    """Gives what olevba finds in a workbook: the source of each module, and the words that it is wary of, by kind."""
    folder = tmp_path_factory.mktemp("olevba")

    def reader(content):
        made = folder / "boek.xlam"
        made.write_bytes(content)
        done = subprocess.run([olevba, "--json", made], capture_output=True, check=True)
        (found,) = [each for each in json.loads(done.stdout) if each.get("macros")]
        modules = {each["vba_filename"]: each["code"].replace("\r\n", "\n") for each in found["macros"]}
        return modules, {(each["type"], each["keyword"]) for each in found["analysis"]}

    return reader


@pytest.fixture(scope="module")
def ours(read):
    return read(classic_workbook(wrappers(), r"C:\Python\python.exe"))


def test_it_reads_our_modules_as_we_wrote_them(ours):
    modules, _ = ours

    _, written = wrappers().split("\n", 1)  # it leaves the attributes at the top out
    assert modules["xlwings_udfs.bas"].strip() == written.strip()
    assert "Sub KpiBlad(control As IRibbonControl)" in modules["RibbonMyAddin.bas"]


def test_nothing_runs_by_itself(ours):
    _, words = ours

    assert words
    assert not [word for kind, word in words if kind == "AutoExec"]


def test_nothing_is_suspicious_that_xlwings_itself_does_not_have(ours, read):
    _, words = ours

    _, known = read(files("xlwings").joinpath(TEMPLATE).read_bytes())

    assert {word for kind, word in words - known if kind == "Suspicious"} == set()
