"""Conversations that begin in the middle: what is asked before is answered already."""

from collections.abc import Mapping

from dialogs.engine.ask import Answer, Ask, Kind, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.scene import Scene
from dialogs.talks.routing import replay_of

MOST_ASKS = 100


def answer_until(
    conversation: Conversation, scene: Scene, ask: str | None, answers: Mapping[str, str]
) -> Conversation:
    """Answer what a conversation asks until it asks ``ask``.

    "" is the first ask, None the end.
    ``answers`` are keys or words by the id of an ask, with its round (``time#2``) or for every
    round (``time``). What is not in it is answered with the first option, or with a word.
    """
    if ask == "":
        return conversation
    for _ in range(MOST_ASKS):
        asked = replay_of(conversation, scene).ask
        if asked is None or asked.id == ask:
            break
        conversation = conversation.with_answer(asked.id, _answer(asked, answers))
    asked = replay_of(conversation, scene).ask
    assert (asked.id if asked else None) == ask, f"{ask} is not asked in {conversation.dialog}"
    return conversation


def _answer(asked: Ask, answers: Mapping[str, str]) -> Answer:
    said = answers.get(asked.id) or answers.get(asked.id.partition("#")[0])
    if said is None:
        said = asked.options[0].key if asked.options else "ord"
    if asked.option(said) or (said in list(Way) and said in asked.ways):
        return Answer(key=said)
    assert asked.kind is Kind.TEXT, f"{asked.id} cannot be answered with {said}"
    same = next((option for option in asked.options if option.label == said), None)
    return Answer(key=same.key) if same else Answer(words=said)
