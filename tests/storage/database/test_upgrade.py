"""A database with people in it takes the newest migrations, and nothing in it is lost."""

from collections.abc import Sequence
from typing import Any

from alembic import command
from sqlalchemy import select, text

from bot.app_context import AppContext
from bot.sample.sample import make_sample
from dialogs.people.accounts import Channel
from dialogs.people.requests import RequestKind
from dialogs.people.staff import DigestFrequency, StaffRole
from storage.database.database import Database
from storage.people.sub_projects import ensure_sub_project, leader_ids, led_ids
from storage.people.web_accounts import SessionClaim, key_mark, person_in_session
from storage.schema import alembic_config, differences, is_current, migrate
from storage.sight.tables import CoachRequest
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Account, Staff
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import (
    add_coach,
    add_occasion,
    add_participant,
    add_rating,
    add_staff,
    change_staff,
    lead,
    open_diary,
    staff_member,
    tuesday,
)

COLUMNS = (
    Reminder.id,
    Reminder.participant_id,
    Reminder.kind,
    Reminder.subject,
    Reminder.revision,
    Reminder.number,
    Reminder.due_at,
    Reminder.status,
    Reminder.channel,
    Reminder.settled_at,
)


async def fill(app: AppContext, clock: StandingClock) -> None:
    """Let there be invented people, and a meeting that was changed twice."""
    async with app.database.writing() as session:
        await make_sample(
            session, app.installation, clock.now, email="k@example.org", password="long enough"
        )
    bo = await open_diary(app)
    meeting = await bo.book()
    await bo.change(meeting, tuesday(place="Torget 2"))
    await bo.change(meeting, tuesday(place="Torget 3"))


async def go_back(database: Database, revision: str) -> None:
    """Let the database be as an older version has it."""
    async with database.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), revision))


async def rows(database: Database, statement: str) -> Sequence[tuple[Any, ...]]:
    async with database.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(statement))]


async def reminders(app: AppContext) -> Sequence[tuple[object, ...]]:
    async with app.database.reading() as session:
        return [tuple(row) for row in await session.execute(select(*COLUMNS).order_by(Reminder.id))]


