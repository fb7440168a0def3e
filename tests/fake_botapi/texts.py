"""The rules for what a bot may write."""

import re

from tests.fake_botapi.errors import Json, breach
from tests.fake_botapi.markup import read_html, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_START_LINK = re.compile(r"t\.me/\w+\?start(?:group)?=([^\s\"'<>&#)]*)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


def is_start_payload(payload: str) -> bool:
    return bool(_PAYLOAD.match(payload))


def check_start_links(text: str) -> None:
    """A deep link with a payload that Telegram would not hand on is a dead link."""
    for payload in _START_LINK.findall(text):
        if not is_start_payload(payload):
            raise breach(
                "Bad Request: START_PARAM_INVALID", f"start payload {payload!r} is not allowed"
            )


def _read(source: str, parse_mode: str | None, entities: list[Json]) -> tuple[str, list[Json]]:
    if "\0" in source or _SURROGATE.search(source):
        raise breach("Bad Request: strings must be encoded in UTF-8")
    if not parse_mode:
        return source, entities
    if entities:
        raise breach("Bad Request: parse_mode and entities exclude each other")
    if parse_mode.lower() == "html":
        return read_html(source)
    if parse_mode.lower() in {"markdown", "markdownv2"}:
        return source, []
    raise breach("Bad Request: can't parse entities: unsupported parse_mode")


def read_text(params: Json) -> Json:
    """The fields `text` and `entities` of a message, or the refusal."""
    text, entities = _read(
        params.get("text", ""), params.get("parse_mode"), params.get("entities", [])
    )
    if not text.strip():
        raise breach("Bad Request: message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise breach("Bad Request: message is too long")
    check_start_links(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def read_caption(params: Json) -> Json:
    """The fields `caption` and `caption_entities` of a message; both may be missing."""
    caption, entities = _read(
        params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities", [])
    )
    if utf16_length(caption) > CAPTION_LIMIT:
        raise breach("Bad Request: message caption is too long")
    check_start_links(caption)
    fields: Json = {"caption": caption} if caption else {}
    return fields | ({"caption_entities": entities} if entities else {})
