"""Without Telegram nothing tells the person that it is time: the pages say so."""

import datetime as dt

from icalendar import Calendar
from sqlalchemy import select

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.people.accounts import Channel
from storage.people.participants import add_account
from storage.tables.people import StoredConversation
from tests.bot.channels.web.visitor import Visitor, begin_rating, come_in
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import add_coach, add_participant, invite_participant, messages, occasions
from tests.walk import Walk


async def enrolled(app: AppContext) -> Visitor:
    """Bo takes part in the web chat, and nothing is asked before February."""
    await Walk.after(app, "rating")
    [who] = {one.participant_id for one in await occasions(app)}
    async with app.database.writing() as session:
        await add_account(session, who, Channel.WEB, "a-key", app.clock())
    visitor = Visitor(app)
    return await visitor.enter("a-key")


async def test_no_hour_is_asked_for_since_nothing_comes_at_it(app: AppContext) -> None:
    visitor = await come_in(app, await invite_participant(app, "Bo"))
    await visitor.press("Svenska")
    await visitor.press("Ja, jag vill vara med")
    assert "När på dagen" not in visitor.text
    assert "Fråga 1 av 6" in visitor.text


async def test_the_next_time_is_said_and_goes_into_the_calendar(
    app: AppContext, clock: StandingClock
) -> None:
    visitor = await enrolled(app)
    assert "Jag kan inte säga till när det är dags" in visitor.text
    assert "Jag hör av mig" not in visitor.text
    assert "Nästa gång är 23 feb. 2027." in visitor.text
    file = await visitor.http.get("/chat/next.ics")
    assert file.headers["content-type"].startswith("text/calendar")
    [event] = Calendar.from_ical(file.text).walk("VEVENT")
    assert event.decoded("dtstart") == moment("2027-02-23 09:00")
    assert str(event["summary"]) == "Titta in på sidan"
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [dt.timedelta(0)]
    clock.passes(days=1)
    [later] = Calendar.from_ical((await visitor.http.get("/chat/next.ics")).text).walk("VEVENT")
    assert str(later["uid"]) == str(event["uid"])
    assert int(later.decoded("sequence")) > int(event.decoded("sequence"))


async def test_the_day_of_a_small_step_is_a_next_time_too(app: AppContext) -> None:
    visitor = await begin_rating(app, await invite_participant(app, "Bo"))
    for _ in range(6):
        await visitor.press("Hoppa över")
    for words in ("Ja, det stämmer", "Hälsa", "Gå ut en kort stund varje dag", "Om en vecka"):
        await visitor.press(words)
    assert "Titta in igen den dagen, så frågar jag hur det har gått." in visitor.text
    assert "Nästa gång är 30 nov. 2026." in visitor.text
    mine = (await visitor.open("/chat/mydata")).text
    assert "När du får meddelanden" not in mine
    assert mine.index("Fråga om ett steg") < mine.index("Påminnelse om skattning")


async def test_who_wants_nothing_is_told_of_no_next_time(app: AppContext) -> None:
    visitor = await enrolled(app)
    await visitor.press("Inga fler frågor hit")
    await visitor.open("/chat")
    assert "Just nu finns ingen fråga till dig." in visitor.text
    assert "titta gärna in igen" not in visitor.text
    assert "Nästa gång" not in visitor.text


async def test_where_nothing_is_planned_there_is_no_file(app: AppContext) -> None:
    person = await add_participant(app, await add_coach(app), channel=Channel.WEB)
    visitor = Visitor(app)
    await visitor.enter(f"key of {person.id}")
    assert "Nästa gång" not in visitor.text
    assert (await visitor.http.get("/chat/next.ics")).status_code == 404


async def test_later_says_that_one_has_to_look_in(app: AppContext, clock: StandingClock) -> None:
    visitor = await enrolled(app)
    clock.now = moment("2027-02-23 09:00")
    await Reminding(app).sweep()
    await visitor.open("/chat")
    await visitor.press("I morgon")
    assert "Jag kan inte säga till, så titta in igen i morgon" in visitor.text
    assert "Jag hör av mig" not in visitor.text
    assert "Nästa gång är 24 feb. 2027." in visitor.text


async def test_reminders_says_that_none_can_come(app: AppContext) -> None:
    visitor = await enrolled(app)
    await visitor.press("Välj om dina frågor ska ligga här")
    assert "Här kan jag inte säga till när det är dags." in visitor.text
    assert "Framåt kvällen" not in visitor.text
    await visitor.press("Ja, lägg dem här")
    assert "Dina frågor ligger här när du tittar in." in visitor.text
    data = (await visitor.http.get("/chat/mydata")).text
    assert "Ja, lägg dem här" in data, "and no code of ours"


async def test_a_stop_is_obeyed_and_ends_with_a_press(
    app: AppContext, clock: StandingClock
) -> None:
    visitor = await enrolled(app)
    await visitor.press("Inga fler frågor hit")
    clock.now = moment("2027-02-23 09:00")
    await Reminding(app).sweep()
    assert "laid" not in {row.status for row in await messages(app)}
    await visitor.open("/chat")
    await visitor.press("Välj om dina frågor ska ligga här")
    await visitor.press("Ja, lägg dem här")
    clock.passes(days=1)
    await Reminding(app).sweep()
    assert "laid" in {row.status for row in await messages(app)}


async def test_who_has_telegram_too_is_promised_what_comes(app: AppContext) -> None:
    visitor = await enrolled(app)
    [who] = {one.participant_id for one in await occasions(app)}
    async with app.database.writing() as session:
        await add_account(session, who, Channel.TELEGRAM, "7001", app.clock())
    await visitor.open("/chat")
    assert "Jag hör av mig när det är dags." in visitor.text
    assert "Nästa gång" not in visitor.text


async def test_what_lies_in_the_chat_was_not_sent(app: AppContext, clock: StandingClock) -> None:
    visitor = await enrolled(app)
    clock.now = moment("2027-02-23 09:00")
    await Reminding(app).sweep()
    assert "sent" not in {row.status for row in await messages(app)}
    data = (await visitor.http.get("/chat/mydata")).text
    assert "ligger i chatten" in data
    assert "· skickad" not in data


async def test_a_welcome_asks_to_its_end_as_it_began(app: AppContext) -> None:
    """One of an earlier version, or begun where Telegram was: its answers fit no other asks."""
    visitor = await come_in(app, await invite_participant(app, "Bo"))
    await visitor.press("Svenska")
    async with app.database.writing() as session:
        row = (await session.scalars(select(StoredConversation))).one()
        row.state = {**row.state, "facts": {"language": "sv"}}
    await visitor.press("Ja, jag vill vara med")
    assert "När på dagen" in visitor.text
    await visitor.press("På morgonen")
    assert "Fråga 1 av 6" in visitor.text
