# SPDX-License-Identifier: EUPL-1.2
"""Which municipality takes part in which module on a day (lidmaatschap)."""

import polars as pl

from processors.enrichment.remembered import once_per_table
from processors.enrichment.validity import in_force, turns_of

KEY = ("gemeente", "module")


def told(asked: pl.DataFrame, lidmaatschap: pl.DataFrame) -> pl.DataFrame:
    """Whether the municipality is a member of `module` on `day`; missing where one of the three is."""
    member = in_force(asked, _turns(lidmaatschap), KEY)["member"]
    whole = pl.all_horizontal(pl.col(*KEY, "day").is_not_null())
    return asked.select(lid_van_module=pl.when(whole).then(member.fill_null(value=False)))


@once_per_table
def _turns(lidmaatschap: pl.DataFrame) -> pl.DataFrame:
    return turns_of(lidmaatschap.select(*KEY, "van", "tot", member=pl.lit(value=True)), KEY, "van", "tot")
