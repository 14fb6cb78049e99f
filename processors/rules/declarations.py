# SPDX-License-Identifier: EUPL-1.2
"""The declaration as a whole: its period, its total and the declaration before it. What it says, it says once."""

from datetime import date
from functools import partial

import narwhals as nw

from processors.codelists import codes
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
MONTHS = 12
TWELVE_DIGITS = 999_999_999_999
DEBET, CREDIT = "D", "C"
DECLARATION = ("declaratie_nummer", "aanbieder", "wet")
ONE = {"declaratie_nummer": "W2609", "aanbieder": "01234567", "wet": "wmo"}

_rule = partial(
    rules.rule,
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    once_per_file=True,
)


def signed(amount: Column, sign: Column) -> Column:
    """The amount, negative for a credit; missing without a sign that is one of the two."""
    return nw.when(sign == DEBET).then(amount).when(sign == CREDIT).then(-amount)


def months(month: Column) -> Column:
    """The number of a month (2026-09) in a row of months, missing for what is no month."""
    whole = nw.when(month.str.contains(r"^[0-9]{4}-[0-9]{2}$")).then(month)
    return whole.str.slice(0, 4).cast(nw.Int64) * MONTHS + whole.str.slice(5, 2).cast(nw.Int64)


@_rule(
    "RS001",
    says="Totaal ingediend bedrag is {totaal_ingediend_bedrag}; een getal onder nul is hier niet toegestaan.",
    action="Vul het totaal zonder minteken in, met een C als de credits hoger zijn dan de debets.",
    holds=[{"totaal_ingediend_bedrag": 0}, {"totaal_ingediend_bedrag": None}],
    fails=[{"totaal_ingediend_bedrag": -1}],
    may_be_empty=["totaal_ingediend_bedrag"],
)
def total_is_not_negative(totaal_ingediend_bedrag: Column) -> Column:
    """The total is zero or more, or is not given."""
    return totaal_ingediend_bedrag.is_null() | (totaal_ingediend_bedrag >= 0)


@_rule(
    "RS040",
    says="Totaal ingediend bedrag is {totaal_ingediend_bedrag}; dat past niet in 12 cijfers (eurocent).",
    action="Controleer het totaal en of het niet dubbel in eurocenten is omgerekend.",
    holds=[{"totaal_ingediend_bedrag": TWELVE_DIGITS}, {"totaal_ingediend_bedrag": None}],
    fails=[{"totaal_ingediend_bedrag": TWELVE_DIGITS + 1}],
    may_be_empty=["totaal_ingediend_bedrag"],
)
def total_has_twelve_digits_at_most(totaal_ingediend_bedrag: Column) -> Column:
    """The total in eurocent has at most twelve digits, or is not given."""
    return totaal_ingediend_bedrag.is_null() | (totaal_ingediend_bedrag <= TWELVE_DIGITS)


@_rule(
    "RS008",
    says="Bij debet of credit van het totaal staat {totaal_debet_credit}; hier past maar 1 teken: D of C.",
    action="Vul D in als de debets hoger zijn dan de credits, of even hoog, en anders C.",
    holds=[{"totaal_debet_credit": "C"}, {"totaal_debet_credit": None}],
    fails=[{"totaal_debet_credit": "CD"}, {"totaal_debet_credit": "X"}],
    may_be_empty=["totaal_debet_credit"],
)
def total_is_debet_or_credit(totaal_debet_credit: Column) -> Column:
    """The sign of the total is D or C, or is not given."""
    return totaal_debet_credit.is_null() | totaal_debet_credit.is_in(sorted(codes("debet_credit")))


@_rule(
    "CS325",
    says="Het totaal is 0 en staat als credit (C).",
    action="Vul bij een totaal van 0 een D in.",
    holds=[
        {"totaal_debet_credit": "D", "totaal_ingediend_bedrag": 0},
        {"totaal_debet_credit": "C", "totaal_ingediend_bedrag": 1},
        {"totaal_debet_credit": None, "totaal_ingediend_bedrag": None},
    ],
    fails=[{"totaal_debet_credit": "C", "totaal_ingediend_bedrag": 0}],
    may_be_empty=["totaal_debet_credit", "totaal_ingediend_bedrag"],
)
def total_of_nothing_is_debet(totaal_debet_credit: Column, totaal_ingediend_bedrag: Column) -> Column:
    """A total of zero is debet."""
    return ((totaal_ingediend_bedrag != 0) | (totaal_debet_credit == DEBET)).fill_null(value=True)


