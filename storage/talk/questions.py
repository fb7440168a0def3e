"""Questions of a chat: which message shows the open one, and which waiting ones give way to it."""

import datetime as dt

from sqlalchemy import bindparam, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.base import table_of
from storage.tables.channels import Outgoing, OutgoingStatus
from storage.tables.people import Account, StoredConversation
from storage.talk.outbox import QUESTIONS

NOTHING_ASKED = ""
"""In the place of an ask: none that is open has been shown."""
_ACCOUNTS = table_of(Account)
_NEWER = table_of(Outgoing).alias("newer")
_ASKS = sorted(QUESTIONS)
_SHOWN = (
    update(_ACCOUNTS)
    .where(_ACCOUNTS.c.id == bindparam("account"))
    .values(
        shown_message=bindparam("message"),
        shown_captioned=bindparam("captioned"),
        shown_at=bindparam("at"),
        asked_message=case(
            (
                _ACCOUNTS.c.asked == bindparam("asks"),
                func.coalesce(_ACCOUNTS.c.asked_message, bindparam("message")),
            ),
            else_=bindparam("message"),
        ),
        asked=bindparam("asks"),
    )
)
_SHOWN_BY_ROW = _SHOWN.where(
    # A fate that is written late says nothing about what was shown since.
    ~select(_NEWER.c.id)
    .where(
        _NEWER.c.id > bindparam("row"),
        _NEWER.c.account_id == bindparam("account"),
        _NEWER.c.purpose.in_(_ASKS),
    )
    .exists()
)


async def record_shown(
    session: AsyncSession,
    account_id: int,
    message_id: int,
    asks: str,
    now: dt.datetime,
    row_id: int | None = None,
    *,
    captioned: bool = False,
) -> None:
    """Remember which message holds the open question of a chat, and which showed it first.

    ``asks`` names the ask, "" where it is not known; ``row_id`` is the message's row here;
    ``captioned``: the question stands below a picture or a sound.
    """
    values = {
        "account": account_id,
        "message": message_id,
        "captioned": captioned,
        "asks": asks or None,
        "at": now,
    }
    if row_id is None:
        await session.execute(_SHOWN, values)
    else:
        await session.execute(_SHOWN_BY_ROW, {**values, "row": row_id})


async def record_perhaps_shown(
    session: AsyncSession, account_id: int, asks: str, at: dt.datetime
) -> None:
    """Remember which new question may stand in a chat since ``at`` (UTC), in no message we know.

    From when it leaves until its fate is written: whatever becomes of that, its answer counts.
    """
    await session.execute(
        update(Account)
        .where(Account.id == account_id, Account.asked.is_distinct_from(asks or None))
        .values(asked=asks or None, asked_message=None, shown_at=at)
    )


async def record_not_shown(session: AsyncSession, account_id: int, asks: str) -> None:
    """Remember that a question does not stand in a chat yet: it has not arrived."""
    await session.execute(
        update(Account)
        .where(Account.id == account_id, Account.asked == asks, Account.asked_message.is_(None))
        .values(asked=NOTHING_ASKED)
    )


async def supersede_questions(
    session: AsyncSession, account_id: int, now: dt.datetime, *, shown: bool = False
) -> None:
    """Let waiting questions give way to what came after them.

    That is a later question, or something said meanwhile in what they ask about, in any channel;
    with ``shown`` it is what the caller has just shown. They may have arrived, or not.
    """
    later = select(_NEWER.c.id).where(
        _NEWER.c.id > Outgoing.id,
        _NEWER.c.account_id == account_id,
        _NEWER.c.purpose.in_(_ASKS),
    )
    answered = select(StoredConversation.id).where(
        StoredConversation.participant_id == Outgoing.participant_id,
        StoredConversation.active_at > Outgoing.created_at,
    )
    waiting = update(Outgoing).where(
        Outgoing.account_id == account_id,
        Outgoing.status == OutgoingStatus.PENDING,
        Outgoing.purpose.in_(_ASKS),
    )
    if not shown:
        waiting = waiting.where(or_(later.exists(), answered.exists()))
    await session.execute(
        waiting.values(status=OutgoingStatus.UNCERTAIN, sent_at=now, payload=None)
    )
