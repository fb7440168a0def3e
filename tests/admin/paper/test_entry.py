"""A rating on paper: entered as a whole rating, corrected, and taken back."""

import datetime as dt
import re

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.occasions.occasion import OccasionStatus
from storage.coaching.tables import CoachView
from storage.tables.agenda import Occasion
from storage.tables.ratings import Rating, StoredAnswer
from tests.admin.occasions.visits import post_decision
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import (
    add_coach,
    add_participant,
    change_participant,
    enrol_participants,
    leave_rating_half_way,
    occasions,
    suggest_own_step,
)
from tests.scenes import skapa
from tests.storage.ratings.test_export import rows_of

HERE = "/admin/participants/A-01"
PAPER = f"{HERE}/paper"
ITEMS = [item.id for item in skapa().items]
DAY = "2026-11-21"
SIX = ("3", "4", "0", "2", "5", "1")
VALUES = [3, 4, None, 2, 5, 1]


async def enrol_bo(app: AppContext, **columns: object) -> int:
    """Let Karin's Bo take part since three days ago, with a first rating that waits."""
    coach = await add_coach(app)
    (who,) = await enrol_participants(
        app, [70_001], app.clock() - dt.timedelta(days=3), rated=False
    )
    await change_participant(app, who, coach_id=coach, **columns)
    return who


async def fill_in(
    client: httpx.AsyncClient, address: str = PAPER, **changed: str
) -> httpx.Response:
    """Open the form, fill it in and send it; ``changed`` goes before what stands there."""
    page = await client.get(address)
    form = {f"figure-{item}": figure for item, figure in zip(ITEMS, SIX, strict=True)}
    form |= {"filled_on": DAY, "company": "interpreter", "language": "ar"}
    return await client.post(address, data={**hidden_fields(page, address), **form, **changed})


async def ratings(app: AppContext) -> list[Rating]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(Rating).order_by(Rating.id)))


async def answers(app: AppContext) -> list[StoredAnswer]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id)))


async def first(app: AppContext) -> Occasion:
    return next(one for one in await occasions(app) if one.kind == "enrolment")


async def likely_occasion(client: httpx.AsyncClient) -> str:
    chosen = (await client.get(PAPER)).text.split('<select id="occasion"')[1].split("selected")[0]
    return chosen.rsplit('value="', 1)[1].split('"')[0]


async def test_star_figures_export_and_completeness_agree(either: AppContext) -> None:
    app = either
    await enrol_bo(app)
    before = await first(app)
    async with open_browser(app) as client:
        await log_in(client)
        assert "0 av 1 skattningar gjorda" in page_text(await client.get("/admin"))
        chosen = await likely_occasion(client)
        assert chosen == str(before.id)
        said = {"said-health": "Sover bättre"}
        reply = await fill_in(client, occasion=chosen, **said)
        assert reply.headers["location"] == f"{HERE}#star"
        page = await client.get(HERE)
        told = page_text(page)
        assert "1 av 1 skattningar gjorda" in page_text(await client.get("/admin"))
    assert "Skattningen är sparad. Så här ser stjärnan ut nu." in told
    assert re.search(
        r"21 nov\. 2026: Hälsa 3, [^;]+ 4, [^;]+ –, [^;]+ 2, [^;]+ 5, [^;]+ 1", page.text
    )
    cells = re.findall(r"<td[^>]*>(?:<span[^>]*>)?([^<]+)", page.text.replace("\n", ""))
    assert cells == ["3", "4", "–", "2", "5", "1"]
    assert "Med handledare och tolk · inskriven av Karin" in told
    assert "Sover bättre" in told
    assert "Skattning vid inskrivning · på papper · handledarens sida" in told
    (rating,) = await ratings(app)
    assert (rating.mode, rating.occasion, rating.company) == ("paper", "enrolment", "interpreter")
    given = await answers(app)
    assert [one.value for one in given] == VALUES
    assert {(one.mode, one.channel, one.language) for one in given} == {("paper", "desk", "ar")}
    rows = await rows_of(app)
    assert [row.value for row in rows] == VALUES
    assert {(row.occasion, row.mode, row.answer_mode) for row in rows} == {
        ("enrolment", "paper", "paper")
    }
    assert {row.finished_at[:10] for row in rows} == {DAY}
    done = await first(app)
    assert (done.status, done.rating_id) == (OccasionStatus.DONE, rating.id)
    assert len(await audit_entries(app, "entered rating from paper")) == 1


