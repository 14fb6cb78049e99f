# SPDX-License-Identifier: EUPL-1.2
"""A shared mailbox of Microsoft 365, by Microsoft Graph: `graph://data@regio.nl`."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from processors.errors import UnusableInputError
from processors.mailbox import eml
from processors.mailbox.composed import compose, message_id
from processors.mailbox.graph_client import AmbiguousError, GoneError, GraphClient
from processors.mailbox.message import Answer, Attachment, Check, Message, Options, Problem, UnsureError, clean_name

MARK = "String {7b0c6d1e-5a5e-4a7e-9a53-0d8f5d6c2b41} Name VerzamelpuntAntwoord"
"""The property by which a draft and its sent copy are known as one answer of ours."""

SIZE = "Long 0xe08"
SMALL = 3_000_000
PIECE = 320 * 1024 * 12
REFERENCE = "#microsoft.graph.referenceAttachment"
DOUBT = (
    "Het is niet bekend of het antwoord is verstuurd: Microsoft 365 gaf geen uitsluitsel. Kijk in de mappen Concepten "
    "en Verzonden items van het postvak."
)


def connect(place: str, options: Options) -> "GraphMailbox":
    """Describe the mailbox; Graph is asked when something is done.

    Raises:
        UnusableInputError: the address is no mailbox, or no application is set.

    """
    access = options.access
    if "@" not in place or not access or not (access.mail_identiteit or (access.mail_tenant and access.mail_client)):
        raise UnusableInputError(
            f"Het postvakadres 'graph://{place}' is niet bruikbaar. Schrijf graph:// en het postvak, en vul "
            "mail_tenant, mail_client en het certificaat of geheim in, of mail_identiteit."
        )
    return GraphMailbox(GraphClient(place, access), options)


@dataclass(frozen=True, slots=True)
class GraphMailbox:
    """Everything in the inbox is unread; the key of a message is its immutable id, which survives being moved."""

    client: GraphClient
    options: Options

    def unread(self) -> Iterator[Message]:
        """Yield the messages in the inbox, oldest first; one that is too large is not downloaded."""
        listed = list(
            self.client.all(
                "mailFolders/inbox/messages",
                **{
                    "$select": "id,receivedDateTime,hasAttachments", "$top": "100", "$orderby": "receivedDateTime asc",
                    "$expand": f"singleValueExtendedProperties($filter=id eq '{SIZE}')",
                },
            )
        )  # fmt: skip
        for told in listed:
            try:
                yield self._message(told)
            except GoneError:  # a colleague took it away since the inbox was listed
                continue

    def file(self, key: str, folder: str) -> bool:
        """Move a message to a folder, wherever in the mailbox it is now; False when it is nowhere."""
        try:
            place = self._folder(folder)
            if self._parent(key) == place:
                return True
            try:
                self.client.post(f"messages/{key}/move", {"DestinationId": place})
            except AmbiguousError:
                if self._parent(key) != place:  # it did not happen, so it may be asked again
                    self.client.post(f"messages/{key}/move", {"DestinationId": place})
        except GoneError:
            return False
        return True

    def send(self, answer: Answer) -> None:
        """Send an answer, unless it went before; a draft of an earlier try is thrown away and made anew.

        Raises:
            UnsureError: whether it went cannot be known.

        """
        mark = message_id(answer, self.client.mailbox)
        drafts, sent = self._ours(mark)
        if sent:
            return
        for draft in drafts:
            self.client.delete(f"messages/{draft}")
        draft = self._draft(answer, mark)
        for path in answer.attachments:
            self._attach(draft, path)
        self._send(draft, mark)

    def check(self) -> Iterator[Check]:
        """Whether we may read and write drafts; nothing is sent, and the draft is taken away."""
        inbox = self.client.get("mailFolders/inbox", **{"$select": "totalItemCount"})
        yield Check(holds=True, says=f"Aangemeld; het postvak IN is te lezen ({inbox['totalItemCount']} berichten).")
        made = self.client.post("messages", {"subject": "Proef van Verzamelpunt"})
        self.client.delete(f"messages/{made['id']}")
        yield Check(holds=True, says="Berichten schrijven en verwijderen lukt; er is niets verstuurd.")

    def sees(self, other: str) -> Check:
        """Whether another mailbox stays closed to us, as it must."""
        try:
            self.client.call("GET", f"/users/{other}/mailFolders/inbox", params={"$select": "id"})
        except (GoneError, UnusableInputError):
            return Check(holds=True, says=f"Het postvak '{other}' blijft gesloten voor de toepassing, zoals het hoort.")
        return Check(
            holds=False,
            says=f"De toepassing kan ook in het postvak '{other}'. Beperk het recht tot dit postvak "
            "(RBAC for Applications; zie docs/postvakken.md).",
        )

    def _message(self, told: dict[str, Any]) -> Message:
        key, received_at = told["id"], datetime.fromisoformat(told["receivedDateTime"])
        size = int(next((each["value"] for each in told.get("singleValueExtendedProperties", [])), 0))
        most = self.options.max_bytes
        if size > most:
            raw = self._head(key)
            message = eml.parse(raw, key=key, received_at=received_at, options=self.options)
            return replace(message, attachments=(), problems=(Problem.TOO_LARGE, *message.problems))
        raw = self.client.raw(f"messages/{key}/$value", most + 1)
        message = eml.parse(raw, key=key, received_at=received_at, options=self.options)
        linked = self._linked(key) if told.get("hasAttachments") else ()
        return replace(message, attachments=(*message.attachments, *linked))

    def _head(self, key: str) -> bytes:
        """The headers of a message that is not downloaded."""
        found = self.client.get(
            f"messages/{key}", **{"$select": "internetMessageHeaders,internetMessageId,from,subject"}
        )
        lines = [f"{each['name']}: {each['value']}" for each in found.get("internetMessageHeaders") or []]
        return "\r\n".join([*lines, "", ""]).encode()

    def _linked(self, key: str) -> tuple[Attachment, ...]:
        """The attachments that are only a link to a file elsewhere: the message itself does not hold them."""
        found = self.client.all(f"messages/{key}/attachments", **{"$select": "id,name"})
        names = [each["name"] for each in found if each.get("@odata.type") == REFERENCE]
        return tuple(Attachment(clean_name(name), b"", Problem.LINKED) for name in names)

    def _parent(self, key: str) -> str:
        return str(self.client.get(f"messages/{key}", **{"$select": "parentFolderId"})["parentFolderId"])

    def _folder(self, name: str) -> str:
        """The id of a folder, which is made when it is not there, or not any more."""
        quoted = name.replace("'", "''")
        for _ in range(2):
            for found in self.client.all("mailFolders", **{"$filter": f"displayName eq '{quoted}'", "$select": "id"}):
                return str(found["id"])
            try:
                return str(self.client.post("mailFolders", {"displayName": name})["id"])
            except AmbiguousError:
                continue  # it may be there now
        raise UnusableInputError(f"De map '{name}' kan niet worden gemaakt in het postvak. Maak haar zelf.")

    def _ours(self, mark: str) -> tuple[list[str], list[str]]:
        """The drafts and the sent copies of an answer."""
        has = f"singleValueExtendedProperties/Any(ep: ep/id eq '{MARK}' and ep/value eq '{mark}')"
        found = list(self.client.all("messages", **{"$filter": has, "$select": "id,isDraft"}))
        return [each["id"] for each in found if each["isDraft"]], [each["id"] for each in found if not each["isDraft"]]

    def _draft(self, answer: Answer, mark: str) -> str:
        """A draft with the headers of every answer; made as MIME, because Graph has no other way to most headers."""
        bare = compose(replace(answer, attachments=()), self.client.mailbox, datetime.now().astimezone())
        content = base64.b64encode(bare.as_bytes())
        try:
            draft = str(self.client.post("messages", content=content)["id"])
        except AmbiguousError:  # a second draft does no harm: without its mark nothing is done with it
            draft = str(self.client.post("messages", content=content)["id"])
        self.client.patch(f"messages/{draft}", {"singleValueExtendedProperties": [{"id": MARK, "value": mark}]})
        return draft

    def _attach(self, draft: str, path: Path) -> None:
        name, data = clean_name(path.name), path.read_bytes()
        if len(data) < SMALL:
            body = {
                "@odata.type": "#microsoft.graph.fileAttachment", "name": name,
                "contentBytes": base64.b64encode(data).decode(),
            }  # fmt: skip
            try:
                self.client.post(f"messages/{draft}/attachments", body)
            except AmbiguousError:
                there = self.client.all(f"messages/{draft}/attachments", **{"$select": "id,name"})
                if name not in {each["name"] for each in there}:
                    self.client.post(f"messages/{draft}/attachments", body)
            return
        asked = {"AttachmentItem": {"attachmentType": "file", "name": name, "size": len(data)}}
        session = f"messages/{draft}/attachments/createUploadSession"
        try:
            place = str(self.client.post(session, asked)["uploadUrl"])
        except AmbiguousError:  # a session that nobody uses does no harm: it ends by itself
            place = str(self.client.post(session, asked)["uploadUrl"])
        for start in range(0, len(data), PIECE):
            self.client.upload(place, data[start : start + PIECE], start, len(data))

    def _send(self, draft: str, mark: str) -> None:
        for _ in range(2):
            try:
                self.client.post(f"messages/{draft}/send")
            except (AmbiguousError, GoneError):
                drafts, sent = self._ours(mark)
                if sent:
                    return
                if draft in drafts:  # another one is of an earlier try: what is thrown away stays in Deleted Items
                    continue  # it is still a draft, so it did not go
                raise UnsureError(DOUBT) from None
            return
        raise UnsureError(DOUBT)
