# SPDX-License-Identifier: EUPL-1.2
"""How periods and trends are said."""

from datetime import date

import pytest

from processors.region import last_month
from processors.region_pages.words import before, period_of, spoken_month, spoken_period, trend


@pytest.mark.parametrize(("month", "spoken"), [("2026-01", "januari 2026"), ("2025-12", "december 2025")])
def test_a_month_is_said_in_dutch(month, spoken):
    assert spoken_month(month) == spoken


@pytest.mark.parametrize(
    ("span", "period", "earlier", "spoken"),
    [("maand", "2026-01", "2025-12", "januari 2026"), ("kwartaal", "2026-K1", "2025-K4", "1e kwartaal 2026"),
     ("jaar", "2026", "2025", "2026"), ("vorig jaar", "2025", "2024", "2025")],
)  # fmt: skip
def test_every_span_has_its_period_and_the_one_before_it(span, period, earlier, spoken):
    assert (period_of("2026-01", span), before(period), spoken_period(period)) == (period, earlier, spoken)


@pytest.mark.parametrize(
    ("value", "earlier", "kind", "words"),
    [
        (5.0, 4.0, "geheel", "▲ 25,0% hoger"), (4.0, 5.0, "euro", "▼ 20,0% lager"),
        (-5.0, -4.0, "euro", "▼ 25,0% lager"), (12.34, 12.3, "procent", "≈ gelijk"),
        (12.5, 10.0, "procent", "▲ 2,5 punt hoger"), (3.0, 0.0, "geheel", "▲ hoger (was nul)"),
        (0.0, 0.0, "geheel", "≈ gelijk"), (None, 1.0, "geheel", ""), (1.0, None, "geheel", ""),
    ],
)  # fmt: skip
def test_a_trend_has_a_symbol_and_words(value, earlier, kind, words):
    assert trend(value, earlier, kind) == words


def test_the_newest_month_is_taken_and_otherwise_the_one_before_this(monkeypatch):
    class January:
        @staticmethod
        def now():
            return type("Now", (), {"astimezone": lambda self: date(2027, 1, 5)})()  # noqa: ARG005

    monkeypatch.setattr("processors.region.datetime", January)

    assert last_month(["2026-08", "2026-10", "2026-09"]) == "2026-10"
    assert last_month([]) == "2026-12"
