# SPDX-License-Identifier: EUPL-1.2
"""The second door: a workbook add-in for Excel on Windows, in which VBA calls our functions without a server."""
