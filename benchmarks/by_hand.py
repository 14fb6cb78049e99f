# SPDX-License-Identifier: EUPL-1.2
"""The fifteen rules of `regels.py` written by hand in Polars, to the same findings: the yardstick of the engine.

`Check` says when a line is right (nothing is said where that is unknown), and which other checks silence it.
"""

from string import Formatter
from typing import NamedTuple

import polars as pl

from processors.codelists import codes
from processors.findings import spoken
from processors.lines import TABLES, place
from processors.rulebook import Rulebook

TABLE = "declaratieregels"
C = pl.col
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
ALLOCATION = ("toewijzing_nummer", "gemeente", "wet")
PERIOD = (*ALLOCATION, "product_periode_begin", "product_periode_eind", "product_code", "product_categorie")
BSN = C("client").str.contains(r"^[0-9]{9}$")
NUMBER = pl.when(BSN).then("client").cast(pl.Int64)
MINUTE, EURO, DEBET = C("eenheid") == "01", C("eenheid") == "83", C("debet_credit") == "D"
HOURLY = pl.when(C("contract_tarief").is_not_null()).then(C("contract_per_uur").fill_null("nee") == "ja")
# Where several rows share a key, the first of them: worked out once for all that compares lines.
FIRST = {
    "first_on_allocation": C("nr").min().over(ALLOCATION),
    "first_of_number": C("nr").min().over("wet", "aanbieder", "referentie_nummer"),
    "first_of_period": C("nr").min().over(*PERIOD, "debet_credit"),
}
WEEKLY_OUTPUT = (C("toegewezen_eenheid").is_in(["82", "83"]) & (C("toegewezen_frequentie") == "2")).fill_null(
    value=False
)
ABOVE = (
    (C("geleverd_volume") > C("maximum_periode")) & ~(WEEKLY_OUTPUT & (C("maximum_periode") == 0))
).fill_null(value=False)  # fmt: skip
STANDS = (
    (C("nr") == C("first_of_number"))
    & (C("nr") == C("first_of_period"))
    & ~C("eerder_referentie").fill_null(value=False)
    & ~C("eerder_debet_open").fill_null(value=False)
    & (C("client") == C("toegewezen_client")).fill_null(value=True)
)
IN_SMALLEST = pl.when(eenheid="04").then(60).otherwise(1)
COUNTED = (
    pl.when(C("maximum_toewijzing").is_null())
    .then(0)
    .when(DEBET & STANDS & ~ABOVE)
    .then(C("geleverd_volume") * IN_SMALLEST)
    .when(~DEBET & C("credit_geldt"))
    .then(-C("geleverd_volume") * IN_SMALLEST)
    .otherwise(0)
)


class Check(NamedTuple):
    """When a line is right, and the checks whose failing on a line leaves this one nothing to add."""

    right: pl.Expr
    silenced_by: tuple[str, ...] = ()


