# SPDX-License-Identifier: EUPL-1.2
"""The commands of `verzamelpunt`: one module each, imported only when it is called."""
