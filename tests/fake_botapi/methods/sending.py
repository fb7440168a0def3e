"""sendMessage, sendPhoto, sendDocument, sendChatAction, deleteMessage."""

from tests.fake_botapi.bodies import Upload
from tests.fake_botapi.chats import Chat
from tests.fake_botapi.errors import Json, breach, refusal
from tests.fake_botapi.keyboards import check_markup
from tests.fake_botapi.methods.recipients import recipient
from tests.fake_botapi.pictures import picture_size
from tests.fake_botapi.texts import read_caption, read_text
from tests.fake_botapi.world import Request, World

_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
})  # fmt: skip
_MOST_DOCUMENT_BYTES = 50_000_000


def extras(chat: Chat, params: Json) -> Json:
    """What stands beside the content of a message: its buttons, and what it answers."""
    beside: Json = {}
    if markup := params.get("reply_markup"):
        check_markup(markup)
        beside["reply_markup"] = markup
    if reply := params.get("reply_parameters"):
        original = chat.messages.get(reply.get("message_id"))
        if original is not None:
            beside["reply_to_message"] = original
        elif not reply.get("allow_sending_without_reply"):
            raise breach("Bad Request: message to be replied not found")
    return beside


def say(world: World, chat: Chat, content: Json) -> Json:
    """A new message of the bot's."""
    return chat.add("bot", world.bot, content)


def send_message(world: World, request: Request) -> Json:
    chat = recipient(world, request)
    content = read_text(request.params)
    return say(world, chat, content | extras(chat, request.params))


def content_of(world: World, file: Upload | str) -> tuple[bytes, str]:
    """The bytes and the id; a file may be sent again by its id."""
    if isinstance(file, Upload):
        return file.content, ""
    if file in world.forgotten:
        raise refusal("Bad Request: wrong remote file identifier specified: can't unserialize it")
    if file not in world.files:
        raise breach(
            "Bad Request: wrong file identifier/HTTP URL specified", f"unknown file {file!r}"
        )
    return world.files[file], file


def send_photo(world: World, request: Request) -> Json:
    chat = recipient(world, request)
    if request.method in world.refuses:
        raise refusal("Bad Request: not enough rights to send photos to the chat")
    content, file_id = content_of(world, request.params["photo"])
    width, height = picture_size(content)
    fields = read_caption(request.params) | extras(chat, request.params)
    file_id = file_id or world.store(content, "photo")
    photo = {
        "file_id": file_id,
        "file_unique_id": f"u-{file_id}",
        "width": width,
        "height": height,
        "file_size": len(content),
    }
    return say(world, chat, {"photo": [photo]} | fields)


def send_document(world: World, request: Request) -> Json:
    chat = recipient(world, request)
    file = request.params["document"]
    content, file_id = content_of(world, file)
    if not 0 < len(content) <= _MOST_DOCUMENT_BYTES:
        raise breach("Bad Request: file must be non-empty and at most 50 MB")
    fields = read_caption(request.params) | extras(chat, request.params)
    file_id = file_id or world.store(content, "document")
    document: Json = {
        "file_id": file_id,
        "file_unique_id": f"u-{file_id}",
        "file_size": len(content),
    }
    if isinstance(file, Upload):
        document["file_name"] = file.name
    return say(world, chat, {"document": document} | fields)


def send_chat_action(world: World, request: Request) -> bool:
    recipient(world, request)
    if request.params["action"] not in _ACTIONS:
        raise breach("Bad Request: wrong parameter action in request")
    return True


def delete_message(world: World, request: Request) -> bool:
    chat = world.chat_for_bot(request.params["chat_id"])
    message_id = request.params["message_id"]
    if message_id in chat.messages:
        chat.remove("bot", message_id)
        return True
    # After a crash a bot may well delete what is gone already; an id that never was is a mistake.
    error = refusal if message_id in chat.deleted else breach
    raise error("Bad Request: message to delete not found")
