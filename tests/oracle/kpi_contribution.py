# SPDX-License-Identifier: EUPL-1.2
"""K39 worked out member by member from accepted rows; written from kpis.csv and the handbook (12)."""

from datetime import date
from fractions import Fraction
from math import floor

from tests.oracle.kpi_grouping import groups
from tests.oracle.lines_at_tariff import added, contract_on, granted

CODES = ("K39", "K39-afrekening")
SUBREGIONS = {"0983": "Noord-Limburg", "0957": "Midden-Limburg"}


def figures(tables, per, *, month, delivered, years_before):
    """Per KPI the figure of each group that has one; `delivered` are municipality and month."""
    rows = list(members(tables, month, delivered, years_before))
    found = {code: {} for code in CODES}
    for key, own in groups(rows, per).items():
        for code in CODES:
            euros = added(row[code] for row in own)
            if euros is not None:
                found[code][key] = 100 * euros
    return found


def members(tables, month, delivered, years_before):
    """A row per year up to this one, module and member, with what it pays and gets back in whole euros."""
    years = {int(month[:4]), *(row["jaar"] for row in tables["modulebudgetten"] if row["jaar"] <= int(month[:4]))}
    for year in years:
        for module in ("1", "2"):
            volumes = {}
            for place in sorted({row["gemeente"] for row in tables["lidmaatschap"]}):
                asked = [f"{year - years_before}-{number:02d}" for number in range(1, 13)
                         if is_member(tables, module, place, date(year, number, 1))]  # fmt: skip
                if asked:
                    known = all((place, when) in delivered and when <= month for when in asked)
                    volumes[place] = bought(tables, module, place, asked) if known else None
            budget = next(
                (row for row in tables["modulebudgetten"] if (row["module"], row["jaar"]) == (module, year)), {}
            )
            cents, costs = budget.get("bedrag"), budget.get("werkelijke_kosten")
            pays = shared(volumes, None if cents is None else cents // 100)
            back = shared(volumes, None if cents is None or costs is None else (cents - costs) // 100)
            for place in volumes:
                yield {"gemeente": place, "subregio": SUBREGIONS[place], "maand": f"{year}-01",
                       "K39": pays[place], "K39-afrekening": back[place]}  # fmt: skip


def is_member(tables, module, place, day):
    return any(
        (row["module"], row["gemeente"]) == (module, place) and row["van"] <= day <= (row["tot"] or date.max)
        for row in tables["lidmaatschap"]
    )


def bought(tables, module, place, months):
    """What was granted under contracts of the module; nothing where credits are more."""
    numbers = {row["contract_nummer"] for row in tables["contracten"] if row["module"] == module}
    cents = 0
    for line in tables["declaratieregels"]:
        day = line["product_periode_begin"].replace(day=1)
        if line["gemeente"] == place and f"{day:%Y-%m}" in months and contract_on(line, day, tables) in numbers:
            cents += granted(line)
    for row in tables["declaratietotalen"]:
        day = date.fromisoformat(f"{row['leveringsmaand']}-01")
        if row["gemeente"] == place and row["leveringsmaand"] in months and contract_on(row, day, tables) in numbers:
            cents += row["toegekend_bedrag"]
    return max(cents, 0)


def shared(volumes, euros):
    """Each share rounded half up; the largest, of more of them the lowest code, has what the others do not."""
    if euros is None or None in volumes.values() or not sum(volumes.values()):
        return dict.fromkeys(volumes)
    whole = sum(volumes.values())
    shares = {place: floor(Fraction(euros * volume, whole) + Fraction(1, 2)) for place, volume in volumes.items()}
    largest = max(sorted(volumes), key=lambda place: volumes[place])
    shares[largest] += euros - sum(shares.values())
    return shares
