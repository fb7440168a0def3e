"""Very many participants, written in bulk: some of them have a rating that falls due."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import insert

from bot.app_context import AppContext
from dialogs.people.accounts import Channel
from storage.database.base import Base, table_of
from storage.people.participants import address_digest
from storage.people.sub_projects import ensure_sub_project
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Account, Participant
from tests.moments import DAY
from tests.people import add_coach

Row = Mapping[str, Any]


async def write_participants(
    app: AppContext, chats: Sequence[int], due: dt.datetime, waiting: int
) -> dict[int, int]:
    """Write people; the first ``waiting`` are due at ``due``, the others in later months.

    Gives the participant of each chat.
    """
    since = due - 92 * DAY
    coach_id = await add_coach(app, "Many")
    async with app.database.writing() as session:
        project_id = (await ensure_sub_project(session, "Many")).id

    ids = {chat: place for place, chat in enumerate(chats, start=1_000_000)}
    moments = {
        chat: due if place < waiting else due + (1 + place % 80) * DAY
        for place, chat in enumerate(chats)
    }

    def people() -> Iterator[Row]:
        for chat, key in ids.items():
            yield {
                "id": key,
                "pseudonym": f"M-{chat}",
                "coach_id": coach_id,
                "sub_project_id": project_id,
                "status": "active",
                "invented": True,
                "created_at": since,
                "enrolled_at": since,
            }

    def accounts() -> Iterator[Row]:
        for chat, key in ids.items():
            yield {
                "participant_id": key,
                "channel": "telegram",
                "address": str(chat),
                "address_digest": address_digest(Channel.TELEGRAM, str(chat)),
                "created_at": since,
            }

    def occasions() -> Iterator[Row]:
        for chat, key in ids.items():
            day = moments[chat].date()
            yield {
                "id": key,
                "participant_id": key,
                "kind": "three-month",
                "number": 3,
                "opens_on": day - 14 * DAY,
                "due_on": day,
                "closes_on": day + 30 * DAY,
                "closes_at": moments[chat] + 31 * DAY,
            }

    def reminders() -> Iterator[Row]:
        for chat, key in ids.items():
            yield {
                "participant_id": key,
                "kind": "rating",
                "subject": key,
                "number": 1,
                "due_at": moments[chat],
                "until": moments[chat] + 31 * DAY,
                "zone": "Europe/Stockholm",
            }

    tables: tuple[tuple[type[Base], Iterable[Row]], ...] = (
        (Participant, people()),
        (Account, accounts()),
        (Occasion, occasions()),
        (Reminder, reminders()),
    )
    for table, rows in tables:
        await _write(app, table, iter(rows))
    return ids


async def _write(app: AppContext, table: type[Base], rows: Iterator[Row]) -> None:
    while part := list(islice(rows, 20_000)):
        async with app.database.writing() as session:
            await session.execute(insert(table_of(table)), part)
