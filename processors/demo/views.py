# SPDX-License-Identifier: EUPL-1.2
"""Clean rows beside what faults need to know about them: allocation, tariffs, neighbours, earlier and later lines."""

from collections.abc import Mapping

import polars as pl

from processors.demo import facts
from processors.demo.declarations import SKIPPING
from processors.demo.in_messages import ALLOCATION, PREFIX
from processors.demo.oddities import CORRECTED, RESENT
from processors.demo.region import Region
from processors.demo.submissions import KEY, NUMBER, Submission
from processors.demo.suppliers import TASK_BASED, last_day

OFFER = ["wet", "aanbieder", "na_index", "product_code"]
WEEK = 7
UNTOUCHED = (RESENT, CORRECTED)  # suppliers whose files come twice: there each fault would count twice
ROOMY = 4  # with fewer lines a month could be left without any accepted one


def make_views(
    region: Region, tables: Mapping[str, pl.DataFrame], submissions: list[Submission]
) -> dict[str, pl.DataFrame]:
    """Per table the rows on which faults can be sown, in a fixed order."""
    untouched = {region["aanbieders"]["aanbieder"][place] for place in UNTOUCHED} | {SKIPPING}
    sent = pl.DataFrame(
        {
            KEY: [each.key for each in submissions], "verzonden": [each.sent.date() for each in submissions],
            "tekstbestand": [each.habit.textual for each in submissions],
            "getallen": [each.habit.numbers for each in submissions],
            "ongemoeid": [each.sender in untouched for each in submissions],
        }
    )  # fmt: skip
    apart = _in_messages(tables)
    views = {
        name: frame.join(sent, on=KEY, how="inner", maintain_order="left").filter(
            ~pl.col(ALLOCATION).is_in(apart.implode()).fill_null(value=False)
            if ALLOCATION in frame.columns
            else pl.lit(value=True)
        )
        for name, frame in tables.items()
    }
    lines, allocations, messages = views["declaratieregels"], views["toewijzingen"], views["regieberichten"]
    latest = allocations.unique(ALLOCATION, keep="last", maintain_order=True)
    versions = allocations.group_by(ALLOCATION).agg(versies=pl.len())
    named = latest.join(versions, on=ALLOCATION).select(
        ALLOCATION, "versies", pl.col(NUMBER).alias("t_nr"),
        *(
            pl.col(name).alias(f"t_{name}")
            for name in (
                "toewijzing_datum", "ingangsdatum", "einddatum", "product_categorie", "product_code", "volume",
                "eenheid", "frequentie", "budget",
            )
        ),
    )  # fmt: skip
    delivered = {key for name in ("toewijzingen", "regieberichten") for key in tables[name][KEY].unique()}
    lines, messages = (_with_other_allocation(rows, latest) for rows in (lines, messages))
    corrected = lines.filter(pl.col("debet_credit") == "C").select(ALLOCATION).unique()
    with_lines = lines.select(ALLOCATION).unique()
    views["declaratieregels"] = _lines(region, lines, named, messages).with_columns(
        hersteld=pl.col(ALLOCATION).is_in(corrected[ALLOCATION].implode())
    )
    profiles = region["contracten"].select("wet", "aanbieder", "profiel").unique(["wet", "aanbieder"])
    views["declaratieregels"] = _with_delivery(views["declaratieregels"], "declaratie_maand", delivered).join(
        profiles, on=["wet", "aanbieder"], how="left", maintain_order="left"
    )
    unused = latest.join(with_lines, on=ALLOCATION, how="anti", maintain_order="left").join(
        versions, on=ALLOCATION, maintain_order="left"
    )
    following = pl.col(KEY).str.tail(7).str.strptime(pl.Date, "%Y-%m").dt.offset_by("1mo").dt.strftime("%Y-%m")
    views["toewijzingen"] = _with_delivery(
        _allocations(region, unused).with_columns(maand_erna=following), "maand_erna", delivered
    ).join(profiles, on=["wet", "aanbieder"], how="left", maintain_order="left")
    several = messages.group_by(ALLOCATION, KEY).agg(alleen_stop=pl.len() == 1)
    stopped = messages.group_by(ALLOCATION).agg(gestopt=(pl.col("soort") == "stop").any())
    views["regieberichten"] = (
        messages.join(named, on=ALLOCATION, how="left", maintain_order="left")
        .join(several, on=[ALLOCATION, KEY], how="left", maintain_order="left")
        .join(stopped, on=ALLOCATION, how="left", maintain_order="left")
        .with_columns(vervolg=pl.col(KEY) > pl.col(KEY).min().over("wet", "gemeente"))
    )
    return views


