# SPDX-License-Identifier: EUPL-1.2
"""Small invented regions of accepted rows for hypothesis: messages, starts and stops, requests and allocations."""

from datetime import date, timedelta

from hypothesis import strategies as st

MONTH, TODAY = "2026-06", date(2026, 6, 24)
MONTHS = ("2026-03", "2026-04", "2026-05", "2026-06")
PLACES, SUPPLIERS, CLIENTS = ("0983", "0957"), ("01000001", "01000002"), ("P1-a", "P1-b")
PRODUCTS = {"wmo": [("02", "02A03"), ("03", "03A01"), ("02", None)], "jw": [("45", "45A04"), ("50", None)]}
REASONS = ["19", "20", "21", "31", "31", "38", "02", "36", "33", "99"]
NORMS = [
    {"wet": "wmo", "product_categorie": "02", "product_code": "02A03", "wachttijd_norm": 14},
    {"wet": "wmo", "product_categorie": "03", "product_code": "03A01", "wachttijd_norm": None},
    {"wet": "jw", "product_categorie": "45", "product_code": "45A04", "wachttijd_norm": 30},
]
TABLES = ("berichten", "declaratieantwoorden", "regieberichten", "toewijzingen", "verzoeken", "verzoekantwoorden")

pick = st.sampled_from
chance = st.integers(0, 9)


def some_day(first=0, last=540):
    """A day of the eighteen months up to today, or of the weeks after it."""
    return st.integers(first, last).map(lambda days: date(2025, 1, 6) + timedelta(days=days))


def later(draw, day, most):
    return day + timedelta(days=draw(st.integers(0, most)))


@st.composite
def accepted(draw):
    """Rows by table, every column of each that matters."""
    tables = {name: [] for name in TABLES}
    for number in range(1, 2 + draw(st.integers(0, 5))):
        care(draw, tables, number)
    for number in range(draw(st.integers(0, 6))):
        message(draw, tables, number)
    for number in range(draw(st.integers(0, 3))):
        request(draw, tables, number)
    return tables | {"producten": NORMS}


def care(draw, tables, number):
    """An allocation in one or two versions, with starts and stops that are sometimes wrong, twice or removed."""
    law = draw(pick(["wmo", "wmo", "jw"]))
    about = {
        "wet": law, "gemeente": draw(pick(PLACES)), "aanbieder": draw(pick(SUPPLIERS)), "client": draw(pick(CLIENTS)),
        "toewijzing_nummer": number,
    }  # fmt: skip
    category, code = draw(pick(PRODUCTS[law]))
    product = {"product_categorie": category, "product_code": code}
    begin = draw(some_day())
    if draw(chance) < 9:
        row = about | product | {
            "toewijzing_datum": begin + timedelta(days=draw(st.integers(-20, 20))), "ingangsdatum": begin,
            "einddatum": draw(pick([None, later(draw, begin, 300)])), "reden_wijziging": None,
            "referentie_aanbieder": None,
        }  # fmt: skip
        tables["toewijzingen"].append(row)
        if draw(chance) < 4:
            tables["toewijzingen"].append(
                row | {
                    "toewijzing_datum": row["toewijzing_datum"] + timedelta(days=draw(st.integers(1, 90))),
                    "einddatum": later(draw, begin, 400), "reden_wijziging": draw(pick(["04", "04", "13"])),
                }
            )  # fmt: skip
    named = {"product_categorie": None, "product_code": None} if draw(chance) < 7 else product
    day = begin + timedelta(days=draw(st.integers(-3, 40)))
    for _ in range(draw(st.integers(0, 3))):
        own = about | named | {"begindatum": day, "status_aanlevering": "1", "ontvangen_op": None}
        start = own | {
            "soort": "start", "einddatum": None, "reden_beeindiging": None, "dagtekening": later(draw, day, 12),
        }  # fmt: skip
        if draw(chance) < 9:
            again(draw, tables, start)
        last = later(draw, day, 200)
        for _ in range(draw(st.integers(0, 2))):
            stop = own | {
                "soort": "stop", "einddatum": last, "reden_beeindiging": draw(pick(REASONS)),
                "dagtekening": later(draw, last, 12),
            }  # fmt: skip
            again(draw, tables, stop)
            last = later(draw, last, draw(pick([0, 10])))
        day = last + timedelta(days=draw(pick([1, 1, 0, 2, 30, 364, 365, 366, 370])))


