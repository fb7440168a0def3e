"""In turn: of each person one recording at a time is converted, and the next one queues anew.

So nobody's waits behind more than one of anybody's, however many somebody has sent at once.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    """How many stand in it; the lock tells only whether somebody has it."""


_lines: dict[int, _Line] = {}


@asynccontextmanager
async def in_turn(participant_id: int) -> AsyncIterator[None]:
    """Wait, in their order, for what else of somebody is being done."""
    line = _lines.setdefault(participant_id, _Line())
    line.waiting += 1
    try:
        async with line.lock:
            yield
    finally:
        line.waiting -= 1
        if not line.waiting:
            del _lines[participant_id]
