# SPDX-License-Identifier: EUPL-1.2
"""Tenders: what is asked, what is offered, how offers are weighed, and what the procedure brought."""
