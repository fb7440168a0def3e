"""Whether the audit log is what the program has written: nothing changed, removed or moved."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import bindparam, not_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.audit.chain import OUTSIDE, head_code, is_marked, seal_of
from storage.tables.people import AuditEntry
from storage.tables.program import AuditHead

AT_ONCE = 1000


_NEXT = (
    select(AuditEntry)
    .where(AuditEntry.place > bindparam("last"))
    .order_by(AuditEntry.place)
    .limit(AT_ONCE)
)
_UNSEALED = (
    select(AuditEntry.id)
    .where(AuditEntry.place.is_(None), not_(OUTSIDE))
    .order_by(AuditEntry.id)
    .limit(1)
)


class BrokenChainError(Exception):
    """The log is not as it was written; the message names the first line that does not fit."""


@dataclass(frozen=True)
class SoundChain:
    """How many lines were looked at, and the end as people keep it ("" before the first)."""

    lines: int
    code: str


async def verify_chain(session: AsyncSession, kept: str = "") -> SoundChain:
    """Look at every line; raises BrokenChainError.

    ``kept`` is an end that somebody has kept elsewhere: it has to be in the chain still. Whoever
    removes the last lines and has an older end to put back is found by it alone.
    """
    head = await session.get(AuditHead, 1)
    if head is None:
        raise BrokenChainError("the end of the chain is missing")
    if not is_marked(head):
        raise BrokenChainError("the end of the chain was changed")
    key, end, seal_of_end = head.key or "", head.place, head.seal
    place, found_kept = 0, not kept
    async for line in _lines(session, key):
        place = line.place or 0
        if place == end and line.seal != seal_of_end:
            raise BrokenChainError(f"the end of the chain is not {_named(line)}")
        found_kept = found_kept or head_code(place, line.seal or "") == kept
    if place < end:
        raise BrokenChainError(f"line {place + 1} is missing, and what came after it")
    if not found_kept:
        raise BrokenChainError(f"{kept} is not in the chain: lines were removed, or it is a slip")
    unsealed = await session.scalar(_UNSEALED)
    if unsealed is not None:
        raise BrokenChainError(f"a line was put in beside the chain (id {unsealed})")
    return SoundChain(place, head_code(end, seal_of_end) if end else "")


async def _lines(session: AsyncSession, key: str) -> AsyncIterator[AuditEntry]:
    """Give the lines in their order; raises BrokenChainError at the first that does not fit."""
    place, seal = 0, ""
    while lines := (await session.scalars(_NEXT, {"last": place})).all():
        for line in lines:
            place += 1
            if line.place != place:
                raise BrokenChainError(f"line {place} is missing: the next one is {_named(line)}")
            made = seal_of(key, seal, place, line)
            if line.seal != made:
                raise BrokenChainError(f"the first that does not fit is {_named(line)}")
            seal = made
            yield line
        session.expunge_all()


def _named(line: AuditEntry) -> str:
    return f"line {line.place} of {line.at:%Y-%m-%d %H:%M} UTC (id {line.id})"
