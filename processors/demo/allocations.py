# SPDX-License-Identifier: EUPL-1.2
"""People and their allocations: who gets what, from whom, from when to when, in one or two versions."""

from functools import cache
from hashlib import md5

import polars as pl

from processors.demo import facts
from processors.demo.facts import ASPECIFIC, GENERIC, SPECIFIC
from processors.demo.plan import DemoPlan
from processors.demo.suppliers import SLOTS

TEST_RANGE = range(999_900_006, 999_999_991)
LINES_PER_PERSON = 2.985
# The life of an allocation, in fortieths: short (within the three months), starting, ending, future, the rest runs on.
SHORT, STARTS, ENDS, FUTURE = 2, 6, 10, 13
LIVES = 40
NOTHING = pl.lit(None, pl.String)
DOMAINS_NORTH = {"wmo1": 50, "jw1": 85, "wmo2": 100}
BUDGET_MONTHS = 12
REQUESTED = 12  # one in so many allocations honours a request of the supplier
SPARE = 20  # one in so many numbers is kept for people who exist in no allocation


def make_allocations(plan: DemoPlan, wheel: pl.DataFrame) -> pl.DataFrame:
    """One row per allocation as it is in force, with all that messages and declarations need to know."""
    drawn = _drawn(_people(plan), wheel, plan)
    return _numbered(_amounts(_dates(drawn, plan), plan))


def _people(plan: DemoPlan) -> pl.DataFrame:
    """One row per person: client number, municipality, domain and year of birth; sizes follow the inhabitants."""
    wanted = max(20, round(plan.lines / LINES_PER_PERSON))
    total = sum(facts.INHABITANTS.values())
    ends, reached = [], 0
    for inhabitants in facts.INHABITANTS.values():
        reached += inhabitants
        ends.append(round(reached / total * wanted))
    homes = [
        home
        for home, first, last in zip(facts.INHABITANTS, [0, *ends], ends, strict=False)
        for home in [home] * (last - first)
    ]
    roll = plan.dice("persoon")
    share = pl.col("deel")
    north = pl.when(share < DOMAINS_NORTH["wmo1"]).then(pl.lit("wmo1")).when(share < DOMAINS_NORTH["jw1"])
    born_jw, born_wmo = plan.year - 4 - roll("jeugd", 12), plan.year - 20 - roll("leeftijd", 70)
    return (
        pl.DataFrame({"gemeente": homes}, schema={"gemeente": pl.String})
        .with_row_index("persoon")
        .with_columns(client=_clients(len(homes)), deel=roll("domein", 100))
        .with_columns(
            domein=pl.when(pl.col("gemeente").is_in(list(facts.MODULE_1)))
            .then(north.then(pl.lit("jw1")).otherwise(pl.lit("wmo2")))
            .otherwise(pl.lit("wmo2"))
        )
        .with_columns(geboorte_jaar=pl.when(pl.col("domein") == "jw1").then(born_jw).otherwise(born_wmo))
    )