def _in_messages(tables: Mapping[str, pl.DataFrame]) -> pl.Series:
    """The allocations that a row in a message is about: what leans on those is sown by the messages alone."""
    named = [frame for frame in tables.values() if ALLOCATION in frame.columns]
    return pl.concat([frame.filter(pl.col(KEY).str.starts_with(f"{PREFIX} "))[ALLOCATION] for frame in named]).unique()


def _with_other_allocation(rows: pl.DataFrame, latest: pl.DataFrame) -> pl.DataFrame:
    """Rows with an allocation that the same client has of another supplier (`andere_toewijzing`)."""
    person = ["wet", "gemeente", "client"]
    others = latest.select(*person, ander="aanbieder", andere_toewijzing=ALLOCATION)
    pairs = (
        rows.select(NUMBER, *person, "aanbieder").join(others, on=person).filter(pl.col("ander") != pl.col("aanbieder"))
    )
    found = pairs.sort("andere_toewijzing").unique(NUMBER, keep="first").select(NUMBER, "andere_toewijzing")
    return rows.join(found, on=NUMBER, how="left", maintain_order="left")


def _with_delivery(rows: pl.DataFrame, month: str, delivered: set[str]) -> pl.DataFrame:
    """Rows with the delivery of their municipality over a month (`levering`); missing where there is none."""
    key = pl.format("gemeentelevering {} {}", "gemeente", month)
    return rows.with_columns(levering=pl.when(key.is_in(sorted(delivered))).then(key))


def _lines(region: Region, lines: pl.DataFrame, named: pl.DataFrame, messages: pl.DataFrame) -> pl.DataFrame:
    """Declaration lines with allocation, tariff, start, neighbours and the months before and after."""
    months = [f"{first:%Y-%m}" for first in region.plan.firsts]
    supplier_month = ["wet", "aanbieder"]
    previous = dict(zip(months[1:], months, strict=False))
    before = lines.filter(pl.col("debet_credit") == "D").select(
        ALLOCATION, vorige_maand="declaratie_maand", vorige_referentie="referentie_nummer",
        vorige_declaratie="declaratie_nummer",
    ).unique([ALLOCATION, "vorige_maand"], keep="first", maintain_order=True)  # fmt: skip
    starts = messages.filter(pl.col("soort") == "start").select(ALLOCATION, start_nr=NUMBER, gestart="begindatum")
    numbers = lines.group_by(ALLOCATION).agg(pl.col(NUMBER).alias("regels"))
    stopped = messages.filter(pl.col("soort") == "stop")[ALLOCATION].implode()
    files = lines.select(KEY).unique()[KEY]
    following = {month: later for later, month in previous.items()}
    supplier = pl.col("aanbieder")
    return (
        lines.join(named, on=ALLOCATION, how="left", maintain_order="left")
        .join(_tariffs(region), on=["wet", "aanbieder", "product_code"], how="left", maintain_order="left")
        .with_columns(
            vorige_maand=pl.col("declaratie_maand").replace_strict(previous, default=None, return_dtype=pl.String),
            volgende_maand=pl.col("declaratie_maand").replace_strict(following, default=None, return_dtype=pl.String),
            buur_referentie=pl.col("referentie_nummer").shift(1).over(KEY, *supplier_month),
            buur_toewijzing=pl.col(ALLOCATION).shift(1).over(KEY, *supplier_month),
            buur_client=pl.col("client").shift(1).over(KEY, *supplier_month),
            regels_op_toewijzing=pl.len().over(ALLOCATION),
            ruim=pl.len().over(KEY, "wet") >= ROOMY,
            maand_nummer=pl.col("declaratie_maand").rank("dense").cast(pl.Int64),
            gestopt=pl.col(ALLOCATION).is_in(stopped),
            liep_al=pl.col("t_ingangsdatum") < region.plan.firsts[0],
        )
        .join(before, on=[ALLOCATION, "vorige_maand"], how="left", maintain_order="left")
        .join(starts, on=ALLOCATION, how="left", maintain_order="left")
        .join(numbers, on=ALLOCATION, how="left", maintain_order="left")
        .with_columns(
            volgt=pl.format("declaratie {} {}", supplier, "volgende_maand")
            .is_in(files.implode())
            .fill_null(value=False)
        )
        .join(_short_ones(region, lines, named), on=NUMBER, how="left", maintain_order="left")
        .with_columns(na_index=pl.col("product_periode_begin") >= pl.date(region.plan.year, 7, 1))
        .join(_other_products(region), on=OFFER, how="left", maintain_order="left")
    )


