"""Somebody without the bot is rated on paper, and counted: what they handed over is their own."""

from sqlalchemy import func, select

from bot.app_context import AppContext
from storage.figures.completeness import coach_completeness
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Agreement
from tests.admin.enrolling.test_enrolling import desk, everybody
from tests.admin.enrolling.test_enrolling import fill_in as enrol
from tests.admin.paper.test_entry import PAPER, fill_in, likely_occasion
from tests.admin.visits import log_in, open_browser, page_text


async def test_a_paper_counts_for_somebody_without_the_bot(either: AppContext) -> None:
    coach, today = await desk(either), either.clock().date()
    async with open_browser(either) as client:
        await log_in(client)
        await enrol(client, enrolled_on="2026-11-20")
        assert "Skriv in från papper" in page_text(await client.get("/admin/participants/A-01"))
        async with either.database.reading() as session:
            before = await coach_completeness(session, coach, today)
        assert (await fill_in(client, occasion=await likely_occasion(client))).status_code == 303
    async with either.database.reading() as session:
        after = await coach_completeness(session, coach, today)
        (first, *_) = await session.scalars(select(Occasion).order_by(Occasion.due_on))
        said = await session.scalar(select(func.count(Reminder.id)))
    assert (before.done, before.due) == (0, 1)
    assert (after.done, after.due) == (1, 1)
    assert (str(first.kind), str(first.status)) == ("enrolment", "done")
    assert said == 0, "nothing is planned to be said to them"


async def test_nothing_is_entered_of_somebody_who_has_said_no(app: AppContext) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        await enrol(client)
        (kim,) = await everybody(app)
        async with app.database.writing() as session:
            session.add(
                Agreement(
                    participant_id=kim.id,
                    version="1",
                    language="sv",
                    text="…",
                    agreed=False,
                    answered_at=app.clock(),
                )
            )
        assert (await client.get(PAPER)).status_code == 409
