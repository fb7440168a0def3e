"""The form about the exit: the day can be taken back, the reason unsaid while the day is ahead."""

import re

from sqlalchemy import select

from bot.app_context import AppContext
from storage.tables.people import Participant
from tests.admin.occasions.visits import HERE, post_decision, rate_twice
from tests.admin.visits import log_in, open_browser
from tests.conftest import StandingClock

AHEAD = "2027-10-29"


async def stored(app: AppContext) -> tuple[str, str | None]:
    async with app.database.reading() as session:
        who = (await session.scalars(select(Participant))).one()
    return str(who.exit_on), who.exit_reason


async def test_a_reason_is_unsaid_and_the_day_stays_and_is_taken_back(
    app: AppContext, clock: StandingClock
) -> None:
    await rate_twice(app, clock)
    async with open_browser(app) as client:
        await log_in(client)
        await post_decision(client, "exit", on=AHEAD, reason="studies", rate="on", do="save")
        assert await stored(app) == (AHEAD, "studies")
        form = (await client.get(HERE)).text.split('id="exit-reason"')[1].split("</form>")[0]
        assert '<option value="">Inte bestämt än</option>' in form
        assert '<option value="studies" selected>' in form
        saved = await post_decision(client, "exit", on=AHEAD, reason="", rate="on", do="save")
        assert saved.status_code == 303
        assert await stored(app) == (AHEAD, None)
        page = (await client.get(HERE)).text
        assert re.search(r'name="do" value="undo">Ta tillbaka avslutet', page)
        await post_decision(client, "exit", do="undo")
        assert await stored(app) == ("None", None)
        assert 'value="undo"' not in (await client.get(HERE)).text


async def test_a_slip_in_the_form_still_lets_the_stored_day_be_taken_back(
    app: AppContext, clock: StandingClock
) -> None:
    await rate_twice(app, clock)
    async with open_browser(app) as client:
        await log_in(client)
        slip = await post_decision(client, "exit", on="2020-01-01", reason="", do="save")
        assert 'value="undo"' not in slip.text, "there is nothing to take back"
        await post_decision(client, "exit", on=AHEAD, reason="studies", rate="on", do="save")
        slip = await post_decision(client, "exit", on="2020-01-01", reason="", do="save")
        assert slip.status_code == 422
        assert 'value="undo"' in slip.text
