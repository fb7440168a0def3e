"""Invented people who take part already, written straight into the database."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.occasions.agenda import Agenda
from dialogs.occasions.life import finish
from dialogs.people.accounts import Channel
from dialogs.people.enrolment import EnrolmentStatus
from storage.occasions.agenda import change_agenda
from storage.occasions.replanning import plan_first_occasions
from storage.people.participants import add_account, add_participant
from storage.people.sub_projects import ensure_sub_project
from storage.people.timing import participant_timing
from storage.tables.agenda import Occasion
from storage.tables.people import Participant
from tests.people import coach


async def enrolled(
    app: AppContext,
    chats: Sequence[int],
    on: dt.datetime,
    channel: Channel = Channel.TELEGRAM,
    **about: Any,
) -> list[int]:
    """Let people take part since ``on``, with their first rating done; gives their ids."""
    coach_id = await coach(app, f"coach of {chats[0]}")
    ids = []
    async with app.database.writing() as session:
        project = await ensure_sub_project(session, "Iris")
        for chat in chats:
            participant = await add_participant(
                session,
                coach_id=coach_id,
                sub_project_id=project.id,
                name=f"Person {chat}",
                now=on,
                language="sv",
                invented=True,
            )
            participant.status, participant.enrolled_at = EnrolmentStatus.ACTIVE, on
            for name, value in about.items():
                setattr(participant, name, value)
            await add_account(session, participant.id, channel, str(chat), on)
            when = await participant_timing(session, participant, app.calendar)
            await plan_first_occasions(session, participant, on, when)
            first = await session.scalar(
                select(Occasion).where(Occasion.participant_id == participant.id).limit(1)
            )
            assert first is not None
            done = partial(Agenda.with_change, id_=first.id, change=partial(finish, now=on))
            await change_agenda(session, participant, when, on, done)
            ids.append(participant.id)
    return ids


async def person(app: AppContext, participant_id: int) -> Participant:
    async with app.database.reading() as session:
        return await session.get_one(Participant, participant_id)
