"""The tables of the knocks: what tells somebody that something lies in the web chat."""

import datetime as dt

from sqlalchemy import ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.people.knocks import KnockKind, KnockStatus
from storage.database.base import Base
from storage.database.encryption import Sealed


class Knock(Base):
    """One way to tell a participant. At most one is *open* or *gone*, and one *waits* beside it.

    ``address`` is a number (E.164), an e-mail address, or a browser's subscription as JSON;
    ``address_digest`` finds whose number an answer came from.
    """

    __tablename__ = "knocks"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    kind: Mapped[KnockKind]
    address: Mapped[str] = mapped_column(Sealed)
    address_digest: Mapped[str] = mapped_column(String(64), index=True)
    status: Mapped[KnockStatus]
    preferred: Mapped[bool] = mapped_column(default=False)
    """It goes before Telegram."""
    by_coach: Mapped[bool] = mapped_column(default=False)
    """A coach has entered it, as the person gave it on paper; else the person did."""
    code: Mapped[str | None] = mapped_column(Sealed)
    """What was sent there, while it waits."""
    tries: Mapped[int] = mapped_column(SmallInteger, default=0)
    """How many codes that did not fit were typed."""
    failures: Mapped[int] = mapped_column(SmallInteger, default=0)
    """How many messages one after the other were reported as not delivered."""
    since: Mapped[dt.datetime]
    """When it came to be as it is."""


class SmsMonth(Base):
    """How many parts of SMS were sent in one month, for the operator's ceiling; nobody's."""

    __tablename__ = "sms_months"
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    """Such as 2026-11, in the installation's zone."""
    parts: Mapped[int] = mapped_column(default=0)
    cost: Mapped[int] = mapped_column(default=0)
    """What the gateway said they cost, in ten-thousandths of its currency."""
