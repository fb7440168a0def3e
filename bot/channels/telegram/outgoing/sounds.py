"""Sounds: what of a turn's outcome can be heard, looked up by the words that are shown."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.heard import Heard, digests_of
from bot.languages.text_states import digest_of
from bot.turn.arrival import Outcome
from dialogs.engine.ask import Ask, Kind
from dialogs.engine.scene import Scene
from dialogs.talks.settings import language_text
from storage.clips.clips import clip_digests, is_anything_spoken, spoken_languages


async def with_sounds(session: AsyncSession, outcome: Outcome) -> Outcome:
    """Find what of an outcome can be heard: all of it for who listens, else the open question.

    One look-up, by the words that are shown; through the doorbell nothing is heard.
    """
    ask = outcome.hears.ask if outcome.hears else outcome.ask
    if outcome.nudge is not None:
        return outcome
    if not outcome.aloud:
        if ask is None:
            return outcome
        if ask.chooses_language:
            return replace(outcome, heard=Heard(anything=await is_anything_spoken(session)))
    spoken = digests_of(ask.text) if ask is not None else set()
    if outcome.aloud:
        spoken |= digests_of(*(reply.text for reply in outcome.replies))
        spoken |= _digests_around(ask, outcome.scene) if ask is not None else set()
    if not spoken:
        return outcome
    found = Heard(await clip_digests(session, outcome.scene.texts.language, spoken))
    if ask is not None and ask.chooses_language:
        known = await spoken_languages(session)
        own = await _languages_saying_themselves(session, known, outcome.scene)
        found = replace(found, languages=own, anything=bool(known))
    return replace(outcome, heard=found)


def _digests_around(ask: Ask, scene: Scene) -> set[str]:
    """Name what stands around an ask: its answers, and whom to call where words are invited."""
    labels = (option.label for option in ask.options if not option.language)
    return digests_of(*labels, *([scene.urgent] if ask.kind is Kind.TEXT else []))


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