def _tariffs(region: Region) -> pl.DataFrame:
    """Per supplier and product: the tariff before the index, whether it is per hour, and the module."""
    modules = region["contracten"].select("contract_nummer", t_module="module")
    general = region["tarieven"].filter(pl.col("geldig_tot").is_not_null()).join(modules, on="contract_nummer")
    return (
        general.sort("gemeente")
        .unique(["wet", "aanbieder", "product_code"], keep="first", maintain_order=True)
        .select("wet", "aanbieder", "product_code", "t_module", t_tarief_oud="tarief", t_per_uur="per_uur")
    )


def _other_products(region: Region) -> pl.DataFrame:
    """Per supplier and product another one, of another category and of the same, at the tariff before and after."""
    key = ["wet", "aanbieder", "na_index"]
    tariffs = region["tarieven"].with_columns(na_index=pl.col("geldig_tot").is_null())
    now = tariffs.filter(
        pl.col("gemeente") == "*",
        pl.col("per_uur") == "nee",
        pl.col("eenheid") != "83",
    ).unique([*key, "product_code"], keep="none")
    own = tariffs.select(*key, "product_code", "product_categorie", "eenheid").unique()
    pairs = own.join(now, on=key, suffix="_ander").filter(pl.col("product_code") != pl.col("product_code_ander"))
    pairs = pairs.sort("aanbieder", "product_code", "product_code_ander")
    same = pl.col("product_categorie") == pl.col("product_categorie_ander")
    other = pairs.filter(~same).unique([*key, "product_code"], keep="first", maintain_order=True).select(
        *key, "product_code", ander_code="product_code_ander", ander_categorie="product_categorie_ander",
        ander_eenheid="eenheid_ander", ander_tarief="tarief",
    )  # fmt: skip
    alike = pairs.filter(same & (pl.col("eenheid") == pl.col("eenheid_ander"))).unique(
        [*key, "product_code"], keep="first", maintain_order=True
    )
    return own.select(*key, "product_code").join(other, on=[*key, "product_code"], how="left").join(
        alike.select(*key, "product_code", zelfde_code="product_code_ander", zelfde_tarief="tarief"),
        on=[*key, "product_code"], how="left",
    )  # fmt: skip


