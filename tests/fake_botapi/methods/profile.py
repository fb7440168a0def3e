"""What a bot says about itself and asks about others, and answers to button presses."""

import re

from tests.fake_botapi.errors import Json, breach, refusal
from tests.fake_botapi.markup import utf16_length
from tests.fake_botapi.world import Request, World

MOST_TO_DOWNLOAD = 20 * 1024 * 1024
_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def get_me(world: World, _request: Request) -> Json:
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def get_webhook_info(world: World, _request: Request) -> Json:
    return {
        "url": world.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.queue.waiting),
    }


def delete_webhook(world: World, request: Request) -> bool:
    world.webhook = ""
    if request.params.get("drop_pending_updates"):
        world.queue.waiting.clear()
    return True


def get_chat(world: World, request: Request) -> Json:
    chat = world.chat_for_bot(request.params["chat_id"])
    return chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_file(world: World, request: Request) -> Json:
    file_id = request.params["file_id"]
    content = world.files.get(file_id)
    if content is None:
        raise breach("Bad Request: invalid file_id", f"file {file_id!r}")
    if len(content) > MOST_TO_DOWNLOAD:
        raise refusal("Bad Request: file is too big")
    path = f"files/{file_id}"
    return {
        "file_id": file_id,
        "file_unique_id": f"u-{file_id}",
        "file_size": len(content),
        "file_path": path,
    }


def set_my_commands(world: World, request: Request) -> bool:
    commands = request.params["commands"]
    if len(commands) > 100:
        raise breach("Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name, description = command.get("command"), command.get("description")
        if not isinstance(name, str) or not _COMMAND.match(name.removeprefix("/")):
            raise breach("Bad Request: BOT_COMMAND_INVALID", f"command {name!r}")
        if not isinstance(description, str) or not 1 <= utf16_length(description) <= 256:
            raise breach("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID", f"of command {name!r}")
    scope = request.params.get("scope", {}).get("type", "default")
    world.commands[scope, request.params.get("language_code", "")] = commands
    return True


def set_chat_menu_button(world: World, request: Request) -> bool:
    chat_id = request.params.get("chat_id")
    if chat_id is not None:
        world.chat_for_bot(chat_id)
    button = request.params.get("menu_button", {"type": "default"})
    if button.get("type") not in {"commands", "web_app", "default"}:
        raise breach("Bad Request: unsupported menu button type", f"menu button {button!r}")
    if button["type"] == "web_app":
        url = str(button.get("web_app", {}).get("url", ""))
        if not button.get("text") or not url.startswith("https://"):
            raise breach("Bad Request: BUTTON_URL_INVALID", f"menu button {button!r}")
    world.menu_buttons[chat_id] = button
    return True


def answer_callback_query(world: World, request: Request) -> bool:
    params = request.params
    callback = world.callbacks.get(params["callback_query_id"])
    if callback is None:
        raise breach(_TOO_OLD, "a callback id that was never given out")
    if callback.answered:
        raise breach(_TOO_OLD, "a callback id answered twice")
    if callback.expired:
        raise refusal(_TOO_OLD)
    text = params.get("text", "")
    if utf16_length(text) > 200:
        raise breach("Bad Request: MESSAGE_TOO_LONG", "a callback answer above 200 characters")
    callback.answered = True
    if text:
        verb = "alert" if params.get("show_alert") else "toast"
        world.chat(callback.chat_id).note("bot", verb, {"text": text})
    return True
