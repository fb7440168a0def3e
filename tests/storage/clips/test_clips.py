"""Clips on both databases: found by the words that were spoken, and replaced by a newer one."""

import pytest

import storage.clips.clips
from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.clips.clips import (
    clip_digests,
    clips_of_language,
    clips_of_words,
    is_spoken,
    mp4_of,
    ogg_of,
    remove_clip,
    store_clip,
    store_draft,
)
from storage.tables.people import Staff
from tests.people import add_staff

NOISE = bytes(range(256)) * 150
"""As large as a clip may be, and every byte there is."""


async def speak(
    app: AppContext, staff_id: int, spoken: str, sound: bytes, source: str = "a"
) -> None:
    async with app.database.writing() as session:
        staff = await session.get_one(Staff, staff_id)
        await store_clip(session, staff, "ar", source, spoken, sound, sound[::-1], app.clock())


async def test_a_clip_is_found_by_its_words_and_heard_by_its_digest(either: AppContext) -> None:
    tora = await add_staff(either, "Tora", StaffRole.TRANSLATOR)
    await speak(either, tora, "words", NOISE)
    async with either.database.reading() as session:
        (known,) = await clips_of_language(session, "ar")
        assert (known.source, known.spoken, known.by) == ("a", "words", "Tora")
        assert known.at == either.clock()
        assert await clip_digests(session, "ar", ["words", "others"]) == {"words": known.digest}
        assert await clip_digests(session, "sv", ["words"]) == {}
        assert await ogg_of(session, known.digest) == NOISE
        assert await mp4_of(session, known.digest) == NOISE[::-1]
        assert await ogg_of(session, "0" * 32) is None
        assert (await is_spoken(session, "ar"), await is_spoken(session, "sv")) == (True, False)


async def test_a_newer_one_takes_its_place_and_other_words_stay(either: AppContext) -> None:
    tora = await add_staff(either, "Tora", StaffRole.TRANSLATOR)
    for spoken, sound in (("before", b"1"), ("now", b"2"), ("now", b"3")):
        await speak(either, tora, spoken, sound)
    async with either.database.reading() as session:
        before, now = await clips_of_language(session, "ar")
        assert (before.spoken, now.spoken) == ("before", "now")
        assert await ogg_of(session, now.digest) == b"3"
    async with either.database.writing() as session:
        await remove_clip(session, "ar", "now")
    async with either.database.reading() as session:
        assert [one.spoken for one in await clips_of_language(session, "ar")] == ["before"]


async def test_the_same_sound_of_two_texts_is_heard_until_both_are_gone(either: AppContext) -> None:
    tora = await add_staff(either, "Tora", StaffRole.TRANSLATOR)
    for spoken in ("one", "two"):
        await speak(either, tora, spoken, b"alike", spoken)
    async with either.database.writing() as session:
        digest = (await clip_digests(session, "ar", ["one"]))["one"]
        await remove_clip(session, "ar", "one")
        assert await ogg_of(session, digest) == b"alike"


async def draft(app: AppContext, spoken: str, sound: bytes = b"machine") -> None:
    async with app.database.writing() as session:
        await store_draft(session, "ar", spoken, sound, sound, "HAL", app.clock())


async def test_a_draft_counts_until_somebody_has_spoken(either: AppContext) -> None:
    tora = await add_staff(either, "Tora", StaffRole.TRANSLATOR)
    await draft(either, "words")
    async with either.database.reading() as session:
        (known,) = await clips_of_language(session, "ar")
        assert (known.by, known.machine, known.source) == ("HAL", True, "")
        assert (await clips_of_words(session, "ar", ["words"]))["words"].machine
        assert await clips_of_language(session, "ar", drafts=False) == []
        assert not await is_spoken(session, "ar")
    await speak(either, tora, "words", NOISE)
    await draft(either, "words")
    async with either.database.reading() as session:
        (known,) = await clips_of_language(session, "ar")
        assert (known.by, known.machine) == ("Tora", False)
        assert await is_spoken(session, "ar")


async def test_only_the_newest_drafts_are_kept_and_all_that_people_have_spoken(
    either: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.clips.clips, "MOST_DRAFTS", 2)
    await speak(either, await add_staff(either, "Tora", StaffRole.TRANSLATOR), "words", NOISE)
    for spoken in ("one", "two", "three"):
        await draft(either, spoken, spoken.encode())
    async with either.database.reading() as session:
        kept = [one.spoken for one in await clips_of_language(session, "ar")]
    assert kept == ["two", "three", "words"]
