# SPDX-License-Identifier: EUPL-1.2
"""The explanation of tariff, amount and budget is read back, and worked out again with decimals."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.enrichment import enrich
from processors.explanation import SCHEMA, explain
from processors.lines import make_lines

BEGIN = date(2026, 9, 1)
LINE = {
    "wet": "wmo", "gemeente": "0983", "aanbieder": "01000001", "client": "P1-a", "toewijzing_nummer": 7,
    "product_code": "02A03", "product_periode_begin": BEGIN, "eenheid": "01", "geleverd_volume": 95,
    "product_tarief": 146, "ingediend_bedrag": 13823, "debet_credit": "D",
}  # fmt: skip
TARIFF = {
    "contract_nummer": "C1", "aanbieder": "01000001", "gemeente": "*", "wet": "wmo", "product_code": "02A03",
    "eenheid": "04", "tarief": 8730, "per_uur": "ja", "geldig_van": date(2026, 1, 1),
}  # fmt: skip
ALLOCATION = {**{name: LINE[name] for name in ("wet", "gemeente", "aanbieder", "client")}, "toewijzing_nummer": 7,
              "budget": 100_000}  # fmt: skip
PER = {"01": "minuut", "04": "uur", "14": "etmaal", "16": "dagdeel", "82": "stuk", "84": "stuk"}
EURO = r"€ (-?[\d.]+,\d\d)"


def explained(lines, **reference):
    """What is said of each line, by subject, and the lines as enrichment sees them."""
    frames = {name: make_lines(name.removeprefix("eerdere_"), list(rows)) for name, rows in reference.items()}
    known = enrich(make_lines("declaratieregels", lines), "declaratieregels", frames, received_on=date(2026, 10, 2))
    known = known.with_columns(bestand=pl.lit("a.xlsx"), blad=pl.lit("Regels"), rij=pl.int_range(2, 2 + pl.len()))
    told = explain(known, frames)
    said = [dict(told.filter(rij=2 + n).select("onderwerp", "uitleg").iter_rows()) for n in range(len(lines))]
    return said, known.to_dicts()


def cents(said):
    return int(Decimal(said.replace(".", "").replace(",", ".")) * 100)


def half_up(number):
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))


def recomputed(sentence):
    """The amount that an amount's sentence arrives at, worked out from its own numbers."""
    hourly = re.match(rf"([\d.]+) minu\w+ × {EURO} per uur / 60 = € ([\d.,]+)(…?)(?:, afgerond {EURO})?\.", sentence)
    if hourly:
        minutes, tariff, exact, more, rounded = hourly.groups()
        quotient = Decimal(cents(tariff)) * int(minutes.replace(".", "")) / 60
        shown = Decimal(exact.replace(".", "").replace(",", ".")) * 100
        assert (quotient - shown < Decimal("0.1")) if more else quotient == shown
        assert cents(rounded or exact) == half_up(quotient)
        return cents(rounded or exact)
    euros = re.match(rf"Bij eenheid 83 .*: ([\d.]+) = {EURO}\.", sentence)
    if euros:
        assert int(euros[1].replace(".", "")) == cents(euros[2])
        return cents(euros[2])
    volume, _, tariff, unit, product = re.match(rf"([\d.]+) (\w+) × {EURO} per (\w+) = {EURO}\.", sentence).groups()
    assert unit in PER.values()
    assert int(volume.replace(".", "")) * cents(tariff) == cents(product)
    return cents(product)


def assert_compared(sentence, own, expected):
    """What the line says itself, and by how much it is off."""
    if own is None:
        assert sentence.endswith("Op de regel is dit leeg.")
        return
    named, how = re.search(rf"Op de regel staat {EURO}; (.*)\.$", sentence).groups()
    assert cents(named) == own
    if own == expected:
        assert how == "dat klopt"
    else:
        assert cents(re.search(EURO, how)[1]) == abs(own - expected)
        assert how.endswith("te veel" if own > expected else "te weinig")


HOURS = {"eenheid": "04", "product_tarief": 6725, "geleverd_volume": 1}
EUROS = {"eenheid": "83", "product_tarief": None, "geleverd_volume": 123_456}


