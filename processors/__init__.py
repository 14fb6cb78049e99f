# SPDX-License-Identifier: EUPL-1.2
"""What happens to data: read, check, measure, consolidate, send and schedule."""
