# SPDX-License-Identifier: EUPL-1.2
"""The page of a run as people meet it: in a browser, on a phone and on a desk, with a keyboard, read aloud."""

from datetime import date

import pytest

from tests.processors.hostile_names import HOSTILE
from tests.processors.run_pages import DELIVERED, FIGURE, FOUND, page
from workbooks.page import render

pytestmark = pytest.mark.slow
MONTHS = [f"2026-0{month}" for month in range(4, 10)]


@pytest.fixture(scope="module")
def html():
    """A page on which everything stands: who is late (with names that do harm), findings, charts and revisions."""
    late = DELIVERED | {"gemeente": None, "te_laat": "ja", "ontvangen_op": date(2026, 11, 1)}
    figures = [
        FIGURE | {"kpi": kpi, "wet": law, "maand": month, "waarde": 1000.0 * (at + number)}
        for kpi in ("K07", "K14", "K17")
        for number, law in enumerate(("wmo", "jw"))
        for at, month in enumerate(MONTHS)
    ]
    figures.append(FIGURE | {"kpi": "K12", "wet": "wmo", "maand": "2026-08", "waarde": None, "onderdrukt": "ja"})
    revised = {"kpi": "K14", "gemeente": "0983", "maand": "2026-07", "waarde_oud": 1.0, "waarde_nieuw": 2.0,
               "verschil": 1.0}  # fmt: skip
    return render(
        page(
            delivered=[late | {"naam": name} for name in HOSTILE],
            figures=figures,
            found=[FOUND, FOUND | {"regel": "EIGEN-<b>"}],
            revised=[revised],
        )
    )


@pytest.fixture
def complaints(complaints_about, tmp_path):
    """What is wrong with a page."""

    def judge(text):
        path = tmp_path / "met blanco" / "rapport.html"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        return complaints_about(path)

    return judge


def test_everybody_can_use_the_page_and_it_asks_nothing_of_a_network(complaints, html):
    assert html.count('<svg viewBox="0 0 360 170"') == 3
    assert all(name not in html for name in HOSTILE if "<" in name)
    assert complaints(html) == []


def test_an_empty_page_can_be_used_too(complaints):
    assert complaints(render(page())) == []


# What is spoilt, by what, and of what is then complained.
MISTAKES = (
    ('role="img" aria-label="K14', 'role="img" data-was="', "svg-img-alt: <svg"),
    ('role="img" aria-label="K17', 'data-was="', "drawing without words: <svg"),
    ('<html lang="nl">', "<html>", "html-has-lang: <html"),
    ("--grijs: #b4c0cc", "--grijs: #3b4a59", "360 dark: color-contrast: <p"),
    ('<a href="#cijfers">', '<a href="#cijfers" tabindex="-1">', "not reached: <a"),
    ("<details>", "<details data-spoilt inert>", "stays closed: <details data-spoilt"),
    (":focus-visible { outline: 3px", ":focus-visible { outline: 0 none", "focus is not seen: <a"),
    ("overflow-x: auto", "overflow-x: visible", "pixels too wide"),
    ("</main>", '<img src="http://127.0.0.1:9/a.png" alt="a"></main>', "asks for http://127.0.0.1:9/a.png"),
    ("</header>", "<script>document.write('meer')</script></header>", "console: Executing inline script"),
)


def test_of_each_mistake_in_a_page_is_complained(complaints, html):
    spoilt = html.replace("default-src 'none'", "default-src 'none'; img-src http:")
    for good, bad, _ in MISTAKES:
        assert good in spoilt
        spoilt = spoilt.replace(good, bad, 1)

    found = complaints(spoilt)

    assert [expected for *_, expected in MISTAKES if not any(expected in each for each in found)] == []