def _short_ones(region: Region, lines: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Weekly allocations within the three months whose months together touch more weeks than the whole does.

    On the row of the last month: per line its number, the weeks of its period and the volume per week.
    """
    first, last = region.plan.firsts[0], region.plan.firsts[-1]
    weekly = (pl.col("t_frequentie") == "2") & (pl.col("wet") == "wmo") & (pl.col("product_categorie") != "01")
    effort = pl.col("eenheid").is_in(["01", "04", "14", "16", "84"]) & (pl.col("debet_credit") == "D")
    inside = (pl.col("t_ingangsdatum") >= first) & (pl.col("t_einddatum") < last.replace(day=28))
    short = lines.join(named, on=ALLOCATION).filter(weekly & effort & inside).sort(ALLOCATION, "product_periode_begin")
    weeks = _weeks(pl.col("product_periode_begin"), pl.col("product_periode_eind"))
    grouped = short.with_columns(weken=weeks).group_by(ALLOCATION, maintain_order=True).agg(
        pl.col(NUMBER).last(), pl.len().alias("aantal"), pl.col("weken").sum(),
        pl.concat_list(NUMBER, "weken", "t_volume").alias("drie_maanden"),
        heel=_weeks(pl.col("t_ingangsdatum").first(), pl.col("t_einddatum").first()),
    )  # fmt: skip
    return grouped.filter((pl.col("weken") > pl.col("heel")) & (pl.col("aantal") == 3)).select(NUMBER, "drie_maanden")  # noqa: PLR2004 - a line in each month


def _weeks(begin: pl.Expr, end: pl.Expr) -> pl.Expr:
    """The number of weeks, Monday to Sunday, that a period touches."""
    return ((end.dt.truncate("1w") - begin.dt.truncate("1w")).dt.total_days() // WEEK + 1).cast(pl.Int64)


def _allocations(region: Region, unused: pl.DataFrame) -> pl.DataFrame:
    """Allocations that no line leans on, with other suppliers and products to confuse them with."""
    contracts, tariffs = region["contracten"], region["tarieven"]
    laws = contracts.group_by("aanbieder").agg(pl.col("wet").unique())
    only = laws.filter(pl.col("wet").list.len() == 1).with_columns(pl.col("wet").list.first()).sort("aanbieder")
    stranger = {law: only.filter(pl.col("wet") != law)["aanbieder"][0] for law in ("wmo", "jw")}
    known = tariffs.select("wet", "aanbieder", zonder_tarief_code="product_code").unique()
    catalogue = region["producten"].select(
        "wet", zonder_tarief_code="product_code", zonder_tarief_categorie="product_categorie"
    )
    missing = (
        known.select("wet", "aanbieder").unique().join(catalogue, on="wet")
        .join(known, on=["wet", "aanbieder", "zonder_tarief_code"], how="anti")
        .sort("aanbieder", "zonder_tarief_code").unique(["wet", "aanbieder"], keep="first", maintain_order=True)
    )  # fmt: skip
    module_1 = tariffs.filter(pl.col("wet") == "wmo", pl.col("gemeente") == "*").join(
        contracts.filter(pl.col("module") == "1").select("contract_nummer"), on="contract_nummer"
    ).sort("aanbieder", "product_code").row(0, named=True)  # fmt: skip
    catalogued = next(each for each in facts.CATALOGUE if each.code == module_1["product_code"])
    outside = ~pl.col("gemeente").is_in(list(facts.MODULE_1))
    return (
        unused.join(missing, on=["wet", "aanbieder"], how="left", maintain_order="left")
        .with_columns(na_index=pl.lit(value=True))
        .join(_other_products(region), on=OFFER, how="left", maintain_order="left")
        .with_columns(
            vreemde_aanbieder=pl.col("wet").replace_strict(stranger, return_dtype=pl.String),
            module_1_aanbieder=pl.when(outside).then(pl.lit(module_1["aanbieder"])),
            module_1_code=pl.when(outside).then(pl.lit(module_1["product_code"])),
            module_1_categorie=pl.when(outside).then(pl.lit(module_1["product_categorie"])),
            module_1_eenheid=pl.lit(catalogued.unit),
            module_1_frequentie=pl.lit(catalogued.frequency),
            module_1_volume=pl.lit(catalogued.lowest),
            contract_einde=pl.lit(last_day(region.plan)),
            taak_aanbieder=pl.lit(TASK_BASED),
        )
        .join(_clashes(region), on=["wet", "aanbieder", "product_code"], how="left", maintain_order="left")
    )


def _clashes(region: Region) -> pl.DataFrame:
    """Per supplier and product one that it also offers and that may not go with it."""
    pairs = region["ongeldige_combinaties"].select("wet", "product_code", strijdig_code="andere_product_code")
    offers = region["tarieven"].select("wet", "aanbieder", "product_code").unique()
    both = offers.join(pairs, on=["wet", "product_code"])
    return both.join(
        offers, left_on=["wet", "aanbieder", "strijdig_code"], right_on=["wet", "aanbieder", "product_code"], how="semi"
    )
