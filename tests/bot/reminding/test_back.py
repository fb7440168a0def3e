"""Who can be reached again, perhaps another way, is asked again; who is in a talk is left alone."""

import datetime as dt

from sqlalchemy import text, update

from bot.app_context import AppContext
from bot.reminding.forecast import forecast
from bot.reminding.sweep import Reminding
from bot.turn.arrival import Arrival
from dialogs.engine.conversation import Conversation
from dialogs.engine.event import Opened, Typed
from dialogs.people.accounts import Channel
from storage.occasions.agenda_rows import participant_occasions
from storage.occasions.replanning import ask_extra, settle_by_coach
from storage.occasions.sending import mark_due
from storage.people.invitations import invite
from storage.people.participants import add_account
from storage.people.timing import participant_timing
from storage.tables.agenda import Reminder
from storage.tables.people import Account, Participant
from storage.talk.conversations import (
    close_conversations,
    open_conversations,
    store_new_conversation,
)
from tests.bot.channels.telegram.conftest import Telegram
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import BO, enrol_participants, messages

ENROLLED, DUE = moment("2026-11-23 14:00"), moment("2027-02-23 09:00")


async def fates(app: AppContext) -> list[tuple[int, str, str | None]]:
    rows = [row for row in await messages(app) if row.kind == "rating" and row.number > 0]
    first = min(row.subject for row in rows)
    return [(row.number, row.status, row.channel) for row in rows if row.subject == first]


async def test_whose_account_is_gone_is_asked_in_the_web_chat_they_have_too(
    telegram: Telegram, clock: StandingClock
) -> None:
    telegram.api.user(BO, started=True)
    (who,) = await enrol_participants(telegram.app, [BO], ENROLLED)
    async with telegram.app.database.writing() as session:
        await add_account(session, who, Channel.WEB, "a-key", ENROLLED)
    telegram.api.deactivates(BO)
    clock.now = DUE
    reminding = Reminding(telegram.app, telegram.sender)
    await reminding.sweep()
    assert await fates(telegram.app) == [(1, "undeliverable", "telegram"), (2, "planned", None)]
    clock.passes(days=1)
    await reminding.sweep()
    assert (await fates(telegram.app))[1] == (2, "laid", "web")


async def test_a_name_that_cannot_be_read_keeps_nobody_from_the_other_way(
    telegram: Telegram, clock: StandingClock
) -> None:
    telegram.api.user(BO, started=True)
    (who,) = await enrol_participants(telegram.app, [BO], ENROLLED)
    async with telegram.app.database.writing() as session:
        await add_account(session, who, Channel.WEB, "a-key", ENROLLED)
        await session.execute(text("UPDATE participants SET name = 'not sealed'"))
    telegram.api.deactivates(BO)
    clock.now = DUE
    await Reminding(telegram.app, telegram.sender).sweep()
    assert await fates(telegram.app) == [(1, "undeliverable", "telegram"), (2, "planned", None)]


async def test_who_comes_with_a_new_invitation_is_asked_about_what_was_dropped(
    telegram: Telegram, clock: StandingClock
) -> None:
    app = telegram.app
    (who,) = await enrol_participants(app, [BO], ENROLLED)
    async with app.database.writing() as session:
        await session.execute(update(Account).values(status="revoked"))
    clock.now = DUE
    await Reminding(app, telegram.sender).sweep()
    assert await fates(app) == [(1, "skipped", None)]
    clock.passes(days=3)
    async with app.database.writing() as session:
        code, _ = await invite(session, who, clock())
    bo = await telegram.add_chat(BO + 1, "Bo")
    await bo.starts(code)
    assert (await fates(app))[1:] == [(2, "planned", None)]


async def test_a_talk_under_a_newer_one_that_nobody_has_touched_is_not_interrupted(
    app: AppContext, clock: StandingClock
) -> None:
    (who,) = await enrol_participants(app, [BO], ENROLLED, Channel.WEB)
    clock.now = DUE - dt.timedelta(hours=1)
    async with app.database.writing() as session:
        talk = await store_new_conversation(session, who, Conversation("rating"), clock())
        await store_new_conversation(session, who, Conversation("meeting"), DUE, put_away=True)
    clock.now = DUE
    assert (await Reminding(app).sweep()).sent == 0
    async with app.database.writing() as session:
        await close_conversations(session, [talk.id], DUE)
    clock.passes(days=1)
    assert (await Reminding(app).sweep()).sent == 1


async def test_what_the_coach_has_settled_cannot_be_begun_from_an_old_message(
    app: AppContext, clock: StandingClock
) -> None:
    (who,) = await enrol_participants(app, [BO], ENROLLED, Channel.WEB)
    clock.now = DUE
    assert (await Reminding(app).sweep()).sent == 1
    async with app.database.writing() as session:
        assert [row.dialog for row in await open_conversations(session, who)] == ["reminder"]
        participant = await session.get_one(Participant, who)
        when = await participant_timing(session, participant, app.calendar)
        found = await participant_occasions(session, who)
        three = next(one for one in found if one.number == 3)
        await settle_by_coach(session, participant, three, "ill", DUE, when)
    async with app.database.writing() as session:
        assert not await open_conversations(session, who)
        outcome = await app.turns.take(session, Arrival(Channel.WEB, str(BO), Opened()))
    assert outcome.ask is None


async def test_of_two_ratings_due_at_once_the_newer_is_foreseen_and_asked_about(
    app: AppContext, clock: StandingClock
) -> None:
    (who,) = await enrol_participants(app, [BO], ENROLLED, Channel.WEB)
    clock.now = moment("2027-02-08 10:00")
    async with app.database.writing() as session:
        participant = await session.get_one(Participant, who)
        when = await participant_timing(session, participant, app.calendar)
        found = await participant_occasions(session, who)
        three = next(one for one in found if one.number == 3)
        extra = await ask_extra(session, participant, clock(), when)
        assert extra
        await mark_due(session, extra, participant, clock(), when)
        await session.execute(  # as after *In a week*, twice
            update(Reminder).where(Reminder.subject == extra.id).values(due_at=DUE)
        )
    clock.now = moment("2027-02-22 21:00")
    foreseen = await forecast(app, moment("2027-02-25 12:00"))
    clock.now = DUE
    await Reminding(app).sweep()
    sent = {
        (row.number, row.subject)
        for row in await messages(app)
        if row.kind == "rating" and row.status == "laid"
    }
    assert sent == {(1, three.id)}
    assert [one.occasion for one in foreseen] == ["three-month:3"]


async def test_who_says_in_a_week_near_the_end_hears_that_it_will_be_earlier(
    app: AppContext, clock: StandingClock
) -> None:
    await enrol_participants(app, [BO], ENROLLED, Channel.WEB)
    clock.now = moment("2027-03-22 09:00")
    async with app.database.writing() as session:
        due = update(Reminder).where(Reminder.kind == "rating")
        await session.execute(due.values(due_at=clock.now))
    assert (await Reminding(app).sweep()).sent == 1
    async with app.database.writing() as session:
        said = Arrival(Channel.WEB, str(BO), Typed("Om en vecka"))
        outcome = await app.turns.take(session, said)
    assert "om några dagar" in " ".join(reply.text for reply in outcome.replies)
    (again,) = [row for row in await messages(app) if row.status == "planned" and row.wished]
    assert again.due_at == moment("2027-03-25 09:00")
