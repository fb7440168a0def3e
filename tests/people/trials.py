"""Trials of translated questions with people."""

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from dialogs.instruments.instrument import Said
from dialogs.instruments.translation_steps import (
    StepTaken,
    TranslationStep,
    digest_of_texts,
    wording_digests,
)
from storage.tables.people import Staff
from storage.translations.steps import note_step


async def note_trial(
    app: AppContext, staff: Staff, language: str, persons: int, said: Said | None = None
) -> None:
    """Note that SKAPA was tried with so many people, as it is in force or as ``said`` has it."""
    skapa, said = app.installation.instruments["skapa"], said or catalog(language).pgettext
    digest, wordings = digest_of_texts(skapa, said), wording_digests(skapa, language, said)
    taken = StepTaken(digest, "Amal", app.clock().date(), persons)
    async with app.database.writing() as session:
        ours = (staff, language, "skapa", TranslationStep.TRIED, taken, wordings)
        await note_step(session, *ours, app.clock())
