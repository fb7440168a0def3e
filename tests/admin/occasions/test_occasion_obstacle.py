"""Asking somebody now: where it cannot work the page says why, and nothing has changed."""

import datetime as dt

import httpx
import pytest
from sqlalchemy import select, update

from bot.app_context import AppContext
from dialogs.people.accounts import Channel
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Account, Participant
from tests.admin.occasions.visits import HERE, messages, post_decision, rate_twice
from tests.admin.visits import log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import add_participant

DUE = dt.date(2027, 11, 23)
PAUSED = moment("2027-12-02T10:00")


async def silent(app: AppContext, clock: StandingClock) -> Occasion:
    """Bo has not answered the last two messages about the rating after twelve months."""
    person = await rate_twice(app, clock)
    clock.now = moment("2027-11-25T10:00")
    async with app.database.writing() as session:
        about = (Occasion.participant_id == person, Occasion.number == 12)
        counted = {"status": "reminded", "asked": 2, "silent": 2, "streak_on": DUE}
        await session.execute(update(Occasion).where(*about).values(**counted))
        await session.execute(
            update(Reminder).where(Reminder.kind == "rating").values(status="sent")
        )
        return (await session.scalars(select(Occasion).where(*about))).one()


async def pressed(
    app: AppContext, client: httpx.AsyncClient, what: str, one: Occasion
) -> httpx.Response:
    await log_in(client)
    return await post_decision(client, what, occasion=str(one.id))


async def untouched(app: AppContext, one: Occasion) -> None:
    async with app.database.reading() as session:
        now = await session.get_one(Occasion, one.id)
        kinds = (await session.scalars(select(Occasion.kind))).all()
    assert (now.silent, now.asked, now.streak_on) == (2, 2, DUE)
    assert "extra" not in kinds
    assert [row.status for row in await messages(app)] == ["sent"]
    assert await messages(app, "unfinished") == []


@pytest.mark.parametrize("what", ["remind", "extra"])
@pytest.mark.parametrize(
    ("columns", "account", "said"),
    [
        ({"stopped": True}, {}, "A-01 vill inte ha påminnelser just nu."),
        ({"quiet_until": PAUSED}, {}, "A-01 har valt paus till 2 dec."),
        ({}, {"status": "blocked"}, "Boten når inte fram till A-01."),
        ({}, {"status": "revoked"}, "Boten når inte fram till A-01."),
        ({"status": "invited"}, {}, "Personen är inte med nu."),
    ],
)
async def test_it_says_why_it_cannot_ask(
    app: AppContext,
    clock: StandingClock,
    what: str,
    columns: dict[str, object],
    account: dict[str, str],
    said: str,
) -> None:
    one = await silent(app, clock)
    async with app.database.writing() as session:
        if columns:
            await session.execute(update(Participant).values(**columns))
        if account:
            await session.execute(update(Account).values(**account))
    async with open_browser(app) as client:
        page = await pressed(app, client, what, one)
    assert page.status_code == 422
    assert said in page_text(page)
    assert "Inget har ändrats." in page_text(page)
    await untouched(app, one)


@pytest.mark.parametrize("what", ["remind", "extra"])
@pytest.mark.parametrize("late", ["evening", "written to today"])
async def test_it_says_that_it_is_too_late(
    app: AppContext, clock: StandingClock, what: str, late: str
) -> None:
    one = await silent(app, clock)
    last = one.closes_on
    clock.now = moment(f"{last}T{'20:30' if late == 'evening' else '12:00'}")
    async with app.database.writing() as session:
        if late == "written to today":
            await session.execute(update(Participant).values(written_on=last))
    async with open_browser(app) as client:
        page = await pressed(app, client, what, one)
    assert page.status_code == 422
    assert "Boten hinner inte påminna A-01 i tid." in page_text(page)
    await untouched(app, one)


@pytest.mark.parametrize("what", ["remind", "extra"])
async def test_otherwise_it_is_asked(app: AppContext, clock: StandingClock, what: str) -> None:
    one = await silent(app, clock)
    async with open_browser(app) as client:
        answer = await pressed(app, client, what, one)
    assert answer.headers["location"] == f"{HERE}#occasions"
    assert [row.status for row in await messages(app)] == ["sent", "planned"]
    async with app.database.reading() as session:
        assert (await session.get_one(Occasion, one.id)).silent == 0


@pytest.mark.parametrize("what", ["remind", "extra"])
@pytest.mark.parametrize("channel", ["telegram", "web"])
async def test_it_says_once_that_it_only_lies_in_the_web_chat(
    app: AppContext, clock: StandingClock, what: str, channel: str
) -> None:
    one = await silent(app, clock)
    async with app.database.writing() as session:
        await session.execute(update(Account).values(channel=channel))
    async with open_browser(app) as client:
        answer = await pressed(app, client, what, one)
        told = page_text(await client.get(answer.headers["location"]))
        again = page_text(await client.get(HERE))
    lies, sent = "läggs i webbchatten 25 nov. 10:00", "planerad till 25 nov. 10:00"
    tells = "Frågan läggs i webbchatten. Boten kan inte säga till A-01 – gör gärna det."
    only_web = channel == "web"
    assert (tells in told, tells in again) == (only_web, False)
    assert (lies in told, lies in again) == (only_web, only_web)
    assert (sent in told) is not only_web


async def test_what_was_asked_of_one_is_not_said_of_another(
    app: AppContext, clock: StandingClock
) -> None:
    one = await silent(app, clock)
    async with app.database.writing() as session:
        await session.execute(update(Account).values(channel="web"))
        coach = (await session.get_one(Participant, one.participant_id)).coach_id
    other = await add_participant(app, coach, channel=Channel.WEB)
    async with open_browser(app) as client:
        await pressed(app, client, "remind", one)
        told = page_text(await client.get(f"/admin/participants/{other.pseudonym}"))
    assert "Frågan läggs i webbchatten." not in told
