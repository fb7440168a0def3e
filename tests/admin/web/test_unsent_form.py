"""What somebody has typed is not lost: not by a rest, another log-in, a language or its length."""

import re
from html import unescape

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.staff.sessions import end_sessions
from storage.tables.agenda import Step
from tests.admin.visits import form_token, log_in, open_browser
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import PASSWORD, Diary, add_coach, add_participant, add_staff

STEPS = "/admin/participants/A-01/steps"
TYPED = {"area": "skills", "words": 'Fråga <en> granne & "två" سأمشي', "look_on": "2026-12-07"}


async def steps(app: AppContext) -> list[Step]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(Step).order_by(Step.id)))


def hidden(page: httpx.Response, action: str) -> dict[str, str]:
    """Give the hidden fields of the form that posts to ``action``."""
    form = page.text.split(f'action="{action}"')[1].split("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


async def rested(
    app: AppContext, client: httpx.AsyncClient, clock: StandingClock
) -> httpx.Response:
    """Let somebody type a step, rest too long, and send it."""
    await add_participant(app, await add_coach(app))
    await log_in(client)
    open_form = await client.get("/admin/participants/A-01")
    clock.passes(hours=2, minutes=1)
    return await client.post(STEPS, data={**TYPED, "token": form_token(open_form)})


async def enter(
    client: httpx.AsyncClient, door: httpx.Response, name: str = "Karin", password: str = PASSWORD
) -> httpx.Response:
    """Fill in the log-in form that is shown."""
    form = {"email": f"{name}@example.org", "password": password}
    return await client.post("/admin/login", data={**hidden(door, "/admin/login"), **form})


async def test_after_a_rest_the_words_are_there_again_and_saved_by_one_press(
    app: AppContext, clock: StandingClock
) -> None:
    async with open_browser(app) as client:
        door = await rested(app, client, clock)
        assert door.status_code == 401
        assert "Det du skrev är kvar" in door.text
        wrong = await enter(client, door, password="wrong")
        assert wrong.status_code == 401
        page = await enter(client, wrong)
        assert page.status_code == 200
        assert "Fråga &lt;en&gt; granne &amp; &#34;två&#34; سأمشي" in page.text
        assert "/admin/language" not in page.text
        assert await steps(app) == [], "nothing is saved before the press"
        assert PASSWORD not in page.text
        form = hidden(page, STEPS)
        assert {name: form[name] for name in TYPED} == TYPED
        assert (await client.post(STEPS, data=form)).status_code == 303
    [step] = await steps(app)
    assert (step.item, step.words) == (TYPED["area"], TYPED["words"])


async def test_the_kept_words_are_sealed_and_for_the_same_person_only(
    app: AppContext, clock: StandingClock
) -> None:
    await add_coach(app, "Eva")
    async with open_browser(app) as client:
        door = await rested(app, client, clock)
        assert "granne" not in door.text
        assert hidden(door, "/admin/login").keys() == {"token", "next", "kept"}
        other = await enter(client, door, "Eva")
        assert (other.status_code, other.headers["location"]) == (303, "/admin")


async def test_a_forged_keepsake_is_nothing(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        door = await client.get("/admin/login")
        form = {"token": form_token(door), "email": "Karin@example.org", "password": PASSWORD}
        for kept in ("x", "\u00e5", "gAAAA", "[]"):
            answer = await client.post("/admin/login", data={**form, "kept": kept, "next": ""})
            assert answer.headers["location"] == "/admin"


async def test_without_a_form_of_ones_own_nothing_is_kept(
    app: AppContext, clock: StandingClock
) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        clock.passes(hours=2, minutes=1)
        for form in ({**TYPED, "token": "wrong"}, TYPED):
            answer = await client.post(STEPS, data=form)
            assert (answer.status_code, answer.headers["location"]) == (303, "/admin/login")


async def test_after_a_log_out_elsewhere_the_words_are_kept_too(app: AppContext) -> None:
    who = await add_coach(app)
    await add_participant(app, who)
    async with open_browser(app) as client:
        await log_in(client)
        form = {**TYPED, "token": form_token(await client.get("/admin"))}
        async with app.database.writing() as session:
            await end_sessions(session, who)
        assert (await client.post(STEPS, data=form)).status_code == 401
        left = {"token": form["token"], "language": "en", "back": "/admin"}
        assert (await client.post("/admin/language", data=left)).status_code == 303


async def test_a_form_of_an_earlier_log_in_is_refused_with_its_words_in_view(
    app: AppContext, clock: StandingClock
) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        old = form_token(await client.get("/admin"))
        clock.passes(minutes=5)
        await log_in(client)
        page = await client.post(STEPS, data={**TYPED, "token": old})
    assert page.status_code == 403
    assert "granne" in page.text
    assert await steps(app) == []


async def test_a_form_with_faults_offers_no_other_language(app: AppContext) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin")
        assert 'action="/admin/language"' in page.text
        wrong = await client.post(STEPS, data={**TYPED, "area": "", "token": form_token(page)})
    assert wrong.status_code == 422
    assert 'action="/admin/language"' not in wrong.text


LONG = "ord och " * 900 + "slut"
"""Longer than any field."""


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (STEPS, {**TYPED, "words": LONG}),
        (f"{STEPS}/1", {"comment": LONG}),
        ("/admin/participants/A-01/meetings/new", {"day": "2026-12-01", "place": LONG}),
        ("/admin/participants/A-01/meetings/new", {"day": "2026-12-01", "line": LONG}),
        ("/admin/participants/A-01/meetings/new", {"day": LONG, "line": "x"}),
        ("/admin/invitations/new", {"name": LONG, "language": "sv"}),
        ("/admin/participants/A-01/occasions/exit", {"on": LONG, "do": "save"}),
    ],
)
async def test_nothing_is_cut_in_silence(
    app: AppContext, path: str, fields: dict[str, str]
) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin")
        if path == f"{STEPS}/1":
            await client.post(STEPS, data={**TYPED, "token": form_token(page)})
        answer = await client.post(path, data={**fields, "token": form_token(page)})
    assert answer.status_code == 422
    assert LONG in answer.text