async def test_a_filled_database_is_upgraded_with_foreign_keys_on(
    either: AppContext, clock: StandingClock
) -> None:
    await fill(either, clock)
    before = await reminders(either)
    await go_back(either.database, "0002")
    numbered = "SELECT id, number FROM reminders WHERE kind = 'meeting'"
    old: dict[int, int] = dict(await rows(either.database, numbered))
    assert {number // 10 for number in old.values()} == {0, 1, 2}
    await migrate(either.database)
    assert await is_current(either.database)
    assert await differences(either.database) == []
    assert await reminders(either) == before
    if either.database.is_sqlite:
        assert await rows(either.database, "PRAGMA foreign_keys") == [(1,)]
        assert await rows(either.database, "PRAGMA foreign_key_check") == []


async def test_what_a_leader_had_chosen_comes_once_a_month(either: AppContext) -> None:
    leaders = [await add_staff(either, name, StaffRole.LEADER) for name in ("Eva", "Lena", "Siv")]
    coach = await add_coach(either)
    await go_back(either.database, "0002")
    async with either.database.engine.begin() as connection:
        for staff_id, how in zip(
            [*leaders, coach], ("weekly", "daily", "off", "daily"), strict=True
        ):
            values = {"how": how, "id": staff_id}
            await connection.execute(text("UPDATE staff SET digest = :how WHERE id = :id"), values)
    await migrate(either.database)
    async with either.database.reading() as session:
        often = [(await session.get_one(Staff, one)).digest for one in (*leaders, coach)]
    monthly = DigestFrequency.MONTHLY
    assert often == [monthly, monthly, DigestFrequency.OFF, DigestFrequency.DAILY]


async def test_what_was_done_on_paper_waits_for_its_figures_and_leaders_lead_as_before(
    either: AppContext,
) -> None:
    coach, leader = await add_coach(either), await add_staff(either, "Eva", StaffRole.LEADER)
    bo = await add_participant(either, coach)
    rating = await add_rating(either, bo.id, (3, 4, 3, 2, 4, 4))
    made = await add_occasion(either, bo.id, -4, "done", rating_id=rating, reason="paper")
    said = await add_occasion(either, bo.id, -3, "done", reason="paper")
    late = await add_occasion(either, bo.id, -2, "late-done", reason="together")
    ill = await add_occasion(either, bo.id, -1, "missed", reason="ill")
    await go_back(either.database, "0004")
    settled = {"at": either.clock(), "said": said.id, "late": late.id}
    async with either.database.engine.begin() as connection:
        statement = "UPDATE occasions SET settled_at = :at WHERE id IN (:said, :late)"
        await connection.execute(text(statement), settled)
    await migrate(either.database)
    assert await differences(either.database) == []
    async with either.database.reading() as session:
        found = [await session.get_one(Occasion, one.id) for one in (made, said, late, ill)]
        assert [(one.status, one.settled_at) for one in found] == [
            ("done", None),
            ("without-figures", None),
            ("without-figures", None),
            ("missed", None),
        ]
        assert list(await leader_ids(session, bo.sub_project_id)) == [leader]


async def test_links_and_browsers_of_an_earlier_version_go_on(either: AppContext) -> None:
    bo = await open_diary(either, channel=Channel.WEB)
    async with either.database.reading() as session:
        before = (await session.scalars(select(Account))).one()
    await go_back(either.database, "0004")
    await migrate(either.database)
    async with either.database.reading() as session:
        account = (await session.scalars(select(Account))).one()
        claim = SessionClaim(account.id, key_mark(account), 0, "an old cookie")
        person = await person_in_session(session, claim)
    assert (account.address, account.session_epoch) == (before.address, 0)
    assert person is not None
    assert person.participant.id == bo.who


async def test_a_coachs_number_is_told_as_before_and_no_address_that_was_not_given(
    either: AppContext,
) -> None:
    coach = await add_coach(either)
    await change_staff(either, coach, phone="0300-12 34 56")
    await go_back(either.database, "0016")
    await migrate(either.database)
    assert await differences(either.database) == []
    kept = await staff_member(either, coach)
    assert (kept.phone, kept.contact_email, kept.best_reached) == ("0300-12 34 56", None, None)


async def test_leaders_of_nothing_go_on_seeing_all_and_others_what_they_lead(
    either: AppContext,
) -> None:
    await add_participant(either, await add_coach(either))
    async with either.database.writing() as session:
        other = (await ensure_sub_project(session, "Linnea")).id
    eva, lena = [await add_staff(either, name, StaffRole.LEADER) for name in ("Eva", "Lena")]
    siv, hiba = [await add_staff(either, name, StaffRole.COACH) for name in ("Siv", "Hiba")]
    await lead(either, lena, other)
    await change_staff(either, siv, also=frozenset({StaffRole.LEADER, StaffRole.EVALUATOR}))
    await change_staff(either, hiba, role=StaffRole.HELPER)
    await go_back(either.database, "0028")
    of_then = "SELECT role, trim(also) FROM staff WHERE id = {}"
    assert await rows(either.database, of_then.format(siv)) == [("coach", "leader")]
    assert await rows(either.database, of_then.format(hiba)) == [("translator", "")]
    await migrate(either.database)
    async with either.database.reading() as session:
        led = [list(await led_ids(session, one)) for one in (eva, lena, siv, hiba)]
    assert led == [[1, other], [other], [1, other], []]


async def test_who_took_over_on_their_own_word_alone_sees_nobody_any_more(
    either: AppContext,
) -> None:
    karin, ada = await add_coach(either), await add_coach(either, "Ada")
    now = either.clock()
    same = {"kind": RequestKind.SUBSTITUTE, "from_id": karin, "to_id": ada, "everybody": True}
    times = {"asked_at": now, "starts_at": now, "ends_at": now + 300 * DAY}
    async with either.database.writing() as session:
        for by, accepted_at in ((ada, now), (ada, None), (karin, now)):
            session.add(CoachRequest(**same, **times, by_id=by, accepted_at=accepted_at))
    await go_back(either.database, "0043")
    await migrate(either.database)
    async with either.database.reading() as session:
        found = await session.scalars(select(CoachRequest).order_by(CoachRequest.id))
        assert [one.closed_at is not None for one in found] == [True, False, False]
