"""The last lines of a conversation that has just ended: they stay until the next answer."""

from dataclasses import replace

from bot.channels.web.view import Bubble, ChatView, last_bubbles
from dialogs.engine.scene import Scene
from dialogs.talks.routing import replay_of
from dialogs.talks.unfinished import back_text
from storage.tables.people import StoredConversation
from storage.talk.conversations import conversation_of


def with_last_lines(
    view: ChatView, ended: StoredConversation | None, top: StoredConversation | None, scene: Scene
) -> ChatView:
    """Put what the conversation before said last above what is open now, or above the rest."""
    if ended is None or not is_fresh(ended, top):
        return view
    replay = replay_of(conversation_of(ended), scene)
    if replay.ask is not None:  # it was left lying
        return view
    bubbles = last_bubbles(replay, scene.texts)
    if top is None:
        return replace(view, bubbles=(*view.bubbles, *bubbles))
    if bubbles and not _follows(top, ended):
        back = back_text(scene.texts)
        bubbles = (*bubbles, Bubble((back,), text=back))
    return replace(view, before=bubbles)


def is_fresh(ended: StoredConversation, top: StoredConversation | None) -> bool:
    """Tell whether nothing has been said since a conversation ended, and nothing else was begun."""
    if ended.dialog == "erasure" or ended.ended_at is None:
        return False  # what it says has a place of its own
    if top is None:
        return ended.dialog != "rating"  # the rating's end is shown already
    if _follows(top, ended):
        return not conversation_of(top).answers
    lay_below = ended.started_at >= top.started_at and ended.id > top.id
    return lay_below and ended.ended_at >= top.active_at


def _follows(top: StoredConversation, ended: StoredConversation) -> bool:
    """Tell whether what is open came of what has ended: not whatever was begun soon after it."""
    return conversation_of(top).facts.get("follows") == ended.id
