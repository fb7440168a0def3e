"""What needs the coach stays until it is dealt with; it can be hidden, and brought back."""

import datetime as dt

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.people.participant_status import ParticipantStatus
from storage.needs.calls import calls_to
from storage.needs.marks import hide
from storage.needs.tables import StoredNeedMark
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import add_coach, add_meeting, add_occasion, add_participant, add_rating
from tests.storage.caseload.test_caseload_words import write

NEEDS, CALLS = "/admin/participants/A-01/needs", "/admin/participants/A-01/calls"


async def waits(client: httpx.AsyncClient) -> str:
    """Give what the list says waits for the coach; "" where nothing does."""
    text = page_text(await client.get("/admin"))
    head, tail = "Väntar på dig ", "Bjud in en deltagare"
    return text[text.index(head) : text.index(tail)] if head in text else ""


async def press(
    client: httpx.AsyncClient, do: str, kind: str, page: httpx.Response | None = None
) -> httpx.Response:
    """Press a button of a need on the person's page, as it was shown."""
    page = page or await client.get("/admin/participants/A-01")
    form = hidden_fields(page, NEEDS, kind)
    return await client.post(NEEDS, data={**form, "do": do}, follow_redirects=True)


async def test_a_glance_ends_nothing_and_a_word_does(app: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    await write(app, bo)
    clock.passes(days=2)
    async with open_browser(app) as client:
        await log_in(client)
        await client.get("/admin/participants/A-01")
        assert "har skrivit till dig sedan 23 nov." in await waits(client)
        page = await press(client, "done", "wrote")
        assert "Klart. Det är borta från listan" in page_text(page)
        assert await waits(client) == ""
        await client.post(NEEDS, data={**hidden_fields(page, NEEDS, "back"), "do": "back"})
        assert "har skrivit till dig" in await waits(client)
    assert await audit_entries(app, "dealt with or hid what waits") == [(coach, bo.id, True)] * 2


async def test_what_came_after_the_page_was_shown_is_not_dealt_with(
    app: AppContext, clock: StandingClock
) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo")
    await write(app, bo)
    clock.passes(minutes=1)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin/participants/A-01")
        clock.passes(minutes=11)
        await write(app, bo)
        clock.passes(minutes=1)
        await press(client, "done", "wrote", page)
        assert "har skrivit till dig" in await waits(client)


async def test_a_need_is_hidden_for_a_day_and_comes_back(
    app: AppContext, clock: StandingClock
) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo")
    await add_occasion(app, bo.id, -4, "reminded", silent=3)
    async with open_browser(app) as client:
        await log_in(client)
        page = await press(client, "day", "silent")
        assert "Det är dolt, och står i listan igen 24 nov." in page_text(page)
        assert await waits(client) == ""
        clock.now += DAY
        await log_in(client)
        assert "inget svar" in await waits(client)


async def test_what_happens_while_another_rests_is_shown(
    app: AppContext, clock: StandingClock
) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo")
    await write(app, bo)
    clock.passes(minutes=1)
    async with open_browser(app) as client:
        await log_in(client)
        await press(client, "week", "wrote")
        assert await waits(client) == ""
        clock.passes(minutes=11)
        await write(app, bo)
        assert "har skrivit till dig" in await waits(client)


async def test_who_has_fallen_stands_above_who_has_only_rated(
    app: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(app)
    fell, rose = await add_participant(app, coach, "Bo"), await add_participant(app, coach, "Kim")
    for who, newest in ((fell.id, (4, 4, 4, 4, 4, 2)), (rose.id, (4, 4, 4, 4, 4, 5))):
        await add_rating(app, who, (4,) * 6, ago=90 * DAY)
        await add_rating(app, who, newest, ago=dt.timedelta(hours=2))
    async with open_browser(app) as client:
        await log_in(client)
        listed = await waits(client)
        assert listed.index("har gått ned") < listed.index("ny skattning")
        page = page_text(await press(client, "done", "fell"))
        assert "ny skattning" not in page[: page.index("Vad som har hänt")].split("Klart.")[1]
        assert "har gått ned" not in await waits(client)


async def test_a_call_ends_silence_where_somebody_was_reached(
    app: AppContext, clock: StandingClock
) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo", phone="+46701740605")
    await add_occasion(
        app, bo.id, -4, "reminded", silent=3, streak_on=clock().date() - dt.timedelta(days=4)
    )
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin/participants/A-01")
        assert 'href="tel:+46701740605"' in page.text
        form = hidden_fields(page, CALLS)
        tried = await client.post(
            CALLS, data={**form, "outcome": "not-reached"}, follow_redirects=True
        )
        assert "Det som väntar på dig står kvar" in page_text(tried)
        assert "inget svar" in await waits(client)
        reached = await client.post(
            CALLS, data={**form, "outcome": "reached"}, follow_redirects=True
        )
        history = page_text(reached).split("Vad som har hänt")[1]
        assert "Ringde, vi pratades vid" in history
        assert "Ringde, fick inget svar" in history
        assert await waits(client) == ""
        own = hidden_fields(reached, CALLS, "undo")
        undone = await client.post(CALLS, data={**own, "do": "undo"}, follow_redirects=True)
        assert "Samtalet är borttaget." in page_text(undone)
        assert "inget svar" in await waits(client)
        together = await client.post(CALLS, data={**form, "outcome": "together"})
        assert together.headers["location"] == "/admin/participants/A-01/together"


@pytest.mark.parametrize(
    "shown", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+00:00"]
)
async def test_a_page_shown_in_no_year_of_ours_deals_with_what_there_is(
    app: AppContext, clock: StandingClock, shown: str
) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo")
    await write(app, bo)
    clock.passes(minutes=1)
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get("/admin/participants/A-01"), NEEDS, "wrote")
        page = await client.post(NEEDS, data={**form, "do": "done", "shown": shown})
        assert page.status_code == 303
        assert await waits(client) == ""


async def test_a_call_that_is_pressed_twice_is_one_call(
    app: AppContext, clock: StandingClock
) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo", phone="+46701740605")
    async with open_browser(app) as client:
        await log_in(client)
        for calls in (1, 2):  # the second from a page that knows of the first
            page = await client.get("/admin/participants/A-01")
            form = {**hidden_fields(page, CALLS), "outcome": "not-reached"}
            for _ in range(2):
                clock.passes(seconds=1)
                done = await client.post(CALLS, data=form, follow_redirects=True)
                assert "Samtalet är sparat." in page_text(done)
            async with app.database.reading() as session:
                assert len(await calls_to(session, bo.id)) == calls


async def test_who_cannot_come_is_dealt_with_on_top_of_the_page(app: AppContext) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo")
    await add_rating(app, bo.id, (4,) * 6, ago=DAY)
    await add_meeting(app, bo.id, "cannot", proposal="hellre torsdag", starts_in=dt.timedelta(0.2))
    await add_meeting(app, bo.id, "coming", starts_in=9 * DAY)
    async with open_browser(app) as client:
        await log_in(client)
        page = (await client.get("/admin/participants/A-01")).text
    card = page[page.index('id="needs"') : page.index("star-card")]
    assert "hellre torsdag" in card
    assert card.count('/meetings/1"') == 1, "that meeting can be changed here"
    assert '/meetings/2"' not in card
    assert "mötet i dag" in card


async def test_missing_figures_are_entered_from_where_it_says_so(app: AppContext) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo")
    await add_occasion(app, bo.id, -4, "without-figures")
    async with open_browser(app) as client:
        await log_in(client)
        page = (await client.get("/admin/participants/A-01")).text
    card = page[page.index('id="needs"') :]
    assert 'href="/admin/participants/A-01/paper">Skriv in från papper</a>' in card


@pytest.mark.parametrize("undo", ["call", "done"])
async def test_what_is_taken_back_takes_nothing_back_that_a_colleague_said_since(
    app: AppContext, clock: StandingClock, undo: str
) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo")
    eva = await add_coach(app, "Eva")
    day = clock().date() - dt.timedelta(days=4)
    await add_occasion(app, bo.id, -4, "reminded", silent=3, streak_on=day)
    await write(app, bo)
    kind = ParticipantStatus.SILENT if undo == "call" else ParticipantStatus.WROTE
    async with open_browser(app) as client:
        await log_in(client)
        if undo == "call":
            form = hidden_fields(await client.get("/admin/participants/A-01"), CALLS)
            sent = {**form, "outcome": "reached"}
            said = await client.post(CALLS, data=sent, follow_redirects=True)
        else:
            said = await press(client, "done", "wrote")
        clock.passes(minutes=1)
        until = clock() + 3 * DAY
        async with app.database.writing() as session:
            await hide(session, bo.id, kind, until, eva, clock())
        clock.passes(minutes=1)
        place, do = (CALLS, "undo") if undo == "call" else (NEEDS, "back")
        await client.post(place, data={**hidden_fields(said, place, do), "do": do})
    async with app.database.reading() as session:
        marks = await session.scalars(
            select(StoredNeedMark).where(
                StoredNeedMark.participant_id == bo.id, StoredNeedMark.kind == kind
            )
        )
        assert [(one.by_id, one.hidden_until) for one in marks] == [(eva, until)]
