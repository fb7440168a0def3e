"""A step of the shared plan, changed by either: what it was before is kept. UTC."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import CLOSED, Doer
from storage.shared_plan.tables import EarlierStep
from storage.tables.agenda import Step


@dataclass(frozen=True)
class Terms:
    """What is agreed on about a step: its words, who takes it, and by which local day."""

    words: str
    language: str
    doer: Doer = Doer.PARTICIPANT
    until: dt.date | None = None


def is_over(step: Step) -> bool:
    """Tell whether there is nothing more to do: it is done, given up or withdrawn."""
    return step.outcome in CLOSED or step.withdrawn_at is not None


def terms_of(step: Step) -> Terms:
    """Give what is agreed on about a step now."""
    return Terms(step.words, step.language, step.doer, step.until)


async def change_terms(
    session: AsyncSession, step: Step, terms: Terms, now: dt.datetime, *, by: int | None = None
) -> bool:
    """Agree on something else, and keep what it was; False where nothing changes.

    ``by``: who of the staff does it, None the participant. The caller holds the participant.
    """
    was = terms_of(step)
    if (was.words, was.doer, was.until) == (terms.words, terms.doer, terms.until):
        return False
    session.add(
        EarlierStep(
            participant_id=step.participant_id,
            step_id=step.id,
            words=was.words,
            language=was.language,
            doer=was.doer,
            until=was.until,
            by_staff=by,
            changed_at=now,
        )
    )
    step.words, step.doer, step.until = terms.words, terms.doer, terms.until
    if was.words != terms.words:
        step.language = terms.language
    await session.flush()
    return True


async def earlier_steps(session: AsyncSession, participant_id: int) -> dict[int, list[EarlierStep]]:
    """List how somebody's steps were before they were changed, oldest first, by step."""
    found = await session.scalars(
        select(EarlierStep)
        .where(EarlierStep.participant_id == participant_id)
        .order_by(EarlierStep.id)
    )
    by_step: dict[int, list[EarlierStep]] = {}
    for one in found:
        by_step.setdefault(one.step_id, []).append(one)
    return by_step
