# SPDX-License-Identifier: EUPL-1.2
"""Every rule, one module per theme: first what one cell shows, then one row, one table, and other tables too."""

from operator import attrgetter

from processors.rulebook import Rulebook
from processors.rules import (
    agreements,
    allocation_match,
    allocation_overlap,
    allocation_period,
    allocation_shape,
    amounts,
    bsn,
    clients,
    codes,
    contacts,
    corrections,
    declarations,
    duplicates,
    formats,
    lengths,
    periods,
    registers,
    required,
    start_stop,
    start_stop_history,
    start_stop_product,
    start_stop_terms,
    statements,
    tariffs,
    volumes,
)

THEMES = (
    required,
    formats,
    lengths,
    bsn,
    codes,
    periods,
    amounts,
    tariffs,
    allocation_shape,
    start_stop,
    start_stop_history,
    start_stop_product,
    start_stop_terms,
    statements,
    clients,
    contacts,
    corrections,
    declarations,
    duplicates,
    allocation_overlap,
    allocation_match,
    allocation_period,
    volumes,
    registers,
    agreements,
)
RULES = Rulebook(sorted((rule for theme in THEMES for rule in theme.rules), key=attrgetter("level")))
