# SPDX-License-Identifier: EUPL-1.2
"""The page on how the runner is, as people meet it in a browser."""

import pytest

from tests.processors.hostile_names import HOSTILE
from workbooks.health_page import HealthPage, JobRow, render
from workbooks.page import Fact

QUIET = HealthPage(
    made="Gemaakt op 02-11-2026 13:00, versie 2026.11.", attention=[], facts=[Fact("Open berichten", "0")],
    jobs=[JobRow("verwerk", "klaar", "02-11-2026 13:00", "02-11-2026 13:15")], head="",
)  # fmt: skip


def test_when_nothing_waits_the_page_says_so():
    html = render(QUIET)

    assert "Niets: er wacht niets op een mens en er is niets mislukt." in html
    assert "Er is nog niets ontvangen." in html
    assert 'class="let"' not in html


@pytest.mark.slow
def test_everybody_can_use_the_page_and_it_asks_nothing_of_a_network(complaints_about, tmp_path):
    failed = JobRow("publiceer", "fout", "nog niet", "03-11-2026 05:30")
    page = HealthPage(
        made=QUIET.made, attention=HOSTILE, facts=[Fact("Wacht op een mens", "12.345")] * 7,
        jobs=[*QUIET.jobs, failed], head="0123456789abcdef" * 4,
    )  # fmt: skip
    path = tmp_path / "gezondheid.html"
    path.write_text(render(page), encoding="utf-8")

    assert all(name not in path.read_text("utf-8") for name in HOSTILE if "<" in name)
    assert complaints_about(path) == []
