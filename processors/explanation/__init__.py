# SPDX-License-Identifier: EUPL-1.2
"""Say in Dutch how the maximum, tariff, amount and budget of a declaration line came about.

The figures are those of the verdict: the columns of enrichment and the functions of `calculation`. What is added is
how many weeks or Sundays were counted and which, the tariff row, and the earlier volume per month.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum

import polars as pl

from processors.enrichment import earlier_lines, matching, tariffs
from processors.enrichment.allocations import KEY
from processors.explanation import earlier, maximum, money
from processors.lines import JOINED
from processors.tables import EARLIER

TABLE = "declaratieregels"
SCHEMA = {"bestand": pl.String, "blad": pl.String, "rij": pl.Int64, "onderwerp": pl.String, "uitleg": pl.String}


class Subject(StrEnum):
    """What is explained, in the order in which it is told."""

    PERIOD = "maximum in de periode"
    LOCAL = "maximum volgens de afspraak"
    WHOLE = "maximum van de toewijzing"
    TARIFF = "tarief"
    AMOUNT = "bedrag"
    BUDGET = "budget"


# Which explanation belongs to a finding of a rule.
ABOUT: Mapping[str, Subject] = {
    "TR321": Subject.PERIOD, "TR322": Subject.WHOLE, "TR346": Subject.AMOUNT, "CS339": Subject.AMOUNT,
    "TR369": Subject.BUDGET, "TR418": Subject.TARIFF, "IV081": Subject.TARIFF, "MGR-334": Subject.LOCAL,
}  # fmt: skip


class Explained(Enum):
    """Which declaration lines of a submission are explained."""

    NOTHING = "niets"
    FINDINGS = "regels met een bevinding"
    ALL = "alle regels"

    def positions(self, raw: pl.DataFrame) -> pl.Series | None:
        """The positions of those lines, given the raw findings; None is all of them."""
        about = pl.col("regel").is_in(list(ABOUT)) & (self is Explained.FINDINGS)
        return None if self is Explained.ALL else raw.filter(about)["nr"].drop_nulls().unique()


def explain(
    enriched: pl.DataFrame, reference: Mapping[str, pl.DataFrame], *, only: pl.Series | None = None
) -> pl.DataFrame:
    """Explain declaration lines.

    Args:
        enriched: all declaration lines of a submission as `enrich` gives them, with `bestand`, `blad` and `rij`.
        reference: the reference tables they were enriched with.
        only: positions of the lines to explain; all of them without it.

    Returns:
        A row per line and subject, in the order of the lines (columns of `SCHEMA`). What cannot be explained says
        why; a subject that does not concern a line has no row. No personal data.

    """
    lines = _complete(enriched.with_row_index("nr"))
    asked = lines if only is None else lines.filter(pl.col("nr").is_in(only.implode()))
    if asked.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    known = asked.with_columns(_untold(reference))
    parts = [_row_used(asked, reference), _used(lines, asked, reference), money.expected(asked)]
    frame = pl.concat([known, *parts, maximum.counted_in_dates(asked)], how="horizontal")
    frame = frame.with_columns(samen=pl.col("eerder_geteld") + pl.col("lopend_volume"))
    tariff = money.tariff()
    if "tarieven" not in reference:
        tariff = pl.lit("De naslag 'tarieven' ontbreekt, dus er is geen tarief op te zoeken.")
    sentences = frame.select(
        "nr", "bestand", "blad", "rij",
        maximum.in_period().alias(Subject.PERIOD),
        maximum.local().alias(Subject.LOCAL),
        maximum.over_allocation().alias(Subject.WHOLE),
        tariff.alias(Subject.TARIFF),
        money.amounts().alias(Subject.AMOUNT),
        money.budget().alias(Subject.BUDGET),
    )  # fmt: skip
    where = ["nr", "bestand", "blad", "rij"]
    each = sentences.unpivot(index=where, variable_name="onderwerp", value_name="uitleg").drop_nulls("uitleg")
    return each.sort("nr", maintain_order=True).select(SCHEMA.keys())


def beside(findings: pl.DataFrame, explanations: pl.DataFrame) -> pl.Series:
    """The explanation that belongs to each finding, as `uitleg`; missing where there is none.

    Args:
        findings: as in contracts.md, 5.
        explanations: made by `explain`, of the same files.

    """
    asked = findings.select(
        "bestand", "blad", "rij", onderwerp=pl.col("regel").replace_strict(ABOUT, default=None, return_dtype=pl.String)
    )
    found = asked.join(explanations, on=["bestand", "blad", "rij", "onderwerp"], how="left", maintain_order="left")
    return found["uitleg"]


_OF_ENRICHMENT = (
    "toewijzing_bekend", "toegewezen_client", "toegewezen_aanbieder", "toegewezen_ingangsdatum", "toegewezen_einddatum",
    "toegewezen_product_categorie", "toegewezen_volume", "toegewezen_eenheid", "toegewezen_frequentie",
    "toegewezen_budget", "maximum_periode", "maximum_toewijzing", "maximum_lokaal", "maximum_afspraak",
    "eerder_geteld", "eerder_bedrag", "eerder_referentie", "eerder_debet_open", "credit_geldt",
    "contract_tarief", "contract_per_uur", "contract_eenheid",
)  # fmt: skip


def _complete(enriched: pl.DataFrame) -> pl.DataFrame:
    """With an empty column for what no reference told."""
    absent = [name for name in _OF_ENRICHMENT if name not in enriched.columns]
    return enriched.with_columns(pl.lit(None, JOINED[name].kind.dtype).alias(name) for name in absent)


def _untold(reference: Mapping[str, pl.DataFrame]) -> pl.Expr:
    """Why the allocation says nothing about a line, as `niet_verteld`; missing where it does.

    What another supplier may deliver, or to another client, is not for the sender of the line.
    """
    if "toewijzingen" not in reference:
        return pl.lit("De naslag 'toewijzingen' ontbreekt, dus er is geen maximum te berekenen.").alias("niet_verteld")
    of_another = (pl.col("toegewezen_aanbieder") != pl.col("aanbieder")) | (
        pl.col("toegewezen_client") != pl.col("client")
    )
    return (
        pl.when(pl.col("toewijzing_bekend").is_null())
        .then(pl.lit("Wet, gemeente of toewijzingsnummer ontbreekt, dus er is geen toewijzing te vinden."))
        .when(~pl.col("toewijzing_bekend"))
        .then(pl.lit("De toewijzing staat niet in de naslag, dus er is geen maximum."))
        .when(of_another.fill_null(value=True))
        .then(pl.lit("De toewijzing is niet die van deze aanbieder en client, dus er is geen maximum."))
        .alias("niet_verteld")
    )


def _row_used(asked: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The contract number of the tariff, and where and when that tariff holds."""
    if "tarieven" not in reference:
        return pl.DataFrame()
    setting = asked.select(*tariffs.KEY, "gemeente", day="product_periode_begin")
    each = setting.unique()
    used = tariffs.row_used(each, reference["tarieven"]).select("contract_nummer", pl.col("^tarief_.*$"))
    known = pl.concat([each, used], how="horizontal")
    found = setting.join(known, on=setting.columns, how="left", nulls_equal=True, maintain_order="left")
    return found.drop(setting.columns)


def _used(lines: pl.DataFrame, asked: pl.DataFrame, reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What was declared on the allocation before, and in this submission up to each line."""
    running = matching.beside(asked, earlier.running_totals(lines), ["nr"])
    if EARLIER not in reference:
        return running.with_columns(**earlier.unknown())
    accepted = earlier_lines.accepted(reference[EARLIER])
    together = lines.join(asked.select(KEY), on=list(KEY), how="semi")
    return pl.concat([running, earlier.told(together, asked, accepted)], how="horizontal")
