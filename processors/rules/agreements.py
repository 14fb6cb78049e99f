# SPDX-License-Identifier: EUPL-1.2
"""What a rule profile asks of a line beside the national rules; each rule is heard only under its agreement.

Source: handbook 6, rule profiles; practice elsewhere (SWVO, open code), here as agreements of a contract.
"""

from datetime import date

from processors.profiles import HALF_MONTH, LOCAL_MAXIMUM
from processors.rulebook import Column, Consequence, Rulebook, Severity
from processors.rules.allocation_match import WRONG_ALLOCATION

rules = Rulebook()


@rules.rule(
    "OP364",
    table="declaratieregels",
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Op toewijzing {toewijzing_nummer} is geen start van de zorg gemeld; volgens de lokale afspraak in het "
    "contract wordt dan niet betaald (landelijk zou dit een signaal zijn).",
    action="Stuur het startbericht (305) naar de gemeente en dien de regel daarna opnieuw in.",
    holds=[{"toewijzing_nummer": 100001, "start_bekend": True}],
    fails=[{"toewijzing_nummer": 100001, "start_bekend": False}],
    after=["TR338", "TR384"],
    agreement="start_verplicht",
    source="praktijk: regionale uitvoerder SWVO (open code), hier als instelbare contractregel; strenger dan OP364",
)
def start_is_required(toewijzing_nummer: Column, start_bekend: Column) -> Column:
    """The start of delivery on the allocation was reported."""
    return start_bekend


JUNE = {"product_periode_begin": date(2026, 6, 1), "debet_credit": "D", "halve_maand_dag": 15}


@rules.rule(
    "MGR-332",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="De levering begon op {levering_begin}. Volgens de halvemaandafspraak wordt de startmaand alleen betaald bij "
    "een begin voor dag {halve_maand_dag}.",
    action="Laat deze maand buiten de declaratie, of stem af met de contractbeheerder.",
    holds=[
        {**JUNE, "levering_begin": date(2026, 6, 14), "levering_eind": None},
        {**JUNE, "levering_begin": date(2026, 6, 15), "levering_eind": date(2026, 6, 15)},
        {**JUNE, "levering_begin": date(2025, 6, 15), "levering_eind": None},
        {**JUNE, "levering_begin": None, "levering_eind": None},
    ],
    fails=[
        {**JUNE, "levering_begin": date(2026, 6, 15), "levering_eind": None},
        {**JUNE, "levering_begin": date(2026, 6, 15), "levering_eind": date(2026, 7, 1)},
    ],
    may_be_empty=["levering_begin", "levering_eind"],
    after=WRONG_ALLOCATION,
    agreement=HALF_MONTH,
)
def start_month_is_paid(
    product_periode_begin: Column,
    levering_begin: Column,
    levering_eind: Column,
    halve_maand_dag: Column,
    debet_credit: Column,
) -> Column:
    """Delivery began before the agreed day of its first month, or also ended in that month."""
    first_month = _same_month(product_periode_begin, levering_begin) & ~_same_month(levering_begin, levering_eind)
    return (debet_credit != "D") | ~first_month | (levering_begin.dt.day() < halve_maand_dag)


@rules.rule(
    "MGR-332",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="De levering eindigde op {levering_eind}. Volgens de halvemaandafspraak wordt de eindmaand alleen betaald bij "
    "een einde op of na dag {halve_maand_dag}.",
    action="Laat deze maand buiten de declaratie, of stem af met de contractbeheerder.",
    holds=[
        {**JUNE, "levering_eind": date(2026, 6, 15), "levering_begin": date(2026, 1, 5)},
        {**JUNE, "levering_eind": date(2026, 6, 14), "levering_begin": date(2026, 6, 1)},
        {**JUNE, "levering_eind": date(2026, 7, 14), "levering_begin": date(2026, 1, 5)},
        {**JUNE, "levering_eind": None, "levering_begin": None},
    ],
    fails=[
        {**JUNE, "levering_eind": date(2026, 6, 14), "levering_begin": date(2026, 1, 5)},
        {**JUNE, "levering_eind": date(2026, 6, 14), "levering_begin": date(2025, 6, 5)},
    ],
    may_be_empty=["levering_begin", "levering_eind"],
    after=WRONG_ALLOCATION,
    agreement=HALF_MONTH,
)
def end_month_is_paid(
    product_periode_begin: Column,
    levering_eind: Column,
    levering_begin: Column,
    halve_maand_dag: Column,
    debet_credit: Column,
) -> Column:
    """Delivery ended on or after the agreed day of its last month, or also began in that month."""
    last_month = _same_month(product_periode_begin, levering_eind) & ~_same_month(levering_begin, levering_eind)
    return (debet_credit != "D") | ~last_month | (levering_eind.dt.day() >= halve_maand_dag)


