# SPDX-License-Identifier: EUPL-1.2
"""Entra ID, as xlwings Server validates it; without this module its own answers with status 500."""

from xlwings_server.auth.entraid import validate_token

__all__ = ["validate_token"]
