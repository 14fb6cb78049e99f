# SPDX-License-Identifier: EUPL-1.2
"""How the figures for everybody may be read: what was left out and why, and what each KPI is."""

from importlib.metadata import version

import polars as pl

from processors.disclosure.audience import Limits
from processors.region_pages.closing import cautions
from processors.region_pages.public_figures import called
from workbooks import dutch
from workbooks.region_book import Listing, Stack
from workbooks.tables import Column


def explanation_page(figures: pl.DataFrame, agreed: Limits) -> Stack:
    """How the figures may be read, what was left out and why, and what each KPI is."""
    hidden = len(figures.filter(pl.col("onderdrukt") == "ja"))
    few = f"Een cijfer over 1 tot en met {agreed.smallest - 1} cliënten is onderdrukt."
    suppliers = (
        f"Achter elk cijfer staan ten minste {agreed.suppliers} aanbieders, en in een bedrag is er geen zo groot dat "
        "een ander haar omzet goed kan schatten."
    )
    company = (
        "Ook waaruit een onderdrukt cijfer te berekenen zou zijn, nu of met een eerdere uitgave ernaast, is "
        "onderdrukt. Elke uitgave is daarop nagerekend."
    )
    facts = [
        ("Waaruit", "Geaccepteerde aanleveringen van gemeenten en aanbieders; nooit per aanbieder of per contract."),
        ("Status", "Voorlopig: nog niet alle maanden zijn compleet en oud genoeg. Definitief: wel."),
        ("Dekking", "Hoeveel gemeenten alle maanden van de periode leverden, van alle gemeenten waarover het gaat."),
        ("Eenheden", "Bedragen in euro; percentages in procenten."),
        ("Weinig cliënten", few),
        ("Weinig aanbieders", suppliers),
        ("Meer onderdrukt", company),
        ("Hoeveel", f"{dutch.number(hidden)} van {dutch.number(len(figures))} cijfers zijn onderdrukt."),
        ("Gemaakt met", f"Verzamelpunt {version('verzamelpunt')}"),
    ]
    about = pl.DataFrame(facts, schema={"onderwerp": pl.String, "feit": pl.String}, orient="row")
    kpis = called().with_columns(
        let_op=pl.col("kpi").str.slice(0, 3).replace_strict(cautions(), return_dtype=pl.String)
    )
    columns = (
        Column("kpi", "Code", "code"), Column("naam", "Naam", width=36), Column("definitie", "Definitie", width=80),
        Column("eenheid", "Eenheid"), Column("let_op", "Let op", width=60),
    )  # fmt: skip
    return Stack(
        "Toelichting", "Toelichting", "Hoe u deze cijfers leest, en wat er is weggelaten.",
        [
            Listing(
                "leeswijzer", "Over deze cijfers", "Waaruit ze zijn gemaakt en hoe ze zijn beschermd.", about,
                (Column("onderwerp", "Onderwerp", width=24), Column("feit", "Uitleg", width=110)),
            ),
            Listing("definities", "Definities", "Wat elk kerncijfer telt.", kpis, columns),
        ],
        "naslag",
    )  # fmt: skip
