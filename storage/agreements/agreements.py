"""Agreements: what each participant was shown, what they said, and who may read because of it.

The newest yes lets the coach read, whoever that is by then. Somebody else, a substitute or a
helper, may read where a text said so and the newest answer to such a text is a yes. An answer to
a newer text never takes back an older yes.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import SQLColumnExpression, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from dialogs.labels.conversations import DialogName
from dialogs.people.enrolment import EnrolmentStatus
from storage.tables.people import Agreement, Participant, StoredConversation

ASKED_AGAIN_AFTER = dt.timedelta(days=91)
"""Whoever wants to be asked another time, or does not answer, is asked once a quarter."""


@dataclass(frozen=True)
class ShownAgreement:
    """What somebody was shown. ``names_others``: it says who else than the coach may read."""

    version: str
    language: str
    text: str
    names_others: bool


async def store_agreement(
    session: AsyncSession,
    participant_id: int,
    shown: ShownAgreement,
    now: dt.datetime,
    *,
    agreed: bool,
) -> None:
    """Keep what a participant said to a text."""
    session.add(
        Agreement(
            participant_id=participant_id,
            version=shown.version,
            language=shown.language,
            text=shown.text,
            agreed=agreed,
            names_others=shown.names_others,
            answered_at=now,
        )
    )
    await session.flush()


def answer_of(participant_id: SQLColumnExpression[int] | int) -> ColumnElement[bool | None]:
    """Give what a participant has said: yes once, only no, or (None) nothing yet."""
    return (
        select(Agreement.agreed)
        .where(Agreement.participant_id == participant_id)
        .order_by(Agreement.agreed.desc())  # a no to a newer text takes back no yes
        .limit(1)
        .scalar_subquery()
    )


def _others(of: SQLColumnExpression[int] | int) -> ColumnElement[bool | None]:
    """Give the newest answer to a text that names others; None where there is none."""
    return (
        select(Agreement.agreed)
        .where(Agreement.participant_id == of, Agreement.names_others)
        .order_by(Agreement.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def lets_others_read(participant_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Say of a participant in a statement that a substitute or a helper may read."""
    return _others(participant_id).is_(True)


async def may_be_read_by_others(session: AsyncSession, participant_id: int) -> bool:
    """Tell whether somebody has agreed that a substitute or a helper may read."""
    return await session.scalar(select(_others(participant_id))) is True


async def has_said_who_else_reads(session: AsyncSession, participant_id: int) -> bool:
    """Tell whether somebody has answered a text that names others, yes or no."""
    return await session.scalar(select(_others(participant_id))) is not None


async def is_to_be_asked_again(
    session: AsyncSession, participant: Participant, now: dt.datetime
) -> bool:
    """Tell whether the newer text can be put to somebody who said yes to an older one.

    Not to those who have answered it, nor who were shown it less than a quarter ago.
    """
    if participant.status != EnrolmentStatus.ACTIVE:
        return False
    theirs = Agreement.participant_id == participant.id
    shown_lately = exists().where(
        StoredConversation.participant_id == participant.id,
        StoredConversation.dialog == DialogName.AGREEMENT,
        StoredConversation.started_at > now - ASKED_AGAIN_AFTER,
    )
    found = select(
        exists().where(theirs, Agreement.agreed),
        exists().where(theirs, Agreement.names_others),
        shown_lately,
    )
    agreed, has_answered, shown = (await session.execute(found)).one()
    return agreed and not has_answered and not shown
