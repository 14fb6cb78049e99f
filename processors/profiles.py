# SPDX-License-Identifier: EUPL-1.2
"""Rule profiles: which local agreements hold, beside the national rules that always hold.

Source: `reference/profielen.csv`, one row per profile and agreement. A contract names its profile.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def profiles() -> Mapping[str, frozenset[str]]:
    """Per profile the agreements that hold in it; national is the profile without agreements, so not in here."""
    text = files("processors.reference").joinpath("profielen.csv").read_text("utf-8-sig")
    held: dict[str, set[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        held.setdefault(row["profiel"], set()).add(row["afspraak"])
    return MappingProxyType({profile: frozenset(agreements) for profile, agreements in held.items()})