def _same_month(one: Column, other: Column) -> Column:
    """Whether two days lie in one calendar month; a missing day lies in none."""
    same = (one.dt.year() == other.dt.year()) & (one.dt.month() == other.dt.month())
    return same.fill_null(value=False)


AUGUST = {"product_periode_begin": date(2026, 8, 1), "product_periode_eind": date(2026, 8, 31)}
SIX_WEEKS = {
    **AUGUST,
    "maximum_periode": 18,
    "maximum_lokaal": 15,
    "maximum_afspraak": "31 dagen gedeeld door 7, naar boven afgerond, is 5 weken; landelijk 6 ISO-weken",
}
NOTHING = {**dict.fromkeys(SIX_WEEKS), **AUGUST}


@rules.rule(
    "MGR-334",
    table="declaratieregels",
    severity=Severity.SIGNAAL,
    consequence=Consequence.NONE,
    says="Het maximum in deze periode is volgens de lokale afspraak {maximum_lokaal} en landelijk {maximum_periode} "
    "({maximum_afspraak}).",
    action="U hoeft niets te doen; de landelijke regel beslist of de regel wordt geweigerd.",
    holds=[
        {**SIX_WEEKS, "maximum_periode": 15, "geleverd_volume": 15, "debet_credit": "D"},
        {**SIX_WEEKS, "geleverd_volume": 16, "debet_credit": "D"},
        {**SIX_WEEKS, "geleverd_volume": 15, "debet_credit": "C"},
        {**NOTHING, "geleverd_volume": 15, "debet_credit": "D"},
    ],
    fails=[
        {**SIX_WEEKS, "geleverd_volume": 15, "debet_credit": "D"},
        {**SIX_WEEKS, "geleverd_volume": 19, "debet_credit": "D"},
    ],
    may_be_empty=["maximum_periode", "maximum_lokaal", "maximum_afspraak"],
    after=WRONG_ALLOCATION,
    agreement=LOCAL_MAXIMUM,
)
def local_maximum_is_the_national_one(
    geleverd_volume: Column,
    debet_credit: Column,
    maximum_periode: Column,
    maximum_lokaal: Column,
    maximum_afspraak: Column,
    product_periode_begin: Column,
    product_periode_eind: Column,
) -> Column:
    """The agreement gives the same maximum, or the volume lies between both, which is said by itself."""
    return (
        (debet_credit != "D")
        | (maximum_lokaal == maximum_periode).fill_null(value=True)
        | _between(geleverd_volume, maximum_lokaal, maximum_periode)
    )


@rules.rule(
    "MGR-334",
    table="declaratieregels",
    severity=Severity.WAARSCHUWING,
    consequence=Consequence.NONE,
    says="Het volume van {geleverd_volume} past binnen het landelijke maximum van {maximum_periode}, maar niet binnen "
    "het maximum van {maximum_lokaal} volgens de lokale afspraak ({maximum_afspraak}).",
    action="Stem af met de contractbeheerder wat wordt betaald; de regel wordt hierom niet geweigerd.",
    holds=[
        {**SIX_WEEKS, "geleverd_volume": 15, "debet_credit": "D"},
        {**SIX_WEEKS, "geleverd_volume": 19, "debet_credit": "D"},
        {**SIX_WEEKS, "geleverd_volume": 16, "debet_credit": "C"},
        {**NOTHING, "geleverd_volume": 15, "debet_credit": "D"},
    ],
    fails=[
        {**SIX_WEEKS, "geleverd_volume": 16, "debet_credit": "D"},
        {**SIX_WEEKS, "geleverd_volume": 18, "debet_credit": "D"},
    ],
    may_be_empty=["maximum_periode", "maximum_lokaal", "maximum_afspraak"],
    after=WRONG_ALLOCATION,
    agreement=LOCAL_MAXIMUM,
)
def volume_fits_the_agreement(
    geleverd_volume: Column,
    debet_credit: Column,
    maximum_periode: Column,
    maximum_lokaal: Column,
    maximum_afspraak: Column,
    product_periode_begin: Column,
    product_periode_eind: Column,
) -> Column:
    """A debet within the national maximum is within that of the agreement too."""
    return (debet_credit != "D") | ~_between(geleverd_volume, maximum_lokaal, maximum_periode)


def _between(geleverd_volume: Column, maximum_lokaal: Column, maximum_periode: Column) -> Column:
    """Whether the volume is allowed nationally and not by the agreement."""
    between = (geleverd_volume > maximum_lokaal) & (geleverd_volume <= maximum_periode)
    return between.fill_null(value=False)