def again(draw, tables, row):
    """The row, now and then removed or sent once more."""
    tables["regieberichten"].append(row)
    if draw(chance) == 0:
        day = row["dagtekening"] + timedelta(days=1)
        tables["regieberichten"].append(row | {"status_aanlevering": "3", "dagtekening": day})
        if draw(chance) < 5:
            tables["regieberichten"].append(row | {"dagtekening": day + timedelta(days=2)})


def message(draw, tables, number):
    """A message that was listed, came itself, came twice, or is known from its answer only."""
    kind = draw(pick(["301", "305", "315", "319", "323", "323", "325"]))
    about = {"wet": draw(pick(["wmo", "jw"])), "gemeente": draw(pick(PLACES)), "aanbieder": draw(pick(SUPPLIERS))}
    dated = draw(some_day(450))
    row = about | {
        "bericht": kind, "identificatie": f"{number}", "dagtekening": dated, "technisch_afgekeurd": None,
        "ontvangen_op": draw(pick([None, later(draw, dated, 3)])), "retour_op": None, "retourcodes": None,
        "identificatie_retour": None, "dagtekening_retour": None,
    }  # fmt: skip
    back = later(draw, dated, 20)
    codes = draw(pick(["0200", "0200", "0001", "0200 0001", "IB014", None]))
    if kind == "325":
        tables["berichten"].append(row | {"retourcodes": codes})
    elif draw(chance) < 5:
        listed = {"retour_op": draw(pick([None, back])), "retourcodes": codes}
        tables["berichten"].append(row | listed | {"technisch_afgekeurd": draw(pick([None, "nee", "ja"]))})
    elif draw(chance) < 8:
        tables["berichten"] += [row] * draw(pick([1, 2]))
    if kind == "323" and draw(chance) < 6:
        answer = about | {
            "identificatie": f"A{number}", "dagtekening": back, "declaratie_identificatie": f"{number}",
            "declaratie_bericht_dagtekening": dated, "retourcodes": draw(pick([None, None, "0001"])),
        }  # fmt: skip
        tables["declaratieantwoorden"].append(answer)
        if draw(chance) < 5:
            header = {"bericht": "325", "identificatie": f"A{number}", "dagtekening": back, "retourcodes": codes}
            tables["berichten"].append(row | header | {"ontvangen_op": None})
    elif kind not in ("323", "325") and draw(chance) < 6:
        returned = {
            "bericht": str(int(kind) + 1), "identificatie_retour": draw(pick([f"R{number}", f"R{number}", None])),
            "dagtekening_retour": back, "retourcodes": codes, "ontvangen_op": None,
        }  # fmt: skip
        tables["berichten"].append(row | returned)


def request(draw, tables, number):
    """A request of one or two rows, answered beside it, by a 319 or a 301, twice, too early or not at all."""
    law = draw(pick(["wmo", "jw"]))
    dated = draw(some_day(300))
    about = {
        "wet": law, "gemeente": draw(pick(PLACES)), "aanbieder": draw(pick(SUPPLIERS)),
        "referentie_aanbieder": f"V{number}",
    }  # fmt: skip
    answer = draw(pick([None, None, "toegewezen", "afgewezen", "in onderzoek"]))
    answered = draw(pick([None, later(draw, dated, 30)])) if answer else None
    for _ in range(draw(pick([1, 1, 2]))):
        category, code = draw(pick(PRODUCTS[law]))
        tables["verzoeken"].append(
            about | {
                "client": CLIENTS[0], "soort": "317", "onderdeel": "nieuw", "product_categorie": category,
                "product_code": code, "dagtekening": dated, "antwoord": answer, "antwoord_op": answered,
            }
        )  # fmt: skip
    for _ in range(draw(st.integers(0, 2))):
        tables["verzoekantwoorden"].append(
            about | {
                "verzoek_antwoord": draw(pick(["1", "2"])),
                "dagtekening": dated + timedelta(days=draw(st.integers(-2, 40))),
            }
        )  # fmt: skip
    if draw(chance) < 3:
        begin = later(draw, dated, 20)
        tables["toewijzingen"].append(
            about | {
                "client": CLIENTS[0], "toewijzing_nummer": 100 + number, "product_categorie": "02",
                "product_code": None, "toewijzing_datum": dated + timedelta(days=draw(st.integers(-2, 40))),
                "ingangsdatum": begin, "einddatum": None, "reden_wijziging": None,
            }
        )  # fmt: skip
