# SPDX-License-Identifier: EUPL-1.2
"""Local agreements beside the national rules, from the reference tables to the findings."""

from datetime import date

import polars as pl
import pytest

from processors.assessment import assess
from processors.errors import UnusableInputError
from processors.intake.headers import ColumnMap
from processors.intake.reference import Reference
from processors.intake.submission import Submission, no_problems
from processors.known import Known
from processors.lines import make_lines
from processors.pseudonym import Key, pseudonymise

KEY = Key(1, b"0123456789abcdef0123456789abcdef")
RECEIVED = date(2026, 12, 10)
STRICT, LENIENT = "01000001", "02000002"
PROFILES = [
    ("streng", "start_verplicht", None), ("streng", "weken_naar_boven", None), ("streng", "halve_maand", "15"),
    ("ruim", "eigen_maximum", "90"), ("ruim", "eigen_maximum:02A09", "120"), ("ruim", "maand_naar_rato", None),
]  # fmt: skip
CONTRACT = {"wet": "wmo", "module": "1", "uitvoeringsvariant": "inspanning", "begindatum": date(2025, 1, 1)}
ALLOCATION = {
    "wet": "wmo", "gemeente": "0983", "client": "999990019", "toewijzing_datum": date(2026, 1, 1),
    "ingangsdatum": date(2026, 1, 1), "einddatum": date(2026, 12, 31), "product_categorie": "02",
    "product_code": "02A03", "volume": 3, "eenheid": "04", "frequentie": "2",
}  # fmt: skip
START = {
    "wet": "wmo", "gemeente": "0983", "client": "999990019", "soort": "start", "begindatum": date(2026, 1, 5),
    "status_aanlevering": "1", "dagtekening": date(2026, 1, 9),
}  # fmt: skip
LINE = {
    "wet": "wmo", "gemeente": "0983", "declaratie_nummer": "D1", "declaratie_maand": "2026-11",
    "declaratie_dagtekening": date(2026, 12, 1), "client": "999990019", "product_categorie": "02",
    "product_code": "02A03", "product_periode_begin": date(2026, 11, 1), "product_periode_eind": date(2026, 11, 30),
    "geleverd_volume": 15, "eenheid": "04", "product_tarief": 6000, "ingediend_bedrag": 90000, "debet_credit": "D",
}  # fmt: skip
LOCAL = ("OP364", "TR321", "MGR-332", "MGR-334")


def of(supplier, number, **change):
    return {"aanbieder": supplier, "toewijzing_nummer": number, **change}


def known(table, rows):
    """A reference table of dicts, under pseudonyms."""
    frame = make_lines(table, rows)
    return pseudonymise(frame, table, KEY) if "client" in frame.columns else frame


def reference(starts=(), contracts=((STRICT, "streng"), (LENIENT, "ruim")), **allocation):
    """Two suppliers with allocations 1 and 2, and what their contracts agree."""
    suppliers = enumerate((STRICT, LENIENT), 1)
    return {
        "profielen": make_lines(
            "profielen", [dict(zip(("profiel", "afspraak", "waarde"), row, strict=True)) for row in PROFILES]
        ),
        "contracten": known(
            "contracten",
            [{**CONTRACT, "contract_nummer": who, "aanbieder": who, "profiel": name} for who, name in contracts],
        ),
        "toewijzingen": known(
            "toewijzingen", [{**ALLOCATION, **of(who, number), **allocation} for number, who in suppliers]
        ),
        "regieberichten": known("regieberichten", list(starts)),
    }


def judged(lines, background, **how):
    rows = [{**LINE, "referentie_nummer": f"R{place}", **each} for place, each in enumerate(lines)]
    frame = make_lines("declaratieregels", rows, file="november.xlsx")
    submission = Submission("november.xlsx", "declaratie", tables={"declaratieregels": frame})
    return assess(submission, background, received_on=RECEIVED, key=KEY, **how)


def said(lines, background, *columns, **how):
    findings = judged(lines, background, **how).findings.filter(pl.col("regel").is_in(LOCAL))
    return findings.select(columns or ("rij", "regel", "ernst", "gevolg", "profiel")).rows()


def started(*numbers):
    return [{**START, **of((STRICT, LENIENT)[number - 1], number)} for number in numbers]


BOTH = [of(STRICT, 1), of(LENIENT, 2)]


