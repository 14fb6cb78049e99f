# SPDX-License-Identifier: EUPL-1.2
"""Files that people edit: submission forms, tender workbooks and mail texts; no code."""