@pytest.mark.parametrize(
    ("change", "hour", "said"),
    [
        ({}, 8730, "95 minuten × € 87,30 per uur / 60 = € 138,225, afgerond € 138,23. Op de regel staat € 138,23"),
        ({"geleverd_volume": 50}, 8725, "50 minuten × € 87,25 per uur / 60 = € 72,708…, afgerond € 72,71."),
        ({"geleverd_volume": 60}, 8730, "60 minuten × € 87,30 per uur / 60 = € 87,30."),
        ({"ingediend_bedrag": 13800}, 8730, "Op de regel staat € 138,00; dat is € 0,23 te weinig."),
        ({**HOURS, "ingediend_bedrag": None}, 0, "1 uur × € 67,25 per uur = € 67,25. Op de regel is dit leeg."),
        (EUROS, 8730, "Bij eenheid 83 (euro) is het volume het bedrag in eurocenten: 123.456 = € 1.234,56."),
        ({**EUROS, "ingediend_bedrag": 123_457}, 8730, "Op de regel staat € 1.234,57; dat is € 0,01 te veel."),
        ({**EUROS, "eenheid": "14"}, 8730, "Volume, eenheid of tarief ontbreekt op de regel, dus het bedrag"),
        ({"wet": "jw"}, 8730, "Zonder contracttarief is niet bekend of minuten per uur of per minuut worden betaald."),
    ],
)  # fmt: skip
def test_an_amount_is_written_out(change, hour, said):
    ((told,), _) = explained([{**LINE, **change}], tarieven=[{**TARIFF, "tarief": hour}])

    assert said in told["bedrag"]


@pytest.mark.parametrize(
    ("change", "row", "said"),
    [
        ({}, {}, "Contract C1, tarief voor alle gemeenten, geldig vanaf 01-01-2026, zonder einddatum, op 01-09-2026: "),
        ({}, {}, " Per minuut: € 87,30 / 60 = € 1,455, afgerond € 1,46. Op de regel staat € 1,46; dat klopt."),
        ({}, {"gemeente": "0983"}, "Contract C1, tarief voor gemeente 0983, geldig vanaf 01-01-2026, zonder einddatum"),
        ({}, {"geldig_tot": BEGIN}, ", geldig vanaf 01-01-2026 tot en met 01-09-2026, op 01-09-2026: € 87,30 per uur."),
        (HOURS, {}, ", op 01-09-2026: € 87,30 per uur. Op de regel staat € 67,25; dat is € 20,05 te weinig."),
        ({}, {"contract_nummer": None}, "Contract zonder nummer, tarief voor alle gemeenten"),
        ({}, {"per_uur": None, "eenheid": "01", "tarief": 145},
         ": € 1,45 per minuut. Op de regel staat € 1,46; dat is € 0,01 te veel."),
        ({}, {"geldig_tot": date(2026, 8, 31)},
         "In de naslag staat voor product 02A03 van aanbieder 01000001 op 01-09-2026 geen tarief."),
        ({"product_periode_begin": None}, {}, "Gemeente, aanbieder, product of periode ontbreekt, dus er is geen"),
        (EUROS, {}, "Bij eenheid 83 (euro) hoort geen tarief; het volume is het bedrag in eurocenten."),
    ],
)  # fmt: skip
def test_a_tariff_names_the_row_that_counts(change, row, said):
    ((told,), _) = explained([{**LINE, **change}], tarieven=[{**TARIFF, **row}])

    assert said in told["tarief"]


def test_a_budget_is_counted_down():
    before = {**LINE, "status": "toegekend", "referentie_nummer": "r1"}
    earlier = [{**before, "declaratie_maand": "2026-06", "ingediend_bedrag": 30_000},
               {**before, "declaratie_maand": "2026-07", "ingediend_bedrag": 20_000}]  # fmt: skip
    lines = [{**LINE, "ingediend_bedrag": 45_000, "referentie_nummer": "r2"},
             {**LINE, "ingediend_bedrag": 5_001, "referentie_nummer": "r3", "product_code": "02A04"}]  # fmt: skip

    (first, second), _ = explained(lines, toewijzingen=[ALLOCATION], eerdere_declaratieregels=earlier)

    assert first["budget"] == (
        "Budget van de toewijzing € 1.000,00 min eerder € 500,00 (2026-06: € 300,00, 2026-07: € 200,00) min in deze "
        "aanlevering tot en met deze regel € 450,00 = € 50,00."
    )
    assert second["budget"].endswith("tot en met deze regel € 500,01 = € -0,01; dat is meer dan het budget.")


