# SPDX-License-Identifier: EUPL-1.2
"""Every KPI, one module per theme."""

from processors.kpibook import KpiBook
from processors.kpis import (
    allocated,
    budget,
    clients,
    commitments,
    contributions,
    declaring,
    deliveries,
    evidence,
    messages,
    outstanding,
    redemption,
    requests,
    statements,
    trajectories,
    turnover,
    use,
    waiting,
)

THEMES = (
    turnover, budget, contributions, outstanding, clients, use, declaring, statements, deliveries, evidence, messages,
    requests, waiting, trajectories, allocated, redemption, commitments,
)  # fmt: skip
KPIS = KpiBook([kpi for theme in THEMES for kpi in theme.kpis])
