# SPDX-License-Identifier: EUPL-1.2
"""Faults to sow: one small function per rule, each with exactly the finding that it should give."""

from processors.demo.faults import (  # noqa: F401 - importing a module registers its faults
    allocation_cells,
    allocation_rows,
    declaration_cells,
    declaration_crossings,
    declaration_pairs,
    declaration_rows,
    messages,
    reading,
    statements,
)
from processors.demo.faults.registry import FAULTS, Fault

__all__ = ["FAULTS", "Fault"]
