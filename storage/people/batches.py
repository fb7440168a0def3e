"""Batches: many people are written about a few at a time, so that others can write too."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import Database
from storage.database.faults import AWAY, kind_and_place
from storage.people.participants import hold_without_name
from storage.tables.people import Participant

Result = TypeVar("Result")
Write = Callable[[AsyncSession, Participant], Awaitable[Result]]

BATCH_SIZE = 8

log = logging.getLogger(__name__)


async def write_in_batches(
    database: Database, people: Iterable[int], write: Write[Result]
) -> tuple[list[Result], list[int]]:
    """Write about each participant, held meanwhile; gives the results, and with whom it failed.

    One person's bad row stops nobody else's: a portion that fails, or that another process was in
    the way of, is tried again one by one. Raises what ``AWAY`` names where that fails too.
    """
    results, failed = list[Result](), list[int]()
    waiting = iter(sorted(set(people)))  # in one order: two processes never wait for each other
    while few := list(islice(waiting, BATCH_SIZE)):
        try:
            results += await _write_together(database, few, write)
        except Exception:  # noqa: BLE001  # whose fault it is shows when each is alone
            for one in few:
                try:
                    results += await _write_together(database, [one], write)
                except AWAY:
                    raise
                except Exception as fault:  # noqa: BLE001  # the next person's turn
                    log.error("participant %d was left out: %s", one, kind_and_place(fault))
                    failed.append(one)
    return results, failed


async def _write_together(
    database: Database, people: Sequence[int], write: Write[Result]
) -> list[Result]:
    async with database.writing() as session:
        whose = [await hold_without_name(session, one) for one in people]
        return [await write(session, one) for one in whose]
