"""The coach and the participant at once: each finds the meeting as the other has left it."""

import asyncio

import httpx
import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from dialogs.engine.effect import MeetingAnswered
from storage.meetings.meetings import record_meeting_answer
from storage.people.participants import hold_participant
from storage.tables.agenda import Meeting
from tests.admin.visits import browsing, karin, log_in, participant, token
from tests.storage.meetings.rows import Diary

FILLED = {
    "day": "2026-12-01",
    "time": "10:00",
    "minutes": "45",
    "place": "Torget 2",
    "line": "Ta med planen",
    "early": "24",
    "late": "2",
}
on_postgres = pytest.mark.parametrize(
    "either", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
"""SQLite lets one transaction in at a time: there nobody reads while another is writing."""
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


async def bo(app: AppContext) -> Diary:
    return Diary(app, (await participant(app, await karin(app))).id)


async def send(client: httpx.AsyncClient, path: str) -> httpx.Response:
    """Open a form and send it, with another place."""
    page = await client.get(path)
    return await client.post(path, data={**FILLED, "token": token(page)})


async def until_somebody_waits(session: AsyncSession) -> None:
    """Let another transaction come as far as the row that this one holds."""
    async with asyncio.timeout(20):
        while not await session.scalar(WAITING):  # noqa: ASYNC110  # no event tells of it
            await asyncio.sleep(0.01)


@on_postgres
async def test_an_answer_that_comes_between_is_not_one_to_the_changed_meeting(
    either: AppContext,
) -> None:
    meets = await bo(either)
    meeting = await meets.book()
    address = f"/admin/participants/A-01/meetings/{meeting.id}"
    async with browsing(either) as client:
        await log_in(client)
        async with either.database.writing() as session:
            await hold_participant(session, meets.who)
            change = asyncio.create_task(send(client, address))
            await until_somebody_waits(session)
            said = MeetingAnswered("coming", meeting.id, meeting.revision, coming=True)
            assert await record_meeting_answer(session, meets.who, said, either.clock())
        assert (await change).status_code == 303
    [changed] = await meets.meetings()
    assert (changed.revision, changed.place) == (1, "Torget 2")
    assert (changed.answer, changed.answered_at) == (None, None)


@on_postgres
async def test_what_is_called_off_is_the_meeting_as_it_has_become(either: AppContext) -> None:
    meets = await bo(either)
    meeting = await meets.book()
    address = f"/admin/participants/A-01/meetings/{meeting.id}/cancel"
    async with browsing(either) as client:
        await log_in(client)
        async with either.database.writing() as session:
            await hold_participant(session, meets.who)
            cancel = asyncio.create_task(send(client, address))
            await until_somebody_waits(session)
            [held] = await session.scalars(select(Meeting))
            held.revision, held.place = held.revision + 1, "Torget 2"
        assert (await cancel).status_code == 303
    [off] = await meets.meetings()
    assert (off.cancelled, off.revision, off.place) == (True, 2, "Torget 2")
