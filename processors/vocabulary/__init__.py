# SPDX-License-Identifier: EUPL-1.2
"""The words of the field, one module per domain: its columns, its tables, and what enrichment adds to a line."""

from processors.vocabulary import (
    assignment,
    deliveries,
    messages,
    persons,
    reference,
    region,
    requests,
    standard,
    statements,
    tender,
    thresholds,
)

DOMAINS = (
    standard,
    messages,
    requests,
    persons,
    statements,
    deliveries,
    reference,
    thresholds,
    region,
    tender,
    assignment,
)
