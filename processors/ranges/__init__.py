# SPDX-License-Identifier: EUPL-1.2
"""What the functions in Excel give, from cells to cells: the same reading, rules and KPIs as for files."""