@_rule(
    "CS340",
    says="De declaratieperiode {declaratie_periode_begin} tot en met {declaratie_periode_eind} is niet precies de "
    "maand {declaratie_maand}.",
    action="Laat de periode lopen van de eerste tot en met de laatste dag van de declaratiemaand.",
    holds=[
        {
            "declaratie_periode_begin": date(2028, 2, 1),
            "declaratie_periode_eind": date(2028, 2, 29),
            "declaratie_maand": "2028-02",
        },
        {"declaratie_periode_begin": None, "declaratie_periode_eind": None, "declaratie_maand": "2026-09"},
    ],
    fails=[
        {"declaratie_periode_begin": begin, "declaratie_periode_eind": end, "declaratie_maand": month}
        for begin, end, month in (
            (date(2028, 2, 1), date(2028, 2, 28), "2028-02"),
            (date(2028, 2, 2), date(2028, 2, 29), "2028-02"),
            (date(2028, 2, 1), date(2028, 3, 31), "2028-02"),
            (date(2028, 2, 1), date(2028, 2, 29), "2028-03"),
        )
    ],
    may_be_empty=["declaratie_periode_begin", "declaratie_periode_eind"],
)
def period_of_the_declaration_is_its_month(
    declaratie_periode_begin: Column, declaratie_periode_eind: Column, declaratie_maand: Column
) -> Column:
    """The period, where it is given, starts on the first day of the month declared and ends on the last."""
    starts = declaratie_periode_begin.dt.to_string("%Y-%m-%d") == nw.concat_str(declaratie_maand, nw.lit("-01"))
    ends = declaratie_periode_begin.dt.offset_by("1mo") == declaratie_periode_eind.dt.offset_by("1d")
    return (declaratie_periode_begin.is_null() | starts) & (declaratie_periode_eind.is_null() | ends).fill_null(
        value=True
    )


@_rule(
    "TR137",
    says="De declaratieperiode eindigt op {declaratie_periode_eind}, na de dagtekening {declaratie_dagtekening}.",
    action="Declareer pas na afloop van de maand, of pas de dagtekening van de declaratie aan.",
    holds=[
        {"declaratie_periode_eind": date(2026, 9, 30), "declaratie_dagtekening": date(2026, 9, 30)},
        {"declaratie_periode_eind": None, "declaratie_dagtekening": date(2026, 9, 30)},
    ],
    fails=[{"declaratie_periode_eind": date(2026, 9, 30), "declaratie_dagtekening": date(2026, 9, 29)}],
    may_be_empty=["declaratie_periode_eind"],
    after=["CS340"],
)
def month_is_over_when_declared(declaratie_periode_eind: Column, declaratie_dagtekening: Column) -> Column:
    """The period of the declaration, where it is given, ends on or before the day the declaration was dated."""
    return declaratie_periode_eind.is_null() | (declaratie_periode_eind <= declaratie_dagtekening)


@_rule(
    "TR358",
    says="Het totaal van declaratie {declaratie_nummer} is {totaal_ingediend_bedrag} ({totaal_debet_credit}); dat is "
    "niet de som van de debetregels min de creditregels.",
    action="Reken het totaal opnieuw uit over alle regels van de declaratie, of voeg de regels toe die ontbreken.",
    holds=[
        [
            {
                **ONE,
                "totaal_ingediend_bedrag": 50,
                "totaal_debet_credit": "C",
                "ingediend_bedrag": 100,
                "debet_credit": "D",
            },
            {
                **ONE,
                "totaal_ingediend_bedrag": 50,
                "totaal_debet_credit": "C",
                "ingediend_bedrag": 150,
                "debet_credit": "C",
            },
            {
                **ONE,
                "declaratie_nummer": "W2610",
                "totaal_ingediend_bedrag": None,
                "totaal_debet_credit": None,
                "ingediend_bedrag": 7,
                "debet_credit": "D",
            },
        ],
    ],
    fails=[
        [
            {
                **ONE,
                "totaal_ingediend_bedrag": 101,
                "totaal_debet_credit": "D",
                "ingediend_bedrag": 100,
                "debet_credit": "D",
            }
        ],
        [
            {
                **ONE,
                "totaal_ingediend_bedrag": 100,
                "totaal_debet_credit": "C",
                "ingediend_bedrag": 100,
                "debet_credit": "D",
            }
        ],
    ],
    may_be_empty=["totaal_ingediend_bedrag", "totaal_debet_credit"],
)
def total_is_debets_less_credits(
    totaal_ingediend_bedrag: Column,
    totaal_debet_credit: Column,
    ingediend_bedrag: Column,
    debet_credit: Column,
    declaratie_nummer: Column,
    aanbieder: Column,
    wet: Column,
) -> Column:
    """The total, where it is given, is that of the lines; a line that cannot be counted leaves it undecided."""
    counted = signed(ingediend_bedrag, debet_credit)
    whole = ~counted.is_null().any().over(*DECLARATION)
    right = signed(totaal_ingediend_bedrag, totaal_debet_credit) == counted.sum().over(*DECLARATION)
    return totaal_ingediend_bedrag.is_null() | nw.when(whole).then(right)


@rules.rule(
    "TR318",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    once_per_file=True,
    says="De vorige declaratie ging over {vorige_declaratie_maand} en deze over {declaratie_maand}.",
    action="Dien de maanden ertussen alsnog in. Is er toen geen zorg geleverd, dan hoeft u niets te doen.",
    holds=[
        {"declaratie_maand": "2027-01", "vorige_declaratie_maand": "2026-12"},
        {"declaratie_maand": "2026-09", "vorige_declaratie_maand": "2026-08"},
        {"declaratie_maand": "2026-09", "vorige_declaratie_maand": None},
    ],
    fails=[
        {"declaratie_maand": "2026-10", "vorige_declaratie_maand": "2026-08"},
        {"declaratie_maand": "2027-01", "vorige_declaratie_maand": "2026-01"},
    ],
    may_be_empty=["vorige_declaratie_maand"],
)
def declaration_follows_the_one_before(declaratie_maand: Column, vorige_declaratie_maand: Column) -> Column:
    """The month declared is the one after the month declared before; a first declaration holds."""
    return vorige_declaratie_maand.is_null() | (months(declaratie_maand) - months(vorige_declaratie_maand) == 1)
