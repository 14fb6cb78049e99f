# SPDX-License-Identifier: EUPL-1.2
"""What is released is what was meant: one version, locked parts, and every file in the wheel."""

import json
import re
import zipfile

import pytest
from hatchling.builders.wheel import WheelBuilder

LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-extras.txt")
JUDGES = ("tests/judges/msgraph.txt", "tests/judges/olevba.txt", "tests/judges/supply.txt", "tests/judges/atheris.txt")


def pins(text):
    return set(re.findall(r"^([a-z0-9][a-z0-9.-]*==[^ \\;]+)", text, flags=re.MULTILINE))


def test_the_version_is_the_same_everywhere(project, pyproject):
    version = pyproject["project"]["version"]

    publiccode = (project / "publiccode.yml").read_text(encoding="utf-8")
    changelog = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    judges = json.loads((project / "package.json").read_text(encoding="utf-8"))

    assert re.search(r'^softwareVersion: "(.+)"$', publiccode, flags=re.MULTILINE)[1] == version
    assert re.search(r"^## \[(\d.+?)\]", changelog, flags=re.MULTILINE)[1] == version
    assert judges["version"] == f"{version}.0"


@pytest.mark.parametrize("name", [*LOCKS, *JUDGES, "package-lock.json"])
def test_a_lock_names_no_host(project, name):
    text = (project / name).read_text(encoding="utf-8")
    text = re.sub(r'"funding": (\{.*?\}|\[.*?\])', "", text, flags=re.DOTALL)  # whom to thank; nothing comes from there

    assert not re.findall(r"\w+://|\bindex-url\b|\bfind-links\b|\"resolved\"", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_part_has_a_hash(project, name):
    blocks = re.split(r"\n(?=\S)", (project / name).read_text(encoding="utf-8"))

    bare = [block for block in blocks if not block.startswith("#") and "--hash=sha256:" not in block]

    assert not bare


def test_every_direct_dependency_stands_in_its_lock_with_the_same_version(project, pyproject):
    runtime, test, extras = ((project / name).read_text(encoding="utf-8") for name in LOCKS)
    asked, groups = pyproject["project"], pyproject["dependency-groups"]
    optional = asked["optional-dependencies"]

    missing = [
        dependency
        for lock, dependencies in (
            (runtime, asked["dependencies"] + groups["build"] + pyproject["build-system"]["requires"]),
            (test, groups["test"] + optional["excel"] + optional["mail"]),
            (extras, [dependency for extra in optional.values() for dependency in extra]),
        )
        for dependency in dependencies
        if dependency.split(";")[0].strip() not in pins(lock)
    ]

    assert not missing


@pytest.mark.parametrize("name", ["requirements-test.txt", "requirements-extras.txt"])
def test_a_larger_lock_holds_everything_of_the_smaller_in_the_same_version(project, name):
    runtime = pins((project / "requirements.txt").read_text(encoding="utf-8"))
    larger = pins((project / name).read_text(encoding="utf-8"))

    assert runtime <= larger


def test_the_wheel_holds_every_file_of_the_four_packages_and_nothing_else(project, pyproject, sources, tmp_path):
    packages = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    expected = {path.as_posix() for path in sources if path.parts[0] in packages}

    wheel = next(WheelBuilder(str(project)).build(directory=str(tmp_path), versions=["standard"]))

    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == expected


def test_what_everybody_installs_has_an_open_licence(project):
    for name in ("requirements.txt", "requirements-test.txt"):
        assert "xlwings-server" not in (project / name).read_text(encoding="utf-8")


def test_the_licence_of_each_judge_stands_on_the_page_of_licences(project):
    packages = json.loads((project / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    page = (project / "docs" / "licences.md").read_text(encoding="utf-8")

    listed = re.findall(r"^\| `(\S+)` \| .+ \| ([\w.-]+).* \|$", page.split("package.json")[1], flags=re.MULTILINE)

    asked = {*packages[""]["devDependencies"], *packages[""]["optionalDependencies"]}
    licences = {
        path.removeprefix("node_modules/"): about.get("license", "") for path, about in packages.items() if path
    }
    assert dict(listed) == {name: licence for name, licence in licences.items() if name in asked}
    brought = {licence for name, licence in licences.items() if name not in asked}
    silent = [name for name, licence in licences.items() if not licence]
    assert f"What these bring in turn: {', '.join(sorted(brought - {''}))}." in page
    assert f"and are MIT: {', '.join(f'`{name}`' for name in silent)}." in page
