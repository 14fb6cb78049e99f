# SPDX-License-Identifier: EUPL-1.2
"""Faults to sow: one small function per rule, each with exactly the finding that it should give."""

from processors.demo.faults import (  # noqa: F401 - importing a module registers its faults
    allocation_agreements,
    allocation_cells,
    allocation_rows,
    allocation_versions,
    declaration_cells,
    declaration_crossings,
    declaration_pairs,
    declaration_rows,
    local_agreements,
    message_history,
    messages,
    own_rules,
    reading,
    requests,
    statements,
    whole_files,
)
from processors.demo.faults.registry import FAULTS, Fault

__all__ = ["FAULTS", "Fault"]
