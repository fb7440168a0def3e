"""Voice messages in Telegram: they answer what free words would answer, and nothing else."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.channels.telegram.voice import LARGEST_FILE
from bot.clips.aside import LIMITS
from bot.clips.conversion import convert_speech
from bot.clips.waiting.places import Places
from dialogs.words.spoken import LONGEST_SPEECH, recordings_in
from storage.tables.ratings import StoredAnswer
from storage.tables.words import CoachWords, SpokenWords
from storage.talk.recording_tries import MOST_A_DAY
from tests.admin.visits import log_in, open_browser
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.people import change_participant, keep_recording
from tests.recordings import film, recording

BO = 7
COMMENT = "Skriv en kommentar"
HEARD = "Det hördes inget i inspelningen"
NOT_TAKEN = "Det gick inte att ta emot det du spelade in."


async def sounds(telegram: Telegram) -> list[tuple[int, bool]]:
    """List the seconds of what is kept, and whether there is a sound."""
    async with telegram.app.database.reading() as session:
        rows = await session.execute(
            select(SpokenWords.seconds, SpokenWords.sound).order_by(SpokenWords.id)
        )
        return [(seconds, sound is not None) for seconds, sound in rows]


async def comments(telegram: Telegram) -> list[str]:
    async with telegram.app.database.reading() as session:
        found = await session.scalars(select(StoredAnswer.comment))
        return [comment for comment in found if comment]


async def asked_for_a_comment(telegram: Telegram) -> Chat:
    bo = await telegram.begin_rating(BO)
    said = await bo.presses("Skriv en kommentar", sees="Skriv det du vill säga")
    assert "Du kan också spela in det du vill säga, högst 2 minuter." in said
    return bo


async def speaks(bo: Chat, content: bytes, sees: str, duration: int = 2) -> str:
    bo.api.sends_voice(bo.chat_id, duration, content)
    return await bo.sees(sees)


@pytest.mark.parametrize("kind", ["voice", "audio"])
async def test_a_voice_message_is_a_comment(telegram: Telegram, kind: str) -> None:
    bo = await asked_for_a_comment(telegram)
    if kind == "voice":
        bo.api.sends_voice(BO, 3, recording("ogg", 3.0))
    else:
        bo.api.sends_audio(BO, 3, recording("mp4", 3.0))
    await bo.sees("Tack, det är sparat bredvid ditt svar.")
    (comment,) = await comments(telegram)
    (seconds,) = recordings_in(comment).values()
    assert seconds == 3
    assert await sounds(telegram) == [(3, True)]
    shown = await bo.presses("Skriv en kommentar", sees="Du har sagt")
    assert "Inspelat, 3 sekunder" in shown
    assert not any("\ufffc" in str(message) for message in bo.api.messages(BO))
    sure = await bo.presses("Ta bort kommentaren", sees="Vill du ta bort kommentaren?")
    assert "Inspelat, 3 sekunder" in sure
    assert await sounds(telegram) == [(3, True)], "nothing is gone before it is sure"
    await bo.presses("Ja, ta bort", sees="1 av 6")
    assert await comments(telegram) == []
    assert await sounds(telegram) == [(3, False)]


async def test_the_coach_hears_it(telegram: Telegram) -> None:
    bo = await asked_for_a_comment(telegram)
    await speaks(bo, recording("ogg", 3.0), "Tack, det är sparat")
    async with open_browser(telegram.app) as client:
        await log_in(client, "coach of Bo")
        page = await client.get("/admin/participants/A-01")
        address = re.search(r'<audio[^>]* src="([^"]+)"', page.text)
        assert address
        sound = await client.get(address[1])
    assert sound.content == convert_speech(recording("ogg", 3.0)).sound


async def test_behind_the_doorbell_nothing_is_fetched(telegram: Telegram) -> None:
    bo = await asked_for_a_comment(telegram)
    await change_participant(telegram.app, 1, protected=True)
    await speaks(bo, recording("ogg", 1.0), "")
    assert "getFile" not in [call.method for call in bo.api.calls]
    assert await sounds(telegram) == []


async def test_a_new_comment_takes_the_place_of_the_sound(telegram: Telegram) -> None:
    bo = await asked_for_a_comment(telegram)
    await speaks(bo, recording("ogg", 2.0), "Tack, det är sparat")
    await bo.presses("Skriv en kommentar", sees="Du har sagt")
    await bo.says("nu skriver jag", sees="Tack, det är sparat")
    assert await comments(telegram) == ["nu skriver jag"]
    assert await sounds(telegram) == [(2, False)]


async def test_what_is_no_speech_changes_nothing(telegram: Telegram) -> None:
    bo = await asked_for_a_comment(telegram)
    await speaks(bo, b"OggS", HEARD)
    await speaks(bo, film(), HEARD)
    await speaks(bo, recording("ogg", 1.0, 0.0), HEARD)
    await speaks(bo, b"", "för lång för mig", duration=LONGEST_SPEECH + 1)
    assert [call.method for call in bo.api.calls].count("getFile") == 3, "nothing is fetched"
    assert await sounds(telegram) == [(0, False)] * 3, "they count for their day"
    await speaks(bo, recording("ogg", 1.0), "Tack, det är sparat")


async def test_a_file_that_cannot_be_fetched_is_told(telegram: Telegram) -> None:
    bo = await asked_for_a_comment(telegram)
    bo.api.fault("getFile", kind="error_500")
    said = await speaks(bo, recording("ogg", 1.0), NOT_TAKEN)
    assert "Skicka det gärna igen, eller skriv." in said
    assert "ring 112" in said, "nobody has heard what was said"
    bo.api.fault("getFile", kind="disconnect")
    await speaks(bo, recording("ogg", 1.0), NOT_TAKEN)
    await speaks(bo, recording("ogg", 1.0), "Tack, det är sparat")


async def test_what_telegram_does_not_hand_out_is_too_large(telegram: Telegram) -> None:
    bo = await asked_for_a_comment(telegram)
    await speaks(bo, bytes(LARGEST_FILE + 1), "för lång för mig")
    assert await sounds(telegram) == [], "its size was said"
    bo.api.fault("getFile", kind="file_too_big")
    await speaks(bo, recording("ogg", 1.0), "för lång för mig")
    assert await sounds(telegram) == [(0, False)]


async def test_where_there_is_no_room_nothing_is_fetched(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo = await asked_for_a_comment(telegram)
    full = Places(most=1, patience=0.01)
    monkeypatch.setattr("bot.channels.telegram.voice.PLACES", full)
    async with full.place("somebody else", 1):
        await speaks(bo, recording("ogg", 1.0), NOT_TAKEN)
    assert "getFile" not in [call.method for call in bo.api.calls]
    await speaks(bo, recording("ogg", 1.0), "Tack, det är sparat")


async def test_a_conversion_that_cannot_be_done_is_told(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo = await asked_for_a_comment(telegram)
    with monkeypatch.context() as away:
        away.setattr("bot.clips.aside.LIMITS", replace(LIMITS, seconds=0.001))
        await speaks(bo, recording("ogg", 1.0), NOT_TAKEN)
    await speaks(bo, recording("ogg", 1.0), "Tack, det är sparat")


async def test_the_same_message_twice_is_fetched_and_kept_once(telegram: Telegram) -> None:
    bo = await asked_for_a_comment(telegram)
    sent = bo.api.sends_voice(BO, 2, recording("ogg", 2.0))
    await bo.sees("Tack, det är sparat")
    (comment,) = await comments(telegram)
    bo.api.sends_again(BO, sent)
    await bo.sees("Frågan står här ovanför")
    assert [call.method for call in bo.api.calls].count("getFile") == 1
    assert (await comments(telegram), await sounds(telegram)) == ([comment], [(2, True)])
    async with telegram.app.database.reading() as session:
        assert (await session.scalars(select(CoachWords))).all() == []


async def test_what_answered_nothing_may_answer_when_it_comes_again(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    sent = bo.api.sends_voice(BO, 2, recording("ogg", 2.0))
    await bo.sees("Vill du att din handledare lyssnar på det?")
    bo.api.sends_again(BO, sent)
    await bo.sees("Vill du att din handledare lyssnar på det?")
    async with telegram.app.database.reading() as session:
        (words,) = await session.scalars(select(CoachWords))
        assert len(recordings_in(words.words)) == words.words.count("\ufffc") // 2 == 1
    question = next(
        one for one in reversed(bo.api.messages(BO)) if "1 av 6" in one.get("caption", "")
    )
    bo.api.presses(BO, question["message_id"], label=COMMENT)
    await bo.sees("Skriv det du vill säga")
    bo.api.sends_again(BO, sent)
    await bo.sees("Tack, det är sparat")
    assert await comments(telegram) == [words.words]
    assert await sounds(telegram) == [(2, True)]


async def test_where_nothing_is_asked_the_coach_may_hear_it(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    said = await speaks(bo, recording("ogg", 2.0), "Vill du att din handledare lyssnar på det?")
    assert "Jag kan inte lyssna själv. Tryck på ett av svaren." in said
    await bo.presses("Lämna till min handledare", sees="Nu kan din handledare lyssna")
    async with telegram.app.database.reading() as session:
        (words,) = await session.scalars(select(CoachWords))
        assert list(recordings_in(words.words).values()) == [2]
        assert words.passed_on_at is not None
    assert await sounds(telegram) == [(2, True)]


async def test_thirty_a_day_are_enough(telegram: Telegram) -> None:
    bo = await asked_for_a_comment(telegram)
    async with telegram.app.database.writing() as session:
        for _ in range(MOST_A_DAY):
            await keep_recording(session, 1, telegram.app.clock())
    await speaks(bo, recording("ogg", 1.0), "Nu är det fullt med inspelningar för i dag")
    assert "getFile" not in [call.method for call in bo.api.calls]


async def test_a_stranger_is_not_listened_to(telegram: Telegram) -> None:
    stranger = await telegram.add_chat(99, "Kim")
    await speaks(stranger, recording("ogg", 1.0), "")
    assert "getFile" not in [call.method for call in stranger.api.calls]


async def test_without_the_extra_it_is_as_before(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("bot.turn.spoken", "bot.channels.telegram.messages"):
        monkeypatch.setattr(f"{place}.can_convert", lambda: False)
    bo = await telegram.begin_rating(BO)
    asked = await bo.presses("Skriv en kommentar", sees="Skriv det du vill säga")
    assert "spela in" not in asked
    await speaks(bo, recording("ogg", 1.0), "Jag kan bara läsa text")
