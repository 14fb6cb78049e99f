# SPDX-License-Identifier: EUPL-1.2
"""Every KPI, one module per theme."""

from processors.kpibook import KpiBook
from processors.kpis import clients, deliveries, evidence, statements

THEMES = (clients, statements, deliveries, evidence)
KPIS = KpiBook([kpi for theme in THEMES for kpi in theme.kpis])
