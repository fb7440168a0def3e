"""The tables of the channels: in-tray, out-tray and the staff's own chats."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.people.accounts import AccountStatus
from storage.database.base import Base
from storage.database.encryption import Sealed, SealedPayload


class Incoming(Base):
    """One raw update, kept before Telegram is told that we have it.

    ``payload`` is emptied when the update has been handled, or given up: then ``attempts`` has
    reached its limit, at once where the update cannot be read.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("bot_id", "update_id"),
        Index("ix_inbox_handled_at", "handled_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    update_id: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[Any | None] = mapped_column(SealedPayload)
    received_at: Mapped[dt.datetime]
    handled_at: Mapped[dt.datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)


class OutgoingStatus(StrEnum):
    """How far a promised message has come.

    To a chat: pending -> sending, in the hands of one process -> sent, uncertain or undeliverable.
    By e-mail: mail -> mailing -> mailed, mail unsure or mail refused. Each sender looks at its own
    alone.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    UNDELIVERABLE = "undeliverable"
    MAIL_WAITS = "mail"
    MAIL_IN_HAND = "mailing"
    MAILED = "mailed"
    MAIL_UNSURE = "mail unsure"
    MAIL_REFUSED = "mail refused"


MAIL_STATUSES = (
    OutgoingStatus.MAIL_WAITS,
    OutgoingStatus.MAIL_IN_HAND,
    OutgoingStatus.MAILED,
    OutgoingStatus.MAIL_UNSURE,
    OutgoingStatus.MAIL_REFUSED,
)
"""Those of an e-mail."""


class Outgoing(Base):
    """One message that a committed turn has promised.

    ``payload`` is the call to make (chat, text, buttons) and is emptied once its fate is known.
    ``due_at`` is when it may be tried next; of one in somebody's hands, since when it is.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_status_due_at", "status", "due_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int | None] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("channel_accounts.id", ondelete="SET NULL")
    )
    purpose: Mapped[str] = mapped_column(String(20))
    payload: Mapped[Any | None] = mapped_column(SealedPayload)
    status: Mapped[OutgoingStatus] = mapped_column(default=OutgoingStatus.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]


class ChatHold(Base):
    """Telegram has told us to leave a chat alone, or to rest altogether."""

    __tablename__ = "chat_holds"
    address_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[dt.datetime]
    until: Mapped[dt.datetime]


class StaffChat(Base):
    """A member of staff's own Telegram chat, linked with a one-time code."""

    __tablename__ = "staff_chats"
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    address_digest: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(Sealed)
    status: Mapped[AccountStatus] = mapped_column(default=AccountStatus.OPEN)
    """Never revoked: a chat that is unlinked is forgotten."""
    created_at: Mapped[dt.datetime]


class StaffLink(Base):
    """A one-time, expiring code that links a Telegram chat to a member of staff."""

    __tablename__ = "staff_links"
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
