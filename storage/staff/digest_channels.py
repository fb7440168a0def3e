"""Whose digest a process takes on: what it can send through, and what the reader can be reached by.

One that cannot reach a reader leaves the digest to a process that can.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_

from dialogs.people.accounts import AccountStatus
from storage.tables.channels import StaffChat
from storage.tables.people import Staff

PATIENCE = dt.timedelta(days=1)
"""How long a digest that goes by e-mail alone is left to others: as long as a mail is tried."""


@dataclass(frozen=True)
class DigestChannels:
    """What a process can send digests through: Telegram, a mail server, both or neither."""

    chat: bool
    mail: bool


def is_ours(channels: DigestChannels) -> ColumnElement[bool]:
    """Make a condition on ``Staff``: whether a process with these channels takes their digest.

    A reader whom nothing reaches is everybody's: somebody has to move the date on.
    """
    chat, mail = _has_open_chat(), Staff.digest_mail.is_(True)
    ways = [and_(~chat, ~mail)]
    if channels.chat:
        ways.append(chat)
    if channels.mail:
        ways.append(mail)
    return or_(*ways)


def is_nobodys(channels: DigestChannels, now: dt.datetime) -> ColumnElement[bool]:
    """Make a condition on ``Staff``: whether a digest is so late that no process can send it.

    An open chat shows that some process has Telegram; that e-mail is wished for shows nothing.
    """
    waits = and_(~is_ours(channels), ~_has_open_chat())
    return and_(waits, Staff.digest_at <= now - PATIENCE)


def _has_open_chat() -> ColumnElement[bool]:
    return exists().where(StaffChat.staff_id == Staff.id, StaffChat.status == AccountStatus.OPEN)
