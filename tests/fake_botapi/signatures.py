"""The methods this server knows, with the type of every parameter (``!`` = required).

Kept by hand so that unknown and wrongly typed parameters are found without the full
specification too; where BOTAPI_SPEC is set, `spec` checks nested fields as well.
"""

from dataclasses import dataclass

_SEND = (
    "business_connection_id:str chat_id:chat! message_thread_id:int direct_messages_topic_id:int"
    " parse_mode:str disable_notification:bool protect_content:bool allow_paid_broadcast:bool"
    " message_effect_id:str suggested_post_parameters:obj reply_parameters:obj reply_markup:obj"
)
_EDIT = (
    "business_connection_id:str chat_id:chat! message_id:int! inline_message_id:str"
    " reply_markup:obj"
)
_CAPTION = " caption:str caption_entities:list"

_METHODS = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:list",
    "getWebhookInfo": "",
    "deleteWebhook": "drop_pending_updates:bool",
    "getChat": "chat_id:chat!",
    "getFile": "file_id:str!",
    "setMyCommands": "commands:list! scope:obj language_code:str",
    "setChatMenuButton": "chat_id:int menu_button:obj",
    "sendMessage": _SEND + " text:str entities:list link_preview_options:obj",
    "sendPhoto": _SEND + _CAPTION + " photo:file! show_caption_above_media:bool has_spoiler:bool",
    "sendVoice": _SEND + _CAPTION + " voice:file! duration:int",
    "sendAudio": _SEND
    + _CAPTION
    + " audio:file! duration:int performer:str title:str thumbnail:file",
    "sendDocument": _SEND
    + _CAPTION
    + " document:file! thumbnail:file disable_content_type_detection:bool",
    "sendChatAction": "business_connection_id:str chat_id:chat! message_thread_id:int action:str!",
    "editMessageText": _EDIT
    + " text:str parse_mode:str entities:list link_preview_options:obj rich_message:obj",
    "editMessageCaption": _EDIT + _CAPTION + " parse_mode:str show_caption_above_media:bool",
    "editMessageReplyMarkup": _EDIT,
    "deleteMessage": "chat_id:chat! message_id:int!",
    "answerCallbackQuery": (
        "callback_query_id:str! text:str show_alert:bool url:str cache_time:int"
    ),
}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a method: its kind (int, str, bool, chat, obj, list, file)."""

    kind: str
    required: bool


def _parse(line: str) -> dict[str, Parameter]:
    pairs = (word.split(":") for word in line.split())
    return {name: Parameter(kind.rstrip("!"), kind.endswith("!")) for name, kind in pairs}


SIGNATURES = {method: _parse(line) for method, line in _METHODS.items()}
_BY_LOWER_CASE = {method.lower(): method for method in SIGNATURES}


def method_named(name: str) -> str | None:
    """The method's proper spelling; Telegram does not mind upper and lower case."""
    return _BY_LOWER_CASE.get(name.lower())
