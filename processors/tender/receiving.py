# SPDX-License-Identifier: EUPL-1.2
"""All offers of a tender together: what each costs, which count, and a receipt for each tenderer."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from processors.durable import landing
from processors.findings import FINDINGS, empty, finish
from processors.intake.problems import told
from processors.tender.confirming import alone, refusals, same_name
from processors.tender.conformity import read_conformity
from processors.tender.dossier import Dossier
from processors.tender.offers import Offer, read_offer
from workbooks.dutch import counted

OFFERS = {
    "bestand": pl.String, "perceel": pl.String, "inschrijver": pl.String, "prijs": pl.Int64, "reden": pl.String,
    "sha256": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class Received:
    """The offers that came in (`OFFERS`; prijs in eurocent per year) and everything that is wrong with them."""

    offers: pl.DataFrame
    findings: pl.DataFrame


def received(dossier: Dossier) -> Received:
    """Read every offer of a tender; two of one tenderer for one lot count neither, until one is taken away."""
    asked = dossier.assignment()
    volumes = asked.tables["perceelproducten"].select("perceel", "product_code", "jaarvolume")
    sheets, requirements = dossier.sheets(), dossier.requirements()
    rows, findings, lists = [], [empty()], []
    for path in dossier.offers():
        offer = read_offer(path, sheets)
        if not offer.lot and (confirmed := read_conformity(path, asked, requirements)):
            lists.append(confirmed)
            findings.append(confirmed.findings)
            continue
        rows.append((path.name, offer.lot, offer.tenderer, _price(offer, volumes), offer.reason, offer.sha256))
        findings.append(offer.findings)
    offers = pl.DataFrame(rows, schema=OFFERS, orient="row")
    twice = offers.filter((pl.col("inschrijver") != "") & (pl.len().over("perceel", same_name("inschrijver")) > 1))
    doubled = [_double(*row) for row in twice.select("bestand", "perceel").iter_rows()]
    reasons = pl.concat([empty(), *doubled]).select("bestand", dubbel="melding")
    offers = offers.join(reasons, on="bestand", how="left", maintain_order="left")
    offers = offers.join(refusals(lists, offers), on="bestand", how="left", maintain_order="left")
    offers = offers.with_columns(reden=pl.coalesce("reden", "dubbel", "eis"))
    absent = alone(lists, offers) if len(asked.tables["eisen"]) else ()
    return Received(offers.select(*OFFERS), pl.concat([*findings, *doubled, *absent]).select(*FINDINGS))


def _price(offer: Offer, volumes: pl.DataFrame) -> int | None:
    """What a year costs at these prices, in eurocent; None while a price or volume is missing."""
    joined = offer.prices.join(volumes, on=("perceel", "product_code"), how="left")
    cost = joined["tarief"] * joined["jaarvolume"]
    return int(cost.sum()) if len(cost) and not cost.null_count() else None


def _double(file: str, lot: str) -> pl.DataFrame:
    return finish(
        told(
            "INTAKE-58", f"Voor perceel {lot} is meer dan één inschrijving van deze inschrijver ontvangen.",
            "Laat de geldige in de map inschrijvingen staan en haal de andere weg.", refuses=True, bestand=file,
        )
    )  # fmt: skip


def write_receipts(dossier: Dossier, seen: Received, at: datetime) -> None:
    """Write for each file that came in a receipt: what was received, when, its hash, and what is wrong with it."""
    for file, lot, tenderer, _, _, digest in seen.offers.iter_rows():
        own = seen.findings.filter(pl.col("bestand") == file)
        lines = [
            f"Ontvangstbevestiging, {at:%d-%m-%Y %H:%M}", "", f"Inschrijver: {tenderer or 'niet ingevuld'}",
            f"Perceel:     {lot or 'niet te lezen'}", f"Bestand:     {file}", f"SHA-256:     {digest}", "",
            f"Bij het lezen: {counted(len(own), 'bevinding', 'bevindingen')}.",
            *(
                f"- {' '.join(filter(None, (row['blad'], row['cel'])))}: {row['melding']} {row['actie']}"
                for row in own.iter_rows(named=True)
            ),
            "", "Dit is geen oordeel over de inschrijving.",
        ]  # fmt: skip
        with landing(dossier.receipts / f"{file}.txt") as half:
            half.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
