# SPDX-License-Identifier: EUPL-1.2
"""From rows to a message (xml) as the application of its sender makes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from processors import codelists
from processors.demo.in_messages import PARTIES, PREFIX
from processors.demo.persons import addresses_of, clients_of
from processors.demo.plan import DemoPlan, moved
from processors.demo.submissions import KEY
from processors.messages.writing import write_message

TABLE = {"301": "toewijzingen", "305": "regieberichten", "307": "regieberichten", "323": "declaratieregels"}
FROM_MUNICIPALITY = frozenset({"301", "319", "325"})
NO_REMARK = "0200"
SCHEMA_VERSION = "1.0.0"


@dataclass(frozen=True)
class Message:
    """One message: what it is, between whom, of which day, and its tables."""

    number: str
    law: str
    municipality: str
    supplier: str
    dated: date
    identification: str
    tables: Mapping[str, pl.DataFrame]

    @property
    def sender(self) -> str:
        """The code of who sends it."""
        return self.municipality if self.number in FROM_MUNICIPALITY else self.supplier

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.number}-{self.municipality}-{self.supplier}-{self.identification}.xml"

    @property
    def data(self) -> bytes:
        """The XML."""
        return write_message(self.law, self.number, {"berichten": self._header(), **self.tables})

    def _header(self) -> pl.DataFrame:
        """The table `berichten`: the header."""
        kinds = codelists.table("berichten").filter(pl.col("bericht") == self.number).row(0, named=True)
        header = {
            "wet": self.law, "gemeente": self.municipality, "aanbieder": self.supplier, "bericht": self.number,
            "identificatie": self.identification, "dagtekening": self.dated,
            "bericht_code": kinds[f"berichtcode_{self.law}"], "bericht_versie": kinds["versie"],
            "bericht_subversie": kinds["subversie"], "basisschema_xsd_versie": SCHEMA_VERSION,
            "bericht_xsd_versie": SCHEMA_VERSION, "retourcodes": NO_REMARK if self.number == "325" else None,
        }  # fmt: skip
        return pl.DataFrame([header])


def make_message_files(plan: DemoPlan, tables: Mapping[str, pl.DataFrame], born: pl.DataFrame) -> list[Message]:
    """The messages that hold the rows with the key of a message, in the order of their keys.

    Args:
        plan: the demo.
        tables: the tables that are sent (`in_messages.with_messages`).
        born: the year of birth of each client (`client`, `geboorte_jaar`).

    """
    made: list[Message] = []
    for name in dict.fromkeys(TABLE.values()):
        apart = tables[name].filter(pl.col(KEY).str.starts_with(f"{PREFIX} ")).sort(KEY, "client", "nr")
        for (key,), rows in apart.partition_by(KEY, as_dict=True, maintain_order=True).items():
            number = str(key).split(" ")[1]
            law, municipality, supplier = rows.select(PARTIES).row(0)
            dated, about = _about(plan, number, rows.join(born, on="client", how="left", maintain_order="left"))
            made.append(Message(number, law, municipality, supplier, dated, identified(plan, number, len(made)), about))
    return made


def identified(plan: DemoPlan, number: str, place: int) -> str:
    """An identification that no other message has: kind, month and a number."""
    return f"{number}{plan.firsts[-1]:%y%m}{place:03d}"


def _about(plan: DemoPlan, number: str, rows: pl.DataFrame) -> tuple[date, dict[str, pl.DataFrame]]:
    """The day of the message, and its tables but for the header."""
    if number == "323":
        return rows["declaratie_dagtekening"][0], {TABLE[number]: totalled(plan, rows)}
    clients = clients_of(plan, rows)
    if number == "301":
        timed = rows.with_columns(toewijzing_tijd=pl.lit("09:00:00"))
        after = moved(plan.firsts[-1], 1)
        return after, {"clienten": clients, "contacten": addresses_of(plan, clients), TABLE[number]: timed}
    return rows["dagtekening"][0], {"clienten": clients, TABLE[number]: rows}


def totalled(plan: DemoPlan, rows: pl.DataFrame) -> pl.DataFrame:
    """Lines of one declaration with its period and its total."""
    sign = pl.when(pl.col("debet_credit") == "C").then(-1).otherwise(1)
    total = (sign * pl.col("ingediend_bedrag")).sum()
    return rows.with_columns(
        declaratie_periode_begin=plan.firsts[-1],
        declaratie_periode_eind=moved(plan.firsts[-1], 1) - timedelta(days=1),
        totaal_ingediend_bedrag=total.abs(),
        totaal_debet_credit=pl.when(total < 0).then(pl.lit("C")).otherwise(pl.lit("D")),
    )
