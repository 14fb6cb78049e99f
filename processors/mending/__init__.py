# SPDX-License-Identifier: EUPL-1.2
"""Journal, archive, store and feedback held against each other, and mended where something else still knows it."""
