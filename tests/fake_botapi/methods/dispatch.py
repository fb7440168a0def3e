"""Which function carries out which method."""

from collections.abc import Awaitable, Callable

from tests.fake_botapi.methods import editing, profile, sending, sounds
from tests.fake_botapi.methods.polling import get_updates
from tests.fake_botapi.world import Request, World

HANDLERS: dict[str, Callable[[World, Request], object]] = {
    "getMe": profile.get_me,
    "getWebhookInfo": profile.get_webhook_info,
    "deleteWebhook": profile.delete_webhook,
    "getChat": profile.get_chat,
    "getFile": profile.get_file,
    "setMyCommands": profile.set_my_commands,
    "setChatMenuButton": profile.set_chat_menu_button,
    "answerCallbackQuery": profile.answer_callback_query,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendVoice": sounds.send_voice,
    "sendAudio": sounds.send_audio,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "deleteMessage": sending.delete_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
}
_LIMITED = frozenset(name for name in HANDLERS if name.startswith(("send", "edit")))


async def perform(world: World, request: Request, gone: Callable[[], Awaitable[None]]) -> object:
    """Carry the request out and give its result."""
    if request.method == "getUpdates":
        return await get_updates(world, request, gone)
    if world.limits is not None and request.method in _LIMITED - {"sendChatAction"}:
        world.limits.spend(request.params.get("chat_id"))
    return HANDLERS[request.method](world, request)
