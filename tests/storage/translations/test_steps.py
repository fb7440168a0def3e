"""Steps of a translated instrument, on both databases: what a wording has been through."""

from dataclasses import replace

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.languages.instrument_steps import said_by, steps_in_force, steps_of_wordings
from bot.languages.reviewing import translated_texts
from dialogs.instruments.translation_steps import (
    StepState,
    TranslationStep,
    digest_of_texts,
    wording_digests,
)
from dialogs.people.staff import StaffRole
from storage.translations.steps import noted_steps
from tests.people import add_staff, note_trial, staff_member
from tests.scenes import skapa

AR = translated_texts("ar", {})
SAID = said_by(AR)


def mended(context: str, source: str) -> str:
    return "شيء آخر؟" if context == "skapa.time" else SAID(context, source)


async def test_a_wording_keeps_what_it_was_tried_with_when_others_are_tried(
    either: AppContext,
) -> None:
    tora = await staff_member(either, await add_staff(either, "Tora", StaffRole.TRANSLATOR))
    await note_trial(either, tora, "ar", 5)
    await note_trial(either, tora, "ar", 12, mended)
    async with either.database.reading() as session:
        rows = await noted_steps(session, "ar")
        assert await noted_steps(session, "en") == []
    found = steps_of_wordings([skapa()], ["sv", "ar"], rows)
    item = skapa().item("time")
    before, after = skapa().worded(item, "ar", SAID), skapa().worded(item, "ar", mended)
    assert skapa().wording(item, catalog("ar")).digest == before.digest
    assert found[before.digest] == {TranslationStep.FORWARD: None, TranslationStep.TRIED: 5}
    assert found[after.digest] == {TranslationStep.TRIED: 12}, "nobody has said who made it"
    health = skapa().worded(skapa().item("health"), "ar", SAID)
    assert found[health.digest][TranslationStep.TRIED] == 12, "the newest, of the same words"
    [now] = steps_in_force([skapa()], "ar", AR, rows)
    assert now.state(TranslationStep.TRIED) is StepState.STALE
    assert now.state(TranslationStep.FORWARD) is StepState.TAKEN
    assert now.state(TranslationStep.CALIBRATED) is StepState.MISSING


def test_the_source_is_part_of_what_a_step_was_taken_with() -> None:
    changed = replace(skapa().items[0], wording="Hur mår du?")
    other = replace(skapa(), items=(changed, *skapa().items[1:]))

    def same(context: str, source: str) -> str:
        return SAID(context, skapa().items[0].wording if source == "Hur mår du?" else source)

    assert wording_digests(other, "ar", same) == wording_digests(skapa(), "ar", SAID)
    assert digest_of_texts(other, same) != digest_of_texts(skapa(), SAID)
