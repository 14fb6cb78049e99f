# SPDX-License-Identifier: EUPL-1.2
"""Sealing bytes: AES-256-GCM (NIST SP 800-38D) under keys that are derived with HKDF-SHA256 (RFC 5869).

Needs the library `cryptography` (the extra `archief`); `processors.vault.sealing` says so where it is not there.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY, NONCE = 32, 12  # bytes
PURPOSE = b"verzamelpunt/archief"


def new_key() -> bytes:
    """A random key of 256 bits."""
    return os.urandom(KEY)


def derived(secret: bytes) -> bytes:
    """The key of the owner, for wrapping the keys of an archive and nothing else."""
    return HKDF(SHA256(), KEY, salt=None, info=PURPOSE).derive(secret)


def seal(key: bytes, data: bytes, name: str) -> bytes:
    """Encrypt under a key, bound to a name: a fresh nonce (12 bytes), then the cipher text with its tag (16)."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, name.encode())


def unseal(key: bytes, sealed: bytes, name: str) -> bytes | None:
    """Give back what was sealed under this key and name; None when it was altered, or sealed under others."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())
    except (InvalidTag, ValueError):
        return None
