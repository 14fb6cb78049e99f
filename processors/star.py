# SPDX-License-Identifier: EUPL-1.2
"""The star schema: dimensions and facts of the region, made from accepted lines (contracts.md, 6).

Amounts are integer eurocent with credits counted negative; months are yyyy-mm; codes are text.
"""

from collections.abc import Mapping

import polars as pl

from processors import codelists
from processors.accepted import Accepted
from processors.facts import ROWS, added_up
from processors.lines import TABLES
from processors.parameter_rows import parameters_of

Tables = dict[str, pl.DataFrame]
OTHER = "Overig (niet in de regionale catalogus)"
# KPIs that say something of other suppliers too: the share in a market, and who has the most refused.
OF_OTHERS = ("K06", "K41")
# Tables of the contract that are about one municipality; the other tables are the same for all.
PER_MUNICIPALITY = (
    "dim_gemeente", "feit_declaratie", "feit_toewijzing", "feit_bericht", "feit_verantwoording",
)  # fmt: skip


def star(accepted: Accepted, measured: pl.DataFrame) -> Tables:
    """Every table of the star schema, sorted by its key; a table without rows keeps its columns.

    Args:
        accepted: what is in force.
        measured: the measurements of it (`measurements.MEASUREMENTS`).

    """
    facts = {name: added_up(name, rows(accepted.lines)) for name, rows in ROWS.items()}
    reference = accepted.reference
    return {
        "dim_gemeente": _municipalities(),
        "dim_aanbieder": _suppliers(reference.get("aanbieders"), facts),
        "dim_product": _products(reference.get("producten"), facts),
        "dim_periode": _periods(facts["feit_declaratie"]),
        "dim_contract": _contracts(reference.get("contracten")),
        **facts,
        "feit_levering": accepted.deliveries,
        "meting": measured,
        "bevinding": _counted(accepted.findings),
        "parameter": _parameters(reference),
        "versie": accepted.versions,
    }


def for_municipality(tables: Tables, code: str) -> Tables:
    """The same tables with only the rows of one municipality, and only the suppliers and products among them."""
    own = dict(tables)
    for name in PER_MUNICIPALITY:
        own[name] = tables[name].filter(pl.col("gemeente") == code)
    used = pl.concat([own[name].select("aanbieder") for name in PER_MUNICIPALITY[1:]]).unique()
    own["dim_aanbieder"] = tables["dim_aanbieder"].join(used, on="aanbieder", how="semi", maintain_order="left")
    own["dim_contract"] = (
        tables["dim_contract"].join(used, on="aanbieder", how="semi", maintain_order="left").drop("bestedingsruimte")
    )
    keys = ["wet", "product_categorie", "product_code"]
    products = pl.concat([own[name].select(keys) for name in ("feit_declaratie", "feit_toewijzing")]).unique()
    own["dim_product"] = tables["dim_product"].join(
        products, on=keys, how="semi", nulls_equal=True, maintain_order="left"
    )
    from_here = pl.col("gemeente") == code
    own["feit_levering"] = tables["feit_levering"].filter(from_here)
    own["meting"] = tables["meting"].filter(from_here)
    own["bevinding"] = tables["bevinding"].filter(from_here)
    # What is agreed with one supplier is not for every municipality.
    own["parameter"] = tables["parameter"].filter(~pl.col("geldt_voor").str.contains("contract_nummer", literal=True))
    own["versie"] = tables["versie"].join(own["feit_levering"], on="aanlevering", how="semi", maintain_order="left")
    return own


