"""The rules for keyboards."""

from typing import Any
from urllib.parse import urlsplit

from tests.fake_botapi.errors import Json, breach
from tests.fake_botapi.texts import check_start_links

MOST_BUTTONS = 100
_ACTIONS = frozenset({
    "url", "callback_data", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
})  # fmt: skip
_LOOKS = frozenset({"text", "icon_custom_emoji_id", "style"})
_KINDS = frozenset({"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"})


def check_markup(markup: Json, *, inline_only: bool = False) -> None:
    """Raise what Telegram answers to a keyboard it does not take."""
    kinds = [kind for kind in _KINDS if kind in markup]
    if len(kinds) != 1:
        raise breach("Bad Request: object expected as reply markup", f"reply markup {markup!r}")
    kind = kinds[0]
    if inline_only and kind != "inline_keyboard":
        raise breach("Bad Request: inline keyboard expected")
    if kind in {"remove_keyboard", "force_reply"}:
        if markup[kind] is not True:
            raise breach(f"Bad Request: {kind} must be true")
        return
    buttons = _buttons(markup[kind])
    if len(buttons) > MOST_BUTTONS:
        raise breach("Bad Request: reply markup is too long", f"{len(buttons)} buttons")
    for button in buttons:
        if kind == "inline_keyboard":
            _check_inline(button)
        else:
            _text_of({"text": button} if isinstance(button, str) else button)


def _buttons(rows: Any) -> list[Any]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise breach("Bad Request: keyboard must be an Array of Array of buttons")
    if not all(rows):
        raise breach("Bad Request: empty keyboard row")
    return [button for row in rows for button in row]


def _text_of(button: Any) -> str:
    if not isinstance(button, dict):
        raise breach("Bad Request: keyboard button must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise breach("Bad Request: button text must be non-empty", f"button {button!r}")
    return text


def _check_inline(button: Any) -> None:
    text = _text_of(button)
    if surplus := button.keys() - _ACTIONS - _LOOKS:
        raise breach("Bad Request: BUTTON_TYPE_INVALID", f"{text!r} has {sorted(surplus)}")
    if len(_ACTIONS & button.keys()) != 1:
        raise breach(
            "Bad Request: text buttons are unallowed in the inline keyboard",
            f"button {text!r} must have exactly one action",
        )
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= 64:
            raise breach("Bad Request: BUTTON_DATA_INVALID", f"callback_data {data!r} of {text!r}")
    elif "url" in button:
        _check_url(button["url"])
    elif "web_app" in button and not _is_https(button["web_app"]):
        raise breach("Bad Request: Web App URL is invalid: only HTTPS links are allowed")


def _is_https(web_app: Any) -> bool:
    return isinstance(web_app, dict) and str(web_app.get("url", "")).startswith("https://")


def _check_url(url: Any) -> None:
    app = urlsplit(url) if isinstance(url, str) else urlsplit("")
    # Telegram takes no host without a dot, such as "localhost": such links only work in tests.
    if app.scheme != "tg" and not (app.scheme in {"http", "https"} and "." in (app.hostname or "")):
        raise breach(f"Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    check_start_links(url)
