# SPDX-License-Identifier: EUPL-1.2
"""What every file of the house has in common."""

import re

LARGEST = 500_000
LONGEST = 300
CODE = {".py", ".sh", ".cmd"}


def test_every_module_begins_with_its_licence(project, sources):
    modules = {path: (project / path).read_text(encoding="utf-8") for path in sources if path.suffix == ".py"}

    bare = [str(path) for path, text in modules.items() if not text.startswith("# SPDX-License-Identifier: EUPL-1.2\n")]

    assert not bare


def test_no_module_is_longer_than_three_hundred_lines(project, sources):
    modules = {path: (project / path).read_text(encoding="utf-8") for path in sources if path.suffix in CODE}

    long = [f"{path}: {len(text.splitlines())}" for path, text in modules.items() if len(text.splitlines()) > LONGEST]

    assert not long


def test_no_file_is_larger_than_half_a_megabyte(project, sources):
    large = [f"{path}: {size}" for path in sources if (size := (project / path).stat().st_size) > LARGEST]

    assert not large


def test_workbooks_are_committed_in_templates_only(sources):
    astray = [
        str(path) for path in sources if re.fullmatch(r"\.xl\w+|\.ods", path.suffix) and path.parts[0] != "templates"
    ]

    assert not astray


def test_templates_hold_no_code(sources):
    modules = [path.as_posix() for path in sources if path.parts[0] == "templates" and path.suffix == ".py"]

    assert modules == ["templates/__init__.py"]


def test_tests_are_no_package_so_that_they_run_beside_a_wheel(sources):
    packages = [str(path) for path in sources if path.parts[0] == "tests" and path.name == "__init__.py"]

    assert not packages