def test_what_no_reference_tells_is_said_in_a_sentence():
    ((told,), _) = explained([LINE], toewijzingen=[ALLOCATION])
    ((alone,), _) = explained([LINE])

    assert told["budget"] == "Budget van de toewijzing € 1.000,00. Wat eerder is gedeclareerd, is niet bekend."
    assert alone == {
        "maximum in de periode": "De naslag 'toewijzingen' ontbreekt, dus er is geen maximum te berekenen.",
        "tarief": "De naslag 'tarieven' ontbreekt, dus er is geen tarief op te zoeken.",
        "bedrag": "Zonder contracttarief is niet bekend of minuten per uur of per minuut worden betaald.",
    }


def test_no_lines_have_no_explanation():
    assert dict(explained([])[0]) == {}
    assert explain(make_lines("declaratieregels", []), {}).schema == SCHEMA


AMOUNTS = st.one_of(st.integers(0, 30_000), st.integers(0, 30_000), st.none())
DAYS = st.integers(-3, 3).map(lambda days: BEGIN + timedelta(days=days))
LINES = st.fixed_dictionaries(
    {
        "eenheid": st.sampled_from(["01", "01", "83", None, *PER]), "geleverd_volume": AMOUNTS,
        "product_tarief": AMOUNTS, "gemeente": st.sampled_from(["0983", "0889"]), "product_periode_begin": DAYS,
        "ingediend_bedrag": AMOUNTS, "exact": st.booleans(),
    }
)  # fmt: skip
TARIFFS = st.fixed_dictionaries(
    {
        "gemeente": st.sampled_from(["*", "0983"]), "tarief": st.integers(0, 30_000),
        "eenheid": st.sampled_from([*PER]),
        "per_uur": st.sampled_from(["ja", "nee", None]), "geldig_van": DAYS, "geldig_tot": st.one_of(DAYS, st.none()),
        "contract_nummer": st.sampled_from(["C1", "C2"]),
    }
)  # fmt: skip


@settings(max_examples=25)
@given(drawn=st.lists(LINES, min_size=1, max_size=15), rows=st.lists(TARIFFS, max_size=4))
def test_what_is_explained_is_what_was_judged(drawn, rows):
    lines = [{**LINE, **{name: value for name, value in each.items() if name != "exact"}} for each in drawn]
    for line, each in zip(lines, drawn, strict=True):
        if each["exact"] and line["geleverd_volume"] and line["product_tarief"]:
            line["ingediend_bedrag"] = line["geleverd_volume"] * line["product_tarief"]
    tariffs = [{**TARIFF, **row} for row in rows]

    told, known = explained(lines, tarieven=tariffs)

    for sentences, line in zip(told, known, strict=True):
        assert None not in sentences.values()
        if not re.search("niet na te rekenen|Zonder contracttarief", sentences["bedrag"]):
            assert_compared(sentences["bedrag"], line["ingediend_bedrag"], recomputed(sentences["bedrag"]))
        if sentences["tarief"].startswith("Contract"):
            assert_tariff(sentences["tarief"], line, tariffs)
        else:
            assert line["eenheid"] == "83" or line["contract_tarief"] is None


def assert_tariff(sentence, line, tariffs):
    """The row that is named is in the register, in force, and the one that the line was judged by."""
    contract, gemeente, euros, unit = re.match(
        rf"Contract (\S+), tarief voor (?:gemeente )?(\S+).*?, geldig vanaf .*?: {EURO} per (\w+)\.", sentence
    ).groups()
    van, tot, op = re.search(
        r"vanaf (\S{10})(?: tot en met (\S{10})|, zonder einddatum), op (\S{10}):", sentence
    ).groups()
    used = {
        "contract_nummer": contract, "gemeente": {"alle": "*"}.get(gemeente, gemeente), "tarief": cents(euros),
        "geldig_van": day(van), "geldig_tot": tot and day(tot),
    }  # fmt: skip
    assert any(used.items() <= row.items() for row in tariffs)
    assert day(van) <= day(op) == line["product_periode_begin"] <= (day(tot) if tot else date.max)
    assert cents(euros) == line["contract_tarief"]
    assert unit == ("uur" if line["contract_per_uur"] == "ja" else PER[line["contract_eenheid"]])
    expected = cents(euros)
    if "Per minuut" in sentence:
        assert (line["eenheid"], line["contract_per_uur"]) == ("01", "ja")
        expected = half_up(Decimal(expected) / 60)
    assert_compared(sentence, line["product_tarief"], expected)


def day(said):
    return date(*map(int, reversed(said.split("-"))))
