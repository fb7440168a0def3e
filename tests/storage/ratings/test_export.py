"""What an analyst gets: every question of every rating, on both databases."""

import datetime as dt

from sqlalchemy import select, update

from bot.app_context import AppContext
from bot.languages.instrument_steps import steps_of_wordings
from dialogs.occasions.occasion import OccasionKind
from dialogs.people.enrolment import ExitReason
from dialogs.people.particulars import Referrer, Sex
from storage.people.audit import Audit
from storage.ratings.answer_row import AnswerRow, AnswerStatus
from storage.ratings.export import answer_rows
from storage.tables.people import AuditEntry
from storage.tables.ratings import Rating
from storage.translations.steps import noted_steps
from tests.people import (
    add_coach,
    add_occasion,
    add_participant,
    add_rating,
    change_participant,
    note_trial,
    staff_member,
)

DAY = dt.timedelta(days=1)


async def rows_of(app: AppContext) -> list[AnswerRow]:
    skapa = app.installation.instruments["skapa"]
    items = {("skapa", skapa.version): [item.id for item in skapa.items]}
    async with app.database.reading() as session:
        steps = steps_of_wordings([skapa], ["ar"], await noted_steps(session))
    return [row async for row in answer_rows(app.database, items, app.clock(), steps)]


async def test_skipped_is_not_unanswered_and_every_question_has_its_row(
    either: AppContext,
) -> None:
    person = await add_participant(either, await add_coach(either), "Amal")
    await change_participant(
        either,
        person.id,
        enrolled_at=either.clock() - 92 * DAY,
        exit_on=dt.date(2026, 12, 24),
        exit_reason=ExitReason.MOVED,
    )
    await add_rating(either, person.id, (3, None, 5), comment="bra", ago=DAY)
    rows = await rows_of(either)
    assert [(row.item, row.value, row.status) for row in rows] == [
        ("health", 3, AnswerStatus.ANSWERED),
        ("knowledge", None, AnswerStatus.SKIPPED),
        ("time", 5, AnswerStatus.ANSWERED),
        ("belief", None, AnswerStatus.UNANSWERED),
        ("skills", None, AnswerStatus.UNANSWERED),
        ("cooperation", None, AnswerStatus.UNANSWERED),
    ]
    first = rows[0]
    assert (first.comment, first.points, first.language, first.channel) == ("bra", 5, "sv", "web")
    assert first.question.startswith("Hur skulle du betygsätta din hälsa")
    assert len(first.wording) == 16
    assert first.invented == "no"
    assert (first.enrolled_at, first.exit_on) == ("2026-08-23 09:00:00", "2026-12-24")
    assert first.exit_reason == "moved"
    assert {row.begun_at for row in rows} == {"2026-11-22 09:00:00"}
    assert {row.finished_at for row in rows} == {""}
    assert first.answered_at == "2026-11-22 09:00:00"


async def test_who_somebody_is_stands_in_tens_of_years_and_by_kind(either: AppContext) -> None:
    coach = await add_coach(either)
    for name, year, opened in (("Amal", "1996", True), ("Bo", "2007", False), ("Kim", None, True)):
        person = await add_participant(either, coach, name, opened=opened)
        on = dt.datetime(2026, 1, 15, 9, tzinfo=dt.UTC)
        sex, by = (Sex.WOMAN, Referrer.HEALTH_CARE) if year == "1996" else (Sex.OTHER, None)
        more = {"enrolled_at": on, "birth_year": year, "sex": sex, "referrer": by}
        await change_participant(either, person.id, **more)
        await add_rating(either, person.id, (3,))
    told = dict.fromkeys(
        (row.sex, row.age_at_enrolment, row.referrer, row.without_bot)
        for row in await rows_of(either)
    )
    assert list(told) == [
        ("woman", "30-39", "health-care", "no"),
        ("other-or-not-said", "under 20", "", "yes"),
        ("other-or-not-said", "", "", "no"),
    ]


async def test_beside_an_answer_stands_what_its_wording_has_been_through(
    either: AppContext,
) -> None:
    coach = await add_coach(either)
    amal = await add_participant(either, coach, "Amal")
    await add_rating(either, amal.id, (3, 4), language="ar")
    await add_rating(either, amal.id, (3,), language="sv")
    tora = await staff_member(either, coach)
    await note_trial(either, tora, "ar", 12)
    told = [
        (row.translation, row.translation_steps, row.tried_with, row.calibrated_with)
        for row in await rows_of(either)
        if row.status is AnswerStatus.ANSWERED
    ]
    tried = ("draft", "forward, tried", 12, None)
    assert told == [tried, tried, ("approved", "", None, None)]


async def test_ratings_are_counted_a_person_and_three_months_are_not_nine(
    either: AppContext,
) -> None:
    coach = await add_coach(either)
    for name in ("Amal", "Bo"):
        person = await add_participant(either, coach, name)
        for number in (3, 9):
            ago = (12 - number) * 30 * DAY
            rating = await add_rating(either, person.id, (1, 2, 3, 4, 5, 1), ago=ago)
            await serve(either, person.id, rating, OccasionKind.THREE_MONTH, number)
    await serve(either, person.id, rating, OccasionKind.EXIT, 0)
    found = dict.fromkeys(
        (row.participant, row.rating, row.occasion, row.occasion_number, row.serves)
        for row in await rows_of(either)
    )
    assert list(found) == [
        ("A-01", 1, "three-month", 3, "three-month 3"),
        ("A-01", 2, "three-month", 9, "three-month 9"),
        ("A-02", 1, "three-month", 3, "three-month 3"),
        ("A-02", 2, "exit", None, "exit, three-month 9"),
    ]
    assert all(row.finished_at for row in await rows_of(either))


async def serve(app: AppContext, who: int, rating: int, kind: OccasionKind, number: int) -> None:
    await add_occasion(app, who, number, "done", kind=kind, number=number, rating_id=rating)
    async with app.database.writing() as session:
        await session.execute(update(Rating).where(Rating.id == rating).values(occasion=kind))


async def test_whose_ratings_were_taken_out_stands_in_their_audit_log(either: AppContext) -> None:
    coach = await add_coach(either)
    amal = await add_participant(either, coach, "Amal")
    await add_participant(either, coach, "Bo")  # has rated nothing
    await add_rating(either, amal.id, (3,))
    await rows_of(either)
    async with either.database.reading() as session:
        exported = AuditEntry.action == Audit.RATINGS_EXPORTED
        entries = (await session.scalars(select(AuditEntry).where(exported))).all()
    assert [(one.action, one.participant_id, one.staff_id, one.at) for one in entries] == [
        ("exported ratings", amal.id, None, either.clock())
    ]
