# SPDX-License-Identifier: EUPL-1.2
"""Modules that need an extra are not looked at for examples where it is not installed; tests say that it is missing.

The programs in `tests/judges` run in environments of their own and are not looked at here.
"""

import importlib.util

collect_ignore = ["tests/judges", *([] if importlib.util.find_spec("pyspark") else ["processors/scale"])]
