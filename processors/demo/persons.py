# SPDX-License-Identifier: EUPL-1.2
"""Who the clients of the demo are, where a message asks for a name and an address; nobody is called this."""

import polars as pl

from processors.demo import facts
from processors.demo.plan import DemoPlan

FIRST_NAMES = ("Wilhelmina", "Adelheid", "Floribert", "Godelieve", "Pancras", "Walburga")
BIRTH = "geboorte_jaar"


def clients_of(plan: DemoPlan, rows: pl.DataFrame) -> pl.DataFrame:
    """The table `clienten` for these rows: each client once, in the order of the rows.

    Args:
        plan: its dice give every client the same name each time.
        rows: with `wet`, `gemeente`, `aanbieder`, `client` and the year of birth (`geboorte_jaar`).

    """
    roll = plan.dice("client")
    first = _drawn(FIRST_NAMES, roll("voornaam", len(FIRST_NAMES)))
    return rows.unique("client", keep="first", maintain_order=True).select(
        "wet", "gemeente", "aanbieder", "client",
        geboortedatum=pl.date(BIRTH, 1 + roll("maand", 12), 1 + roll("dag", 28)),
        geslacht=(1 + roll("geslacht", 2)).cast(pl.String),
        achternaam=pl.format("Proefpersoon {}", _drawn(facts.NAME_ENDS, roll("naam", len(facts.NAME_ENDS)))),
        voornamen=first, voorletters=first.str.head(1), naam_gebruik=pl.lit("1"),
    )  # fmt: skip


def addresses_of(plan: DemoPlan, clients: pl.DataFrame) -> pl.DataFrame:
    """The table `contacten` for these clients: one registered address each, in a street that is nowhere."""
    roll = plan.dice("client")
    return clients.select(
        "wet", "gemeente", "aanbieder", "client", relatie_nummer=pl.lit(None, pl.String), soort=pl.lit("01"),
        huisnummer=1 + roll("huisnummer", 99), postcode=pl.lit("9999ZZ"), straatnaam=pl.lit("Denkbeeldige laan"),
        plaatsnaam=pl.col("gemeente").replace_strict(facts.MUNICIPALITY_NAMES, return_dtype=pl.String),
        land_code=pl.lit("NL"),
    )  # fmt: skip


def _drawn(words: tuple[str, ...], number: pl.Expr) -> pl.Expr:
    return number.replace_strict(dict(enumerate(words)), return_dtype=pl.String)