def test_a_line_without_start_is_refused_where_that_was_agreed_and_a_signal_elsewhere():
    assert said(BOTH, reference(starts=started()), "rij", "regel", "ernst", "gevolg", "profiel", "melding") == [
        (
            2, "OP364", "fout", "regel geweigerd", "streng",
            ("Op toewijzing 1 is geen start van de zorg gemeld; volgens de lokale afspraak in het contract wordt dan "
            "niet betaald (landelijk zou dit een signaal zijn)."),
        ),
        (
            2, "MGR-334", "signaal", "geen", "streng",
            ("Het maximum in deze periode is volgens de lokale afspraak 15 en landelijk 18 (30 dagen gedeeld door 7, "
            "naar boven afgerond, is 5 weken; landelijk 6 ISO-weken)."),
        ),
        (
            3, "OP364", "signaal", "geen", "landelijk",
            "Op toewijzing 2 is geen start van de zorg gemeld; de regel wordt hierom niet geweigerd.",
        ),
        (
            3, "MGR-334", "signaal", "geen", "ruim",
            ("Het maximum in deze periode is volgens de lokale afspraak 17 en landelijk 18 (hooguit 90% van het "
            "maximum)."),
        ),
    ]  # fmt: skip


def test_a_line_refused_by_agreement_is_not_accepted_and_the_other_is():
    strict, lenient = judged(BOTH, reference(starts=started())).tables["declaratieregels"].rows(named=True)

    assert (strict["geaccepteerd"], lenient["geaccepteerd"]) == (False, True)


@pytest.mark.parametrize(
    ("volume", "found"),
    [
        (15, [("MGR-334", "signaal", "geen", "streng")]),
        (16, [("MGR-334", "waarschuwing", "geen", "streng")]),
        (18, [("MGR-334", "waarschuwing", "geen", "streng")]),
        (19, [("TR321", "fout", "regel geweigerd", "landelijk"), ("MGR-334", "signaal", "geen", "streng")]),
    ],
)
def test_the_difference_is_said_once_and_only_the_national_maximum_refuses(volume, found):
    lines = [of(STRICT, 1, geleverd_volume=volume, ingediend_bedrag=6000 * volume)]

    assert said(lines, reference(starts=started(1)), "regel", "ernst", "gevolg", "profiel") == found


def test_more_than_the_agreement_and_less_than_the_allocation_is_a_warning_with_both_figures():
    lines = [of(STRICT, 1, geleverd_volume=16)]

    assert said(lines, reference(starts=started(1)), "melding", "actie") == [
        (
            (
                "Het volume van 16 past binnen het landelijke maximum van 18, maar niet binnen het maximum van 15 "
                "volgens de lokale afspraak (30 dagen gedeeld door 7, naar boven afgerond, is 5 weken; landelijk 6 "
                "ISO-weken)."
            ),
            "Stem af met de contractbeheerder wat wordt betaald; de regel wordt hierom niet geweigerd.",
        )
    ]


def test_nothing_is_said_where_the_agreement_gives_the_same():
    june = {"product_periode_begin": date(2026, 6, 1), "product_periode_eind": date(2026, 6, 30)}

    assert said([of(STRICT, 1, **june)], reference(starts=started(1))) == []


def test_a_credit_is_never_measured_by_an_agreement():
    credit = of(STRICT, 1, debet_credit="C", vorig_referentie_nummer="R9", geleverd_volume=16)

    assert said([credit], reference(starts=started(1))) == []


def test_another_maximum_may_be_agreed_for_one_product():
    background = reference(starts=started(2), product_code="02A09")

    assert said([of(LENIENT, 2, product_code="02A09")], background, "melding") == [
        (
            (
                "Het maximum in deze periode is volgens de lokale afspraak 22 en landelijk 18 (hooguit 120% van het "
                "maximum)."
            ),
        )
    ]


def test_days_of_a_temporary_stop_do_not_count_in_a_month_pro_rata():
    stop = {
        **START, **of(LENIENT, 2), "soort": "stop", "einddatum": date(2026, 11, 10), "reden_beeindiging": "20",
    }  # fmt: skip
    again = {**START, **of(LENIENT, 2), "begindatum": date(2026, 11, 26)}
    background = reference(starts=[*started(2), stop, again], volume=30, frequentie="4")

    # Still from 11 to 25 November: 15 of 30 days is 15 hours, 90 percent of that is 13.5.
    assert said([of(LENIENT, 2)], background, "ernst", "melding") == [
        (
            "waarschuwing",
            (
                "Het volume van 15 past binnen het landelijke maximum van 30, maar niet binnen het maximum van 14 "
                "volgens de lokale afspraak (hooguit 90% van het maximum, naar rato 15 van de 30 dagen van de maand; "
                "landelijk de hele maand)."
            ),
        )
    ]


