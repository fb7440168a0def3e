"""An answer, or a button beside a line, heard by itself, with its own button below."""

import html

from bot.channels.telegram.outgoing.keyboards import answer_keyboard, offer_keyboard
from bot.channels.telegram.outgoing.kinds import TextMessage
from bot.turn.arrival import Outcome


def heard_alone(outcome: Outcome, chat_id: int) -> list[TextMessage]:
    """Say what somebody has just wanted to hear; nothing where they wanted nothing."""
    wish, offer = outcome.hears, outcome.hears_offer
    if wish is not None and wish.option is not None:
        option = wish.option
        label, keyboard = option.label, answer_keyboard(wish.ask, option, outcome)
        own = outcome.heard.languages.get(option.language)
    elif offer is not None:
        label, keyboard, own = offer.label, offer_keyboard((offer,), outcome), None
    else:
        return []
    clips = (own,) if own else outcome.heard.sound(label).clips
    return [TextMessage(chat_id, html.escape(label, quote=False), keyboard, clips)]
