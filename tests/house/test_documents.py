# SPDX-License-Identifier: EUPL-1.2
"""Documents point at things that exist."""

import re
from urllib.parse import unquote

import pytest

LINK = re.compile(r"\[[^\]\n]*\]\((?!\w+:)([^)\s#]*)(?:#([^)\s]*))?\)")
ROOT_FILES = (
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "GOVERNANCE.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "publiccode.yml",
)


def anchors(text):
    """The anchors that a forge gives to the headings of a page."""
    headings = re.findall(
        r"^#+ +(.+?)\s*$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), flags=re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_to_a_file_and_a_heading_that_exist(project, sources):
    broken = []
    for page in (path for path in sources if path.suffix == ".md"):
        text = (project / page).read_text(encoding="utf-8")
        for target, anchor in LINK.findall(text):
            file = (project / page).parent / unquote(target) if target else project / page
            if not file.exists() or (anchor and anchor not in anchors(file.read_text(encoding="utf-8"))):
                broken.append(f"{page}: {target}#{anchor}")

    assert not broken


@pytest.mark.parametrize("name", ROOT_FILES)
def test_what_a_public_project_must_say_is_said(project, name):
    text = (project / name).read_text(encoding="utf-8")

    assert len(text) > 200


def test_every_decision_has_its_three_parts_and_fits_on_a_page(project):
    decisions = sorted((project / "docs" / "decisions").glob("*.md"))

    assert decisions
    for number, decision in enumerate(decisions, start=1):
        text = decision.read_text(encoding="utf-8")
        assert decision.name.startswith(f"{number:04}-")
        assert re.findall(r"^## (\w+)$", text, flags=re.MULTILINE) == ["Context", "Decision", "Consequences"]
        assert len(text.splitlines()) <= 60, decision.name


def test_every_decision_can_be_reached_from_the_architecture_page(project):
    page = (project / "docs" / "architecture.md").read_text(encoding="utf-8")

    missing = [
        path.name for path in (project / "docs" / "decisions").glob("*.md") if f"decisions/{path.name}" not in page
    ]

    assert not missing
