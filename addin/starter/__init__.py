# SPDX-License-Identifier: EUPL-1.2
"""A workbook to start from: every function with an example, on small tables that are in it."""
