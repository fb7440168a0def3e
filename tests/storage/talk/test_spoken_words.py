"""Recordings on both databases: kept sealed as long as something refers to them, and no longer."""

import datetime as dt

from sqlalchemy import LargeBinary, delete, select, text, type_coerce

from bot.app_context import AppContext
from bot.reminding.recovery import forget_recordings
from dialogs.engine.ask import Answer
from dialogs.engine.conversation import Conversation
from dialogs.words.spoken import spoken_text
from storage.people.erasure import erase_participant
from storage.tables.agenda import Step
from storage.tables.people import Participant
from storage.tables.words import CoachWords, SpokenWords
from storage.talk.coach_words import keep_words, pass_words_on
from storage.talk.conversations import store_conversation, store_new_conversation
from storage.talk.recording_tries import MOST_A_DAY, MOST_SECONDS, has_room
from storage.talk.spoken_words import (
    forget_unused_recordings,
    recordings_for_coach,
    sound_of,
    sounds_of,
)
from tests.conftest import StandingClock
from tests.people import (
    add_coach,
    add_meeting,
    add_participant,
    add_rating,
    keep_recording,
    suggest_own_step,
)

SOUND = bytes(range(256)) * 1500
"""As large as two minutes."""


async def add_bo(app: AppContext) -> int:
    return (await add_participant(app, await add_coach(app), "Bo")).id


async def record(app: AppContext, who: int, seconds: int = 4) -> str:
    """Keep a recording; give what stands for it among words."""
    async with app.database.writing() as session:
        kept = await keep_recording(session, who, app.clock(), SOUND, seconds)
    return spoken_text(kept, seconds)


async def left(app: AppContext, who: int) -> list[int]:
    """Forget what nothing refers to; list the sounds that are left."""
    async with app.database.writing() as session:
        await forget_unused_recordings(session, who, app.clock())
        return list(await sounds_of(session, who))


async def rows(app: AppContext) -> int:
    async with app.database.reading() as session:
        return len((await session.scalars(select(SpokenWords.id))).all())


async def test_a_recording_is_sealed_and_its_owners_alone(either: AppContext) -> None:
    bo = await add_bo(either)
    await record(either, bo)
    async with either.database.reading() as session:
        raw = await session.scalar(select(type_coerce(SpokenWords.sound, LargeBinary)))
        assert raw is not None
        assert SOUND[:64] not in raw
        assert await sound_of(session, bo, 1) == SOUND
        assert await sound_of(session, bo + 1, 1) is None


async def test_it_is_kept_as_long_as_something_refers_to_it(either: AppContext) -> None:
    bo = await add_bo(either)
    said = [await record(either, bo) for _ in range(7)]
    await add_rating(either, bo, (3,), comment=f"ord\n{said[0]}")
    await add_meeting(either, bo, "cannot", proposal=said[1])
    await suggest_own_step(either, "Gå ut", None)
    async with either.database.writing() as session:
        step = (await session.scalars(select(Step))).one()
        step.words, step.helped = said[2], said[3]
        person = await session.get_one(Participant, bo)
        waiting = await keep_words(session, person, said[4], either.clock())
        talk = Conversation("rating", {}, {"health.comment#1": Answer(words=said[5])})
        row = await store_new_conversation(session, bo, talk, either.clock())
    assert await left(either, bo) == [1, 2, 3, 4, 5, 6], "nothing refers to the seventh"
    async with either.database.writing() as session:
        assert await recordings_for_coach(session, bo) == {1, 2, 3, 4}
        await pass_words_on(session, bo, waiting.id, either.clock())
        assert await recordings_for_coach(session, bo) == {1, 2, 3, 4, 5}
        await store_conversation(session, row.id, talk, either.clock(), ended=True)
    assert await left(either, bo) == [1, 2, 3, 4, 5], "where it has ended the words stand alone"


async def test_what_is_gone_counts_for_its_day(either: AppContext, clock: StandingClock) -> None:
    bo = await add_bo(either)
    for _ in range(MOST_A_DAY):
        await record(either, bo)
    assert await left(either, bo) == []
    async with either.database.reading() as session:
        assert not await has_room(session, bo, clock.now)
    clock.passes(days=1, minutes=1)
    async with either.database.reading() as session:
        assert await has_room(session, bo, clock.now)
    assert await left(either, bo) == []
    assert await rows(either) == 0


async def test_there_is_a_bound_to_all_of_them(either: AppContext, clock: StandingClock) -> None:
    bo = await add_bo(either)
    await record(either, bo, MOST_SECONDS // 2)
    await record(either, bo, MOST_SECONDS // 2)
    async with either.database.reading() as session:
        assert not await has_room(session, bo, clock.now + dt.timedelta(days=9))


async def test_once_a_day_all_of_them_are_looked_at(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await add_bo(either)
    said = await record(either, bo)
    async with either.database.writing() as session:
        person = await session.get_one(Participant, bo)
        await keep_words(session, person, said, clock.now)
    await forget_recordings(either)
    async with either.database.reading() as session:
        assert list(await sounds_of(session, bo)) == [1], "not every time"
    clock.passes(days=2)
    async with either.database.writing() as session:
        await session.execute(delete(CoachWords))
    await forget_recordings(either)
    assert await rows(either) == 0


async def test_what_cannot_be_read_may_refer_to_all(either: AppContext) -> None:
    bo = await add_bo(either)
    await add_rating(either, bo, (3,), comment=await record(either, bo))
    async with either.database.writing() as session:
        person = await session.get_one(Participant, bo)
        await keep_words(session, person, "ord", either.clock())
        await session.execute(text("UPDATE coach_words SET words = 'spoilt'"))
    await record(either, bo)
    assert await left(either, bo) == [1, 2]


async def test_a_sound_that_no_key_opens_is_none(either: AppContext) -> None:
    bo = await add_bo(either)
    await record(either, bo)
    async with either.database.writing() as session:
        await session.execute(text("UPDATE spoken_words SET sound = 'spoilt'"))
    async with either.database.reading() as session:
        assert await sound_of(session, bo, 1) is None
        assert await sounds_of(session, bo) == {}


async def test_erasure_takes_them_too(either: AppContext) -> None:
    bo = await add_bo(either)
    await record(either, bo)
    async with either.database.writing() as session:
        await erase_participant(session, bo, either.clock())
    assert await rows(either) == 0
