# SPDX-License-Identifier: EUPL-1.2
"""Which rule is heard where several fail on one line."""

import polars as pl

from processors import checking
from processors.bench import _silences
from processors.lines import make_lines
from processors.rules import RULES

PRICE = {
    "perceel": "1", "inschrijver": "A", "product_code": "02A01", "eenheid": "04", "nul_toegestaan": "nee", "tarief": 0,
    "minimum_tarief": 5000,
}  # fmt: skip


def test_no_two_rules_silence_each_other():
    rules = list(RULES)

    mutual = {
        (one.code, other.code)
        for one in rules
        for other in rules
        if one.table == other.table and _silences(one, other) and _silences(other, one)
    }

    assert mutual == set()


def test_of_two_rules_of_which_one_comes_after_the_other_the_first_is_heard():
    place = {"bestand": pl.lit("f"), "blad": pl.lit("b"), "rij": pl.lit(11, pl.Int64)}
    line = make_lines("prijsregels", [PRICE]).with_columns(**place)

    assert checking.check(RULES, line, "prijsregels")["regel"].to_list() == ["MGR-501"]
