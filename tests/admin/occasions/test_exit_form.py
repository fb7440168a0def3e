"""The form about the exit: the day can be taken back, the reason unsaid while the day is ahead."""

import re

from sqlalchemy import select

from bot.app_context import AppContext
from storage.tables.people import Participant
from tests.admin.occasions.visits import HERE, post_decision, rate_twice
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import Diary, tuesday

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


async def test_two_exits_are_both_shown_and_neither_is_lost(
    app: AppContext, clock: StandingClock
) -> None:
    await rate_twice(app, clock)
    exit_form = f"{HERE}/occasions/exit"
    async with open_browser(app) as client:
        await log_in(client)
        old = hidden_fields(await client.get(HERE), exit_form)
        first = {"on": AHEAD, "reason": "studies", "rate": "on", "do": "save"}
        await client.post(exit_form, data={**old, **first})
        assert (await client.post(exit_form, data={**old, **first})).status_code == 303
        mine = {"on": "2027-11-30", "reason": "no-progress", "rate": "on", "do": "save"}
        page = await client.post(exit_form, data={**old, **mine})
        assert page.status_code == 409
        assert await stored(app) == (AHEAD, "studies")
        said = page_text(page)
        assert f"Sista dag Nu: {AHEAD} Ditt: 2027-11-30" in said
        assert "Orsak Nu: studier Ditt: ingen stegförflyttning" in said
        assert "Be om en sista skattning" in said
        again = {**hidden_fields(page, exit_form), **mine}
        assert (await client.post(exit_form, data=again)).status_code == 303
        assert await stored(app) == ("2027-11-30", "no-progress")
        undo = await client.post(exit_form, data={**old, "do": "undo"})
        assert undo.status_code == 409, "it was another exit that was to be taken back"
        assert await stored(app) == ("2027-11-30", "no-progress")


async def test_an_exit_is_seen_in_the_list_and_the_head_and_later_meetings_are_pointed_out(
    app: AppContext, clock: StandingClock
) -> None:
    person = await rate_twice(app, clock)
    meets = Diary(app, person)
    await meets.book(tuesday(starts_at=moment("2027-10-28T10:00")))
    later = await meets.book(tuesday(starts_at=moment("2027-11-02T10:00")))
    async with open_browser(app) as client:
        await log_in(client)
        assert "efter den sista dagen" not in (await client.get(HERE)).text
        await post_decision(client, "exit", on=AHEAD, reason="care-or-sick-leave", do="save")
        page, listed = await client.get(HERE), page_text(await client.get("/admin"))
        assert "slutar 29 okt." in listed
        head = page.text.split('<div class="head person-head">')[1].split("</div>")[0]
        assert "slutar 29 okt., till vård eller sjukskrivning" in head
        assert page.text.count("Mötet ligger efter den sista dagen.") == 1
        assert "Det finns möten efter den sista dagen." in page.text
        await meets.cancel(later)
        assert "efter den sista dagen." not in (await client.get(HERE)).text
