"""A time that looks like a slip is questioned, never refused; what was typed stays."""

import asyncio
import re

import httpx
import pytest

from bot.app_context import AppContext
from dialogs.people.accounts import Channel
from tests.admin.meetings.forms import FILLED, NEW, PAGE, open_bo_diary, send_form, sure_of
from tests.admin.visits import form_token, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import Diary, add_participant, tuesday


def question(page: httpx.Response) -> str:
    assert page.status_code == 422, page.text
    found = re.search(r'role="alert" id="sure-fault">([^<]+)<', page.text)
    assert found, page.text
    return found[1]


@pytest.mark.parametrize(
    ("filled", "asked"),
    [
        ({"day": "2026-11-20"}, "Den tiden har redan varit. Stämmer det?"),
        ({"day": "2026-11-23", "time": "09:59"}, "Den tiden har redan varit. Stämmer det?"),
        ({"day": "2026-11-29"}, "Det är en söndag eller helgdag. Stämmer det?"),
        (
            {"day": "2026-11-29", "time": "22:00"},
            "Det är en söndag eller helgdag. "
            "Det är tidigt på morgonen, på kvällen eller på natten. Stämmer det?",
        ),
        (
            {"day": "2026-11-30", "time": "06:59"},
            "Det är tidigt på morgonen, på kvällen eller på natten. Stämmer det?",
        ),
    ],
)
async def test_an_odd_time_is_questioned_and_booked_by_whoever_means_it(
    app: AppContext, filled: dict[str, str], asked: str
) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await send_form(client, NEW, **filled)
        assert question(page) == asked
        for value in ("Storgatan 1", "Ta med planen", *filled.values()):
            assert f'value="{value}"' in page.text, "what was typed stays"
        assert await meets.meetings() == []
        done = await send_form(client, NEW, **filled, sure=sure_of(page))
        assert done.status_code == 303
    assert len(await meets.meetings()) == 1


async def test_times_at_the_edge_of_the_day_are_not_odd(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        for time in ("07:00", "19:59"):
            assert (await send_form(client, NEW, time=time)).status_code == 303, time
    assert len(await meets.meetings()) == 2


async def test_a_meeting_with_somebody_else_at_that_time_is_told_of_without_a_name(
    app: AppContext,
) -> None:
    meets = await open_bo_diary(app)
    kim = await add_participant(app, 1, "Kim", channel=Channel.WEB)
    await Diary(app, kim.id).book()
    async with open_browser(app) as client:
        await log_in(client)
        page = await send_form(client, NEW, time="10:30")
        assert question(page) == "Du har redan ett annat möte klockan 10:00–10:45. Stämmer det?"
        assert "A-02" not in page.text
        assert (await send_form(client, NEW, time="10:45")).status_code == 303, "right after it"
    assert len(await meets.meetings()) == 1


async def test_who_has_said_yes_is_asked_again_only_if_something_else_is_odd(
    app: AppContext,
) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        sunday = {"day": "2026-11-29"}
        sure = sure_of(await send_form(client, NEW, **sunday))
        faulty = await send_form(client, NEW, **sunday, sure=sure, place="")
        assert re.search(r'name="sure" value="[^"]+" checked', faulty.text)
        page = await send_form(client, NEW, day="2026-12-06", sure=sure)
        assert question(page).startswith("Det är en söndag"), "another Sunday"
        assert await meets.meetings() == []
        await meets.book(tuesday(place="Torget 2"))
        page = await send_form(client, NEW, sure=sure)
        assert question(page).startswith("Ni har redan ett möte")


async def test_a_change_is_questioned_only_where_the_time_moves(
    app: AppContext, clock: StandingClock
) -> None:
    meets = await open_bo_diary(app)
    first = await meets.book()
    await meets.book(tuesday(place="Torget 2"))
    path = f"{PAGE}/meetings/{first.id}"
    async with open_browser(app) as client:
        await log_in(client)
        assert (await send_form(client, path, place="Torget 3")).status_code == 303
        page = await send_form(client, path, place="Torget 3", time="10:15")
        assert "Ni har redan ett möte klockan 10:00–10:45" in question(page)
        done = await send_form(client, path, place="Torget 3", time="10:15", sure=sure_of(page))
        assert done.status_code == 303
        assert "klockan 10:15" in page_text(await client.get(PAGE))


async def test_two_tabs_that_book_at_once_see_each_other(either: AppContext) -> None:
    """With two participants of one coach: each holds their own row."""
    meets = await open_bo_diary(either)
    kim = await add_participant(either, 1, "Kim", channel=Channel.WEB)
    async with open_browser(either) as client:
        await log_in(client)
        token = form_token(await client.get(NEW))
        answers = await asyncio.gather(
            *(
                client.post(
                    f"/admin/participants/{who}/meetings/new", data={**FILLED, "token": token}
                )
                for who in ("A-01", "A-02")
            )
        )
    assert sorted(one.status_code for one in answers) == [303, 422]
    booked = [*await meets.meetings(), *await Diary(either, kim.id).meetings()]
    assert len(booked) == 1


async def test_somebody_must_be_asked_and_partners_meet_without_the_participant(
    app: AppContext,
) -> None:
    meets = await open_bo_diary(app, channel=Channel.WEB)
    async with open_browser(app) as client:
        await log_in(client)
        token = form_token(await client.get(NEW))
        nobody = {**FILLED, "token": token, "kind": "case"}
        del nobody["with-participant"]
        page = await client.post(NEW, data=nobody)
        assert re.search(r'id="parties-fault">Välj vem du ska träffa.', page.text)
        partners = {**nobody, "with-municipality": "on", "with-psychiatry": "on"}
        assert (await client.post(NEW, data=partners)).status_code == 303
        said = page_text(await client.get(PAGE))
        assert "ärendemöte: kommunen och psykiatrin" in said
        assert "inget svar än" not in said
        assert "Inget meddelande" not in said
        form = await client.get(f"{PAGE}/meetings/{(await meets.meetings())[0].id}")
        assert "Personen är inte med, och får inget meddelande." in page_text(form)
    assert await meets.planned_messages() == []
