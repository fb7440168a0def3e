"""A lost phone: once the coach has shut it, Telegram there shows and takes nothing any more."""

from sqlalchemy import func, select

from storage.tables.ratings import StoredAnswer
from tests.admin.participant.test_channels import PAGE, SHUT
from tests.admin.visits import hidden_fields, log_in, open_browser
from tests.bot.channels.telegram.conftest import Telegram
from tests.people import BO, add_coach, invite_participant

STRANGER = "Hej! För att börja behöver du en inbjudan från din handledare."


async def test_a_lost_phone_is_shut_with_one_press(telegram: Telegram) -> None:
    app = telegram.app
    karin = await add_coach(app)
    bo = await telegram.add_chat(BO, "Bo")
    await bo.starts(await invite_participant(app, "Bo", coach_id=karin))
    await bo.presses("Svenska")
    await bo.presses("Ja, jag vill")
    await bo.presses("På morgonen", sees="Fråga 1")
    await bo.presses("4 · God", sees="Fråga 2")
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(PAGE)
        channel = page.text.partition('name="channel" value="')[2].partition('"')[0]
        form = {**hidden_fields(page, SHUT), "channel": channel}
        assert (await client.post(SHUT, data=form)).status_code == 303
    for words in ("2", "/mydata", "/rate", "Hej"):
        assert (await bo.says(words)).startswith(STRANGER), "what a stranger is told"
    assert telegram.api.calls_of("sendDocument", BO) == []
    async with app.database.reading() as session:
        assert await session.scalar(select(func.count(StoredAnswer.item))) == 1
