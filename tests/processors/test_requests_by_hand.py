# SPDX-License-Identifier: EUPL-1.2
"""The rules on requests and allocations against a second reading of the catalogue, row by row in plain Python."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from processors.checking import check
from processors.enrichment import enrich
from processors.lines import make_lines
from processors.rules import RULES

RECEIVED = date(2026, 3, 20)
FAR = date(9999, 1, 1)
WHO = {"wet": "wmo", "gemeente": "0983", "aanbieder": "01234567", "client": "a"}
ALLOCATION = {
    **WHO, "toewijzing_nummer": 1, "toewijzing_datum": date(2026, 1, 1), "toewijzing_tijd": None,
    "ingangsdatum": date(2026, 1, 1), "einddatum": None, "reden_wijziging": None, "product_categorie": "02",
    "product_code": None, "volume": None, "frequentie": None, "budget": 900, "referentie_aanbieder": None,
}  # fmt: skip
REQUEST = {
    **WHO, "soort": "317", "referentie_aanbieder": "V-1", "dagtekening": date(2026, 3, 2), "onderdeel": "ongewijzigd",
    "toewijzing_nummer": 1, "gewenste_ingangsdatum": None, "einddatum": None, "product_categorie": None,
    "product_code": None, "volume": None, "eenheid": None, "frequentie": None, "budget": None,
    "antwoord": None, "antwoord_op": None,
}  # fmt: skip
DAYS = st.dates(date(2026, 2, 27), date(2026, 3, 6))
PRODUCTS = st.sampled_from([
    ("02", "02A01"), ("02", "02A02"), ("02", None), ("03", "03A01"), ("12", None), ("12", "12A01"), (None, None),
])  # fmt: skip
SIZES = st.sampled_from([
    {"volume": None, "frequentie": None, "budget": 900}, {"volume": None, "frequentie": None, "budget": 901},
    {"volume": 4, "frequentie": "6", "budget": None}, {"volume": 5, "frequentie": "6", "budget": None},
    {"volume": 5, "frequentie": "4", "budget": None}, {"volume": None, "frequentie": None, "budget": None},
])  # fmt: skip


def merged(*parts):
    return {name: value for part in parts for name, value in part.items()}


def product(pair):
    return dict(zip(("product_categorie", "product_code"), pair, strict=True))


ALLOCATIONS = st.lists(
    st.builds(
        merged, st.just(ALLOCATION),
        st.fixed_dictionaries({
            "toewijzing_nummer": st.integers(1, 3), "client": st.sampled_from(["a", "a", "a", "b"]),
            "aanbieder": st.sampled_from(["01234567", "01234567", "07654321"]),
            "toewijzing_datum": st.dates(date(2026, 2, 28), date(2026, 3, 4)),
            "toewijzing_tijd": st.sampled_from([None, "09:00:00"]),
            "ingangsdatum": DAYS, "einddatum": st.one_of(st.none(), DAYS),
            "reden_wijziging": st.sampled_from([None, None, "13", "01", "05"]),
        }),
        PRODUCTS.map(product), SIZES,
    ),
    max_size=5,
)  # fmt: skip
PARTS = st.lists(
    st.builds(
        merged, st.just(REQUEST),
        st.fixed_dictionaries({
            "onderdeel": st.sampled_from(["ongewijzigd", "te wijzigen", "nieuw"]),
            "toewijzing_nummer": st.integers(1, 4), "gewenste_ingangsdatum": DAYS,
            "einddatum": st.one_of(st.none(), DAYS), "referentie_aanbieder": st.sampled_from(["V-1", "V-1", "V-2"]),
            "dagtekening": st.sampled_from([date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 3)]),
            "eenheid": st.sampled_from([None, "04"]),
        }),
        PRODUCTS.map(product), SIZES,
    ).map(lambda row: {**row, "toewijzing_nummer": None} if row["onderdeel"] == "nieuw" else row),
    min_size=1, max_size=5,
)  # fmt: skip


def found(codes, rows, **reference):
    """The codes of the findings of each rule by itself, with the position of the row; whatever cannot be decided."""
    frames = {name: make_lines(name, given) for name, given in reference.items()}
    frame = enrich(make_lines("verzoeken", rows, first_row=0), "verzoeken", frames, received_on=RECEIVED)
    told = [check(RULES.only(code).for_table("verzoeken"), frame, "verzoeken") for code in codes]
    return sorted(pl.concat(told).filter(pl.col("ernst") != "signaal").select("rij", "regel").rows())


def key(row):
    names = ("wet", "gemeente", "aanbieder", "client", "soort", "referentie_aanbieder", "dagtekening")
    return tuple(row[name] for name in names)


def current(row, allocations):
    """The allocations in force on the day of the request, by number, as TR349 calls them current."""
    day, latest = row["dagtekening"], {}
    for each in allocations:
        moment = (each["toewijzing_datum"], each["toewijzing_tijd"] or "")
        number = each["toewijzing_nummer"]
        if each["toewijzing_datum"] <= day and (number not in latest or moment >= latest[number][0]):
            latest[number] = (moment, each)
    return {
        number: each
        for number, (_, each) in latest.items()
        if (each["client"], each["aanbieder"]) == (row["client"], row["aanbieder"])
        and (each["einddatum"] is None or each["einddatum"] >= day or each["ingangsdatum"] > day)
        and not (each["reden_wijziging"] in ("13", "01") and each["einddatum"] == each["ingangsdatum"])
    }


def overlapping(products):
    """Of `(begin, end, category, code)` by place the places that start while the same product runs."""
    order = sorted(products, key=lambda place: (products[place][0], place))
    late = []
    for rank, place in enumerate(order):
        begin, _, *own = products[place]
        for above in order[:rank]:
            _, end, *other = products[above]
            free = "12" in (own[0], other[0])
            same = all(
                one is None or another is None or one == another for one, another in zip(own, other, strict=True)
            )
            if not free and same and (end or FAR) >= begin:
                late.append(place)
                break
    return late


def said_by_hand(rows, allocations):
    """The codes that a reader of the catalogue gives to the rows of requests for a change."""
    codes = []
    for place, row in enumerate(rows):
        own = current(row, allocations)
        together = [each for each in rows if key(each) == key(row)]
        named = {each["toewijzing_nummer"] for each in together if each["onderdeel"] != "nieuw"}
        parts = [each["onderdeel"] for each in together]
        allocation = own.get(row["toewijzing_nummer"])
        if all(key(each) != key(row) for each in rows[:place]):
            codes += [(place, "TR349")] * bool(set(own) - named)
            codes += [(place, "TR352")] * (set(parts) == {"nieuw"})
            codes += [(place, "TR353")] * (set(parts) == {"ongewijzigd"})
        if row["onderdeel"] == "ongewijzigd" and not allocation:
            codes.append((place, "TR350"))
        if row["onderdeel"] == "nieuw" and row["gewenste_ingangsdatum"] <= row["dagtekening"]:
            codes.append((place, "TR380"))
        if row["onderdeel"] == "te wijzigen":
            codes += [(place, code) for code in about_change(row, allocation)]
    codes += [
        (place, "TR361") for request in {key(row) for row in rows} for place in late_in(request, rows, allocations)
    ]
    for request in {key(row) for row in rows}:
        new = {
            place: (row["gewenste_ingangsdatum"], row["einddatum"], row["product_categorie"], row["product_code"])
            for place, row in enumerate(rows)
            if key(row) == request and row["onderdeel"] == "nieuw"
        }
        codes += [(place, "TR410") for place in overlapping(new)]
    return sorted(codes)


def about_change(row, allocation):
    """The codes on a product that changes, beside its allocation."""
    if allocation is None:
        return ["TR351"]
    codes, wanted = [], row["gewenste_ingangsdatum"]
    at_start = wanted == allocation["ingangsdatum"]
    if wanted <= row["dagtekening"] and not at_start:
        codes.append("TR357")
    budget = None not in (row["budget"], allocation["budget"]) and row["budget"] != allocation["budget"]
    total = row["frequentie"] == allocation["frequentie"] == "6" and row["volume"] != allocation["volume"]
    if (budget or total) and not at_start:
        codes.append("TR373")
    size = [row[name] for name in ("volume", "eenheid", "frequentie")]
    if allocation["product_code"]:
        codes += ["TR411"] * (None in size)
    elif any(size):
        codes += ["TR375"] * (allocation["product_categorie"] is None) + ["TR412"]
    return codes


def late_in(request, rows, allocations):
    """The rows of a request whose product starts while the same product of the request runs."""
    products = {}
    for place, row in enumerate(rows):
        allocation = current(row, allocations).get(row["toewijzing_nummer"])
        if key(row) != request or (row["onderdeel"] != "nieuw" and allocation is None):
            continue
        what = row if row["onderdeel"] == "nieuw" else allocation
        when = (row["gewenste_ingangsdatum"], row["einddatum"])
        if row["onderdeel"] == "ongewijzigd":
            when = (allocation["ingangsdatum"], allocation["einddatum"])
        products[place] = (*when, what["product_categorie"], what["product_code"])
    return overlapping(products)


CHANGE = (
    "TR349", "TR350", "TR351", "TR352", "TR353", "TR357", "TR361", "TR373", "TR375", "TR380", "TR410", "TR411", "TR412",
)  # fmt: skip


@given(PARTS, ALLOCATIONS)
def test_a_request_for_a_change_is_judged_as_a_reader_of_the_catalogue_does(rows, allocations):
    assert found(CHANGE, rows, toewijzingen=allocations, verzoeken=[]) == said_by_hand(rows, allocations)


PRODUCTS_ASKED = st.lists(
    st.builds(
        merged, st.just({**REQUEST, "soort": "315", "onderdeel": "aangevraagd", "toewijzing_nummer": None}),
        st.fixed_dictionaries({
            "wet": st.sampled_from(["wmo", "wmo", "jw"]), "gewenste_ingangsdatum": DAYS,
            "einddatum": st.one_of(st.none(), DAYS), "client": st.sampled_from(["a", "a", "b"]),
            "referentie_aanbieder": st.sampled_from([f"V-{number}" for number in range(6)]),
        }),
        PRODUCTS.map(product),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(PRODUCTS_ASKED)
def test_products_asked_together_are_compared_pair_by_pair(rows):
    expected = []
    for law, client in {(row["wet"], row["client"]) for row in rows}:
        asked = {
            place: (
                row["gewenste_ingangsdatum"], row["einddatum"],
                # Only under the Wmo an aid may run beside another.
                {"12": "X2"}.get(row["product_categorie"], row["product_categorie"]) if law == "jw"
                else row["product_categorie"],
                row["product_code"],
            )
            for place, row in enumerate(rows)
            if (row["wet"], row["client"]) == (law, client)
        }  # fmt: skip
        expected += [(place, "TR386") for place in overlapping(asked)]
    for place, row in enumerate(rows):
        if any(key(each) == key(row) for each in rows[:place]):
            expected.append((place, "TR383"))

    assert found(("TR383", "TR386"), rows) == sorted(expected)
