"""Telegram's HTML: what it shows and its entities, or why it cannot be parsed."""

import re
from html import unescape
from typing import Any

from tests.fake_botapi.errors import Json, breach

_TOKEN = re.compile(r"<[^<>]*>|<|&#?\w+;|[^<&]+|&")
_TAG = re.compile(r"<(/?)([a-zA-Z-]+)((?:\s+[^<>]*)?)>\Z", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_NUMERIC = re.compile(r"&#(\d+|[xX][0-9a-fA-F]+);\Z")
_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
_ENTITIES = frozenset({"&lt;", "&gt;", "&amp;", "&quot;"})
_ATTRIBUTES = {
    "a": {"href"}, "span": {"class"}, "code": {"class"},
    "blockquote": {"expandable"}, "tg-emoji": {"emoji-id"},
}  # fmt: skip


def utf16_length(text: str) -> int:
    """Telegram counts lengths and offsets in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _unparseable(why: str) -> Exception:
    return breach(f"Bad Request: can't parse entities: {why}")


class _Reader:
    """Reads one text, token by token."""

    def __init__(self) -> None:
        self.plain: list[str] = []
        self.length = 0
        self.open: list[tuple[str, Json]] = []
        self.entities: list[Json] = []

    def text(self, piece: str) -> None:
        self.plain.append(piece)
        self.length += utf16_length(piece)

    def entity(self, token: str) -> None:
        if token == "&":  # Telegram takes a lone ampersand for what it is
            self.text(token)
        elif token in _ENTITIES or _NUMERIC.match(token):
            self.text(unescape(token))
        else:
            raise _unparseable(f"unsupported entity {token!r}")

    def tag(self, token: str) -> None:
        found = _TAG.match(token)
        name = found[2].lower() if found else ""
        if found is None or name not in _TYPES:
            raise _unparseable(f'Unsupported start tag "{token.strip("<>")}"')
        if found[1]:
            self._close(name)
        else:
            self.open.append((name, {"offset": self.length} | self._details(name, found[3])))

    def _details(self, name: str, source: str) -> Json:
        attributes = {
            match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
            for match in _ATTRIBUTE.finditer(source)
        }
        if surplus := attributes.keys() - _ATTRIBUTES.get(name, set()):
            raise _unparseable(f"attributes {sorted(surplus)} in {name!r}")
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparseable('Tag "span" must have class "tg-spoiler"')
        if name == "a" and not attributes.get("href"):
            raise _unparseable("a link without href")
        return {"url": attributes["href"]} if name == "a" else {}

    def _close(self, name: str) -> None:
        if not self.open or self.open[-1][0] != name:
            raise _unparseable(f"Unmatched end tag at </{name}>")
        _, details = self.open.pop()
        length = self.length - details["offset"]
        if length:
            self.entities.append({"type": _TYPES[name], **details, "length": length})


def read_html(source: str) -> tuple[str, list[Json]]:
    """The text shown and its entities."""
    reader = _Reader()
    for token in _TOKEN.findall(source):
        if token.startswith("<"):
            reader.tag(token)
        elif token.startswith("&"):
            reader.entity(token)
        else:
            reader.text(token)
    if reader.open:
        raise _unparseable(f"Can't find end tag corresponding to start tag {reader.open[-1][0]}")
    return "".join(reader.plain), sorted(reader.entities, key=_position)


def _position(entity: dict[str, Any]) -> tuple[int, int]:
    return entity["offset"], -entity["length"]
