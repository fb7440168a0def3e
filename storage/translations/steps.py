"""Steps of translated instruments, as they were noted by the organisation."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.instruments.translation_steps import StepTaken, TranslationStep
from storage.tables.people import Staff
from storage.tables.translations import NotedStep


async def noted_steps(session: AsyncSession, language: str = "") -> Sequence[NotedStep]:
    """List what was noted, oldest first: in one language, or in all."""
    found = select(NotedStep).order_by(NotedStep.id)
    if language:
        found = found.where(NotedStep.language == language)
    return (await session.scalars(found)).all()


async def note_step(
    session: AsyncSession,
    staff: Staff,
    language: str,
    instrument: str,
    step: TranslationStep,
    taken: StepTaken,
    wordings: Sequence[str],
    now: dt.datetime,
    *,
    taken_back: bool = False,
) -> None:
    """Keep that a step was taken, or that it was noted by mistake; what was noted stays below."""
    session.add(
        NotedStep(
            language=language,
            instrument=instrument,
            step=step,
            texts=taken.texts,
            wordings=list(wordings),
            by=taken.by,
            done_on=taken.on,
            persons=taken.persons,
            note=taken.note,
            taken_back=taken_back,
            staff_id=staff.id,
            at=now,
        )
    )
    await session.flush()
