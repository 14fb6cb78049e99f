# SPDX-License-Identifier: EUPL-1.2
"""What an Excel user can call: thin functions and buttons, no arithmetic."""
