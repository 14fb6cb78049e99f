# SPDX-License-Identifier: EUPL-1.2
"""Pages that are generated say what the code says now."""

import pytest

from processors.documents import PAGES, write_pages


@pytest.mark.parametrize("name", list(PAGES))
def test_a_generated_page_is_not_stale(project, name):
    written = (project / "docs" / name).read_text(encoding="utf-8")

    assert written == PAGES[name](), f"Run: python -m processors.documents docs ({name} is stale)"


def test_the_pages_are_written_where_they_are_asked(tmp_path):
    paths = write_pages(tmp_path)

    assert [path.name for path in paths] == ["woordenlijst.md", "regelboek.md", "kpis.md", "powerbi-tabellen.md"]
    assert all(path.read_text(encoding="utf-8").startswith("# ") for path in paths)
