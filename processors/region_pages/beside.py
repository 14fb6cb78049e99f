# SPDX-License-Identifier: EUPL-1.2
"""What stands on pages of the workbook and is no star table: worked out from what is in force, for the pages alone."""

import polars as pl

from processors.disclosure.audience import Audience, limits
from processors.disclosure.contributions import shareable, years_hidden
from processors.forecasting.backtest import backtest
from processors.measured import Material
from processors.measured.contributions import behind, budgets, shares
from processors.measured.quality import by_rule
from processors.measured.rejected import return_codes
from processors.star import Tables


def beside(material: Material, figures: pl.DataFrame) -> Tables:
    """The tables for `region_book`, over the places of the material.

    Args:
        material: what is in force.
        figures: the measurements of it that may be shared, with `onderdrukt` as decided.

    Returns:
        `foutdichtheid`: per rule how many lines break it (`measured.quality.by_rule`); `retourcodes`: for what most
        declaration lines were rejected (`measured.rejected.return_codes`); `bijdrage` and `modulebudgetten`: what the
        members of each module pay of its budget (`contribution.contributions`); `terugtoets`: how far the forecasts
        were off (`forecasting.backtest.backtest`).

    """
    return {
        "foutdichtheid": by_rule(material),
        "retourcodes": return_codes(material),
        "terugtoets": backtest(material),
        **_contributions(material, figures),
    }


def _contributions(material: Material, figures: pl.DataFrame) -> Tables:
    """Contributions as all members may read them, of modules of which all members are told about.

    The key is shared information: each member can check what the others pay. It stands in the regional workbook alone,
    which every municipality gets; the workbook of a municipality has its own contribution as K39. Where a volume is of
    too few clients, or gives away what is hidden elsewhere, nobody's is shown (`disclosure.contributions`).
    """
    found = material.once(shares)
    elsewhere = found.filter(pl.col("gemeente").is_in(list(material.absent))).select("module", "jaar")
    told = found.join(elsewhere, on=["module", "jaar"], how="anti", maintain_order="left")
    asked = limits(Audience.REGION, material.reference)
    hidden = [year + material.parameter("basisjaar_inkoopvolume") for year in years_hidden(figures)]
    return {
        "bijdrage": shareable(told, material.once(behind), asked, hidden), "modulebudgetten": budgets(material),
    }  # fmt: skip
