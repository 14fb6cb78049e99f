# SPDX-License-Identifier: EUPL-1.2
"""A fictional region: clean tables, and the mails and files in which senders would deliver them, faults included."""

from processors.demo.plan import DemoPlan
from processors.demo.region import Region, make_region
from processors.demo.writing import Written, write_demo

__all__ = ["DemoPlan", "Region", "Written", "make_region", "write_demo"]
