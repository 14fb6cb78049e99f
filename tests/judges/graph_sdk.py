# SPDX-License-Identifier: EUPL-1.2
"""Microsoft's own client of Graph makes the calls that we make, and tells as JSON what it read in the answers.

`graph_sdk.py <address of Graph> <mailbox>` runs with `msgraph.txt` installed; the mailbox holds three messages.
"""

import asyncio
import base64
import json
import sys
import time
from typing import Any

import httpx
from azure.core.credentials import AccessToken
from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.headers_collection import HeadersCollection
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.attachment_item import AttachmentItem
from msgraph.generated.models.attachment_type import AttachmentType
from msgraph.generated.models.file_attachment import FileAttachment
from msgraph.generated.models.mail_folder import MailFolder
from msgraph.generated.models.message import Message
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.single_value_legacy_extended_property import SingleValueLegacyExtendedProperty
from msgraph.generated.models.upload_session import UploadSession
from msgraph.generated.users.item.messages.item.attachments.create_upload_session import (
    create_upload_session_post_request_body as upload,
)
from msgraph.generated.users.item.messages.item.move.move_post_request_body import MovePostRequestBody
from msgraph_core import GraphClientFactory
from msgraph_core.tasks.page_iterator import PageIterator

MARK = "String {7b0c6d1e-5a5e-4a7e-9a53-0d8f5d6c2b41} Name VerzamelpuntAntwoord"
LARGE = bytes(range(256)) * 20_000
PIECE = 320 * 1024 * 12
Told = dict[str, Any]


class Credential:
    """Gives the token of the stand-in."""

    def get_token(self, *_scopes: str, **_options: object) -> AccessToken:
        """A token that is good for an hour."""
        return AccessToken("t1", int(time.time()) + 3600)


def adapter(base: str, authentication: object) -> GraphRequestAdapter:
    """Microsoft's adapter with its own middleware: repeats, redirects and telemetry as delivered."""
    client = GraphClientFactory.create_with_default_middleware(client=httpx.AsyncClient(trust_env=False, timeout=30))
    made = GraphRequestAdapter(authentication, client)
    made.base_url = base
    return made


def asked(builder: type | None = None, **query: object) -> RequestConfiguration[Any]:
    """The options of a call: ids that survive a move, and the query as the client types it."""
    headers = HeadersCollection()
    headers.add("Prefer", 'IdType="ImmutableId"')
    parameters = getattr(builder, f"{builder.__name__}GetQueryParameters")(**query) if builder else None
    return RequestConfiguration(headers=headers, query_parameters=parameters)


async def read(user: Any, graph: GraphRequestAdapter) -> Told:
    """Lists the inbox to its last page, and reads a message, its MIME and its attachments."""
    inbox = user.mail_folders.by_mail_folder_id("inbox")
    options = asked(
        type(inbox.messages), select=["id", "receivedDateTime", "hasAttachments"], top=100,
        orderby=["receivedDateTime asc"], expand=["singleValueExtendedProperties($filter=id eq 'Long 0xe08')"],
    )  # fmt: skip
    page = await inbox.messages.get(options)
    pages, listed = PageIterator(page, graph), []
    pages.headers.add("Prefer", 'IdType="ImmutableId"')
    await pages.iterate(lambda each: not listed.append(each))
    first = user.messages.by_message_id(listed[0].id)
    whole = await first.get(asked())
    head = await first.get(asked(type(first), select=["internetMessageHeaders", "parentFolderId"]))
    files = await first.attachments.get(asked(type(first.attachments), select=["id", "name"]))
    full = await first.attachments.get(asked())
    return {
        "first page": len(page.value), "next": bool(page.odata_next_link),
        "listed": [
            [each.id, each.received_date_time.isoformat(), each.has_attachments, each.subject]
            for each in listed
        ],
        "sizes": [[each.id, each.value] for mail in listed for each in mail.single_value_extended_properties],
        "message": [
            whole.subject, whole.from_.email_address.address, whole.internet_message_id, whole.is_draft, whole.is_read,
            whole.importance.value, whole.sent_date_time.isoformat(), whole.internet_message_headers,
        ],
        "headers": {each.name: each.value for each in head.internet_message_headers},
        "parent": head.parent_folder_id,
        "mime": base64.b64encode(await first.content.get(asked())).decode(),
        "attachments": [[type(each).__name__, each.name, each.size] for each in files.value],
        "full": [[type(each).__name__, each.name, each.size, each.is_inline] for each in full.value],
        "content": base64.b64encode(full.value[0].content_bytes).decode(),
        "unread": [listed[0].additional_data, whole.additional_data, files.value[0].additional_data],
    }  # fmt: skip


