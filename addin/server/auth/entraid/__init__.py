# SPDX-License-Identifier: EUPL-1.2
"""Entra ID, as xlwings Server validates it; without this module its own answers with status 500."""

from importlib import import_module


async def validate_token(token: str) -> object:
    """The user of a token; raises the answer 401 of xlwings Server where it is not valid."""
    # Found when it is asked: the server reads its settings as soon as it is imported.
    user: object = await import_module("xlwings_server.auth.entraid").validate_token(token)
    return user
