"""A coach's own chat: linked with a one-time code, digests with buttons, and commands."""

from sqlalchemy import event, update

from storage.tables.people import Staff
from tests.admin.visits import audit_entries
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
from tests.conftest import StandingClock
from tests.people import (
    BO,
    add_coach,
    add_meeting,
    add_occasion,
    add_participant,
    fill_caseload,
    lead,
)

__all__ = ["telegram"]


async def test_a_code_links_one_chat_once(telegram: Telegram, clock: StandingClock) -> None:
    coach = await add_coach(telegram.app)
    code = await make_link_code(telegram.app, coach)
    chat = await telegram.add_chat(KARIN, "Karin")
    assert "/caseload" in await chat.starts(code)
    thief = await telegram.add_chat(BO, "Bo")
    assert "kopplad" not in await thief.starts(code)
    assert await staff_chats(telegram.app) == [(coach, "open")]
    assert await audit_entries(telegram.app, "linked telegram") == [(coach, None, True)]


async def test_a_code_is_worthless_after_a_quarter_of_an_hour_or_when_there_is_a_newer_one(
    telegram: Telegram, clock: StandingClock
) -> None:
    coach = await add_coach(telegram.app)
    old, new = await make_link_code(telegram.app, coach), await make_link_code(telegram.app, coach)
    chat = await telegram.add_chat(KARIN, "Karin")
    assert "kopplad" not in await chat.starts(old)
    clock.passes(minutes=15)
    assert "kopplad" not in await chat.starts(new)
    assert await staff_chats(telegram.app) == []


async def test_strangers_get_the_same_answer_as_before(telegram: Telegram) -> None:
    stranger = await telegram.add_chat(BO, "Bo")
    without = await stranger.says("/caseload")
    assert without == await stranger.says("hej")
    assert "A-0" not in without


async def test_the_digest_comes_with_links_and_buttons_and_without_names(
    telegram: Telegram,
) -> None:
    chat, coach = await link_coach(telegram)
    await fill_caseload(telegram.app, coach)
    await send_digest(telegram, coach)
    text = await chat.sees("Sammanställning")
    assert "A-04: väntat 4 dagar" in text
    assert "A-01: Tro på arbete ned och Hälsa upp" in text
    for secret in ("Namn", "hemligt", "Storgatan", "torsdag"):
        assert secret not in text
    rows = telegram.api.newest(KARIN)["reply_markup"]["inline_keyboard"]
    assert [row[0]["text"] for row in rows][:2] == ["A-05: öppna", "A-04: öppna"]
    assert rows[0][0]["url"] == "https://chat.example.org/admin/participants/A-05"
    assert [button["text"] for button in rows[0][1:]] == ["Påminn nu", "Dölj en vecka"]


async def test_the_caseload_has_those_who_wait_first(telegram: Telegram) -> None:
    chat, coach = await link_coach(telegram)
    calm = await add_participant(telegram.app, coach, "Lugna Lisa")
    waits = await add_participant(telegram.app, coach, "Bo")
    await add_occasion(telegram.app, waits.id, -4, "reminded", silent=3)
    text = await chat.says("/caseload")
    lines = text.splitlines()
    assert lines[0] == "Väntar på dig"
    assert lines[1] == f"{waits.pseudonym}: inget svar"
    assert lines[-1] == f"{calm.pseudonym}: ingen skattning"
    assert "Lisa" not in text
    assert await audit_entries(telegram.app, "looked at caseload in telegram") == [
        (coach, None, True)
    ]
    links = [one["url"] for one in telegram.api.newest(KARIN)["entities"] if "url" in one]
    assert links[0] == f"https://chat.example.org/admin/participants/{waits.pseudonym}"


async def test_who_cannot_come_waits_in_the_caseload(telegram: Telegram) -> None:
    chat, coach = await link_coach(telegram)
    bo = await add_participant(telegram.app, coach)
    await add_meeting(telegram.app, bo.id, "cannot")
    text = await chat.says("/caseload")
    assert text.splitlines() == ["Väntar på dig", f"{bo.pseudonym}: kan inte komma"]


async def test_who_asks_for_the_digest_is_noted(telegram: Telegram) -> None:
    chat, coach = await link_coach(telegram)
    assert await chat.says("/digest") == "Inget nytt."
    assert await audit_entries(telegram.app, "asked for digest in telegram") == [
        (coach, None, True)
    ]


async def test_a_hundred_participants_fit_into_messages(telegram: Telegram) -> None:
    chat, coach = await link_coach(telegram)
    for number in range(100):
        await add_participant(telegram.app, coach, f"Bo {number}")
    await chat.says("/caseload", sees="A-100")


async def test_a_leader_is_told_of_sub_projects_only(telegram: Telegram) -> None:
    chat, leader = await link_coach(telegram)
    async with telegram.app.database.writing() as session:
        await session.execute(update(Staff).values(role="leader"))
    await add_occasion(telegram.app, (await add_participant(telegram.app, leader)).id, -4)
    assert "Bara handledare" in await chat.says("/caseload")
    assert await audit_entries(telegram.app, "looked at caseload in telegram") == [
        (leader, None, False)
    ]
    assert "Iris" not in await chat.says("/digest"), "a leader of nothing is told of nothing"
    await lead(telegram.app, leader)
    assert "Iris: visas inte, det gäller för få personer" in await chat.says("/digest")


async def test_a_chat_that_blocks_us_is_noted_and_open_again_when_it_comes_back(
    telegram: Telegram,
) -> None:
    _, coach = await link_coach(telegram)
    telegram.api.blocks(KARIN)
    await telegram.api.until(lambda: telegram.api.pending() == 0)
    await wait_for_status(telegram, coach, "blocked")
    telegram.api.unblocks(KARIN)
    await wait_for_status(telegram, coach, "open")


async def test_a_chat_that_is_gone_when_we_write_is_noted(telegram: Telegram) -> None:
    _, coach = await link_coach(telegram)
    await fill_caseload(telegram.app, coach)
    telegram.api.deactivates(KARIN)
    await send_digest(telegram, coach)
    await wait_for_status(telegram, coach, "blocked")


async def test_in_a_group_nothing_is_said(telegram: Telegram) -> None:
    await link_coach(telegram)
    telegram.api.group(-5)
    telegram.api.group_says(-5, KARIN, "/digest")
    await telegram.api.until(lambda: telegram.api.pending() == 0)
    assert telegram.api.calls_of("sendMessage", -5) == []


async def test_a_participants_turn_asks_nothing_of_the_staff(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    said: list[str] = []
    engine = telegram.app.database.engine.sync_engine

    def heard(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", heard)
    await bo.presses("4 · God", sees="Fråga 2")
    event.remove(engine, "before_cursor_execute", heard)
    assert said
    assert not [one for one in said if "staff" in one]
