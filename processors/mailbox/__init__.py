# SPDX-License-Identifier: EUPL-1.2
"""Mailboxes: one module per kind, and the scheme of an address is the name of its module."""

from importlib import import_module
from importlib.util import find_spec

from processors.errors import UnusableInputError
from processors.mailbox.message import Mailbox, Options


def open_mailbox(address: str, options: Options | None = None) -> Mailbox:
    """Open the mailbox at an address such as `folder:///data/inbox`.

    Each kind is a module here with `connect(place, options)`, where `place` is what follows `://`.

    Raises:
        UnusableInputError: the address is none, or no such kind of mailbox exists.

    """
    scheme, found, place = address.partition("://")
    name = f"{__name__}.{scheme}"
    module = import_module(name) if found and place and scheme.isidentifier() and find_spec(name) else None
    if module is None or not hasattr(module, "connect"):
        raise UnusableInputError(
            f"Het postvakadres '{address}' is niet bruikbaar. Schrijf een soort en een plaats, "
            "bijvoorbeeld folder://werkmap/inbox."
        )
    mailbox: Mailbox = module.connect(place, options or Options())
    return mailbox
