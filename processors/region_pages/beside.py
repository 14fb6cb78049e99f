# SPDX-License-Identifier: EUPL-1.2
"""What stands on pages of the workbook and is no star table: worked out from what is in force, for the pages alone."""

from processors.measured import Material
from processors.measured.quality import by_rule
from processors.measured.rejected import return_codes
from processors.star import Tables


def beside(material: Material) -> Tables:
    """The tables for `region_book`, over the places of the material.

    Returns:
        `foutdichtheid`: per rule how many lines break it (`measured.quality.by_rule`); `retourcodes`: for what most
        declaration lines were rejected (`measured.rejected.return_codes`).

    """
    return {"foutdichtheid": by_rule(material), "retourcodes": return_codes(material)}
