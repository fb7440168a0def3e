"""A hand-over: one participant or all, asked of another coach, who says yes or no."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from dialogs.agenda.messages import MessageKind
from dialogs.people.staff import StaffRole
from dialogs.reports.digest import digest_sections
from storage.caseload.hand_over import hand_over
from storage.meetings.meetings import coming_meetings
from storage.staff.digest_findings import digest_findings
from storage.staff.digest_news import digest_span
from storage.tables.agenda import Reminder
from storage.tables.people import Staff
from tests.admin.requests.test_substitutes import PAGE, press, sees
from tests.admin.staff.test_staff_pages import send
from tests.admin.visits import audit_entries, form_token, log_in, open_browser, page_text
from tests.people import add_coach, add_meeting, add_participant, add_staff


async def told(app: AppContext) -> list[int]:
    async with app.database.reading() as session:
        found = select(Reminder.participant_id).where(Reminder.kind == MessageKind.COACH)
        return list(await session.scalars(found))


async def test_one_participant_goes_to_who_says_yes(app: AppContext) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo, kim = await add_participant(app, karin), await add_participant(app, karin, "Kim")
    await add_meeting(app, bo.id, "coming")
    path = f"/admin/participants/{bo.pseudonym}/hand-over"
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        assert path in (await karins.get(f"/admin/participants/{bo.pseudonym}")).text
        refused = await send(karins, path, {"to": str(karin)})
        assert (refused.status_code, 'role="alert"' in refused.text) == (422, True)
        assert (await send(karins, path, {"to": str(eva)})).status_code == 303
        page = page_text(await karins.get(f"/admin/participants/{bo.pseudonym}"))
        assert "Du har frågat om \u2068Eva\u2069 kan ta över." in page
        waits = page_text(await evas.get(PAGE))
        assert "\u2068Karin\u2069 vill lämna över till dig" in waits
        assert bo.pseudonym in waits
        assert kim.pseudonym not in waits
        assert not await sees(evas, bo)
        assert await told(app) == []
        assert (await press(evas, "accept")).status_code == 303
        assert await sees(evas, bo)
        assert not await sees(karins, bo)
        assert not await sees(evas, kim)
        history = page_text(await evas.get(f"/admin/participants/{bo.pseudonym}"))
        assert "Lämnades över från \u2068Karin\u2069 till \u2068Eva\u2069" in history
        assert "Ingen är vikarie, och ingen fråga väntar." in (await evas.get(PAGE)).text
    assert await told(app) == [bo.id]
    assert await audit_entries(app, "handed over") == [(eva, bo.id, True)]
    async with app.database.reading() as session:
        assert await coming_meetings(session, bo.id, app.clock()), "meetings go along"


async def test_before_the_answer_it_is_taken_back_and_a_no_changes_nothing(
    app: AppContext,
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        for number, who in ((1, karins), (2, evas)):
            form = {"kind": "hand over", "to": str(eva)}
            assert (await send(karins, PAGE, form)).status_code == 303
            assert "Alla: 1 deltagare" in page_text(await evas.get(PAGE))
            late = (await evas.get(PAGE)).text.partition('name="token" value="')[2]
            await press(who, "close", number)
            yes = {"token": late.partition('"')[0], "do": "accept"}
            assert (await evas.post(f"{PAGE}/{number}", data=yes)).status_code == 409
        assert await sees(karins, bo)
        assert not await sees(evas, bo)


async def test_a_whole_caseload_with_whoever_came_since_the_question(app: AppContext) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    people = [await add_participant(app, karin, f"Namn {n}") for n in range(3)]
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        await send(karins, PAGE, {"kind": "hand over", "to": str(eva)})
        people.append(await add_participant(app, karin, "Ny"))
        await press(evas, "accept")
        assert [await sees(evas, one) for one in people] == [True] * 4
        assert [await sees(karins, one) for one in people] == [False] * 4


async def test_a_question_stands_in_every_digest_until_it_is_answered(app: AppContext) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    t = catalog("sv")

    async def lines() -> list[tuple[str, str]]:
        when = digest_span(app.clock(), app.clock(), app.settings.timezone)
        async with app.database.reading() as session:
            found = await digest_findings(session, eva, when)
        found = found.through_telegram(doorbell=True)
        sections = digest_sections(found, t, lambda _, item: item) or ()
        return [(line.who, line.text) for section in sections for line in section.lines]

    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        path = f"/admin/participants/{bo.pseudonym}/hand-over"
        await send(karins, path, {"to": str(eva)})
        for _ in range(2):
            assert await lines() == [("Karin", "vill lämna över deltagare till dig")]
        await press(evas, "close")
        assert await lines() == []


async def half_way(app: AppContext, monkeypatch: pytest.MonkeyPatch, stops_at: int) -> None:
    """Let the hand-over of one participant fail, as often as it is tried."""

    async def fails_at(session: AsyncSession, who: int, *args: Any, **more: Any) -> bool:
        if who == stops_at:
            raise ConnectionError("secret")
        return await hand_over(session, who, *args, **more)

    monkeypatch.setattr("admin.requests.pages.hand_over", fails_at)


async def test_who_comes_after_the_yes_stays_where_it_stopped_half_way(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    people = [await add_participant(app, karin, f"Namn {n}") for n in range(2)]
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        await send(karins, PAGE, {"kind": "hand over", "to": str(eva)})
        with monkeypatch.context() as broken:
            await half_way(app, broken, people[1].id)
            await press(evas, "accept")
        new = await add_participant(app, karin, "Ny")
        assert new.pseudonym not in page_text(await evas.get(PAGE))
        assert (await press(evas, "accept")).status_code == 303
        assert [await sees(evas, one) for one in (*people, new)] == [True, True, False]
        assert await sees(karins, new)
        assert "Ingen är vikarie, och ingen fråga väntar." in (await evas.get(PAGE)).text


async def test_one_who_could_not_be_moved_holds_up_nobody_and_is_moved_later(
    app: AppContext, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    people = [await add_participant(app, karin, f"Namn {n}") for n in range(3)]
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        await send(karins, PAGE, {"kind": "hand over", "to": str(eva)})
        with monkeypatch.context() as broken:
            await half_way(app, broken, people[1].id)
            stopped = await press(evas, "accept")
        assert (stopped.status_code, 'role="alert"' in stopped.text) == (409, True)
        assert "Alla kom inte över." in page_text(stopped)
        assert "secret" not in caplog.text
        assert "somebody was not handed over: ConnectionError" in caplog.text
        left = f"Inte överlämnade: \u2068{people[1].pseudonym}\u2069."
        moved = f"Överlämnade: \u2068{people[0].pseudonym}\u2069 och \u2068{people[2].pseudonym}"
        for who, says in ((evas, "Du tar över från"), (karins, "tar över från dig")):
            page = page_text(await who.get(PAGE))
            assert says in page
            assert left in page
            assert moved in page
            assert "Det stannade halvvägs." in page
        assert [await sees(evas, one) for one in people] == [True, False, True]
        assert (await press(karins, "accept")).status_code == 303, "whoever gives goes on as well"
        assert [await sees(evas, one) for one in people] == [True] * 3
        assert "ingen fråga väntar" in page_text(await evas.get(PAGE))
    assert sorted(await told(app)) == [one.id for one in people], "each is told once"


@pytest.mark.parametrize("ends", ["Karin", "Eva"])
async def test_a_hand_over_that_has_stopped_can_be_ended_where_it_is(
    app: AppContext, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    people = [await add_participant(app, karin, f"Namn {n}") for n in range(2)]
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        await send(karins, PAGE, {"kind": "hand over", "to": str(eva)})
        with monkeypatch.context() as broken:
            await half_way(app, broken, people[0].id)
            await press(evas, "accept")
        assert (await press(karins if ends == "Karin" else evas, "close")).status_code == 303
        assert "ingen fråga väntar" in page_text(await karins.get(PAGE))
        token = {"token": form_token(await evas.get(PAGE)), "do": "accept"}
        assert (await evas.post(f"{PAGE}/1", data=token)).status_code == 409
        assert [await sees(karins, one) for one in people] == [True, False]
        assert [await sees(evas, one) for one in people] == [False, True]


async def test_where_the_taker_is_no_coach_any_more_nothing_is_called_done(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await add_staff(app, "Ada", StaffRole.ADMIN)
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    people = [await add_participant(app, karin, f"Namn {n}") for n in range(2)]

    async def loses_role(session: AsyncSession, who: int, *args: Any, **more: Any) -> bool:
        if who == people[1].id:
            (await session.get_one(Staff, eva)).role = StaffRole.HELPER
            await session.flush()
        return await hand_over(session, who, *args, **more)

    path = f"/admin/staff/{karin}/requests"
    async with open_browser(app) as karins, open_browser(app) as evas, open_browser(app) as adas:
        await log_in(karins)
        await log_in(evas, "Eva")
        await log_in(adas, "Ada")
        await send(karins, PAGE, {"kind": "hand over", "to": str(eva)})
        monkeypatch.setattr("admin.requests.pages.hand_over", loses_role)
        assert (await press(evas, "accept")).status_code == 409
        for page in (await karins.get(PAGE), await adas.get(path)):
            says = page_text(page)
            assert f"Inte överlämnade: \u2068{people[1].pseudonym}\u2069." in says
            assert f"Överlämnade: \u2068{people[0].pseudonym}\u2069." in says
            assert "Det stannade för att \u2068Eva\u2069 inte är handledare längre." in says
            assert "Fortsätt överlämningen" not in says
        assert await sees(karins, people[1])
        await send(adas, f"{path}/1", {"do": "close"}, page=path)
        assert "ingen fråga väntar" in page_text(await karins.get(PAGE))
    assert await audit_entries(app, "closed request to see participants") == [(ada, None, True)]
