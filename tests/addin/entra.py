# SPDX-License-Identifier: EUPL-1.2
"""Tokens as Microsoft Entra gives them, signed with a key of our own, and a server that believes them."""

import time
from importlib import import_module

TENANT, CLIENT, ROLE = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222", "controller"
ISSUER = f"https://login.microsoftonline.com/{TENANT}/v2.0"


def login(keys):
    """The settings of a server that asks to log in, with the keys that it trusts."""
    return {
        "VERZAMELPUNT_ADDIN_TENANT": TENANT, "VERZAMELPUNT_ADDIN_CLIENT": CLIENT, "VERZAMELPUNT_ADDIN_ROL": ROLE,
        "VERZAMELPUNT_ADDIN_SLEUTELS": str(keys),
    }  # fmt: skip


def token(key, **changed):
    """A token that is good now, but for what was changed."""
    now = int(time.time())
    claims = {
        "aud": CLIENT, "iss": ISSUER, "ver": "2.0", "iat": now, "nbf": now - 60, "exp": now + 600, "oid": "een",
        "name": "Een Controller", "roles": [ROLE], "preferred_username": "een@regio.example", **changed,
    }  # fmt: skip
    return import_module("joserfc.jwt").encode({"alg": "RS256", "kid": "eigen"}, claims, key)
