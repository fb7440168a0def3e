"""Invitations that are pasted, and chats that are both a coach's and a participant's."""

import pytest
from sqlalchemy import select

from storage.people.invitations import invite
from storage.tables.people import Account, Participant
from storage.tables.ratings import StoredAnswer
from tests.bot.channels.telegram.coach import (
    KARIN,
    link_coach,
    make_link_code,
    send_digest,
    staff_chats,
    telegram,
    wait_for_status,
)
from tests.bot.channels.telegram.conftest import Telegram
from tests.people import BO, add_coach, fill_caseload, invite_participant

__all__ = ["telegram"]


@pytest.mark.parametrize(
    "pasted",
    [
        "{code}",
        "/start\n{code}",
        "https://t.me/skapa_bot?start={code}",
        "https://chat.example.org/c/{code}",
        "Hej! Öppna t.me/skapa_bot?start={code} när du vill. Karin",
    ],
)
async def test_a_pasted_invitation_works_like_a_pressed_one(
    telegram: Telegram, pasted: str
) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    code = await invite_participant(telegram.app, "Bo")
    assert "Välj ditt språk" in await bo.says(pasted.format(code=code))


async def test_a_link_that_nobody_knows_is_not_recognised_and_a_long_word_is_a_word(
    telegram: Telegram,
) -> None:
    stranger = await telegram.add_chat(BO, "Bo")
    unknown = "https://t.me/skapa_bot?start=Abc-_0123456789012345xyZ"
    assert "känner inte igen den länken" in await stranger.says(unknown)
    assert "behöver du en inbjudan" in await stranger.says("arbetsmarknadsutbildning")


async def test_a_long_word_in_a_comment_is_a_comment(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await bo.presses("Skriv en kommentar", sees="Skriv det du vill säga")
    await bo.says("arbetsmarknadsutbildning", sees="sparat bredvid")
    async with telegram.app.database.reading() as session:
        assert await session.scalar(select(StoredAnswer.comment)) == "arbetsmarknadsutbildning"


async def test_in_a_chat_that_takes_part_each_link_says_what_it_did(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    async with telegram.app.database.writing() as session:
        participant = await session.scalar(select(Participant))
        assert participant is not None
        own, _ = await invite(session, participant.id, telegram.app.clock())
    assert "din hälsa" in await bo.starts(own)
    other = await invite_participant(telegram.app, "Amal")
    assert "till någon annan" in await bo.says(other)
    unknown = await bo.starts("Abc-_0123456789012345xyZ")
    assert "känner inte igen" in unknown
    assert "fortsätter här som vanligt" in unknown


async def test_a_participants_chat_becomes_a_coachs_too(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    coach = await add_coach(telegram.app)
    said = await bo.starts(await make_link_code(telegram.app, coach))
    assert "kopplad till ditt konto" in said
    assert "stjärna finns kvar" in said
    assert await staff_chats(telegram.app) == [(coach, "open")]
    assert "inga deltagare" in await bo.says("/caseload")
    assert "Inget nytt" in await bo.says("/digest")
    await bo.says("4", sees="Fråga 2")
    await fill_caseload(telegram.app, coach)
    await send_digest(telegram, coach)
    await bo.sees("A-0")
    await bo.presses("Påminn", sees="")
    assert "redan besvarad" not in "".join(telegram.api.transcript(BO))


async def test_a_coachs_chat_becomes_a_participants_too(telegram: Telegram) -> None:
    karin, coach = await link_coach(telegram)
    telegram.api.starts(KARIN, await invite_participant(telegram.app, "Karin"))
    assert "fortfarande kopplad" in await karin.sees("kopplad till ditt konto")
    await karin.sees("Välj ditt språk")
    await karin.presses("Svenska", sees="Vill du vara med?")
    assert "Bara" not in await karin.says("/caseload")
    telegram.api.blocks(KARIN)
    await wait_for_status(telegram, coach, "blocked")
    telegram.api.unblocks(KARIN)
    await wait_for_status(telegram, coach, "open")
    async with telegram.app.database.reading() as session:
        assert await session.scalar(select(Account.status)) == "open"


async def test_an_old_coachs_link_is_said_to_be_old(telegram: Telegram) -> None:
    karin, coach = await link_coach(telegram)
    old = await make_link_code(telegram.app, coach)
    await make_link_code(telegram.app, coach)
    assert "gäller inte längre" in await karin.says(old)
    assert "/caseload" in await karin.says("/help")
    stranger = await telegram.add_chat(BO, "Bo")
    assert "gäller inte längre" in await stranger.starts(old)


async def test_an_invitation_that_begins_like_a_coachs_link_is_an_invitation(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "s-0123456789012345678901"
    monkeypatch.setattr("storage.people.invitations.secrets.token_urlsafe", lambda _: code)
    invited = await invite_participant(telegram.app, "Bo")
    monkeypatch.undo()
    assert invited == code
    bo = await telegram.add_chat(BO, "Bo")
    assert "Välj ditt språk" in await bo.starts(code)
