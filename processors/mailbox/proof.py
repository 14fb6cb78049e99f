# SPDX-License-Identifier: EUPL-1.2
"""Whether the mail server of the region proved who sent a message (RFC 8601, Authentication-Results).

A header of that name may have come with the message; the server puts its own on top. Source for servers that do not
name themselves: Microsoft Learn, "Anti-spam message headers in Microsoft 365".
"""

import re
from email.parser import BytesHeaderParser
from enum import StrEnum

RESULTS, SIGNATURE = "authentication-results", "dkim-signature"
# A signature with a length covers the beginning of the body; anybody may have added to it.
LENGTH = re.compile(r"(^|;)\s*l\s*=")
RESULT = re.compile(r"\s*dmarc\s*=\s*(?P<verdict>[a-z]+)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
DOMAIN = re.compile(r"\bheader\.from\s*=\s*([a-z0-9.-]+)", re.IGNORECASE)


class Proof(StrEnum):
    """What is known of the sender; the value is the sentence for who decides, empty where it is proved."""

    PASSED = ""
    ABSENT = "De mailserver zegt niet of de afzender echt is. Vraag de afzender of dit bericht van hem is."
    FAILED = "De mailserver kon niet bewijzen dat de afzender echt is. Vraag de afzender of dit bericht van hem is."
    PARTIAL = "De handtekening van de afzender dekt maar een deel van het bericht. Vraag om een nieuw bericht."


def proof_of(raw: bytes, sender: str, server: str) -> Proof:
    """What the topmost result of the server says of a sender.

    Args:
        raw: the message as it came.
        sender: the one address of From.
        server: how the server names itself there; empty for one that does not (Microsoft 365).

    """
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    headers = [(name.lower(), str(value)) for name, value in BytesHeaderParser().parsebytes(head).items()]
    if any(name == SIGNATURE and LENGTH.search(value) for name, value in headers):
        return Proof.PARTIAL
    results = [value for name, value in headers if name == RESULTS]
    if not results:
        return Proof.ABSENT
    first, *others = _bare(results[0]).split(";")
    named = "" if "=" in first else first.split()[0].lower() if first.split() else ""
    if named != server.lower():
        return Proof.FAILED
    found = [match for part in (first, *others) if (match := RESULT.fullmatch(part))]
    domain = sender.rpartition("@")[2]
    good = len(found) == 1 and found[0]["verdict"].lower() == "pass" and DOMAIN.findall(found[0]["rest"]) == [domain]
    return Proof.PASSED if good else Proof.FAILED


def _bare(text: str) -> str:
    """The header without comments and quoted text: senders choose some of what stands there."""
    depth, quoted, kept, signs = 0, False, [], iter(text)
    for sign in signs:
        if sign == "\\":
            next(signs, None)
        elif quoted:
            quoted = sign != '"'
        elif depth or sign == "(":
            depth += (sign == "(") - (sign == ")")
        elif sign == '"':
            quoted = True
        else:
            kept.append(sign)
    return "".join(kept)
