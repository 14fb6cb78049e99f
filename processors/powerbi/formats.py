# SPDX-License-Identifier: EUPL-1.2
"""How figures are shown: format strings by kind of value (`kpibook.KINDS`)."""

from collections.abc import Mapping

EURO, WHOLE = '"€" #,0.00;-"€" #,0.00', "#,0"
FORMATS: Mapping[str, str] = {"euro": EURO, "geheel": WHOLE, "procent": '#,0.0"%"', "getal": "#,0.0"}
