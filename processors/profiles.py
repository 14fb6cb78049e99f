# SPDX-License-Identifier: EUPL-1.2
"""Rule profiles: which local agreements hold, beside the national rules that always hold.

A contract names its profile; `landelijk`, or no name, is the profile without agreements. People keep profiles in the
reference table `profielen`; without it those of `reference/profielen.csv` count. See docs/decisions/0011.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

import polars as pl

from processors.errors import UnusableInputError
from processors.findings import NATIONAL
from processors.reference import reference_rows

HALF_MONTH, ROUNDED_WEEKS, PRO_RATA_MONTH = "halve_maand", "weken_naar_boven", "maand_naar_rato"
OWN_MAXIMUM = "eigen_maximum"
MAXIMA = (ROUNDED_WEEKS, PRO_RATA_MONTH, OWN_MAXIMUM)
# What a rule asks for that is about any maximum of its own; people read it in the rulebook.
LOCAL_MAXIMUM = " of ".join(MAXIMA)
_OF_PRODUCT = ":"
_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What may be agreed: which whole numbers its value may be, if any, and whether for one product only too."""

    value: range = range(0)
    sign: str = ""
    of_product: bool = False


AGREEMENTS: Mapping[str, Agreement] = {
    "einddatum_bij_totaal": Agreement(),
    "start_verplicht": Agreement(),
    ROUNDED_WEEKS: Agreement(),
    PRO_RATA_MONTH: Agreement(),
    HALF_MONTH: Agreement(range(2, 29)),
    OWN_MAXIMUM: Agreement(range(1, 1001), sign="%", of_product=True),
}


@dataclass(frozen=True)
class Profile:
    """The agreements under one name, as written, each with its value; None where it takes none."""

    agreements: Mapping[str, int | None]

    def __contains__(self, agreement: object) -> bool:
        """Whether the agreement holds for some product; `LOCAL_MAXIMUM` is any agreement about the maximum."""
        names = {_parts(each)[0] for each in self.agreements}
        return agreement in names or (agreement == LOCAL_MAXIMUM and not names.isdisjoint(MAXIMA))

    @property
    def half_month(self) -> int | None:
        """The day of the month that decides whether a broken month is paid."""
        return self.agreements.get(HALF_MONTH)

    @property
    def percentages(self) -> Mapping[str, int]:
        """Per product code the percentage of the maximum; under the empty code that of all other products."""
        named = ((_parts(each), value) for each, value in self.agreements.items())
        return {product: value for (name, product), value in named if name == OWN_MAXIMUM and value is not None}


Profiles: TypeAlias = Mapping[str, Profile]


@cache
def profiles() -> Profiles:
    """The profiles that count where the reference has no table `profielen`."""
    return _read((row["profiel"], row["afspraak"], row["waarde"]) for row in reference_rows("profielen.csv"))


def profiles_of(reference: Mapping[str, pl.DataFrame], *, asked: str | None = None) -> Profiles:
    """The profiles in force.

    Args:
        reference: reference tables by name.
        asked: a profile that someone asks for by name.

    Raises:
        UnusableInputError: the table `profielen` has a row that cannot be understood or is about an unknown
            product, or a contract or the asker names a profile that does not exist. To judge without such an
            agreement would be wrong in silence.

    """
    table = reference.get("profielen")
    found = profiles() if table is None else _read(table.select("profiel", "afspraak", "waarde").iter_rows())
    known = list(dict.fromkeys([NATIONAL, *found]))
    choose = f"Kies uit: {', '.join(known)}."
    if asked is not None and asked not in known:
        raise UnusableInputError(f"Het profiel '{asked}' bestaat niet. {choose}")
    if unknown := sorted(_values(reference, "contracten", "profiel") - set(known)):
        raise UnusableInputError(
            f"De naslag 'contracten' noemt een profiel dat niet bestaat: {', '.join(unknown)}. {choose} "
            "Herstel de kolom profiel, of voeg het profiel toe aan de naslag 'profielen'."
        )
    products = {product for each in found.values() for product in each.percentages if product}
    if "producten" in reference and (unknown := sorted(products - _values(reference, "producten", "product_code"))):
        raise UnusableInputError(
            f"De naslag 'profielen' heeft een afspraak over een product dat niet in de naslag 'producten' staat: "
            f"{', '.join(unknown)}. Herstel de productcode achter de dubbele punt, of voeg het product toe."
        )
    return found


def _values(reference: Mapping[str, pl.DataFrame], table: str, column: str) -> set[str]:
    """What stands in a column of a reference table; nothing where the table is absent."""
    return set(reference[table][column].drop_nulls().unique()) if table in reference else set()


def _read(rows: Iterable[tuple[str | None, str | None, str | None]]) -> Profiles:
    """The profiles of (profile, agreement, value); one error with a sentence for each row that is wrong."""
    found: dict[str, dict[str, int | None]] = {}
    wrong = []
    for profile, agreement, value in rows:
        name, said = profile or "", agreement or ""
        if reason := _wrong(name, said, value, found.get(name, {})):
            wrong.append(f"profiel '{name}', afspraak '{said}': {reason}")
            continue
        found.setdefault(name, {})[said] = _number(AGREEMENTS[_parts(said)[0]], value)
    if wrong:
        raise UnusableInputError(
            f"De naslag 'profielen' kan niet worden gebruikt: {'; '.join(wrong)}. Herstel de tabel en begin opnieuw."
        )
    return MappingProxyType({name: Profile(MappingProxyType(held)) for name, held in found.items()})


def _wrong(profile: str, said: str, value: str | None, held: Mapping[str, int | None]) -> str:
    """Why a row cannot be used, in Dutch; empty when it can."""
    name, product = _parts(said)
    agreement = AGREEMENTS.get(name)
    if not profile or profile == NATIONAL:
        return f"een profiel heeft een naam, en '{NATIONAL}' is het profiel zonder afspraken"
    if agreement is None:
        return f"deze afspraak bestaat niet, kies uit {', '.join(AGREEMENTS)}"
    if said != name and not (agreement.of_product and product):
        return "deze afspraak kan niet per product gelden" if product else "na de dubbele punt hoort een productcode"
    if said in held:
        return "deze afspraak staat er twee keer"
    return _wrong_value(agreement, value or "")


def _wrong_value(agreement: Agreement, value: str) -> str:
    allowed = agreement.value
    if not allowed:
        return f"deze afspraak heeft geen waarde, maar er staat '{value}'" if value else ""
    if _number(agreement, value) in allowed:
        return ""
    return f"de waarde is een heel getal van {allowed[0]} tot en met {allowed[-1]}, maar er staat '{value}'"


def _number(agreement: Agreement, value: str | None) -> int | None:
    digits = (value or "").removesuffix(agreement.sign).strip()
    return int(digits) if _NUMBER.fullmatch(digits) else None


def _parts(agreement: str) -> tuple[str, str]:
    """The name of an agreement and the product it is for; empty is all products."""
    name, _, product = agreement.partition(_OF_PRODUCT)
    return name, product