async def file(user: Any, key: str) -> Told:
    """Finds a folder, makes it, finds it again, and moves a message into it."""
    folders, looked = user.mail_folders, []
    options = asked(type(folders), filter="displayName eq 'ver''werkt'", select=["id"])
    looked.append([each.id for each in (await folders.get(options)).value])
    made = await folders.post(MailFolder(display_name="ver'werkt"), asked())
    looked.append([each.id for each in (await folders.get(options)).value])
    moved = await user.messages.by_message_id(key).move.post(MovePostRequestBody(destination_id=made.id), asked())
    inbox = await folders.by_mail_folder_id("inbox").get(asked())
    return {
        "looked": looked, "made": [made.id, made.display_name], "moved": [moved.id, moved.parent_folder_id],
        "inbox": [inbox.total_item_count, inbox.unread_item_count],
    }  # fmt: skip


async def drafted(user: Any, graph: GraphRequestAdapter, mime: bytes) -> Message:
    """Makes a draft of MIME; the typed client knows JSON only, so the body is put in its request by hand."""
    request = user.messages.to_post_request_information(Message(), asked())
    request.headers.remove("Content-Type")
    request.set_stream_content(base64.b64encode(mime), "text/plain")
    return await graph.send_async(request, Message, {"XXX": ODataError})


async def answer(user: Any, graph: GraphRequestAdapter, base: str) -> Told:
    """Makes a draft, marks it, hangs two files on it, sends it and finds it by its mark."""
    mime = b"From: data@regio.nl\r\nTo: zorg@aanbieder.nl\r\nSubject: Terugkoppeling\r\n\r\nDag"
    draft = await drafted(user, graph, mime)
    mine = user.messages.by_message_id(draft.id)
    mark = SingleValueLegacyExtendedProperty(id=MARK, value="<a@regio.nl>")
    await mine.patch(Message(single_value_extended_properties=[mark]), asked())
    small = await mine.attachments.post(FileAttachment(name="klein.csv", content_bytes=b"a;b\n"), asked())
    item = AttachmentItem(attachment_type=AttachmentType.File, name="groot.xlsx", size=len(LARGE))
    body = upload.CreateUploadSessionPostRequestBody(attachment_item=item)
    session = await mine.attachments.create_upload_session.post(body, asked())
    pieces = [await put(base, session.upload_url, start) for start in range(0, len(LARGE), PIECE)]
    has = f"singleValueExtendedProperties/Any(ep: ep/id eq '{MARK}' and ep/value eq '<a@regio.nl>')"
    found = asked(type(user.messages), filter=has, select=["id", "isDraft"])
    before = (await user.messages.get(found)).value
    await mine.send.post(asked())
    after = (await user.messages.get(found)).value
    other = await drafted(user, graph, mime)
    await user.messages.by_message_id(other.id).delete(asked())
    return {
        "draft": [draft.subject, draft.is_draft, draft.parent_folder_id, draft.received_date_time.isoformat()],
        "small": [type(small).__name__, small.name, small.size],
        "session": [session.expiration_date_time.isoformat(), session.next_expected_ranges], "pieces": pieces,
        "found": [[each.is_draft for each in before], [each.is_draft for each in after]],
        "same": [each.id == draft.id for each in (*before, *after)],
    }  # fmt: skip


async def put(base: str, place: str, start: int) -> list[str] | None:
    """Uploads a piece without a token; gives what is still expected, nothing after the last."""
    data = LARGE[start : start + PIECE]
    request = RequestInformation()
    request.http_method, request.url = Method.PUT, place
    request.headers.add("Content-Range", f"bytes {start}-{start + len(data) - 1}/{len(LARGE)}")
    request.set_stream_content(data, "application/octet-stream")
    told = await adapter(base, AnonymousAuthenticationProvider()).send_async(
        request, UploadSession, {"XXX": ODataError}
    )
    return told.next_expected_ranges if told else None


async def refused(user: Any) -> Told:
    """Asks what is not there: the error that the client raises, field by field."""
    try:
        await user.messages.by_message_id("weg").get(asked())
    except ODataError as error:
        said = error.error
        return {
            "status": error.response_status_code, "code": said.code, "message": said.message,
            "date": said.inner_error.date.isoformat(), "request": said.inner_error.request_id,
            "unread": [error.additional_data, said.additional_data, said.inner_error.additional_data],
        }  # fmt: skip
    return {}


async def main(base: str, mailbox: str) -> Told:
    """Makes every call, in the order of a pass of ours."""
    allowed = AzureIdentityAuthenticationProvider(Credential(), scopes=["s"], allowed_hosts=["127.0.0.1"])
    graph = adapter(base, allowed)
    user = GraphServiceClient(request_adapter=graph).users.by_user_id(mailbox)
    told = {"read": await read(user, graph)}
    told["file"] = await file(user, told["read"]["listed"][0][0])
    told["answer"] = await answer(user, graph, base)
    return told | {"refused": await refused(user)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main(*sys.argv[1:]))))
