# SPDX-License-Identifier: EUPL-1.2
"""Estimates of amounts that are not declared yet."""
