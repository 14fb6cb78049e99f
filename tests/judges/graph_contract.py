# SPDX-License-Identifier: EUPL-1.2
"""An OpenAPI contract of the calls that we make to Graph, cut out of Microsoft's own client (msgraph-sdk).

`graph_contract.py` runs with `msgraph.txt` installed and writes the contract to stdout. Names, types and query options
are those that the client was generated with. What it does not hold is from the public reference: which status means
success, and that what has an id tells it. A name that the client does not know is a violation; `@odata.` is free.
"""

import enum
import inspect
import json
import re
import sys
from importlib import import_module
from importlib.metadata import version
from typing import Any
from urllib.parse import unquote

Schema = dict[str, Any]

U, F, M = "users.item.", "users.item.mail_folders.item.", "users.item.messages.item."
ITEM = M + "message_item_request_builder.MessageItemRequestBuilder"
ATTACHMENTS = M + "attachments.attachments_request_builder.AttachmentsRequestBuilder"
SESSION = M + "attachments.create_upload_session.create_upload_session_"
FOLDERS = U + "mail_folders.mail_folders_request_builder.MailFoldersRequestBuilder"
MESSAGES = U + "messages.messages_request_builder.MessagesRequestBuilder"
MESSAGE, MESSAGE_PAGE = "models.message.Message", "models.message_collection_response.MessageCollectionResponse"
FOLDER, FOLDER_PAGE = (
    "models.mail_folder.MailFolder",
    "models.mail_folder_collection_response.MailFolderCollectionResponse",
)
FILE, FILE_PAGE = "models.attachment.Attachment", "models.attachment_collection_response.AttachmentCollectionResponse"
MIME, NOTHING = "text/plain", ""

# Builder of the client, verb, status, what is answered, what is asked.
CALLS = (
    (F + "messages.messages_request_builder.MessagesRequestBuilder", "get", 200, MESSAGE_PAGE, NOTHING),
    (FOLDERS, "get", 200, FOLDER_PAGE, NOTHING),
    (FOLDERS, "post", 201, FOLDER, FOLDER),
    (F + "mail_folder_item_request_builder.MailFolderItemRequestBuilder", "get", 200, FOLDER, NOTHING),
    (MESSAGES, "get", 200, MESSAGE_PAGE, NOTHING),
    (MESSAGES, "post", 201, MESSAGE, MESSAGE),
    (ITEM, "get", 200, MESSAGE, NOTHING),
    (ITEM, "patch", 200, MESSAGE, MESSAGE),
    (ITEM, "delete", 204, NOTHING, NOTHING),
    (M + "value.content_request_builder.ContentRequestBuilder", "get", 200, MIME, NOTHING),
    (ATTACHMENTS, "get", 200, FILE_PAGE, NOTHING),
    (ATTACHMENTS, "post", 201, FILE, FILE),
    (
        SESSION + "request_builder.CreateUploadSessionRequestBuilder", "post", 201,
        "models.upload_session.UploadSession", SESSION + "post_request_body.CreateUploadSessionPostRequestBody",
    ),
    (M + "move.move_request_builder.MoveRequestBuilder", "post", 201, MESSAGE,
     M + "move.move_post_request_body.MovePostRequestBody"),
    (M + "send.send_request_builder.SendRequestBuilder", "post", 202, NOTHING, NOTHING),
)  # fmt: skip
PLAIN: dict[str, Schema] = {
    "str": {"type": ["string", "null"]}, "bool": {"type": ["boolean", "null"]}, "int": {"type": ["integer", "null"]},
    "float": {"type": ["number", "null"]}, "uuid": {"type": ["string", "null"]},
    "datetime": {"type": ["string", "null"], "format": "date-time"},
    "bytes": {"type": ["string", "null"], "pattern": "^[A-Za-z0-9+/]*={0,2}$"},
}  # fmt: skip
schemas: dict[str, Schema] = {}


class Noted:
    """A parse node that only notes how a field is read."""

    def __getattr__(self, name: str) -> Any:
        """Note the call and what it was given."""
        return lambda *given: setattr(self, "read", (name, given))


def known(path: str) -> Any:
    """A class of the client, by its module and name."""
    module, name = path.rsplit(".", 1)
    return getattr(import_module(f"msgraph.generated.{module}"), name)


def fields(model: Any) -> dict[str, Schema]:
    """The fields of a model, as its own reader takes them."""
    return {name: _field(reader) for name, reader in model().get_field_deserializers().items()}


def _field(reader: Any) -> Schema:
    node = Noted()
    reader(node)
    how, given = node.read
    if how == "get_enum_value":
        return {"enum": [*_values(given[0]), None]}
    if how == "get_collection_of_enum_values":
        return {"type": ["array", "null"], "items": {"enum": _values(given[0])}}
    if how == "get_object_value":
        return {"anyOf": [reference(given[0]), {"type": "null"}]}
    if how == "get_collection_of_object_values":
        return {"type": ["array", "null"], "items": reference(given[0])}
    if how == "get_collection_of_primitive_values":
        return {"type": ["array", "null"], "items": PLAIN[given[0].__name__]}
    return dict(PLAIN[how.removeprefix("get_").removesuffix("_value")])


