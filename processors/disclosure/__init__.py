# SPDX-License-Identifier: EUPL-1.2
"""Disclosure control: what may be shared with whom, hidden with company, attacked and remembered."""
