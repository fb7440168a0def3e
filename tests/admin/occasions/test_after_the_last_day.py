"""After somebody's last day, or death, nothing is asked and no button offers it."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from bot.app_context import AppContext
from dialogs.people.enrolment import ExitReason
from storage.occasions.exits import set_exit
from storage.people.timing import participant_timing
from storage.tables.agenda import Meeting, Occasion, Reminder
from storage.tables.people import Participant
from tests.admin.meetings.forms import FILLED
from tests.admin.occasions.visits import HERE, messages, post_decision, rate_twice
from tests.admin.visits import form_token, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.moments import moment

LAST = dt.date(2027, 11, 24)
OFFERS = ("Be om en skattning nu", "Påminn nu", "Säg till när det är dags")


async def leave(app: AppContext, clock: StandingClock, reason: ExitReason) -> Occasion:
    """Let Bo leave with a rating open; the coach's page is opened the day after."""
    person = await rate_twice(app, clock)
    clock.now = moment("2027-11-24T10:00")
    async with app.database.writing() as session:
        bo = await session.get_one(Participant, person)
        when = await participant_timing(session, bo, app.calendar)
        waits = update(Occasion).where(Occasion.number == 12)
        waits = waits.values(status="reminded", reason=None, settled_at=None)
        await session.execute(waits)
        await set_exit(session, bo, LAST, reason, clock(), when, rate=False)
        await session.execute(waits)  # as with what was begun
    clock.now = moment("2027-11-25T10:00")
    async with app.database.reading() as session:
        return (await session.scalars(select(Occasion).where(Occasion.number == 12))).one()


@pytest.mark.parametrize("reason", [ExitReason.WORK, ExitReason.DECEASED])
async def test_the_page_offers_no_asking(
    app: AppContext, clock: StandingClock, reason: ExitReason
) -> None:
    await leave(app, clock, reason)
    async with open_browser(app) as client:
        await log_in(client)
        text = page_text(await client.get(HERE))
    assert [one for one in OFFERS if one in text] == []
    assert ("Boka möte" in text) == (reason is ExitReason.WORK)


@pytest.mark.parametrize("what", ["remind", "extra"])
@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (ExitReason.WORK, "Den sista dagen för A-01 har varit. Boten frågar inte mer."),
        (ExitReason.DECEASED, "Boten skriver inte till A-01 mer."),
    ],
)
async def test_a_stale_page_is_refused_with_a_friendly_line(
    app: AppContext, clock: StandingClock, what: str, reason: ExitReason, said: str
) -> None:
    one = await leave(app, clock, reason)
    async with open_browser(app) as client:
        await log_in(client)
        page = await post_decision(client, what, occasion=str(one.id))
    assert page.status_code == 422
    assert said in page_text(page)
    async with app.database.reading() as session:
        assert "extra" not in (await session.scalars(select(Occasion.kind))).all()
    assert [row for row in await messages(app) if row.status == "planned"] == []


async def test_the_last_rating_itself_may_be_asked_for_while_it_counts(
    app: AppContext, clock: StandingClock
) -> None:
    person = await rate_twice(app, clock)
    clock.now = moment("2027-11-24T10:00")
    async with app.database.writing() as session:
        bo = await session.get_one(Participant, person)
        when = await participant_timing(session, bo, app.calendar)
        await set_exit(session, bo, LAST, ExitReason.WORK, clock(), when)
        await session.execute(
            update(Occasion).where(Occasion.kind == "exit").values(status="reminded")
        )
    clock.now = moment("2027-11-25T10:00")
    async with open_browser(app) as client:
        await log_in(client)
        assert "Påminn nu" in page_text(await client.get(HERE))


async def test_no_meeting_is_booked_with_the_dead(app: AppContext, clock: StandingClock) -> None:
    await leave(app, clock, ExitReason.DECEASED)
    async with open_browser(app) as client:
        await log_in(client)
        form = {**FILLED, "day": "2027-12-01", "token": form_token(await client.get(HERE))}
        page = await client.post(f"{HERE}/meetings/new", data=form)
    assert "Boten skriver inte till" in page_text(page)
    async with app.database.reading() as session:
        assert (await session.scalars(select(Meeting))).all() == []
        planned = select(Reminder).where(Reminder.status == "planned")
        assert (await session.scalars(planned)).all() == []