async def test_a_new_project_with_a_long_name_and_a_plan_with_long_days_come_back_whole(
    app: AppContext,
) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach)
    await add_staff(app, "Ada", StaffRole.ADMIN)
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        page = await client.get("/admin")
        new = {"new_project": LONG, "token": form_token(page)}
        answer = await client.post("/admin/plans/new", data=new)
        assert (answer.status_code, LONG in answer.text) == (422, True)
        days = "0, " * 30 + "5"
        plan = {"reminders": days, "token": form_token(page)}
        answer = await client.post("/admin/plans/1", data=plan)
        assert (answer.status_code, days in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("off", "said"), [(False, "Mötet har redan börjat"), (True, "Mötet är inställt")]
)
async def test_a_change_of_a_meeting_that_has_begun_gives_the_words_back(
    app: AppContext, clock: StandingClock, *, off: bool, said: str
) -> None:
    person = await add_participant(app, await add_coach(app))
    meets = Diary(app, person.id)
    meeting = await meets.book()
    clock.now = moment("2026-12-01T09:59")
    path = f"/admin/participants/A-01/meetings/{meeting.id}"
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(path)
        if off:
            await meets.cancel(meeting)
        else:
            clock.passes(minutes=5)
        fields = {"day": "2026-12-02", "time": "10:00", "place": "Torget 2", "line": "Vi ses"}
        more = {"minutes": "45", "early": "24", "late": "2", "kind": "talk"}
        more |= {"with-participant": "on", "token": form_token(page)}
        answer = await client.post(path, data={**fields, **more})
        assert answer.status_code == 422
        assert said in answer.text
        for value in fields.values():
            assert f'value="{value}"' in answer.text
        new = "/admin/participants/A-01/meetings/new"
        assert f'action="{new}"' in answer.text, "it can be booked as another meeting"
        assert (await client.post(new, data={**fields, **more})).status_code == 303
    assert [one.place for one in await meets.meetings()] == ["Storgatan 1", "Torget 2"]


async def test_a_form_of_an_earlier_log_in_is_saved_by_one_more_press(
    app: AppContext, clock: StandingClock
) -> None:
    await add_participant(app, await add_coach(app))
    await add_coach(app, "Eva")
    async with open_browser(app) as client, open_browser(app) as other:
        await log_in(client)
        old = form_token(await client.get("/admin"))
        clock.passes(minutes=5)
        await log_in(client)
        page = await client.post(STEPS, data={**TYPED, "token": old})
        assert page.status_code == 403
        assert "Gäller A-01 · Lägg till ett steg" in page.text
        assert await steps(app) == [], "nothing is saved before the press"
        await log_in(other, "Eva")
        foreign = await other.post(STEPS, data={**TYPED, "token": old})
        assert foreign.status_code == 403
        assert "Spara nu" not in foreign.text
        assert (await client.post(STEPS, data=hidden(page, STEPS))).status_code == 303
    [step] = await steps(app)
    assert step.words == TYPED["words"]


async def test_the_page_says_for_whom_it_was_and_a_cookie_that_is_gone_loses_nothing(
    app: AppContext, clock: StandingClock
) -> None:
    async with open_browser(app) as client:
        await add_participant(app, await add_coach(app))
        await log_in(client)
        token = form_token(await client.get("/admin/participants/A-01"))
        client.cookies.clear()  # as browsers do after twelve hours
        door = await client.post(STEPS, data={**TYPED, "token": token})
        assert door.status_code == 401
        assert "A-01" not in door.text, "nobody is signed in"
        page = await enter(client, door)
        assert "Gäller A-01 · Lägg till ett steg" in page.text
        assert (await client.post(STEPS, data=hidden(page, STEPS))).status_code == 303
    assert len(await steps(app)) == 1


async def test_a_form_from_before_an_upgrade_is_still_ones_own(app: AppContext) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        _, _, signed = form_token(await client.get("/admin")).rpartition(".")
        assert (await client.post(STEPS, data={**TYPED, "token": signed})).status_code == 303
    assert len(await steps(app)) == 1
