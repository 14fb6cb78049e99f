# SPDX-License-Identifier: EUPL-1.2
"""Contributions are purchase volumes in another unit: where one is of few people, none of that year is shown."""

import polars as pl
import pytest

from processors.disclosure.audience import Audience, limits
from processors.disclosure.contributions import shareable

LIMITS = limits(Audience.REGION, {})
SHARES = pl.DataFrame(
    [(module, year, place, 100_00, 50, 5) for module in "12" for year in (2025, 2026) for place in ("0889", "0983")],
    schema=["module", "jaar", "gemeente", "volume", "bijdrage", "afrekening"], orient="row",
)  # fmt: skip
BEHIND = {"module": pl.String, "jaar": pl.Int64, "gemeente": pl.String, "client": pl.String}


def shown(clients):
    """The years that are shown where Beesel has these clients in module 2 in 2026 and every other member enough."""
    own = [("2", 2026, "0889", client) for client in clients]
    others = [
        (module, year, place, f"P1-{number}")
        for module, year, place in SHARES.select("module", "jaar", "gemeente").iter_rows()
        for number in range(LIMITS.smallest)
        if (module, year, place) != ("2", 2026, "0889")
    ]
    found = shareable(SHARES, pl.DataFrame(own + others, schema=BEHIND, orient="row"), LIMITS)
    told = found.select("volume", "bijdrage", "afrekening").null_count().row(0)
    hidden = found.filter(pl.col("onderdrukt") == "ja")
    assert told == (hidden.height,) * 3
    return sorted(found.filter(pl.col("onderdrukt") == "nee")["jaar"].unique())


@pytest.mark.parametrize(
    ("clients", "years"),
    [
        ([f"P1-{number}" for number in range(LIMITS.smallest)], [2025, 2026]),
        ([f"P1-{number}" for number in range(LIMITS.smallest - 1)], [2025]),
        (["P1-a"] * 40, [2025]),
        # Nobody, and totals that do not say of how many clients they are.
        ([], [2025, 2026]),
        ([None], [2025, 2026]),
        ([None, "P1-a"], [2025]),
    ],
)
def test_a_volume_of_few_clients_hides_the_year_for_all_members_and_modules(clients, years):
    assert shown(clients) == years


def test_where_nobody_has_anything_in_force_nothing_is_shown_and_nothing_breaks():
    empty = shareable(SHARES.clear(), pl.DataFrame(schema=BEHIND), LIMITS)

    assert (empty.height, empty.columns) == (0, [*SHARES.columns, "onderdrukt"])
