"""The last lines of a conversation that has just ended: they stay until the next answer."""

import datetime as dt
from dataclasses import replace

from bot.channels.web.view import ChatView, last_bubbles
from dialogs.engine.scene import Scene
from dialogs.talks.routing import replay_of
from storage.tables.people import StoredConversation
from storage.talk.conversations import conversation_of

FOLLOWS_WITHIN = dt.timedelta(seconds=1)
"""What begins so soon after something has ended came of it."""


def with_last_lines(
    view: ChatView, ended: StoredConversation | None, top: StoredConversation | None, scene: Scene
) -> ChatView:
    """Put what the conversation before said last above what is open now, or above the rest."""
    if ended is None or not _is_fresh(ended, top):
        return view
    replay = replay_of(conversation_of(ended), scene)
    if replay.ask is not None:  # it was left lying
        return view
    bubbles = last_bubbles(replay, scene.texts)
    if top is None:
        return replace(view, bubbles=(*view.bubbles, *bubbles))
    return replace(view, before=bubbles)


def _is_fresh(ended: StoredConversation, top: StoredConversation | None) -> bool:
    if ended.dialog == "erasure" or ended.ended_at is None:
        return False  # what it says has a place of its own
    if top is None:
        return ended.dialog != "rating"  # the rating's end is shown already
    if ended.started_at >= top.started_at and ended.id > top.id:
        return ended.ended_at >= top.active_at
    return not conversation_of(top).answers and top.started_at - ended.ended_at < FOLLOWS_WITHIN
