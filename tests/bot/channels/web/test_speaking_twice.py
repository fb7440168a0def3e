"""Recordings sent twice or by the dozen: kept once, and no more converted than are taken."""

import asyncio

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from bot.clips.clip import ClipError, ClipFault, Speech
from bot.clips.waiting.places import Places
from dialogs.words.spoken import recordings_in, spoken_text
from storage.tables.words import CoachWords
from storage.talk.recording_tries import MOST_A_DAY
from tests.bot.channels.web.test_speaking import SAVED, bo, comments, speak, stored
from tests.bot.channels.web.visitor import Visitor
from tests.recordings import recording

__all__ = ["bo"]  # the fixture


async def test_of_many_at_once_no_more_are_converted_than_are_taken(
    bo: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    converted: list[bytes] = []

    async def silent(recorded: bytes) -> Speech:
        converted.append(recorded)
        raise ClipError(ClipFault.SILENT)

    monkeypatch.setattr("bot.turn.spoken.convert_speech_aside", silent)
    await asyncio.gather(*(speak(bo, b"nothing", ask="x") for _ in range(2 * MOST_A_DAY)))
    assert len(converted) == MOST_A_DAY
    assert "Nu är det fullt med inspelningar" in await speak(bo, b"something", ask="x")


async def test_where_there_is_no_room_it_is_told_and_may_be_sent_again(
    bo: Visitor, app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Places(most=1, patience=0.01)
    monkeypatch.setattr("bot.channels.web.beside.speaking.PLACES", full)
    async with full.place("somebody else", 1):
        said = await speak(bo, recording("webm", 1.0))
    assert "Det gick inte att ta emot det du spelade in." in said
    assert await stored(app) == [], "it is not counted for the day: nothing has been taken"
    assert SAVED in await speak(bo, recording("webm", 1.0))


async def send(visitor: Visitor, recorded: bytes, **fields: str) -> None:
    """Send a recording and look at nothing, as a press does that another follows."""
    files = {"recording": ("recording", recorded, "audio/webm")}
    await visitor.http.post("/chat", data=fields, files=files)


@pytest.mark.parametrize("together", [False, True])
async def test_an_answer_sent_twice_is_there_once(
    bo: Visitor, app: AppContext, *, together: bool
) -> None:
    ask = next(form["ask"] for _, _, form in bo.seen.buttons if "ask" in form)
    twice = [send(bo, recording("webm", 1.0), ask=ask) for _ in range(2)]
    if together:
        await asyncio.gather(*twice)
    else:
        for one in twice:
            await one
    said = (await bo.open("/chat")).text
    assert SAVED in said
    assert "redan besvarad" not in said
    assert "Vill du att din handledare lyssnar" not in said
    (comment,) = await comments(app)
    assert comment is not None
    assert [seconds for seconds, gone in await stored(app) if not gone] == [1]
    async with app.database.reading() as session:
        assert (await session.scalars(select(CoachWords))).all() == []


async def test_a_second_press_says_what_the_first_one_said(bo: Visitor, app: AppContext) -> None:
    ask = next(form["ask"] for _, _, form in bo.seen.buttons if "ask" in form)
    one = recording("webm", 1.0)
    assert SAVED in await speak(bo, one, ask=ask)
    again = await speak(bo, one, ask=ask)
    assert SAVED in again
    assert "redan besvarad" not in again
    await bo.press("Skriv en kommentar")
    assert SAVED in await speak(bo, one), "it is the answer where it is asked for"
    assert await stored(app) == [(1, False)]
    assert await comments(app) == [spoken_text(1, 1)]


async def test_words_for_the_coach_sent_twice_are_there_once(bo: Visitor, app: AppContext) -> None:
    for _ in range(2):
        assert "lyssna på det du sa" in await speak(bo, recording("webm", 1.0), words="spoken")
    await asyncio.gather(
        *(send(bo, recording("webm", 2.0), words="spoken") for _ in range(2)),
    )
    async with app.database.reading() as session:
        words = await session.scalars(select(CoachWords.words).order_by(CoachWords.id))
        assert [list(recordings_in(one).values()) for one in words] == [[1], [2]]


async def test_what_came_too_late_twice_waits_once(bo: Visitor, app: AppContext) -> None:
    ask = next(form["ask"] for _, _, form in bo.seen.buttons if "ask" in form)
    await bo.press("Nej, tillbaka till frågan")
    for _ in range(2):
        said = await speak(bo, recording("webm", 2.0), ask=ask)
        assert "Vill du att din handledare lyssnar på det?" in said
    async with app.database.reading() as session:
        assert list(await session.scalars(select(CoachWords.words))) == [spoken_text(1, 2)]


async def test_what_was_taken_away_is_recorded_anew(bo: Visitor, app: AppContext) -> None:
    one = recording("webm", 1.0)
    await speak(bo, one)
    await bo.press("Skriv en kommentar")
    await bo.press("Ta bort kommentaren")
    await bo.press("Ja, ta bort")
    await bo.press("Skriv en kommentar")
    assert SAVED in await speak(bo, one)
    assert await stored(app) == [(1, True), (1, False)]
