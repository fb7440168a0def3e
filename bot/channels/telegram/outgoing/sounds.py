"""Sounds: what of a turn's outcome can be heard, looked up by the words that are shown."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.heard import Heard, Sound
from bot.clips.machine.drafts import Drafts
from bot.clips.machine.heard import heard_texts, languages_saying_themselves
from bot.clips.machine.own import own_sounds
from bot.turn.arrival import Outcome
from dialogs.engine.ask import Ask, Kind
from dialogs.engine.reply import offers_of


async def with_sounds(session: AsyncSession, outcome: Outcome, drafts: Drafts) -> Outcome:
    """Find what of an outcome can be heard: all of it for who listens, else the open question.

    One look-up, by the words that are shown; through the doorbell nothing is heard. What nobody has
    spoken yet is wished for, where a machine may speak it: the next time it is there.
    """
    ask = outcome.hears.ask if outcome.hears else outcome.ask
    if outcome.nudge is not None:
        return outcome
    if not outcome.aloud:
        if ask is None:
            return outcome
        if ask.chooses_language:
            names = await languages_saying_themselves(session, drafts, outcome.scene.languages)
            return replace(outcome, heard=Heard(anything=bool(names)))
    shown = _shown(outcome, ask)
    if not shown:
        return outcome
    texts, who, about = outcome.scene.texts, outcome.participant_id, dict[str, Sound]()
    if outcome.aloud and who is not None:
        about = await own_sounds(session, drafts, who, texts)
    found = await heard_texts(session, drafts, texts.language, shown, about)
    if ask is not None and ask.chooses_language:
        names = await languages_saying_themselves(session, drafts, outcome.scene.languages)
        own = {code: sound.clips[0] for code, sound in names.items()}
        found = replace(found, languages=own, anything=bool(own))
    return replace(outcome, heard=found)


def _shown(outcome: Outcome, ask: Ask | None) -> list[str]:
    """List what may be heard: the open question and its answers, and what else who listens sees."""
    said = []
    if outcome.aloud:
        offers = [one for reply in outcome.replies for one in offers_of(reply)]
        offers += [outcome.hears_offer] if outcome.hears_offer else []
        said = [*(reply.text for reply in outcome.replies), *(one.label for one in offers)]
    if ask is None:
        return said
    labels = [option.label for option in ask.options if not option.language]
    urgent = [outcome.scene.urgent] if outcome.aloud and ask.kind is Kind.TEXT else []
    return [*said, ask.text, *labels, *urgent]
