# SPDX-License-Identifier: EUPL-1.2
"""What each code of a finding is about, in one Dutch sentence: rules, reading problems and intake problems."""

from functools import cache

from processors import catalogue, codelists
from workbooks.errors import CODES


@cache
def words() -> dict[str, str]:
    """Code to sentence; a rule that a region wrote itself is not among them."""
    rules = {code: entry.message for code, entry in catalogue.entries().items()}
    return {**rules, **CODES, **codelists.labels("intakecode")}
