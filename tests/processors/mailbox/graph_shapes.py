# SPDX-License-Identifier: EUPL-1.2
"""How Graph tells of a message, a folder, an attachment and an error: names and types as in its public reference.

Microsoft's own client reads these (`test_graph_sdk.py`), and Prism holds them to a contract (`test_graph_prism.py`).
"""

import base64
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

Shape = dict[str, Any]

CODES = {
    400: "ErrorInvalidRequest", 401: "InvalidAuthenticationToken", 403: "ErrorAccessDenied", 404: "ErrorItemNotFound",
    429: "ApplicationThrottled", 500: "ErrorInternalServerError", 503: "ServiceUnavailable", 504: "GatewayTimeout",
}  # fmt: skip
ON_REQUEST = ("internetMessageHeaders", "singleValueExtendedProperties")
"""What Graph tells of a message only to who selects or expands it."""


def moment(when: datetime) -> str:
    """A moment as Graph writes it, in UTC."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def error(status: int) -> Shape:
    """An error, by its status."""
    inner = {"date": "2026-11-02T08:00:00", "request-id": "0f8f-1", "client-request-id": "0f8f-1"}
    return {"error": {"code": CODES[status], "message": f"The stand-in says {status}.", "innerError": inner}}


def message(key: str, raw: bytes, folder: str, received: datetime, properties: Mapping[str, str]) -> Shape:
    """Everything of a message; `chosen` leaves out what was not asked."""
    mail = message_from_bytes(raw, policy=policy.default)
    return {
        "@odata.etag": f'W/"{key}"', "id": key, "changeKey": key, "categories": [],
        "createdDateTime": moment(received), "lastModifiedDateTime": moment(received),
        "receivedDateTime": moment(received), "sentDateTime": moment(received),
        "hasAttachments": b"attachment" in raw, "internetMessageId": str(mail["Message-ID"] or ""),
        "subject": str(mail["Subject"] or ""), "importance": "normal", "parentFolderId": folder,
        "isRead": False, "isDraft": False, "from": _recipient(mail), "sender": _recipient(mail),
        "singleValueExtendedProperties": [{"id": name, "value": value} for name, value in properties.items()],
        "internetMessageHeaders": [{"name": name, "value": str(value)} for name, value in mail.items()],
    }  # fmt: skip


def _recipient(mail: EmailMessage) -> Shape | None:
    address = mail["From"].addresses[0] if mail["From"] else None
    return {"emailAddress": {"name": address.display_name, "address": address.addr_spec}} if address else None


def folder(key: str, name: str, messages: int) -> Shape:
    """A folder with so many messages."""
    return {
        "id": key, "displayName": name, "parentFolderId": "root", "childFolderCount": 0, "unreadItemCount": messages,
        "totalItemCount": messages, "isHidden": False,
    }  # fmt: skip


def attachment(key: str, name: str, data: bytes, when: datetime) -> Shape:
    """A file that a message holds."""
    return {
        "@odata.type": "#microsoft.graph.fileAttachment", "@odata.mediaContentType": "application/octet-stream",
        "id": key, "lastModifiedDateTime": moment(when), "name": name, "contentType": "application/octet-stream",
        "size": len(data), "isInline": False, "contentId": None, "contentLocation": None,
        "contentBytes": base64.b64encode(data).decode(),
    }  # fmt: skip


def reference(key: str, name: str, when: datetime) -> Shape:
    """A link to a file elsewhere."""
    return {
        "@odata.type": "#microsoft.graph.referenceAttachment", "id": key, "lastModifiedDateTime": moment(when),
        "name": name, "contentType": None, "size": 0, "isInline": False,
    }  # fmt: skip


def held(raw: bytes) -> Iterable[tuple[str, bytes]]:
    """The files in a mail: name and bytes."""
    mail = message_from_bytes(raw, policy=policy.default)
    for part in mail.iter_attachments():
        yield part.get_filename() or "", part.get_payload(decode=True) or b""


def chosen(told: Shape, asked: Mapping[str, list[str]]) -> Shape:
    """What Graph tells to who asks so: what was selected, what was expanded, and always the id and annotations."""
    selected = asked.get("$select", [""])[0].split(",")
    expanded = [re.split(r"\(", each)[0] for each in asked.get("$expand", [""])[0].split(",")]
    if selected == [""]:
        return {name: value for name, value in told.items() if name not in ON_REQUEST or name in expanded}
    return {
        name: value
        for name, value in told.items()
        if name in {"id", *selected, *expanded} or name.startswith("@odata.")
    }
