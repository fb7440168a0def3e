"""The chain of the audit log: the seal of each line is made of the line and the seal before it.

Seals need a key that the database holds encrypted: whoever can write to the database alone cannot
make them. Log-ins that were turned down are outside of the chain, since they are forgotten after
a time (``storage.people.audit``).
"""

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import and_, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.base import table_of
from storage.database.encryption import vault
from storage.tables.people import AuditEntry
from storage.tables.program import AuditHead

SHOWN = 16
"""How much of a seal people copy: 64 bits."""


_SIGN_IN = "signed in"
OUTSIDE = and_(AuditEntry.action == _SIGN_IN, AuditEntry.allowed.is_(False))
"""Says of a line that it is outside of the chain: a log-in that was turned down."""


class Line(Protocol):
    """What a line of the log says."""

    at: dt.datetime
    staff_id: int | None
    participant_id: int | None
    about_staff_id: int | None
    action: str
    allowed: bool


def is_outside(line: Line) -> bool:
    """Tell whether a line is outside of the chain, as ``OUTSIDE`` does."""
    return line.action == _SIGN_IN and not line.allowed


def seal_of(key: str, before: str, place: int, line: Line) -> str:
    """Make the seal of a line at its place (from 1 on); never to be changed: seals are stored."""
    said = [
        before,
        place,
        line.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        line.staff_id,
        line.participant_id,
        line.about_staff_id,
        line.action,
        line.allowed,
    ]
    return hmac.new(key.encode(), json.dumps(said).encode(), hashlib.sha256).hexdigest()


def mark_of(place: int, seal: str, key: str) -> str:
    """Sign the end of the chain with its key, so that no other key can be put in its place."""
    return vault().digest("audit head", f"{place} {seal} {key}")


def new_key() -> str:
    """Make the key of a chain that begins."""
    return secrets.token_hex(32)


def head_code(place: int, seal: str) -> str:
    """Write the end of the chain as people keep it: the place of the last line, and its seal."""
    return f"{place}-{seal[:SHOWN]}"


_LOG, _HEADS = table_of(AuditEntry), table_of(AuditHead)
_HELD = (
    select(AuditHead.place, AuditHead.seal, AuditHead.key)
    .where(AuditHead.id == 1)
    .with_for_update()
)
_FIELDS = ("at", "staff_id", "participant_id", "about_staff_id", "action", "allowed")


async def append_lines(session: AsyncSession, lines: Sequence[Line]) -> None:
    """Write lines at the end of the chain, in their order.

    The end is held until the commit, so that chains never fork: this is a transaction's last deed.
    """
    if not lines:
        return
    place, seal, known = (await session.execute(_HELD)).one()
    key, rows = known or new_key(), []
    for line in lines:
        place += 1
        seal = seal_of(key, seal, place, line)
        said = {name: getattr(line, name) for name in _FIELDS}
        rows.append({**said, "place": place, "seal": seal})
    end = {"place": place, "seal": seal, "mark": mark_of(place, seal, key)}
    # Past the objects of the session: every look of a coach's waits for these.
    await session.execute(insert(_LOG), rows)
    await session.execute(
        update(_HEADS).where(_HEADS.c.id == 1).values(end if known else {**end, "key": key})
    )


async def chain_code(session: AsyncSession) -> str:
    """Give the end of the chain, for people to keep elsewhere; "" before the first line."""
    head = await session.get(AuditHead, 1)
    return head_code(head.place, head.seal) if head is not None and head.place else ""


def is_marked(head: AuditHead) -> bool:
    """Tell whether the end is as the program has written it."""
    if not head.place:
        return head.key is None
    made = mark_of(head.place, head.seal, head.key or "")
    return hmac.compare_digest(made, head.mark)


async def sound_head(session: AsyncSession) -> AuditHead | None:
    """Give the end of the chain to be marked anew with another key; None where it is not sound."""
    head = await session.get(AuditHead, 1)
    return head if head is not None and head.place and is_marked(head) else None
