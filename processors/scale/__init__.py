# SPDX-License-Identifier: EUPL-1.2
"""The same rules on Spark, for more lines than one machine can judge; needs the extra `[spark]` (decision 0016).

`check_on_spark` is the one function for notebooks (docs/schaal.md).
"""

from processors.scale.check import check_on_spark

__all__ = ["check_on_spark"]
