# SPDX-License-Identifier: EUPL-1.2
"""How a workbook is read and how it looks: cells and styles, never care or rules."""
