# SPDX-License-Identifier: EUPL-1.2
"""Modules that need an extra are not looked at for examples where it is not installed; tests say that it is missing."""

import importlib.util

collect_ignore = [] if importlib.util.find_spec("pyspark") else ["processors/scale"]
