"""A chat as people would read it."""

from tests.fake_botapi.chats import Chat, Entry
from tests.fake_botapi.errors import Json

_MEDIA = ("photo", "document", "sticker", "voice", "audio")


def shown(message: Json) -> str:
    """What a message shows, without its buttons."""
    if "text" in message:
        return str(message["text"])
    media = next((name for name in _MEDIA if name in message), "message")
    return f"({media}) {message.get('caption', '')}".strip()


def button_rows(message: Json) -> list[str]:
    markup = message.get("reply_markup", {})
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    labels = ([b if isinstance(b, str) else b["text"] for b in row] for row in rows)
    return [" ".join(f"[{label}]" for label in row) for row in labels]


def _line(entry: Entry) -> str:
    who, verb = entry.who, entry.verb
    if verb == "send":
        return f"{who}: {shown(entry.message)}"
    if verb == "edit":
        return f"{who} edits: {shown(entry.message)}"
    if verb == "delete":
        return f"{who} deletes: {shown(entry.message)}"
    if verb == "presses":
        return f"{who} presses: [{entry.message['text']}]"
    if verb in {"toast", "alert"}:
        return f"{who} {verb}: {entry.message['text']}"
    return f"{who} {verb}"


def lines(chat: Chat) -> list[str]:
    """Every line of a chat, continuation lines and button rows indented."""
    result: list[str] = []
    for entry in chat.history:
        first, *others = _line(entry).split("\n")
        result += [first, *(f"  {line}".rstrip() for line in others)]
        if entry.verb in {"send", "edit"}:
            result += [f"  {row}" for row in button_rows(entry.message)]
    return result