CHECKS = {
    "supplier_has_eight_digits": Check(C("aanbieder").str.contains(r"^[0-9]{8}$")),
    "declaration_number_is_letters_and_digits": Check(C("declaratie_nummer").str.contains(r"^[A-Za-z0-9]+$")),
    "client_passes_elfproef": Check(
        pl.when(BSN).then(
            (pl.sum_horizontal(NUMBER // 10 ** (8 - at) % 10 * weight for at, weight in enumerate(WEIGHTS)) % 11 == 0)
            & (NUMBER != 0)
        )
    ),
    "unit_is_in_the_list": Check(C("eenheid").is_in(sorted(codes("eenheid")))),
    "category_is_in_the_list_of_the_law": Check(
        ~C("wet").is_in(["wmo", "jw"])
        | ((C("wet") == "wmo") & C("product_categorie").is_in(sorted(codes("productcategorie", "wmo"))))
        | ((C("wet") == "jw") & C("product_categorie").is_in(sorted(codes("productcategorie", "jw"))))
    ),
    "period_ends_after_it_starts": Check(C("product_periode_eind") >= C("product_periode_begin")),
    "amount_is_volume_times_tariff": Check(
        MINUTE | EURO | (C("ingediend_bedrag") == C("geleverd_volume") * C("product_tarief")), ("unit_is_in_the_list",)
    ),
    "line_stands_once_in_a_file": Check(
        C("nr") == C("first_of_number"), ("supplier_has_eight_digits",)
    ),
    "period_is_declared_once_in_a_file": Check(
        ~DEBET | (C("nr") == C("first_of_period")),
        ("line_stands_once_in_a_file", "period_ends_after_it_starts", "category_is_in_the_list_of_the_law"),
    ),
    "tariff_is_that_of_the_contract": Check(
        EURO | (MINUTE & HOURLY) | (C("product_tarief") == C("contract_tarief")),
        ("unit_is_in_the_list", "supplier_has_eight_digits", "period_is_declared_once_in_a_file"),
    ),
    "allocation_is_known": Check(C("toewijzing_bekend"), ("municipality_takes_part",)),
    "client_is_that_of_the_allocation": Check(C("client") == C("toegewezen_client"), ("client_passes_elfproef",)),
    "period_starts_within_allocation": Check(
        C("product_periode_begin") >= C("toegewezen_ingangsdatum"),
        ("allocation_is_known", "client_is_that_of_the_allocation", "period_is_declared_once_in_a_file"),
    ),
    "volume_fits_the_allocation": Check(
        ~DEBET
        | ABOVE
        | C("maximum_toewijzing").is_null()
        | (WEEKLY_OUTPUT & (C("maximum_toewijzing") == 0))
        | (C("eerder_geteld") + COUNTED.cum_sum().over("first_on_allocation", order_by=["debet_credit", "nr"])
           <= C("maximum_toewijzing") * IN_SMALLEST),
        ("allocation_is_known", "client_is_that_of_the_allocation", "line_stands_once_in_a_file",
         "period_is_declared_once_in_a_file", "supplier_has_eight_digits", "unit_is_in_the_list"),
    ),
    "municipality_takes_part": Check(
        C("lid_van_module"), ("supplier_has_eight_digits", "period_is_declared_once_in_a_file")
    ),
}  # fmt: skip


def violations(frame: pl.DataFrame, rules: Rulebook) -> pl.DataFrame:
    """One row per line and check that does not hold, with the columns of findings.

    Args:
        frame: enriched lines, with `nr` and where they stood.
        rules: the same rules in the rulebook, for their words only.

    """
    wrong = {name: (~check.right).fill_null(value=False).alias(name) for name, check in CHECKS.items()}
    verdicts = frame.lazy().with_columns(**FIRST).select(*wrong.values()).collect()
    found = []
    for position, rule in enumerate(rules):
        name = rule.test.__name__
        heard = verdicts[name]
        for other in CHECKS[name].silenced_by:
            heard = heard & ~verdicts[other]
        pattern = "".join(text + ("{}" if shown else "") for text, shown, _, _ in Formatter().parse(rule.says))
        values = [spoken(place(TABLE, shown)) for shown in rule.shows]
        letter = chr(ord("A") + TABLES[TABLE].names.index(rule.at))
        found.append(
            frame[heard.arg_true()].select(
                "nr", "bestand", "blad", "rij", position=pl.lit(position), kolom=pl.lit(place(TABLE, rule.at).label),
                cel=pl.format("{}{}", pl.lit(letter), "rij"), entiteit=pl.lit(TABLE), regel=pl.lit(rule.code),
                sleutel=pl.concat_str(["wet", "aanbieder", "referentie_nummer"], separator=" / "),
                ernst=pl.lit(str(rule.severity)), gevolg=pl.lit(str(rule.consequence)),
                waarde=spoken(place(TABLE, rule.at)), melding=pl.format(pattern, *values) if values else
                pl.lit(rule.says), actie=pl.lit(rule.action), retourcode=pl.lit(rule.return_code),
                profiel=pl.lit("landelijk"),
            )
        )  # fmt: skip
    return pl.concat(found).sort("nr", "position", maintain_order=True)
