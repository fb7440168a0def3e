"""Who a bot may write to."""

from tests.fake_botapi.chats import Chat
from tests.fake_botapi.errors import breach, refusal
from tests.fake_botapi.world import Request, World


def recipient(world: World, request: Request) -> Chat:
    """The chat a message goes to, or the refusal."""
    chat = world.chat_for_bot(request.params["chat_id"])
    if chat.refusal is not None:
        raise refusal(chat.refusal, code=403)
    if not chat.started:
        raise breach("Forbidden: bot can't initiate conversation with a user", code=403)
    return chat
