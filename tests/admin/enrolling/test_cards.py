"""Invitation cards: made for many at once, shown once, and each with its state."""

import re

import httpx
from sqlalchemy import select

from bot.app_context import AppContext
from storage.people.invitations import check_invitation, revoke_unused
from storage.tables.people import Invitation
from tests.admin.visits import URL, audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant

CARDS = "/admin/enrolments/invitations"


def codes(page: httpx.Response) -> list[str]:
    return re.findall(rf"{URL.removeprefix('http://')}/c/([A-Za-z0-9_-]+)", page.text)


async def press(client: httpx.AsyncClient, page: httpx.Response, *who: int) -> httpx.Response:
    form = hidden_fields(page, CARDS)
    chosen = {f"who-{one}": "on" for one in who}
    return await client.post(CARDS, data={**form, **chosen}, files={"none": ("", b"")})


async def test_cards_are_made_once_in_each_readers_language(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    people = [
        await add_participant(either, coach, f"Person {n}", opened=False, language=language)
        for n, language in enumerate(("sv", "ar", "sv"))
    ]
    bound = await add_participant(either, coach, "Bound")
    other = await add_participant(either, await add_coach(either, "Else"), "Other", opened=False)
    clock.passes(hours=1)
    async with open_browser(either) as client:
        await log_in(client)
        shown = await client.get(CARDS)
        chosen = (people[0].id, people[1].id, bound.id, other.id)
        cards = await press(client, shown, *chosen)
        made = codes(cards)
        assert len(made) == 2, "nobody who is in, and nobody else's"
        assert 'lang="ar" dir="rtl"' in cards.text
        assert "Din handledare: Karin" in page_text(cards)
        above, *on_cards = cards.text.split("<article")
        assert "Person 0" not in "".join(on_cards), "cards lie about"
        assert "A-01 Person 0 A-02 Person 1" in " ".join(re.sub(r"<[^>]+>", " ", above).split()), (
            "the coach hands them out"
        )
        assert "data-print" in above
        again = await press(client, shown, *chosen)
        assert again.status_code == 410
        assert codes(again) == []
    async with either.database.reading() as session:
        for code in made:
            assert isinstance(await check_invitation(session, code, clock()), Invitation)
    assert len(await audit_entries(either, "renewed invitation")) == 2


async def test_the_state_of_each_stands_on_the_page(app: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(app)
    names = ("fresh", "waits", "withdrawn", "expired", "never")
    people = {name: await add_participant(app, coach, name, opened=False) for name in names}
    await add_participant(app, coach, "bound")
    opened = await add_participant(app, coach, "opened", status="invited")
    assert opened.id
    async with app.database.writing() as session:
        await revoke_unused(session, people["withdrawn"].id, clock())
        for name, made_ago in (("waits", 3), ("expired", 31)):
            row = await session.scalar(
                select(Invitation).where(Invitation.participant_id == people[name].id)
            )
            assert row is not None
            row.created_at = clock() - made_ago * (clock() - clock().replace(day=22))
        for name in ("expired", "never"):
            row = await session.scalar(
                select(Invitation).where(Invitation.participant_id == people[name].id)
            )
            assert row is not None
            if name == "never":
                await session.delete(row)
            else:
                row.expires_at = clock()
    async with open_browser(app) as client:
        await log_in(client)
        text = page_text(await client.get(CARDS))
    for name, state in (
        ("fresh", "inte öppnad än, gäller till 23 dec."),
        ("waits", "inte öppnad sedan 20 nov."),
        ("withdrawn", "återtagen 23 nov."),
        ("expired", "gick ut 23 nov."),
        ("never", "ingen inbjudan"),
        ("bound", "med i boten"),
        ("opened", "öppnad, inget svar än"),
    ):
        assert re.search(rf"{name} (?:\S+ · )?{state}", text), (name, text)


async def test_nobody_chosen_is_said(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, opened=False)
    async with open_browser(app) as client:
        await log_in(client)
        answer = await press(client, await client.get(CARDS))
    assert answer.status_code == 422
    assert "Kryssa i minst en person." in page_text(answer)


async def test_without_participants_it_says_what_to_do(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(CARDS)
    assert "/admin/enrolments/new" in page.text


async def test_a_tick_that_is_no_persons_chooses_nobody(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, opened=False)
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(CARDS), CARDS)
        for what in ("9" * 5000, "²", "-1", "1e3", ""):
            data = {**form, f"who-{what}": "on"}
            answer = await client.post(CARDS, data=data, files={"none": ("", b"")})
            assert answer.status_code == 422, what[:9]