@cache
def valid_numbers() -> tuple[str, ...]:
    """The nine-digit numbers of the official test range that pass the elfproef, in order."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return tuple(
        str(number)
        for number in TEST_RANGE
        if sum(weight * int(digit) for weight, digit in zip(weights, str(number), strict=True)) % 11 == 0
    )


def _clients(count: int) -> pl.Series:
    """A different client per person: test Bsn, and pseudonyms where a region is larger than the test range."""
    numbers = valid_numbers()
    beyond = max(0, count - len(numbers) + len(spare_numbers()))
    pseudonyms = [f"P1-{md5(str(number).encode(), usedforsecurity=False).hexdigest()}" for number in range(beyond)]
    return pl.Series([*numbers[: count - beyond], *pseudonyms], dtype=pl.String)


def _drawn(people: pl.DataFrame, wheel: pl.DataFrame, plan: DemoPlan) -> pl.DataFrame:
    """What each person gets: one offer, and for one in five a second one of another category."""
    first = people.with_columns(volgnummer=pl.lit(0, pl.Int64))
    second = people.filter(pl.col("persoon") % 5 == 0).with_columns(volgnummer=pl.lit(1, pl.Int64))
    roll = plan.dice("sleutel")
    drawn = (
        pl.concat([first, second])
        .with_columns(sleutel=pl.col("persoon").cast(pl.Int64) * 2 + pl.col("volgnummer"))
        .with_columns(slot=roll("slot", SLOTS))
        .join(wheel, on=["domein", "slot"], how="inner", maintain_order="left")
    )
    # A budget that names no product would overlap with anything else of the same person.
    alone = pl.col("aard").is_in([GENERIC]).any().over("persoon") & (pl.col("volgnummer") == 1)
    repeated = (pl.col("categorie").n_unique().over("persoon") == 1) & (pl.col("volgnummer") == 1)
    return drawn.filter(~alone & ~repeated).sort("sleutel")


def _dates(drawn: pl.DataFrame, plan: DemoPlan) -> pl.DataFrame:
    """Start, end and the day of the decision."""
    roll = plan.dice("sleutel")
    life, day = pl.col("leven"), roll("dag", 22)
    month, after = pl.col("maandkeus"), moved_by(plan, pl.lit(3), pl.lit(0))
    ends_anyway = pl.col("frequentie_product").is_in(["1", "2", "6"]) | pl.col("aard").is_in([GENERIC, ASPECIFIC])
    far_end = after + pl.duration(days=10 + roll("looptijd", 300))
    return (
        # Where broken months count by agreement, allocations run through all three.
        drawn.with_columns(
            leven=pl.when("lokaal").then(FUTURE + roll("leven", LIVES - FUTURE)).otherwise(roll("leven", LIVES)),
            maandkeus=roll("maandkeus", 3),
        )
        .with_columns(
            ingangsdatum=pl.when(life < SHORT).then(moved_by(plan, pl.lit(0), day))
            .when(life < STARTS).then(moved_by(plan, month, day))
            .when(life < ENDS).then(moved_by(plan, pl.lit(0), -35 - roll("begin", 300)))
            .when(life < FUTURE).then(moved_by(plan, 3 + month, day))
            .otherwise(moved_by(plan, pl.lit(0), -40 - roll("begin", 350))),
            einddatum=pl.when(life < SHORT).then(moved_by(plan, pl.lit(2), 7 + roll("eind", 20)))
            .when((life >= STARTS) & (life < ENDS)).then(moved_by(plan, month, 7 + roll("eind", 20)))
            .when(life < FUTURE).then(far_end + pl.duration(days=140))
            .when(ends_anyway | (roll("open", 2) == 0)).then(far_end),
        )
        .with_columns(
            toewijzing_datum=pl.when((life >= ENDS) & (life < FUTURE)).then(moved_by(plan, month, roll("besluit", 25)))
            .otherwise(pl.col("ingangsdatum") - pl.duration(days=3 + roll("besluit", 20)))
        )
    )  # fmt: skip


def moved_by(plan: DemoPlan, months: pl.Expr, days: int | pl.Expr) -> pl.Expr:
    """The first of the demo's first month, moved by months and days."""
    first = pl.lit(plan.firsts[0]).dt.offset_by(pl.format("{}mo", months))
    return first + pl.duration(days=days)