async def test_on_paper_is_a_work_item_until_the_figures_are_there(app: AppContext) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        await post_decision(client, "reason", occasion=str((await first(app)).id), reason="paper")
        waiting = await client.get(HERE)
        listed = page_text(await client.get("/admin"))
        await fill_in(client, occasion=await likely_occasion(client))
        entered = page_text(await client.get(HERE))
    assert "0 av 1 skattningar gjorda" in listed
    assert "siffror saknas" in listed
    assert "Siffrorna saknas. Skriv in från papper" in page_text(waiting)
    assert f'href="{PAPER}"' in waiting.text
    assert "Siffrorna saknas." not in entered
    assert "siffror saknas" not in entered


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"figure-health": ""}, "Välj en siffra, eller att frågan är överhoppad."),
        ({"figure-health": "6"}, "Välj en siffra, eller att frågan är överhoppad."),
        ({"filled_on": ""}, "Välj dagen då papperet fylldes i."),
        ({"filled_on": "2026-11-24"}, "Dagen har inte varit än."),
        ({"filled_on": "2026-11-01"}, "Dagen är före 20 nov., då skattningen börjar räknas."),
        ({"company": "anybody"}, "Välj vem som var med."),
        ({"language": "xx"}, "Välj ett språk i listan."),
        ({"occasion": "999"}, "Välj en skattning i listan."),
        ({"said-health": "Ring 19121212-1212"}, "Här står ett personnummer."),
        ({"said-health": "x" * 2001}, "Texten är för lång."),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    app: AppContext, changed: dict[str, str], words: str
) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        form = {"occasion": await likely_occasion(client), "said-time": "mer tid", **changed}
        page = await fill_in(client, **form)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert words in page_text(page)
    assert "mer tid" in page.text
    assert page.text.count(" checked") == 5 + ("figure-health" not in changed)
    assert await ratings(app) == []


async def test_a_day_before_the_enrolment_is_taken_when_it_is_confirmed(app: AppContext) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        chosen = await likely_occasion(client)
        reply = await fill_in(client, occasion=chosen, filled_on="2026-11-01", sure="on")
    assert reply.status_code == 303
    assert (await first(app)).status == OccasionStatus.DONE


async def test_outside_the_plan_it_is_an_extra_one(app: AppContext) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        await fill_in(client, occasion="extra")
    assert [one.status for one in await occasions(app) if one.kind == "extra"] == ["done"]
    assert (await first(app)).status == OccasionStatus.DUE


async def test_a_slip_is_corrected(either: AppContext) -> None:
    app = either
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        await fill_in(client, occasion=await likely_occasion(client))
        (rating,) = await ratings(app)
        own = f"{PAPER}/{rating.id}"
        shown = await client.get(own)
        changes = {"figure-health": "1", "filled_on": "2026-11-20", "occasion": "extra"}
        assert (await fill_in(client, own, **changes)).status_code == 303
        page = page_text(await client.get(HERE))
    assert shown.text.count(" checked") == 6
    assert "Kan ändras till och med 23 dec. · Ta tillbaka" in page_text(shown)
    assert "20 nov. Med handledare och tolk" in page
    (after,) = await ratings(app)
    assert (after.id, after.occasion) == (rating.id, "extra")
    assert [one.value for one in await answers(app)] == [1, *VALUES[1:]]
    assert (await first(app)).status == OccasionStatus.WITHOUT_FIGURES
    assert len(await audit_entries(app, "corrected rating from paper")) == 1


async def test_two_who_correct_at_once_see_both_versions(app: AppContext) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        occasion = await likely_occasion(client)
        await fill_in(client, occasion=occasion)
        (rating,) = await ratings(app)
        own = f"{PAPER}/{rating.id}"
        stale = hidden_fields(await client.get(own), own)
        await fill_in(client, own, occasion=occasion, **{"figure-health": "1"})
        page = await fill_in(client, own, occasion=occasion, **{**stale, "figure-health": "2"})
        assert page.status_code == 409
        assert "Hälsa Nu: 1 Ditt: 2" in page_text(page)
        fresh = hidden_fields(page, own)
        await fill_in(client, own, occasion=occasion, **{**fresh, "figure-health": "2"})
    assert (await answers(app))[0].value == 2


async def test_a_slip_is_taken_back_and_the_occasion_waits_again(either: AppContext) -> None:
    app = either
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        await fill_in(client, occasion=await likely_occasion(client))
        await fill_in(client, occasion="extra", **{"figure-health": "5"})
        for rating in await ratings(app):
            address = f"{PAPER}/{rating.id}/take-back"
            asked = await client.get(address)
            assert "Papperet från 21 nov. tas bort" in page_text(asked)
            stale = await client.post(
                address, data={**hidden_fields(asked, address), "revision": "older"}
            )
            assert stale.status_code == 409
            assert "Inget är borttaget än." in page_text(stale)
            await client.post(address, data=hidden_fields(asked, address))
        page = page_text(await client.get(HERE))
    assert "Skattningen är borttagen." in page
    assert (await ratings(app), await answers(app)) == ([], [])
    left = await occasions(app)
    assert (await first(app)).status == OccasionStatus.WITHOUT_FIGURES
    assert "extra" not in {one.kind for one in left}, "it came with the paper"
    assert len(await audit_entries(app, "took back rating from paper")) == 4, "tries are noted"


