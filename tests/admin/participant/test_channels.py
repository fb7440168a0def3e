"""A lost phone: shut with one press, by the own coach, and nothing is shown or sent there."""

from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.people.accounts import AccountStatus
from storage.tables.people import Account
from tests.admin.visits import audit_entries, form_token, hidden_fields, log_in, open_browser
from tests.bot.channels.web.visitor import begin_rating
from tests.people import add_coach, invite_participant

PAGE = "/admin/participants/A-01"
SHUT = f"{PAGE}/channels"


async def test_a_lost_phone_shows_nothing_and_the_answers_stay(app: AppContext) -> None:
    karin = await add_coach(app)
    bo = await begin_rating(app, await invite_participant(app, "Bo", coach_id=karin))
    await bo.press("4 God")
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(PAGE)
        assert "Borttappad, stäng" in page.text
        form = hidden_fields(page, SHUT)
        channel = page.text.partition('name="channel" value="')[2].partition('"')[0]
        for _ in range(2):  # pressed twice it stays shut
            answer = await client.post(SHUT, data={**form, "channel": channel})
            assert answer.headers["location"] == f"{PAGE}#channels"
        page = await client.get(PAGE)
        assert "Borttappad, stäng" not in page.text
        assert "stängd" in page.text
    await bo.open("/chat")
    assert bo.page.status_code == 403
    assert "Vet du vad du ska göra" not in bo.text
    assert len(await audit_entries(app, "shut channel")) == 2


async def test_nobody_shuts_what_is_not_their_participants(app: AppContext) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    await begin_rating(app, await invite_participant(app, "Bo", coach_id=karin))
    kim = await begin_rating(app, await invite_participant(app, "Kim", coach_id=eva))
    async with app.database.reading() as session:
        accounts = list(await session.scalars(select(Account).order_by(Account.id)))
    async with open_browser(app) as client:
        await log_in(client)
        token = form_token(await client.get("/admin"))
        for channel in (str(accounts[1].id), "0", "x", "9" * 30, ""):
            await client.post(SHUT, data={"token": token, "channel": channel})
        other = "/admin/participants/A-02/channels"
        form = {"token": token, "channel": str(accounts[1].id)}
        assert (await client.post(other, data=form)).status_code == 404
    await kim.open("/chat")
    assert kim.page.status_code == 200
    async with app.database.reading() as session:
        states = list(await session.scalars(select(Account.status).order_by(Account.id)))
    assert states == [AccountStatus.OPEN] * 2
