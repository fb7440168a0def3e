"""Sounds: what of a turn's outcome can be heard, looked up by the words that are shown."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.heard import Heard, Sound
from bot.clips.machine.drafts import Drafts
from bot.clips.machine.heard import heard_texts
from bot.clips.machine.own import own_sounds
from bot.languages.text_states import digest_of
from bot.turn.arrival import Outcome
from dialogs.engine.ask import Ask, Kind
from dialogs.engine.reply import Offer, Reply
from dialogs.engine.scene import Scene
from dialogs.talks.settings import language_text
from storage.clips.clips import clip_digests, is_anything_spoken, spoken_languages


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
            anything = drafts.on or await is_anything_spoken(session)
            return replace(outcome, heard=Heard(anything=anything))
    shown = _shown(outcome, ask)
    if not shown:
        return outcome
    texts, who, about = outcome.scene.texts, outcome.participant_id, dict[str, Sound]()
    if outcome.aloud and who is not None:
        about = await own_sounds(session, drafts, who, texts)
    found = await heard_texts(session, drafts, texts.language, shown, about)
    if ask is not None and ask.chooses_language:
        known = await spoken_languages(session)
        own = await _languages_saying_themselves(session, known, outcome.scene)
        found = replace(found, languages=own, anything=drafts.on or bool(known))
    return replace(outcome, heard=found)


def _shown(outcome: Outcome, ask: Ask | None) -> list[str]:
    """List what may be heard: the open question and its answers, and what else who listens sees."""
    said = []
    if outcome.aloud:
        offers = [one for reply in outcome.replies for one in _offers_of(reply)]
        offers += [outcome.hears_offer] if outcome.hears_offer else []
        said = [*(reply.text for reply in outcome.replies), *(one.label for one in offers)]
    if ask is None:
        return said
    labels = [option.label for option in ask.options if not option.language]
    urgent = [outcome.scene.urgent] if outcome.aloud and ask.kind is Kind.TEXT else []
    return [*said, ask.text, *labels, *urgent]


def _offers_of(reply: Reply) -> tuple[Offer, ...]:
    return () if isinstance(reply, Ask) else reply.offers


async def _languages_saying_themselves(
    session: AsyncSession, known: list[str], scene: Scene
) -> dict[str, str]:
    """Find the sound of each language in which somebody asks for it to be chosen."""
    found = {}
    for language in set(known) & scene.languages.keys():
        words = digest_of(language_text(scene.catalog(language)))
        if sound := (await clip_digests(session, language, [words])).get(words):
            found[language] = sound
    return found