async def test_after_a_month_it_stands(app: AppContext, clock: StandingClock) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        await fill_in(client, occasion=await likely_occasion(client))
        (rating,) = await ratings(app)
        clock.passes(days=31)
        await log_in(client)
        page = await client.get(HERE)
        gone = await client.get(f"{PAPER}/{rating.id}")
    assert "inskriven av Karin" in page_text(page)
    assert f"{PAPER}/{rating.id}" not in page.text
    assert gone.status_code == 404


async def test_saved_twice_it_is_one(app: AppContext) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        opened = hidden_fields(await client.get(PAPER), PAPER)
        occasion = await likely_occasion(client)
        for _ in range(2):
            reply = await fill_in(client, **opened, occasion=occasion)
            assert reply.status_code == 303
        other = await fill_in(client, **{**opened, "figure-time": "1"}, occasion="extra")
    assert other.status_code == 409
    assert "En skattning till har kommit" in page_text(other)
    assert len(await ratings(app)) == 1


async def test_what_was_begun_in_the_chat_for_it_gives_way(app: AppContext) -> None:
    who = await enrol_bo(app)
    await leave_rating_half_way(app, who)
    half = next(one for one in await occasions(app) if one.status == "started")
    async with open_browser(app) as client:
        await log_in(client)
        await fill_in(client, occasion=str(half.id))
    after = next(one for one in await occasions(app) if one.id == half.id)
    left, entered = await ratings(app)
    assert (after.status, after.rating_id) == (OccasionStatus.DONE, entered.id)
    assert left.finished_at is None, "its answers stay as they are"


async def test_nothing_is_entered_for_somebody_who_has_not_said_yes(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, opened=False)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(PAPER)
        assert "Skriv in från papper" not in page_text(await client.get(HERE))
    assert page.status_code == 409
    assert "när personen har sagt ja" in page_text(page)


async def test_what_stands_beside_a_slip_outlives_it(either: AppContext) -> None:
    """A step that was agreed on over the paper, and what the coach thought of it."""
    app = either
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        await fill_in(client, occasion=await likely_occasion(client))
        await suggest_own_step(app, "Ringa köket", None)
        view = {**hidden_fields(await client.get(HERE), f"{HERE}/view"), "belief": "4"}
        assert (await client.post(f"{HERE}/view", data=view)).status_code == 303
        address = f"{PAPER}/{(await ratings(app))[0].id}/take-back"
        form = hidden_fields(await client.get(address), address)
        assert (await client.post(address, data=form)).status_code == 303
        told = page_text(await client.get(HERE))
    assert "Ringa köket" in told
    assert await ratings(app) == []
    async with app.database.reading() as session:
        kept = (await session.scalars(select(CoachView))).one()
    assert (kept.rating_id, kept.belief, kept.replaced_at) == (None, 4, app.clock())


@pytest.mark.parametrize("day", ["0001-01-01", "1026-11-21", "9999-12-31"])
async def test_a_day_in_no_year_of_ours_is_mended_also_when_it_is_confirmed(
    app: AppContext, day: str
) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        chosen = await likely_occasion(client)
        page = await fill_in(client, occasion=chosen, filled_on=day, sure="yes")
        assert page.status_code == 422
        assert "Året kan inte stämma." in page_text(page)
        assert f'value="{day}"' in page.text, "what was typed is kept"
    assert await ratings(app) == []


async def test_each_fault_stands_beside_its_field_and_the_list_on_top_leads_to_it(
    app: AppContext,
) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        about = await likely_occasion(client)
        missing = {f"figure-{ITEMS[1]}": ""}
        page = await fill_in(client, occasion=about, filled_on="", **missing)
        day = await fill_in(client, occasion=about, filled_on="")
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', page.text)
    assert [place for place, _ in links] == [f"row-{ITEMS[1]}", "filled_on"]
    assert links[1][1] == "Välj dagen då papperet fylldes i."
    for place, _ in links:
        assert f'id="{place}"' in page.text
    assert page.text.count(" autofocus") == 1
    assert f'id="row-{ITEMS[1]}"' in page.text.split(" autofocus")[0].rpartition("<")[2]
    field = day.text.split(" autofocus")[0].rpartition("<")[2]
    assert field.startswith('input id="filled_on"')
    assert 'role="alert" id="filled_on-fault"' in day.text
