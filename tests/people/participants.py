"""Participants: invited, or taking part for some time, with their accounts."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from dialogs.occasions.agenda import Agenda
from dialogs.occasions.life import finish
from dialogs.people.accounts import AccountStatus, Channel
from dialogs.people.enrolment import EnrolmentStatus
from storage.occasions.agenda import change_agenda
from storage.occasions.replanning import plan_first_occasions
from storage.people import participants as stored
from storage.people.invitations import invite
from storage.people.sub_projects import ensure_sub_project
from storage.people.timing import participant_timing
from storage.tables.agenda import Occasion
from storage.tables.people import Account, Participant, SubProject
from tests.people.staff import add_coach


async def invite_participant(
    app: AppContext, name: str, language: str = "sv", coach_id: int | None = None
) -> str:
    """Invite somebody by name, by a coach of their own if none is given; give the code."""
    coach_id = coach_id or await add_coach(app, f"coach of {name}")
    now = app.clock()
    async with app.database.writing() as session:
        participant = await _add(session, coach_id, name, now, language)
        code, _ = await invite(session, participant.id, now)
    return code


async def add_participant(
    app: AppContext,
    coach_id: int,
    name: str = "Bo",
    *,
    opened: bool = True,
    language: str = "sv",
    channel: Channel = Channel.TELEGRAM,
    **columns: object,
) -> Participant:
    """Add a participant who has opened the invitation and said yes, or has not opened it.

    Whoever has opened it has an account, in Telegram if nothing else is said. There are no
    occasions.
    """
    now = app.clock()
    async with app.database.writing() as session:
        participant = await _add(session, coach_id, name, now, language)
        if opened:
            number = 70_000 + participant.id
            address = str(number) if channel is Channel.TELEGRAM else f"key of {participant.id}"
            await stored.add_account(session, participant.id, channel, address, now)
            participant.status, participant.enrolled_at = EnrolmentStatus.ACTIVE, now
        else:
            await invite(session, participant.id, now)
        _set(participant, columns)
    return participant


async def enrol_participants(
    app: AppContext,
    addresses: Sequence[int | str],
    on: dt.datetime,
    channel: Channel = Channel.TELEGRAM,
    *,
    rated: bool = True,
    **columns: object,
) -> list[int]:
    """Let people take part since ``on``, with the occasions that come of it; give their ids.

    Their first occasion is done, unless they have not ``rated`` yet; there are no answers.
    """
    coach_id = await add_coach(app, f"coach of {addresses[0]}")
    ids = []
    async with app.database.writing() as session:
        for address in addresses:
            participant = await _add(session, coach_id, f"Person {address}", on)
            participant.status, participant.enrolled_at = EnrolmentStatus.ACTIVE, on
            participant.invented = True
            _set(participant, columns)
            await stored.add_account(session, participant.id, channel, str(address), on)
            when = await participant_timing(session, participant, app.calendar)
            await plan_first_occasions(session, participant, on, when)
            if rated:
                await _finish_first_occasion(session, app, participant, on)
            ids.append(participant.id)
    return ids


async def change_participant(app: AppContext, who: int, **columns: object) -> None:
    """Set columns of somebody as a test needs them, past all rules."""
    async with app.database.writing() as session:
        await session.execute(update(Participant).where(Participant.id == who).values(**columns))


async def block_accounts(app: AppContext, who: int) -> None:
    """Let somebody have blocked the bot wherever they were reached."""
    async with app.database.writing() as session:
        await session.execute(
            update(Account)
            .where(Account.participant_id == who)
            .values(status=AccountStatus.BLOCKED)
        )


async def change_plan(app: AppContext, plan: dict[str, object]) -> None:
    """Give every sub-project a plan, as it is stored."""
    async with app.database.writing() as session:
        await session.execute(update(SubProject).values(plan=plan))


async def _add(
    session: AsyncSession, coach_id: int, name: str, now: dt.datetime, language: str = "sv"
) -> Participant:
    project = await ensure_sub_project(session, "Iris")
    return await stored.add_participant(
        session,
        coach_id=coach_id,
        sub_project_id=project.id,
        name=name,
        now=now,
        language=language,
    )


async def _finish_first_occasion(
    session: AsyncSession, app: AppContext, participant: Participant, on: dt.datetime
) -> None:
    first = await session.scalar(
        select(Occasion.id).where(Occasion.participant_id == participant.id).limit(1)
    )
    assert first is not None
    when = await participant_timing(session, participant, app.calendar)
    done = partial(Agenda.with_change, id_=first, change=partial(finish, now=on))
    await change_agenda(session, participant, when, on, done)


def _set(participant: Participant, columns: dict[str, object]) -> None:
    for name, value in columns.items():
        setattr(participant, name, value)
