"""What a coach sees of the months after the exit: when it is asked, and who finds it hard."""

import datetime as dt

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from dialogs.follow_up.follow_up import HowItGoes
from dialogs.people.enrolment import ExitReason
from dialogs.reports.digest import digest_sections
from storage.follow_ups.follow_ups import answer_follow_up, follow_ups
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.bot.reminding.test_follow_up import leave
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant, change_participant
from tests.storage.staff.test_findings import found

HERE = "/admin/participants/A-01"


async def test_a_hard_answer_stands_on_top_until_it_is_dealt_with(
    app: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    await leave(app, bo.id, ExitReason.STUDIES)
    async with open_browser(app) as client:
        await log_in(client)
        page = page_text(await client.get(HERE))
        assert "Efter 3 månader, 23 feb. 2027: inget svar än" in page
        assert "Efter 6 månader, 23 maj 2027: inget svar än" in page
        clock.now = dt.datetime(2027, 2, 23, 9, tzinfo=dt.UTC)
        async with app.database.writing() as session:
            first, _ = await follow_ups(session, bo.id)
            await answer_follow_up(session, first, clock(), still=True, how=HowItGoes.HARD)
        await log_in(client)
        listed = page_text(await client.get("/admin"))
        assert "har det tungt sedan 23 feb." in listed
        shown = await client.get(HERE)
        assert "23 feb. 2027 · Studerar du fortfarande? ja · Det är tungt" in page_text(shown)
        assert 'href="#follow-ups">Till svaret' in shown.text
        sections = digest_sections(await found(app, coach), catalog("sv"), lambda _, item: item)
        assert sections is not None
        assert [(one.heading, one.lines[0].text) for one in sections] == [
            ("Har det tungt efteråt – hör av dig", "sedan 23 feb. 2027")
        ]
        done = {**hidden_fields(shown, f"{HERE}/needs", "hard"), "do": "done"}
        await client.post(f"{HERE}/needs", data=done)
        listed = page_text(await client.get("/admin"))
        assert "har det tungt sedan" not in listed
        assert "Har slutat" in listed


async def test_nothing_is_said_of_it_where_nobody_is_asked(
    app: AppContext, clock: StandingClock
) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo")
    async with open_browser(app) as client:
        await log_in(client)
        assert 'id="follow-ups"' not in (await client.get(HERE)).text
        await change_participant(app, bo.id, exit_on=clock().date())
        assert 'id="follow-ups"' not in (await client.get(HERE)).text
