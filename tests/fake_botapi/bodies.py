"""What an HTTP request to the Bot API carries: parameters and uploaded files."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from tests.fake_botapi.errors import Json, breach

_NAME = re.compile(r'[; ]name="([^"]*)"')
_FILENAME = re.compile(r'[; ]filename="([^"]*)"')


@dataclass(frozen=True)
class Upload:
    """One uploaded file."""

    name: str
    content: bytes

    def summary(self) -> Json:
        """What stands for the file in the log of calls."""
        return {"file_name": self.name, "size": len(self.content)}


Raw = dict[str, Any]


def parse_body(content_type: str, query: bytes, body: bytes) -> Raw:
    """The raw parameters: strings from forms, any JSON value from JSON, uploads as `Upload`."""
    raw: Raw = {}
    if query:
        raw.update(parse_qsl(query.decode(), keep_blank_values=True))
    if not body:
        return raw
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        raw.update(parse_qsl(body.decode(), keep_blank_values=True))
    elif kind == "multipart/form-data":
        raw.update(_parse_multipart(content_type, body))
    elif kind == "application/json":
        raw.update(_parse_json(body))
    else:
        raise breach("Bad Request: unsupported content type", f"content type {kind!r}")
    return raw


def _parse_json(body: bytes) -> Raw:
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise breach("Bad Request: request body is not a JSON object")
    return value


def _parse_multipart(content_type: str, body: bytes) -> Raw:
    """Cut the whole body at its boundary: it is in memory anyway, so no streaming parser."""
    found = re.search(r'boundary="?([^";,]+)', content_type)
    if found is None:
        raise breach("Bad Request: multipart body without a boundary")
    raw: Raw = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + found[1].encode())[1:]:
        if part.startswith(b"--"):
            break
        head, separator, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head.decode())
        if not separator or name is None:
            raise breach("Bad Request: malformed multipart body")
        filename = _FILENAME.search(head.decode())
        raw[unquote(name[1])] = (
            Upload(unquote(filename[1]), content) if filename else content.decode()
        )
    return raw