def test_without_messages_no_day_counts_as_stopped():
    background = reference(volume=30, frequentie="4")
    del background["regieberichten"]

    assert said([of(LENIENT, 2)], background, "melding") == [
        (("Het maximum in deze periode is volgens de lokale afspraak 27 en landelijk 30 (hooguit 90% van het maximum, "
         "naar rato 30 van de 30 dagen van de maand; landelijk de hele maand)."),)
    ]  # fmt: skip


def stopped(day):
    return {
        **START, **of(STRICT, 1), "soort": "stop", "einddatum": date(2026, 11, day), "reden_beeindiging": "09",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("begin", "end", "found"),
    [
        (date(2026, 11, 14), None, []),
        (date(2026, 11, 15), None, ["De levering begon op 15-11-2026."]),
        (date(2026, 10, 20), 14, ["De levering eindigde op 14-11-2026."]),
        (date(2026, 10, 20), 15, []),
        (date(2026, 11, 16), 29, []),
        (date(2026, 11, 2), 9, []),
    ],
)
def test_half_a_month_is_paid_or_not_by_the_day(begin, end, found):
    start = {**START, **of(STRICT, 1), "begindatum": begin}
    starts = [start] + ([{**stopped(end), "begindatum": begin}] if end else [])
    background = reference(starts=starts, ingangsdatum=date(2026, 1, 1))

    told = said([of(STRICT, 1)], background, "regel", "ernst", "gevolg", "profiel", "melding")

    halves = [each for each in told if each[0] == "MGR-332"]
    assert [sentence.partition(" Volgens")[0] for *_, sentence in halves] == found
    assert {each[1:4] for each in halves} <= {("waarschuwing", "geen", "streng")}


def test_one_profile_may_be_put_over_all_lines():
    background = reference(starts=started())

    assert {row[4] for row in said(BOTH, background, profile="streng")} == {"streng"}
    assert {row[1:] for row in said(BOTH, background, profile="landelijk")} == {
        ("OP364", "signaal", "geen", "landelijk")
    }


@pytest.mark.parametrize("contracts", [[(STRICT, None), (LENIENT, "landelijk")], []])
def test_without_a_profile_only_the_nation_speaks(contracts):
    assert {row[4] for row in said(BOTH, reference(contracts=contracts))} == {"landelijk"}


def test_a_profile_that_cannot_be_understood_stops_the_judging():
    background = reference() | {"profielen": make_lines("profielen", [{"profiel": "streng", "afspraak": "iets"}])}

    with pytest.raises(UnusableInputError, match="afspraak 'iets': deze afspraak bestaat niet"):
        judged(BOTH, background)


@pytest.mark.parametrize("profile", ["streng", "ruim"])
@pytest.mark.parametrize("starts", [(), (1,)])
@pytest.mark.parametrize("frequency", ["2", "4", "6"])
def test_no_agreement_changes_what_the_nation_says(frequency, starts, profile):
    lines = [of(STRICT, 1, geleverd_volume=each, ingediend_bedrag=6000 * each) for each in range(0, 40, 3)]
    background = reference(starts=started(*starts), frequentie=frequency)

    def national(name):
        findings = judged(lines, background, profile=name).findings.filter(pl.col("profiel") == "landelijk")
        # Where an agreement refuses for want of a start, the national signal about it is not said twice.
        return findings.filter(pl.col("regel") != "OP364").rows()

    assert national(profile) == national("landelijk")
    assert national(profile)


def test_nothing_is_judged_by_profiles_that_cannot_be_understood():
    tables = {"profielen": make_lines("profielen", [{"profiel": "streng", "afspraak": "halve_maand"}])}

    with pytest.raises(UnusableInputError, match="de waarde is een heel getal van 2 tot en met 28, maar er staat ''"):
        Known(Reference(tables, ColumnMap(), no_problems()), KEY)


def test_a_period_that_is_wrong_is_not_measured_by_an_agreement():
    wrong = {"product_periode_begin": date(2026, 10, 20), "product_periode_eind": date(2026, 11, 30)}

    assert said([of(STRICT, 1, **wrong)], reference(starts=started(1)), "regel") == []
