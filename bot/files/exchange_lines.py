"""What was asked and answered in a conversation, as lines for whoever it is about."""

from dialogs.engine.conversation import Conversation, is_superseded
from dialogs.engine.labels import answer_label
from dialogs.engine.reply import Exchange
from dialogs.engine.scene import Scene
from dialogs.talks.routing import replay_of
from dialogs.texts import Texts


def exchange_lines(conversation: Conversation, scene: Scene) -> list[str]:
    """List each question and its answer; what the dialog no longer asks as it is stored."""
    told = {one.ask.id: _exchange_line(one, scene.texts) for one in _exchanges(conversation, scene)}
    return [
        told.get(ask, answer.words or answer.key)
        for ask, answer in conversation.answers.items()
        if not is_superseded(answer)
    ]


def _exchanges(conversation: Conversation, scene: Scene) -> list[Exchange]:
    try:
        return replay_of(conversation, scene).exchanges
    except KeyError:  # an older dialog, or an instrument that is gone
        return []


def _exchange_line(said: Exchange, t: Texts) -> str:
    return f"{' '.join(said.ask.text.split())} {answer_label(said.ask, said.answer, t)}"
