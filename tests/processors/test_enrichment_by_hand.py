# SPDX-License-Identifier: EUPL-1.2
"""Enrichment again, row by row in plain Python, on small invented regions: both give the same."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from processors.enrichment import enrich
from processors.lines import JOINED, TABLES, make_lines

DAY_OF = {"declaratieregels": "product_periode_begin", "toewijzingen": "ingangsdatum", "regieberichten": "begindatum"}
RECEIVED = date(2026, 10, 2)
REFERENCE = ("wet", "aanbieder", "referentie_nummer")
ALLOCATION = ("wet", "gemeente", "toewijzing_nummer")
PERIOD = (*ALLOCATION, "product_categorie", "product_code", "product_periode_begin", "product_periode_eind")


def key(row, *names):
    """The key of a row; None, equal to nothing, when part of it is missing."""
    values = tuple(row[name] for name in names)
    return None if None in values else values


def alike(row, names, others):
    mine = key(row, *names)
    return [other for other in others if mine is not None and key(other, *names) == mine]


def whether(row, names, others):
    return None if key(row, *names) is None else bool(alike(row, names, others))


def in_force(rows, van, tot, moment):
    valid = [
        (row[van], nr, row)
        for nr, row in enumerate(rows)
        if moment and row[van] and row[van] <= moment and (row[tot] is None or moment <= row[tot])
    ]
    return max(valid, key=lambda each: each[:2])[2] if valid else None


def borrowed(prefix, origin, table, row):
    names = [name for name, field in JOINED.items() if field.origin == origin and name.startswith(f"{prefix}_")]
    own = {name: name.removeprefix(f"{prefix}_") for name in names}
    return {name: row and row[column] for name, column in own.items() if column in TABLES[table].names}


def registers(row, table, region):
    told = {"aanbieder_bekend": whether(row, ["aanbieder"], region["aanbieders"])}
    moment = row[DAY_OF[table]]
    tariff = None
    if table != "regieberichten":
        told["product_bekend"] = whether(row, ["wet", "product_categorie", "product_code"], region["producten"])
        same = alike(row, ["aanbieder", "wet", "product_code"], region["tarieven"]) if row["gemeente"] else []
        for place in ("*", row["gemeente"]):
            there = [each for each in same if each["gemeente"] == place]
            tariff = in_force(there, "geldig_van", "geldig_tot", moment) or tariff
        told |= borrowed("contract", "tarieven", "tarieven", tariff)
    contract = in_force(alike(row, ["aanbieder", "wet"], region["contracten"]), "begindatum", "einddatum", moment)
    if tariff:
        contract = next(iter(alike(tariff, ["contract_nummer"], region["contracten"])[::-1]), contract)
    told |= borrowed("contract", "contracten", "contracten", contract)
    told["contract_bekend"] = True if contract else False if key(row, "aanbieder", "wet", DAY_OF[table]) else None
    place = {"gemeente": row["gemeente"], "module": contract and contract["module"], "moment": moment}
    members = alike(place, ["gemeente", "module"], region["lidmaatschap"])
    asked = key(place, "gemeente", "module", "moment")
    told["lid_van_module"] = asked and in_force(members, "van", "tot", moment) is not None
    return told


def allocation(row, region):
    versions = alike(row, ALLOCATION, region["toewijzingen"])
    latest = (
        max(enumerate(versions), key=lambda each: (each[1]["toewijzing_datum"] or date.min, each[0]))[1]
        if versions
        else None
    )
    told = borrowed("toegewezen", "toewijzingen", "toewijzingen", latest)
    return {**told, "toewijzing_bekend": whether(row, ALLOCATION, region["toewijzingen"])}


def minutes(row):
    return row["geleverd_volume"] * (60 if row["eenheid"] == "04" else 1) * (-1 if row["debet_credit"] == "C" else 1)


def in_unit(row, volume):
    if row["eenheid"] != "04":
        return volume
    hours, part = divmod(volume, 60)
    return hours + (part > 0)


def on_allocation(row, others):
    def scale(other):
        return "01" if other["eenheid"] == "04" else other["eenheid"]

    return sum(minutes(other) for other in alike(row, ALLOCATION, others) if scale(other) == scale(row))


def not_taken_back(accepted):
    credited = [
        key(line, "wet", "aanbieder", "vorig_referentie_nummer") for line in accepted if line["debet_credit"] == "C"
    ]
    debets = [line for line in accepted if line["debet_credit"] == "D"]
    return [line for line in debets if (key(line, *REFERENCE) or "none") not in credited]


def maximum(row, told, used):
    """Only per month and total here; the other frequencies are counted by hand in test_maximum."""
    units = (told["toegewezen_eenheid"], row["eenheid"])
    if None in (told["toegewezen_volume"], told["toegewezen_frequentie"], *units):
        return None, None
    factor = 1 if units[0] == units[1] else 60 if units == ("04", "01") else None
    if factor is None:
        return None, None
    allowed = told["toegewezen_volume"] * factor
    begin, eind = told["toegewezen_ingangsdatum"], told["toegewezen_einddatum"]
    period = row["product_periode_begin"], row["product_periode_eind"]
    total = told["toegewezen_frequentie"] == "6"
    months = (eind.year - begin.year) * 12 + eind.month - begin.month + 1 if begin and eind and begin <= eind else None
    in_period = None if None in period or period[0] > period[1] else max(0, allowed - used) if total else allowed
    return in_period, allowed if total else months and months * allowed


def taken_back(row, rows, earlier, accepted):
    """Whether a credit takes a debet back: approved, the same in all that was borrowed, and for the first time."""
    told = earlier_lines(row, [], earlier, accepted)
    copied = [name.removeprefix("vorig_") for name in told if name.startswith("vorig_")]
    alike_all = all(row[name] is not None and row[name] == told[f"vorig_{name}"] for name in copied if name in row)
    numbers = [
        key(line, "wet", "aanbieder", "referentie_nummer") for line in rows if line["vorig_referentie_nummer"] is None
    ]
    named = key(row, "wet", "aanbieder", "vorig_referentie_nummer")

    def first(*names):
        return next(line for line in rows if key(line, *names) == key(row, *names)) is row

    return bool(
        told["vorig_bekend"]
        and told["vorig_gecrediteerd"] is False
        and told["eerder_referentie"] is False
        and alike_all
        and named not in numbers
        and first("wet", "aanbieder", "vorig_referentie_nummer")
        and first("wet", "aanbieder", "referentie_nummer")
    )


def credits_that_stand(rows, earlier, accepted):
    return [row for row in rows if row["debet_credit"] == "C" and taken_back(row, rows, earlier, accepted)]


def earlier_lines(row, own_credits, earlier, accepted):
    debets = [line for line in accepted if line["debet_credit"] == "D"]
    credits_ = [line for line in accepted if line["debet_credit"] == "C"]

    def taken(debet, by):
        mine = key(debet, "wet", "aanbieder", "referentie_nummer")
        return mine is not None and mine in [key(line, "wet", "aanbieder", "vorig_referentie_nummer") for line in by]

    standing = [line for line in debets if not taken(line, credits_ + own_credits)]
    numbers = alike(row, ["wet", "aanbieder", "declaratie_nummer"], earlier)
    named = {**row, "referentie_nummer": row["vorig_referentie_nummer"]}
    found = alike(named, ["wet", "aanbieder", "referentie_nummer"], debets)
    whole = key(named, "wet", "aanbieder", "referentie_nummer") is not None
    return {
        **borrowed("vorig", "eerdere_declaratieregels", "declaratieregels", found[-1] if found else None),
        "vorig_bekend": bool(found) if whole else None,
        "vorig_gecrediteerd": taken(named, credits_) if whole else None,
        "eerder_referentie": whether(row, ["wet", "aanbieder", "referentie_nummer"], earlier),
        "eerder_debet_open": whether(row, PERIOD, standing),
        "eerder_declaratie": None
        if key(row, "wet", "aanbieder", "declaratie_nummer", "declaratie_maand") is None
        else any(line["declaratie_maand"] not in {None, row["declaratie_maand"]} for line in numbers),
    }


def by_hand(rows, table, region):
    accepted = [line for line in region["eerdere_declaratieregels"] if line["status"] != "afgewezen"]
    told = []
    for row in rows:
        answer = {**registers(row, table, region), "peildatum": RECEIVED}
        if table != "toewijzingen":
            answer |= allocation(row, region)
        if table == "declaratieregels":
            standing = credits_that_stand(rows, region["eerdere_declaratieregels"], accepted)
            answer |= earlier_lines(row, standing, region["eerdere_declaratieregels"], accepted)
            answer["credit_geldt"] = any(row is each for each in standing) if row["debet_credit"] == "C" else None
            whole = key(row, *ALLOCATION) is not None
            left_over = not_taken_back(accepted)
            volume = on_allocation(row, left_over)
            left = volume + on_allocation(row, standing)
            money = [line["ingediend_bedrag"] for line in alike(row, ALLOCATION, left_over)]
            answer["eerder_volume"] = in_unit(row, volume) if whole and row["eenheid"] else None
            answer["eerder_geteld"] = volume if whole and row["eenheid"] else None
            answer["eerder_bedrag"] = sum(money) if whole else None
            answer["maximum_periode"], answer["maximum_toewijzing"] = maximum(row, answer, in_unit(row, left))
            answer["start_bekend"] = start_known(row, region["regieberichten"])
        told.append(answer)
    return told


def start_known(row, messages):
    if key(row, *ALLOCATION) is None:
        return None
    starts = [each for each in alike(row, ALLOCATION, messages) if each["soort"] == "start"]
    latest = {}
    for each in sorted(starts, key=lambda each: each["dagtekening"] or date.min):
        latest[each["begindatum"]] = each["status_aanlevering"]
    return any(status != "3" for status in latest.values())


# Few different values, so that they meet often; each may be missing.
VALUES = {
    "wet": ["wmo", "jw"], "gemeente": ["0889", "0983"], "aanbieder": ["01", "02"], "client": ["a", "b"],
    "toewijzing_nummer": [1, 2], "product_categorie": ["01", "02"], "product_code": ["01A03", "10E12"],
    "eenheid": ["01", "04", "83"], "frequentie": ["4", "6"], "debet_credit": ["D", "C"], "soort": ["start", "stop"],
    "referentie_nummer": ["r1", "r2", "r3"], "vorig_referentie_nummer": ["r1", "r2", "r3"],
    "declaratie_nummer": ["d1", "d2"], "declaratie_maand": ["2026-08", "2026-09"], "contract_nummer": ["c1", "c2"],
    "module": ["1", "2"], "status": ["toegekend", "afgewezen"], "status_aanlevering": ["1", "3"],
    "reden_wijziging": ["01", "13"], "per_uur": ["ja", "nee"], "uitvoeringsvariant": ["inspanning"], "profiel": ["p"],
}  # fmt: skip
NUMBERS = {"volume", "budget", "tarief", "geleverd_volume", "ingediend_bedrag"}
# The engine never sees an accepted line without these.
NEVER_MISSING = {"geleverd_volume", "ingediend_bedrag", "debet_credit"}
MOMENTS = st.integers(0, 7).map(lambda days: date(2026, 2, 27) + timedelta(days=days))


def cells(table, name):
    if name in NUMBERS:
        made = st.integers(0, 400)
    elif name in VALUES:
        first, *others = VALUES[name]
        everywhere = ["*"] if (table, name) == ("tarieven", "gemeente") else []
        made = st.sampled_from([first, first, first, *others, *everywhere])
    elif name.startswith("product_periode"):
        made = st.sampled_from([date(2026, 3, 1), date(2026, 3, 1), date(2026, 2, 28)])
    else:
        made = MOMENTS
    return made if name in NEVER_MISSING else st.integers(0, 11).flatmap(lambda odds: made if odds else st.none())


def rows_of(table, most):
    dates = {field.name for field in TABLES[table].fields if field.kind == "datum"}
    filled = [name for name in TABLES[table].names if name in NUMBERS | VALUES.keys() | dates]
    row = st.fixed_dictionaries({name: cells(table, name) for name in filled})
    whole = row.map(lambda each: {name: each.get(name) for name in TABLES[table].names})
    return st.lists(whole, max_size=most)


REGIONS = st.fixed_dictionaries(
    {
        **{name: rows_of(name, 8) for name in ("toewijzingen", "tarieven", "contracten", "lidmaatschap")},
        **{name: rows_of(name, 3) for name in ("aanbieders", "producten", "regieberichten")},
        "eerdere_declaratieregels": rows_of("declaratieregels", 8),
    }
)


@settings(max_examples=80)
@given(region=REGIONS, data=st.data(), table=st.sampled_from(list(DAY_OF)))
def test_every_joined_value_is_the_one_found_by_hand(region, data, table):
    rows = data.draw(rows_of(table, 6))
    frames = {name: make_lines(name.removeprefix("eerdere_"), given_) for name, given_ in region.items()}

    enriched = enrich(make_lines(table, rows), table, frames, received_on=RECEIVED)

    expected = by_hand(rows, table, region)
    added = sorted(set(enriched.columns) & set(JOINED))
    assert enriched.select(TABLES[table].names).to_dicts() == rows
    # Versions, deliveries and agreements have a second reading of their own.
    told = [name for name in added if all(name in row for row in expected)]
    assert enriched.select(told).to_dicts() == [{name: row[name] for name in told} for row in expected]
