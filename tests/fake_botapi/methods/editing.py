"""editMessageText, editMessageCaption, editMessageReplyMarkup."""

from tests.fake_botapi.chats import Chat
from tests.fake_botapi.errors import Json, breach, refusal
from tests.fake_botapi.keyboards import check_markup
from tests.fake_botapi.methods.recipients import recipient
from tests.fake_botapi.texts import read_caption, read_text
from tests.fake_botapi.world import Request, World

_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
_CONTENT = frozenset({"text", "entities", "caption", "caption_entities"})


def _message(world: World, request: Request) -> tuple[Chat, Json]:
    chat = recipient(world, request)
    message_id = request.params["message_id"]
    message = chat.messages.get(message_id)
    if message is None:
        # The user may have deleted it; an id that never was is the bot's mistake.
        error = refusal if message_id in chat.deleted else breach
        raise error("Bad Request: message to edit not found")
    if not message["from"]["is_bot"]:
        raise breach("Bad Request: message can't be edited")
    return chat, message


def _edit(chat: Chat, message: Json, content: Json | None, params: Json) -> Json:
    """The message with new content (None: the old one) and a new keyboard or none."""
    dropped = {"reply_markup"} if content is None else {"reply_markup", *_CONTENT}
    edited = {name: value for name, value in message.items() if name not in dropped}
    edited |= content or {}
    if markup := params.get("reply_markup"):
        check_markup(markup, inline_only=True)
        if markup["inline_keyboard"]:
            edited["reply_markup"] = markup
    if edited == message:
        raise refusal(_NOT_MODIFIED)
    return chat.replace("bot", edited)


def edit_message_text(world: World, request: Request) -> Json:
    chat, message = _message(world, request)
    if "text" not in message:
        raise breach("Bad Request: there is no text in the message to edit")
    return _edit(chat, message, read_text(request.params), request.params)


def edit_message_caption(world: World, request: Request) -> Json:
    chat, message = _message(world, request)
    if "text" in message:
        raise breach("Bad Request: there is no caption in the message to edit")
    return _edit(chat, message, read_caption(request.params), request.params)


def edit_message_reply_markup(world: World, request: Request) -> Json:
    chat, message = _message(world, request)
    return _edit(chat, message, None, request.params)