def _values(kind: type[enum.Enum]) -> list[str]:
    return [each.value for each in kind]


def reference(model: Any) -> Schema:
    """Where the contract holds a model; it and what it refers to are put there."""
    name = model.__name__
    if name not in schemas:
        schemas[name] = {}  # models refer to each other
        schemas[name] = _kinds(model) if name == "Attachment" else _closed(model)
    return {"$ref": f"#/components/schemas/{name}"}


def _closed(model: Any) -> Schema:
    """A model and no other names; an id is told and not asked, but that of an extended property is ours to choose."""
    told, name = fields(model), model.__name__
    needed = ["id"] if "id" in told else ["value"] if name.endswith("CollectionResponse") else []
    if "id" in told:
        told["id"] = {"type": "string", "readOnly": not name.endswith("ExtendedProperty")}
    if "value" in needed:
        told["value"]["type"] = "array"
    if name == "InnerError":
        told["date"].pop("format")  # Graph writes it without a zone
    return {
        "type": "object", "properties": told, "required": needed,
        "patternProperties": {r"@odata\.": {}}, "additionalProperties": False,
    }  # fmt: skip


def _kinds(model: Any) -> Schema:
    """An attachment is one of the kinds that its reader tells apart."""
    found = re.findall(r'"#microsoft\.graph\.(\w+)"', inspect.getsource(model.create_from_discriminator_value))
    kinds = []
    for each in dict.fromkeys(found):
        module = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", each).lower()
        kind = known(f"models.{module}.{each[0].upper()}{each[1:]}")
        closed = _closed(kind) | {"required": ["@odata.type"]}
        closed["properties"] |= {"@odata.type": {"const": f"#microsoft.graph.{each}"}, "id": {"type": "string"}}
        kinds.append(closed)
    # Prism leaves out what is told and not asked only outside of a choice.
    return {"required": ["id"], "properties": {"id": {"type": "string", "readOnly": True}}, "anyOf": kinds}


def asked(names: str, answer: str) -> list[Schema]:
    """The query options of a call, by its template; `$select`, `$orderby` and `$expand` take fields of what is told."""
    listed = answer.replace("_collection_response", "").replace("CollectionResponse", "")
    some = "|".join(fields(known(listed))) if names else ""
    lists = {
        "$select": f"^({some})$", "$orderby": f"^({some})( asc| desc)?$", "$expand": rf"^({some})(\(.*\))?$",
    }  # fmt: skip
    return [
        {
            "name": name, "in": "query", "style": "form", "explode": False,
            "schema": {"type": "array", "items": {"type": "string", "pattern": lists[name]}} if name in lists
            else {"type": "integer"} if name in {"$top", "$skip"} else {"type": "string"},
        }
        for name in names.replace("*", "").split(",") if name
    ]  # fmt: skip


def call(path: str, verb: str, status: int, answer: str, body: str) -> tuple[str, Schema]:
    """Where a call is made, and its operation."""
    builder = known(path)
    template = re.search(r'"\{\+baseurl\}([^"]*)"', inspect.getsource(builder.__init__))
    assert template
    place, _, names = unquote(template[1]).partition("{?")
    wrong = {"description": "error", "content": _json("models.o_data_errors.o_data_error.ODataError")}
    told: Schema = {"description": "done"}
    if answer:
        told["content"] = {MIME: {"schema": {"type": "string"}}} if answer == MIME else _json(answer)
    operation: Schema = {
        "parameters": asked(names.rstrip("}") if verb == "get" else "", answer),
        "responses": {str(status): told, "4XX": wrong, "5XX": wrong},
    }
    if body:
        content = _json(body) | ({MIME: {"schema": {"type": "string"}}} if body == MESSAGE else {})
        operation["requestBody"] = {"required": True, "content": content}
    return place, operation


def _json(model: str) -> Schema:
    return {"application/json": {"schema": reference(known(model))}}


def main() -> Schema:
    """The contract as a whole."""
    paths: dict[str, Schema] = {}
    for each in CALLS:
        place, operation = call(*each)
        there = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in re.findall(r"\{([^}]+)\}", place)
        ]
        paths.setdefault(place, {"parameters": there})[each[1]] = operation
    return {
        "openapi": "3.1.0", "info": {"title": "Calls to Microsoft Graph", "version": version("msgraph-sdk")},
        "servers": [{"url": "https://graph.microsoft.com/v1.0"}], "paths": paths,
        "security": [{"bearer": []}],
        "components": {"schemas": schemas, "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(), indent=1))
