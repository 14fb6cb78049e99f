# SPDX-License-Identifier: EUPL-1.2
"""Every KPI, one module per theme."""

from processors.kpibook import KpiBook
from processors.kpis import clients, deliveries, evidence, messages, requests, statements, trajectories, waiting

THEMES = (clients, statements, deliveries, evidence, messages, requests, waiting, trajectories)
KPIS = KpiBook([kpi for theme in THEMES for kpi in theme.kpis])