def for_supplier(tables: Tables, code: str) -> Tables:
    """The same tables with only the rows of one supplier, and only the products and contracts that are its own."""
    is_own = pl.col("aanbieder") == code
    own = {name: frame.filter(is_own) if "aanbieder" in frame.columns else frame for name, frame in tables.items()}
    keys = ["wet", "product_categorie", "product_code"]
    products = pl.concat([own[name].select(keys) for name in ("feit_declaratie", "feit_toewijzing")]).unique()
    own["dim_product"] = tables["dim_product"].join(
        products, on=keys, how="semi", nulls_equal=True, maintain_order="left"
    )
    own["meting"] = own["meting"].filter(~pl.col("kpi").str.slice(0, 3).is_in(OF_OTHERS))
    contracts = ("contract_nummer " + own["dim_contract"]["contract_nummer"]).to_list()
    about = pl.col("geldt_voor").str.split(", ")
    of_all = ~pl.col("geldt_voor").str.contains("contract_nummer", literal=True)
    own["parameter"] = tables["parameter"].filter(of_all | about.list.eval(pl.element().is_in(contracts)).list.any())
    own["versie"] = tables["versie"].join(own["feit_levering"], on="aanlevering", how="semi", maintain_order="left")
    return own


def _municipalities() -> pl.DataFrame:
    return codelists.table("gemeenten_mgr").rename({"gemeentecode": "gemeente"}).sort("gemeente")


def _suppliers(register: pl.DataFrame | None, facts: Tables) -> pl.DataFrame:
    """The register, completed with suppliers that occur in facts but not in it."""
    seen = pl.concat([fact.select("aanbieder") for fact in facts.values()]).unique()
    if register is None:
        return seen.with_columns(naam=pl.lit(None, pl.String)).sort("aanbieder")
    known = register.select("aanbieder", "kvk", "naam", "subregio")
    known = known.unique("aanbieder", keep="last", maintain_order=True)
    return known.join(seen, on="aanbieder", how="full", coalesce=True).sort("aanbieder")


def _products(catalogue: pl.DataFrame | None, facts: Tables) -> pl.DataFrame:
    keys = ["wet", "product_categorie", "product_code"]
    seen = pl.concat([facts[name].select(keys) for name in ("feit_declaratie", "feit_toewijzing")]).unique()
    if catalogue is None:
        return seen.with_columns(omschrijving=pl.lit(None, pl.String)).sort(keys)
    known = catalogue.select(*keys, "omschrijving", listed=True).unique(keys, keep="last", maintain_order=True)
    every = known.join(seen, on=keys, how="full", coalesce=True).sort(keys)
    # A code that the catalogue does not have is reported as other (MGR-210).
    other = pl.col("listed").is_null() & pl.col("product_code").is_not_null()
    return every.select(*keys, omschrijving=pl.when(other).then(pl.lit(OTHER)).otherwise("omschrijving"))


def _periods(declarations: pl.DataFrame) -> pl.DataFrame:
    """Every month in which something was delivered or declared."""
    months = pl.concat([declarations["leveringsmaand"], declarations["declaratie_maand"]]).drop_nulls().unique().sort()
    month = pl.col("maand")
    return pl.DataFrame({"maand": months}, schema={"maand": pl.String}).with_columns(
        jaar=month.str.slice(0, 4).cast(pl.Int64),
        kwartaal=(month.str.slice(5, 2).cast(pl.Int64) + 2) // 3,
        eerste_dag=(month + "-01").str.to_date("%Y-%m-%d"),
    )


def _contracts(contracts: pl.DataFrame | None) -> pl.DataFrame:
    columns = (
        "contract_nummer", "aanbieder", "raamovereenkomst", "module", "wet", "uitvoeringsvariant", "begindatum",
        "einddatum", "bestedingsruimte",
    )  # fmt: skip
    known = pl.DataFrame(schema=TABLES["contracten"].schema) if contracts is None else contracts
    return known.select(columns).sort("contract_nummer")


def _counted(findings: pl.DataFrame) -> pl.DataFrame:
    """Findings per submission and rule; the findings themselves stand in the feedback."""
    keys = ("aanlevering", "gemeente", "aanbieder", "maand", "regel", "ernst", "gevolg")
    return findings.group_by(keys).agg(aantal=pl.len().cast(pl.Int64)).sort(keys)


def _parameters(reference: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The thresholds in force, each with its unit, its origin and the lines it holds for."""
    columns = ("parameter", "waarde", "eenheid", "herkomst", "geldt_voor")
    rows = pl.DataFrame(parameters_of(reference).shown(), schema=dict.fromkeys(columns, pl.String))
    return rows.sort("parameter", "geldt_voor")
