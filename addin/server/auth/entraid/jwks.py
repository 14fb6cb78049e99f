# SPDX-License-Identifier: EUPL-1.2
"""The keys by which Microsoft Entra signs: from a file where the server may not reach the internet."""

import asyncio
import json
import os
from pathlib import Path

from addin.server.environment import KEYS


async def get_jwks_json() -> object:
    """The key set in the file that was set; None without one, and then Microsoft is asked."""
    place = os.environ.get(KEYS)
    return json.loads(await asyncio.to_thread(Path(place).read_text, "utf-8")) if place else None
