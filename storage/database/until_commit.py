"""What a transaction holds back until it commits; what a savepoint takes back is not among it."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

_HELD, _BEFORE = "held until the commit", "what was held before each savepoint"


class HoldingSession(Session):
    """A session that forgets what was held back since a savepoint that is rolled back."""


def held_until_commit(session: AsyncSession, name: str) -> list[Any]:
    """Give what is held back under a name, to be added to."""
    held: dict[str, list[Any]] = session.info.setdefault(_HELD, {})
    return held.setdefault(name, [])


@event.listens_for(HoldingSession, "after_transaction_create")
def _remember(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        held = session.info.get(_HELD, {})
        session.info.setdefault(_BEFORE, {})[transaction] = {
            name: len(things) for name, things in held.items()
        }


@event.listens_for(HoldingSession, "after_soft_rollback")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    before = session.info.get(_BEFORE, {}).pop(transaction, None)
    if before is not None:
        for name, things in session.info.get(_HELD, {}).items():
            del things[before.get(name, 0) :]
