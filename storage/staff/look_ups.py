"""Look-ups moved to another key: everybody is found again, and nothing else has changed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.accounts import Channel
from storage.audit.chain import mark_of, sound_head
from storage.database.database import Database
from storage.database.encryption import Unreadable, Vault, install_vault, vault
from storage.keys import remember_look_up_key
from storage.knocks.knocks import knock_digest
from storage.meetings.uids import earlier_uid
from storage.people.invitations import UNKEYED
from storage.people.participants import address_digest
from storage.people.web_accounts import key_mark
from storage.staff.chats import chat_digest
from storage.staff.staff import email_digest
from storage.tables.agenda import Meeting
from storage.tables.bots import KnownBot
from storage.tables.channels import ChatHold, StaffChat, StaffLink
from storage.tables.knocks import Knock
from storage.tables.people import Account, Invitation, Participant, Staff
from storage.tables.staff_access import LoginTry
from storage.talk.holds import hold_key


class UnreadableAddressesError(Exception):
    """Addresses that no encryption key opens cannot be named anew; the message counts them."""


@dataclass(frozen=True)
class MovedLookUps:
    """How many addresses were named anew, and whose invitations have to be made anew."""

    addresses: int
    invitations: Sequence[str]


async def move_look_ups(database: Database, to: Vault, now: dt.datetime) -> MovedLookUps:
    """Name every address with another vault's look-up key, in one transaction, and install it.

    What left the house under the key before (calendars' UIDs, cookies' marks) is kept as it is.
    Raises UnreadableAddressesError, with nothing changed. No service may be running meanwhile: it
    would go on with the key before.
    """
    before = vault()
    try:
        async with database.writing() as session:
            await _keep_what_left_the_house(session)
            staff = (await session.scalars(select(Staff))).all()
            accounts = (await session.scalars(select(Account))).all()
            chats = (await session.scalars(select(StaffChat))).all()
            knocks = (await session.scalars(select(Knock))).all()
            texts = [one.email for one in staff] + [one.address for one in accounts]
            _check_readable(
                [*texts, *(one.address for one in chats), *(one.address for one in knocks)]
            )
            lost = await _close_earlier_invitations(session, now)
            told = [one.address for one in accounts if one.channel is Channel.TELEGRAM]
            head = await sound_head(session)
            held = await _held_chats(session, [*told, *(one.address for one in chats)])
            install_vault(to)
            if head is not None:
                head.mark = mark_of(head.place, head.seal, head.key or "")
            for hold, of_chat in held:
                hold.address_digest = hold_key(*of_chat)
            for member in staff:
                member.email_digest = email_digest(member.email)
            for account in accounts:
                account.address_digest = address_digest(account.channel, account.address)
            for knock in knocks:
                knock.address_digest = knock_digest(knock.kind, knock.address)
            for chat in chats:
                chat.address_digest = chat_digest(int(chat.address))
            await session.execute(delete(StaffLink).where(StaffLink.used_at.is_(None)))
            await session.execute(delete(LoginTry))
            await remember_look_up_key(session)
    except BaseException:
        install_vault(before)
        raise
    return MovedLookUps(sum(map(len, (staff, accounts, chats, knocks))), lost)


async def _keep_what_left_the_house(session: AsyncSession) -> None:
    for meeting in await session.scalars(select(Meeting).where(Meeting.uid.is_(None))):
        meeting.uid = earlier_uid(meeting.id)
    for account in await session.scalars(select(Account).where(Account.mark.is_(None))):
        account.mark = key_mark(account)
    await session.flush()


async def _held_chats(
    session: AsyncSession, addresses: Sequence[str]
) -> list[tuple[ChatHold, tuple[int, int | None]]]:
    """List the chats that Telegram has told us to leave alone, with their bot and their id."""
    bots = (await session.scalars(select(KnownBot.bot_id))).all()
    chats = (None, *(int(address) for address in addresses))
    known = {hold_key(bot, chat): (bot, chat) for bot in bots for chat in chats}
    holds = await session.scalars(select(ChatHold))
    return [(hold, known[hold.address_digest]) for hold in holds if hold.address_digest in known]


def _check_readable(texts: Sequence[str]) -> None:
    unreadable = sum(isinstance(text, Unreadable) for text in texts)
    if unreadable:
        raise UnreadableAddressesError(f"{unreadable} addresses cannot be read")


async def _close_earlier_invitations(session: AsyncSession, now: dt.datetime) -> Sequence[str]:
    """Close the open invitations whose codes were named with a key, and name whose they are.

    The codes are not stored: nobody would find them under another key.
    """
    found = await session.execute(
        select(Invitation, Participant.pseudonym)
        .join(Participant, Participant.id == Invitation.participant_id)
        .where(
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
            Invitation.code_digest.not_like(f"{UNKEYED}%"),
        )
        .order_by(Participant.id)
    )
    rows = found.all()
    for invitation, _ in rows:
        invitation.revoked_at = now
    return [pseudonym for _, pseudonym in rows]