def _amounts(dated: pl.DataFrame, plan: DemoPlan) -> pl.DataFrame:
    """Volume, unit and frequency, or a budget, or neither, by the kind of allocation."""
    roll = plan.dice("sleutel")
    specific = pl.col("aard") == SPECIFIC
    low, span = pl.col("laagste"), pl.col("hoogste") - pl.col("laagste") + 1
    budgeted = pl.col("aard").is_in([GENERIC, ASPECIFIC])
    return dated.with_columns(
        volume=pl.when(specific).then(low + roll("volume", span)),
        eenheid=pl.when(specific).then("eenheid_product"),
        frequentie=pl.when(specific).then("frequentie_product"),
        product_code=pl.when(specific).then("code"),
        product_categorie=pl.when(pl.col("aard") != GENERIC).then("categorie"),
        budget=pl.when(budgeted).then(pl.col("tarief_basis") * 40 * BUDGET_MONTHS),
        type_verwijzer=pl.when(pl.col("wet") == "jw").then(pl.format("0{}", 1 + roll("verwijzer", 4))),
        aangevraagd=roll("verzoek", REQUESTED) == 0,
    )


def _numbered(made: pl.DataFrame) -> pl.DataFrame:
    """A number of its own for each allocation, so that numbers of two municipalities never meet."""
    numbered = made.with_columns(toewijzing_nummer=100_000 + pl.int_range(pl.len(), dtype=pl.Int64))
    return numbered.with_columns(
        referentie_aanbieder=pl.when("aangevraagd").then(pl.format("V{}", "toewijzing_nummer"))
    )


def make_requests(allocations: pl.DataFrame) -> pl.DataFrame:
    """The table `verzoeken`: what suppliers asked for and got, five days before the decision."""
    asked = allocations.filter("aangevraagd")
    return asked.select(
        "wet", "gemeente", "aanbieder", "client", "referentie_aanbieder", "product_categorie", "product_code",
        "volume", "eenheid", "frequentie", "budget", "einddatum", "type_verwijzer", soort=pl.lit("315"),
        onderdeel=pl.lit("aangevraagd"), toewijzing_nummer=pl.lit(None, pl.Int64), gewenste_ingangsdatum="ingangsdatum",
        reden_verzoek=pl.lit(None, pl.String), dagtekening=pl.col("toewijzing_datum") - pl.duration(days=5),
        antwoord=pl.lit("toegewezen"), reden_afwijzing=pl.lit(None, pl.String), antwoord_op="toewijzing_datum",
    )  # fmt: skip


def make_versions(plan: DemoPlan, allocations: pl.DataFrame) -> pl.DataFrame:
    """One row per version: some running allocations were extended, some ending ones shortened.

    The first version honours the request of the supplier, where there was one.
    """
    roll = plan.dice("sleutel")
    dated, life = allocations.with_columns(loten=roll("versie", 12)), pl.col("leven")
    extended = dated.filter((life >= FUTURE) & pl.col("einddatum").is_not_null() & (pl.col("loten") == 0))
    shortened = dated.filter((life >= STARTS) & (life < ENDS) & (pl.col("loten") < 6))  # noqa: PLR2004 - half of them
    same = dated.join(pl.concat([extended, shortened]), on="toewijzing_nummer", how="anti")
    decided = moved_by(plan, 1 + roll("versiemaand", 2), roll("versiedag", 25))
    versions = [
        same.with_columns(reden_wijziging=pl.lit(None, pl.String)),
        extended.with_columns(
            einddatum=pl.col("einddatum") - pl.duration(days=5), reden_wijziging=pl.lit(None, pl.String)
        ),
        extended.with_columns(toewijzing_datum=decided, reden_wijziging=pl.lit("04"), referentie_aanbieder=NOTHING),
        shortened.with_columns(
            einddatum=pl.col("einddatum") + pl.duration(days=90), reden_wijziging=pl.lit(None, pl.String)
        ),
        shortened.with_columns(
            toewijzing_datum=pl.col("einddatum") - pl.duration(days=5),
            reden_wijziging=pl.lit("05"),
            referentie_aanbieder=NOTHING,
        ),
    ]
    return pl.concat(versions).sort("toewijzing_nummer", "toewijzing_datum")


@cache
def spare_numbers() -> tuple[str, ...]:
    """Valid numbers that no person of the region has."""
    numbers = valid_numbers()
    return tuple(numbers[-(len(numbers) // SPARE) :])
