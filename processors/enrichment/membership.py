# SPDX-License-Identifier: EUPL-1.2
"""Which municipality takes part in which module on a day (lidmaatschap)."""

import polars as pl

from processors.enrichment.validity import in_force

KEY = ("gemeente", "module")


def told(asked: pl.DataFrame, lidmaatschap: pl.DataFrame) -> pl.DataFrame:
    """Whether the municipality is a member of `module` on `day`; missing where one of the three is."""
    dated = lidmaatschap.select(*KEY, "van", "tot", member=pl.lit(value=True))
    member = in_force(asked, dated, KEY, "van", "tot")["member"]
    whole = pl.all_horizontal(pl.col(*KEY, "day").is_not_null())
    return asked.select(lid_van_module=pl.when(whole).then(member.fill_null(value=False)))
