# SPDX-License-Identifier: EUPL-1.2
"""Small invented regions for hypothesis: allocations, tariffs, earlier lines and a file with mistakes in it."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.amounts import half_up
from tests.oracle.maximum import factor, first_of_month, in_period, last_of_month
from tests.oracle.world import World, tariff_of

NOW = date(2026, 5, 1)
STARTS = [
    date(2026, 1, 1),
    date(2025, 10, 7),
    date(2025, 12, 29),
    date(2026, 2, 16),
    date(2025, 9, 1),
    date(2024, 2, 10),
]
LENGTHS = [90, 180, None, 400, 35, 20, 3, 0]
HOURLY, PER_WEEK, BUDGET, BARE = ("04", "2"), ("83", "2"), ("", "budget"), ("", "los")
KINDS = [
    HOURLY, HOURLY, ("01", "2"), ("01", "1"), ("01", "4"), ("14", "2"), ("16", "4"), ("84", "6"), ("04", "6"),
    ("04", "1"), PER_WEEK, PER_WEEK, ("82", "2"), ("82", "4"), ("83", "6"), ("82", "6"), BUDGET, BUDGET, BARE,
]  # fmt: skip
PRODUCTS = {"wmo": [("02", "02A03"), ("01", "01A01")], "jw": [("45", "45A04"), ("50", "50A01")]}
CONTRACTS = [("04", "ja"), ("04", "ja"), ("01", "nee"), ("82", "nee"), ("14", "nee")]

pick = st.sampled_from
chance = st.integers(0, 9)


@st.composite
def tariffs(draw, wet):
    """Of each product none to three rows, that may overlap or leave a gap."""
    rows = []
    for category, code in PRODUCTS[wet]:
        unit, hourly = draw(pick(CONTRACTS))
        for nr in range(draw(pick([1, 2, 2, 3, 0]))):
            begin = draw(pick([date(2023, 1, 1), date(2026, 1, 1), date(2026, 2, 1), date(2025, 12, 1)]))
            rows.append({
                "contract_nummer": f"K{nr}", "aanbieder": "aanbieder",
                "gemeente": draw(pick(["*", "eigen", "*", "elders"])), "wet": wet, "product_categorie": category,
                "product_code": code, "eenheid": unit, "tarief": draw(st.integers(1, 9000)), "per_uur": hourly,
                "geldig_van": begin, "geldig_tot": draw(pick([None, None, date(2026, 2, 28), date(2025, 12, 31)])),
            })  # fmt: skip
    return rows


@st.composite
def allocations(draw, wet, contracts):
    """One to four allocations of every unit and frequency, open or closed, some with an older version."""
    rows = []
    for number in range(1, 1 + draw(st.integers(1, 4))):
        category, code = draw(pick(PRODUCTS[wet]))
        contracted = {row["eenheid"] for row in contracts if row["product_code"] == code}
        of_contract = [kind for kind in KINDS if kind[0] in contracted]
        unit, frequency = draw(pick(of_contract or KINDS)) if draw(chance) < 5 else draw(pick(KINDS))
        begin, length = draw(pick(STARTS)), draw(pick(LENGTHS))
        row = {
            "wet": wet, "gemeente": "eigen", "aanbieder": "aanbieder", "client": draw(pick(["A", "B"])),
            "toewijzing_nummer": number, "toewijzing_datum": date(2025, 8, 1), "ingangsdatum": begin,
            "einddatum": None if length is None else begin + timedelta(days=length), "reden_wijziging": None,
            "product_categorie": category, "product_code": code, "volume": None, "eenheid": None, "frequentie": None,
            "budget": None,
        }  # fmt: skip
        if (unit, frequency) == BUDGET:
            row |= {"budget": draw(st.integers(0, 200_000)), "product_code": draw(pick([None, code]))}
        elif (unit, frequency) == BARE:
            row |= {"product_code": draw(pick([None, code]))}
        else:
            row |= {"volume": draw(pick([3, 1, 7, 60, 300])), "eenheid": unit, "frequentie": frequency}
        if draw(chance) > 7:
            older = row | {"toewijzing_datum": date(2025, 7, 1), "einddatum": begin + timedelta(days=40)}
            rows.insert(draw(pick([0, len(rows)])), older | ({"volume": 2} if row["volume"] else {}))
        rows.append(row)
    return rows


@st.composite
def months(draw, allocation):
    """A month in which the allocation runs, mostly; not after the month that is declared now."""
    month = first_of_month(allocation["ingangsdatum"])
    for _ in range(draw(pick([0, 1, 2, 3, 5]))):
        month = last_of_month(month) + timedelta(days=1)
    last = first_of_month(allocation["einddatum"] or NOW)
    return min(month, last, NOW) if draw(chance) < 9 else NOW


@st.composite
def honest(draw, world, allocation, reference):
    """A debet as a careful supplier makes it, of about as much as the allocation gives."""
    month = draw(months(allocation))
    begin = max(month, allocation["ingangsdatum"])
    end = min(last_of_month(month), allocation["einddatum"] or date.max)
    if begin > end:
        begin, end = month, last_of_month(month)
    unit = allocation["eenheid"] or draw(pick(["83", "01", "14"]))
    unit = "01" if unit == "04" and draw(chance) < 5 else unit
    line = {
        "wet": allocation["wet"], "gemeente": "eigen", "aanbieder": "aanbieder", **declared_in(NOW),
        "referentie_nummer": reference, "vorig_referentie_nummer": None, "client": allocation["client"],
        "toewijzing_nummer": allocation["toewijzing_nummer"], "product_categorie": allocation["product_categorie"],
        "product_code": allocation["product_code"] or draw(pick(PRODUCTS[allocation["wet"]]))[1],
        "product_periode_begin": begin, "product_periode_eind": end, "eenheid": unit, "debet_credit": "D",
        "status": None,
    }  # fmt: skip
    most, times = in_period(allocation, begin, end), factor(allocation, unit)
    full = 10 if most is None or times is None else most * times
    if allocation["budget"] is not None and unit == "83":
        full = allocation["budget"]
    volume = draw(pick([full // 3, full // 2, full, full - 1, full + 1, 95, 0]))
    return priced(line | {"geleverd_volume": max(0, volume)}, world)


def declared_in(month):
    """What a declaration over a month says of itself."""
    return {
        "declaratie_nummer": f"D{month:%Y%m}", "declaratie_maand": f"{month:%Y-%m}",
        "declaratie_dagtekening": last_of_month(month) + timedelta(days=3),
    }  # fmt: skip


def priced(line, world):
    """Fill in tariff and amount as the contract wants them."""
    if line["eenheid"] == "83":
        return line | {"product_tarief": None, "ingediend_bedrag": line["geleverd_volume"]}
    tariff = tariff_of(line, world) or {"tarief": 150, "per_uur": "nee"}
    if tariff["per_uur"] == "ja" and line["eenheid"] == "01":
        amount = half_up(tariff["tarief"] * line["geleverd_volume"], 60)
        return line | {"product_tarief": half_up(tariff["tarief"], 60), "ingediend_bedrag": amount}
    return line | {"product_tarief": tariff["tarief"], "ingediend_bedrag": tariff["tarief"] * line["geleverd_volume"]}


def credit_of(debet, month, reference):
    """The exact copy that takes a debet back."""
    number = debet["referentie_nummer"]
    copy = debet | declared_in(month) | {"debet_credit": "C"}
    return copy | {"referentie_nummer": reference, "vorig_referentie_nummer": number}


@st.composite
def spoiled(draw, line, world):
    """The line with one thing wrong."""
    before, beside = draw(pick(world.earlier or [line])), draw(pick(world.lines or [line]))
    begin, end = line["product_periode_begin"], line["product_periode_eind"]
    five_years_on = end.replace(year=end.year + 5, day=min(end.day, 28))
    column, values = draw(pick([
        ("ingediend_bedrag", [line["ingediend_bedrag"] + 1, line["ingediend_bedrag"] * 2, None]),
        ("product_tarief", [(line["product_tarief"] or 0) + 1, 7]),
        ("product_tarief", [None, (line["product_tarief"] or 1) - 1]),
        ("geleverd_volume", [line["geleverd_volume"] * 60 + 1, line["geleverd_volume"] + 1, None]),
        ("eenheid", ["01", "14", "83", "04"]),
        ("referentie_nummer", [before["referentie_nummer"], beside["referentie_nummer"]]),
        ("vorig_referentie_nummer", [
            before["referentie_nummer"], beside["referentie_nummer"], before["vorig_referentie_nummer"], None, "geen",
        ]),
        ("debet_credit", ["C", "D"]),
        ("product_periode_begin", [begin + timedelta(days=1), first_of_month(begin)]),
        ("product_periode_eind", [end - timedelta(days=1), last_of_month(end)]),
        ("declaratie_maand", ["2025-09", "2026-01"]),
        ("declaratie_dagtekening", [five_years_on, five_years_on + timedelta(days=4)]),
        ("toewijzing_nummer", [9, before["toewijzing_nummer"], beside["toewijzing_nummer"]]),
        ("client", ["A", "B"]),
        ("product_code", [code for _, code in PRODUCTS[line["wet"]]]),
        ("declaratie_nummer", [before["declaratie_nummer"]]),
    ]))  # fmt: skip
    wrong = line | {column: draw(pick(values))}
    if wrong["product_periode_begin"] > wrong["product_periode_eind"]:
        return line
    follows = column in ("eenheid", "geleverd_volume", "product_periode_begin") and wrong["geleverd_volume"] is not None
    return priced(wrong, world) if follows and draw(chance) < 6 else wrong


@st.composite
def earlier_lines(draw, world):
    """Lines of months before, some of them taken back since, some refused by the municipality."""
    lines = []
    for nr in range(draw(st.integers(0, 5))):
        debet = draw(honest(world, draw(pick(world.allocations)), f"E{nr}"))
        month = draw(pick([date(2026, 4, 1), date(2026, 2, 1)]))
        status = draw(pick([None, None, "toegekend", "ingediend", "afgewezen"]))
        lines.append(debet | declared_in(month) | {"status": status})
        if draw(chance) > 7:
            credit = credit_of(lines[-1], date(2026, 3, 1), f"EC{nr}")
            lines.append(credit | {"status": draw(pick([status, None, "afgewezen"]))})
    return lines


@st.composite
def regions(draw):
    """A world of one supplier and one municipality; `stamped` gives it codes of its own."""
    wet = draw(pick(["wmo", "jw"]))
    contracts = draw(tariffs(wet))
    world = World([], draw(allocations(wet, contracts)), contracts, [])
    world.earlier.extend(draw(earlier_lines(world)))
    debets = [line for line in world.earlier if line["debet_credit"] == "D"]
    for nr in range(draw(st.integers(1, 9))):
        if debets and draw(chance) < 4:
            taken = draw(pick(debets)) | {"status": None}
            line = credit_of(taken, NOW, f"R{nr}")
            if draw(chance) < 6:
                world.lines.append(line)
                line = taken | declared_in(NOW) | {"referentie_nummer": f"N{nr}"}
        else:
            line = draw(honest(world, draw(pick(world.allocations)), f"R{nr}"))
        world.lines.append(draw(spoiled(line, world)) if draw(chance) < 4 else line)
    return world


def stamped(world, nr):
    """The same world under codes of its own, so that many can be judged in one frame."""
    codes = {"eigen": f"{1000 + nr}", "elders": f"{5000 + nr}", "*": "*"}
    own = {"gemeente": codes["eigen"], "aanbieder": f"{10_000_000 + nr}"}
    return World(
        [line | own for line in world.lines],
        [row | own for row in world.allocations],
        [row | own | {"gemeente": codes[row["gemeente"]]} for row in world.tariffs],
        [line | own for line in world.earlier],
    )
