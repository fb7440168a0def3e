"""What was answered about meetings: on top of the caseload, and in the person's history."""

import datetime as dt

from bot.app_context import AppContext
from dialogs.people.participant_status import URGENT, ParticipantStatus
from storage.caseload.caseload import caseload_rows
from tests.admin.visits import log_in, open_browser
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import add_coach, add_meeting, add_occasion, add_participant, block_accounts


async def standings(app: AppContext, coach: int) -> list[tuple[str, ParticipantStatus]]:
    now = app.clock()
    async with app.database.reading() as session:
        lines = await caseload_rows(session, coach, now, now.date())
    return [(line.name or "", line.status_at(now)) for line in lines]


async def test_who_cannot_come_waits_for_the_coach(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    names = ("coming", "called off", "been", "silent", "cannot", "blocked")
    people = {name: (await add_participant(either, coach, name)).id for name in names}
    await add_meeting(either, people["coming"], "coming")
    await add_meeting(either, people["called off"], "cannot", cancelled=True)
    await add_meeting(either, people["been"], "cannot", ago=2 * DAY, starts_in=-DAY)
    await add_occasion(either, people["silent"], -4, "reminded", silent=3)
    for name in ("cannot", "blocked"):
        await add_meeting(either, people[name], "cannot")
    await block_accounts(either, people["blocked"])
    assert (await standings(either, coach))[:3] == [
        ("blocked", ParticipantStatus.BLOCKED),
        ("cannot", ParticipantStatus.CANNOT_COME),
        ("silent", ParticipantStatus.SILENT),
    ]
    assert (await standings(either, coach))[3] == ("been", ParticipantStatus.ATTENDANCE)
    assert {one for _, one in (await standings(either, coach))[4:]} == {ParticipantStatus.CALM}
    assert ParticipantStatus.CANNOT_COME in URGENT
    clock.passes(days=4)
    assert ParticipantStatus.CANNOT_COME not in dict(await standings(either, coach)).values()


async def test_the_pages_say_so_in_words(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach)
    await add_meeting(app, bo.id, "cannot", proposal="hellre torsdag")
    await add_meeting(app, bo.id, "coming", starts_in=dt.timedelta(days=9))
    async with open_browser(app) as client:
        await log_in(client)
        listed = (await client.get("/admin")).text
        page = " ".join((await client.get("/admin/participants/A-01")).text.split())
    assert '<span class="tag waits">kan inte komma</span>' in listed
    assert "Personen kan inte komma till ett möte som är bokat." in listed
    history = page[page.index('id="history"') :]
    assert "Kan inte komma på mötet</strong> <span" in history
    assert "Kommer på mötet</strong> <span" in history
    assert "26 nov. 10:00" in history
