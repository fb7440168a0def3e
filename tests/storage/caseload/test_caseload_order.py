"""Whom a coach finds on top: what is today, news, and nobody as fallen who has risen or left."""

import datetime as dt

from sqlalchemy import update

from bot.app_context import AppContext
from dialogs.people.participant_status import ParticipantStatus
from storage.caseload.caseload import caseload_rows
from storage.tables.ratings import Rating
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import add_coach, add_meeting, add_participant, add_rating
from tests.people.participants import change_participant

HIGH, LOW, RISEN = (4,) * 6, (2, 4, 4, 4, 4, 4), (3, 4, 4, 4, 4, 4)


async def standings(app: AppContext, coach: int) -> list[tuple[str, ParticipantStatus]]:
    now = app.clock()
    async with app.database.reading() as session:
        lines = await caseload_rows(session, coach, now, now.date())
    return [(line.name or "", line.status_at(now)) for line in lines]


async def test_today_stands_above_what_is_months_old(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    names = ("fell long ago", "fell now", "next week", "today")
    people = {name: (await add_participant(either, coach, name)).id for name in names}
    for name, ago in (("fell long ago", 100 * DAY), ("fell now", DAY)):
        await add_rating(either, people[name], HIGH, ago=200 * DAY)
        await add_rating(either, people[name], LOW, ago=ago)
    await add_meeting(either, people["next week"], "cannot", starts_in=8 * DAY)
    await add_meeting(either, people["today"], "cannot", starts_in=dt.timedelta(hours=6))
    assert await standings(either, coach) == [
        ("today", ParticipantStatus.CANNOT_COME),
        ("fell now", ParticipantStatus.FELL),
        ("next week", ParticipantStatus.CANNOT_COME),
        ("fell long ago", ParticipantStatus.FELL),
    ]


async def test_who_has_risen_or_left_is_no_fallen_one(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    people = {
        name: (await add_participant(either, coach, name)).id
        for name in ("fell", "rose", "left", "as before")
    }
    for name, who in people.items():
        await add_rating(either, who, HIGH, ago=90 * DAY)
        await add_rating(either, who, LOW, ago=20 * DAY)
        if name in ("rose", "as before"):
            await add_rating(either, who, RISEN if name == "rose" else LOW, ago=2 * DAY)
    await change_participant(either, people["left"], exit_on=(clock() - DAY).date())
    assert dict(await standings(either, coach)) == {
        "fell": ParticipantStatus.FELL,
        "as before": ParticipantStatus.FELL,
        "rose": ParticipantStatus.NEW_RATING,
        "left": ParticipantStatus.NEW_RATING,
    }
    await change_participant(either, people["left"], exit_on=clock().date())
    assert dict(await standings(either, coach))["left"] is ParticipantStatus.FELL


async def test_who_has_put_in_a_paper_is_not_told_of_it(
    either: AppContext, clock: StandingClock
) -> None:
    karin, eva = await add_coach(either), await add_coach(either, "Eva")
    people = {
        name: (await add_participant(either, karin, name)).id
        for name in ("by me", "by another", "fell", "one before")
    }
    for name, who in people.items():
        if name == "one before":
            await add_rating(either, who, HIGH, ago=2 * DAY)
        elif name == "fell":
            await add_rating(either, who, HIGH, ago=90 * DAY)
        rating = await add_rating(either, who, LOW if name == "fell" else HIGH, ago=DAY)
        async with either.database.writing() as session:
            by = eva if name == "by another" else karin
            typed = update(Rating).where(Rating.id == rating)
            await session.execute(typed.values(entered_by=by, entered_at=clock()))
    assert dict(await standings(either, karin)) == {
        "by me": ParticipantStatus.CALM,
        "by another": ParticipantStatus.NEW_RATING,
        "fell": ParticipantStatus.FELL,
        "one before": ParticipantStatus.NEW_RATING,
    }
    await change_participant(either, people["by me"], exit_on=(clock() - DAY).date())
    assert "by me" not in dict(await standings(either, karin)), "nothing keeps them"
