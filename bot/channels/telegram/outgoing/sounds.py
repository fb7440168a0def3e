"""Sounds: what of a turn's outcome can be heard, looked up by the words that are shown."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.heard import Heard, digests_of
from bot.clips.machine.drafts import Drafts
from bot.languages.text_states import digest_of
from bot.turn.arrival import Outcome
from dialogs.engine.ask import Ask, Kind
from dialogs.engine.scene import Scene
from dialogs.talks.settings import language_text
from storage.clips.clips import clip_digests, clips_of_words, is_anything_spoken, spoken_languages


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
    spoken = digests_of(ask.text) if ask is not None else set()
    if outcome.aloud:
        spoken |= digests_of(*(reply.text for reply in outcome.replies))
        spoken |= _digests_around(ask, outcome.scene) if ask is not None else set()
    if not spoken:
        return outcome
    found = await _heard(session, outcome.scene.texts.language, spoken, drafts)
    for text in _wishes(outcome, ask):
        if not found.parts(text):
            drafts.wish(outcome.scene.texts.language, text)
    if ask is not None and ask.chooses_language:
        known = await spoken_languages(session)
        own = await _languages_saying_themselves(session, known, outcome.scene)
        found = replace(found, languages=own, anything=drafts.on or bool(known))
    return replace(outcome, heard=found)


async def _heard(session: AsyncSession, language: str, spoken: set[str], drafts: Drafts) -> Heard:
    """Find sounds; a machine's only while drafts are wanted: those that were made are kept."""
    found = await clips_of_words(session, language, spoken)
    if not drafts.speaks(language):
        found = {words: clip for words, clip in found.items() if not clip.machine}
    return Heard(
        {words: clip.digest for words, clip in found.items()},
        machine=any(clip.machine for clip in found.values()),
    )


def _wishes(outcome: Outcome, ask: Ask | None) -> list[str]:
    """List what somebody is shown and may want to hear."""
    texts = (
        [ask.text, *(option.label for option in ask.options if not option.language)] if ask else []
    )
    return [*texts, *(reply.text for reply in outcome.replies)] if outcome.aloud else texts


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
