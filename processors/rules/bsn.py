# SPDX-License-Identifier: EUPL-1.2
"""The client number: nine digits that pass the elfproef, or a pseudonym that stands for them."""

import narwhals as nw

from processors.bsn import WEIGHTS
from processors.rulebook import Column, Consequence, Rulebook, Severity

rules = Rulebook()
TABLES = (
    "declaratieregels",
    "toewijzingen",
    "regieberichten",
    "verzoeken",
    "clienten",
    "relaties",
    "contacten",
    "afgewezen_regels",
)
NINE_DIGITS = r"^[0-9]{9}$"


@rules.rule(
    "RS037",
    table=TABLES,
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het burgerservicenummer {client} bestaat niet uit precies 9 cijfers.",
    action="Vul het nummer met 9 cijfers in, met de voorloopnullen; maak de cel eerst op als tekst.",
    holds=[{"client": "099990006"}, {"client": "P1-00112233445566778899aabbccddeeff"}],
    fails=[
        {"client": "99999000"},
        {"client": "9999900061"},
        {"client": "99999 006"},
        {"client": "P1-00112233445566778899aabbccddeef"},
        {"client": "P0-00112233445566778899aabbccddeeff"},
    ],
)
def client_is_nine_digits(client: Column) -> Column:
    """The client is nine digits, or a pseudonym of a known key."""
    return client.str.contains(r"^([0-9]{9}|P[1-9]-[0-9a-f]{32})$")


@rules.rule(
    "CS002",
    table=TABLES,
    severity=Severity.FOUT,
    consequence=Consequence.REJECT_LINE,
    says="Het burgerservicenummer {client} bestaat niet: het doorstaat de elfproef niet.",
    action="Vergelijk het nummer met het identiteitsbewijs of de toewijzing; vaak zijn twee cijfers verwisseld.",
    holds=[{"client": "999900006"}, {"client": "999990019"}],
    fails=[{"client": "999900007"}, {"client": "000000000"}],
    after=["RS037"],
)
def client_passes_elfproef(client: Column) -> Column:
    """The nine digits, weighed, add up to a multiple of eleven; what is not nine digits is left to RS037."""
    number = nw.when(client.str.contains(NINE_DIGITS)).then(client).cast(nw.Int64)
    weighed = nw.sum_horizontal(
        *(number // 10 ** (8 - place) % 10 * weight for place, weight in enumerate(WEIGHTS)),
    )
    return nw.when(~number.is_null()).then((weighed % 11 == 0) & (number != 0))
