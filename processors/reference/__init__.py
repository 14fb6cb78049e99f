# SPDX-License-Identifier: EUPL-1.2
"""Reference data that travels with the program: the rule catalogue and the code lists."""
