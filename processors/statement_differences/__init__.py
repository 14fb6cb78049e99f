# SPDX-License-Identifier: EUPL-1.2
"""Yearly production statements beside what was granted: the difference, what explains it, and what is asked (0017)."""
