"""Invitations: made by a coach, used once by one participant."""

import datetime as dt
import hashlib
import secrets

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.labels.refusals import Refusal
from dialogs.people.accounts import AccountStatus, Channel
from storage.database.encryption import vault
from storage.people.participants import hold_participant
from storage.tables.people import Account, Invitation, Participant

VALID_FOR = dt.timedelta(days=30)
AGAIN_FOR = dt.timedelta(days=1)
"""So long the person may open it once more in another browser, such as Chrome after Telegram's."""


UNKEYED = "c:"
"""What the digest of a code begins with that needs no key: 144 random bits cannot be guessed."""


def _code_digest(code: str) -> str:
    return UNKEYED + hashlib.sha256(f"invitation\0{code}".encode()).hexdigest()[:62]


def _has_code(code: str) -> ColumnElement[bool]:
    """Say of an invitation in a statement that this is its code; earlier ones needed the key."""
    earlier = vault().digest("invitation", code)
    return Invitation.code_digest.in_((_code_digest(code), earlier))


async def invite(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> tuple[str, Invitation]:
    """Make an invitation. The code, 144 random bits, is given here and never again."""
    code = secrets.token_urlsafe(18)
    invitation = Invitation(
        participant_id=participant_id,
        code_digest=_code_digest(code),
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    session.add(invitation)
    await session.flush()
    return code, invitation


async def check_invitation(
    session: AsyncSession, code: str, now: dt.datetime
) -> Invitation | Refusal:
    """Look an invitation up without using it."""
    found = await session.scalar(
        select(Invitation).where(_has_code(code)).execution_options(populate_existing=True)
    )
    if found is None:
        return Refusal.UNKNOWN
    if found.used_at is not None:
        return Refusal.USED
    if found.revoked_at is not None or found.expires_at <= now:
        return Refusal.EXPIRED
    return found


async def use_invitation(
    session: AsyncSession, code: str, now: dt.datetime
) -> Invitation | Refusal:
    """Use an invitation, and hold whom it is for until the transaction ends; else say why not.

    Held before it is looked up: of two who use it at once one is too late, and so is whoever
    waits while it is revoked or its participant erased.
    """
    whose = select(Invitation.participant_id).where(_has_code(code))
    participant_id = await session.scalar(whose)
    if participant_id is not None:
        await hold_participant(session, participant_id)
    found = await check_invitation(session, code, now)
    if isinstance(found, Invitation):
        found.used_at = now
        await session.flush()
    return found


async def revoke_unused(session: AsyncSession, participant_id: int, now: dt.datetime) -> None:
    """Make every unused invitation of a participant worthless."""
    await session.execute(
        update(Invitation)
        .where(
            Invitation.participant_id == participant_id,
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )


async def invited_participant(session: AsyncSession, code: str) -> Participant | None:
    """Tell whose invitation this is or was, however it stands now."""
    return await session.scalar(
        select(Participant)
        .join(Invitation, Invitation.participant_id == Participant.id)
        .where(_has_code(code))
    )


async def account_of_invitation(
    session: AsyncSession, code: str, now: dt.datetime
) -> Account | None:
    """Find the web account that an invitation has made, where it may be opened once more.

    For a day, and no longer than until the person shuts others out: by a PIN, by another link, by
    signing other browsers out. Never where the identity is protected.
    """
    return await session.scalar(
        select(Account)
        .join(Participant, Participant.id == Account.participant_id)
        .join(Invitation, Invitation.participant_id == Participant.id)
        .where(
            Invitation.code_digest == _code_digest(code),
            Invitation.used_at == Account.created_at,  # one turn wrote both
            Invitation.used_at > now - AGAIN_FOR,
            Account.channel == Channel.WEB,
            Account.status == AccountStatus.OPEN,
            Account.session_epoch == 0,
            Participant.protected.is_(False),
        )
    )
