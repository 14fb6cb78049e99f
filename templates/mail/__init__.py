# SPDX-License-Identifier: EUPL-1.2
"""The texts of answers; a line starting with $ is filled in."""
