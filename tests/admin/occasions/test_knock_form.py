"""A coach enters what the person gave on paper, and hears when it is no more."""

from bot.app_context import AppContext
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockStatus
from storage.knocks.knocks import mark_gone
from storage.staff.digest_findings import digest_findings
from storage.staff.digest_news import digest_span
from tests.admin.occasions.visits import HERE, post_decision
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.moments import DAY
from tests.people import add_coach, add_participant
from tests.people.knocks import give_knock, knocks_of, with_mail


async def test_a_coach_enters_an_address_and_takes_it_away(app: AppContext) -> None:
    ready = with_mail(app, 25)
    bo = await add_participant(ready, await add_coach(ready), channel=Channel.WEB)
    async with open_browser(ready) as client:
        await log_in(client)
        assert "Inget säger till personen" in page_text(await client.get(HERE))
        answer = await post_decision(client, "knock", kind="mail", address=" bo@example.net")
        assert answer.status_code == 303
        page = await client.get(HERE)
        assert "Boten säger till personen när något ligger i webbchatten (e-post)." in page_text(
            page
        )
        assert "bo@example.net" not in page.text, "nobody reads it here"
        [knock] = await knocks_of(ready, bo.id)
        assert (knock.address, knock.by_coach, knock.preferred) == ("bo@example.net", True, False)
        assert (await post_decision(client, "knock", do="none")).status_code == 303
        assert await knocks_of(ready, bo.id) == []


async def test_what_cannot_be_sent_to_is_said_and_stays_in_the_field(app: AppContext) -> None:
    ready = with_mail(app, 25)
    bo = await add_participant(ready, await add_coach(ready), channel=Channel.WEB)
    async with open_browser(ready) as client:
        await log_in(client)
        answer = await post_decision(client, "knock", kind="mail", address="bo@")
        assert answer.status_code == 422
        assert "Det går inte att skicka dit." in page_text(answer)
        assert 'value="bo@"' in answer.text
        answer = await post_decision(client, "knock", kind="pigeon", address="bo@example.net")
        assert answer.status_code == 422
    assert await knocks_of(ready, bo.id) == []


async def test_what_the_person_has_changed_meanwhile_is_shown_first(app: AppContext) -> None:
    ready = with_mail(app, 25)
    bo = await add_participant(ready, await add_coach(ready), channel=Channel.WEB)
    async with open_browser(ready) as client:
        await log_in(client)
        page = await client.get(HERE)
        await give_knock(ready, bo.id, address="own@example.net")
        old = hidden_fields(page, f"{HERE}/occasions/knock")
        answer = await client.post(
            f"{HERE}/occasions/knock", data={**old, "kind": "mail", "address": "bo@example.net"}
        )
        assert answer.status_code == 409
        assert 'value="bo@example.net"' in answer.text
        again = {**hidden_fields(answer, f"{HERE}/occasions/knock"), "kind": "mail"}
        await client.post(f"{HERE}/occasions/knock", data={**again, "address": "bo@example.net"})
    assert [one.address for one in await knocks_of(ready, bo.id)] == ["bo@example.net"]


async def test_an_address_that_is_no_more_stands_on_the_page_and_in_the_digest(
    either: AppContext,
) -> None:
    ready, coach = with_mail(either, 25), await add_coach(either)
    bo = await add_participant(ready, coach, channel=Channel.WEB)
    await give_knock(ready, bo.id)
    span = digest_span(ready.clock() - 7 * DAY, ready.clock(), ready.calendar.zone, 7)
    async with ready.database.reading() as session:
        assert list((await digest_findings(session, coach, span)).lost) == []
    [knock] = await knocks_of(ready, bo.id)
    async with ready.database.writing() as session:
        await mark_gone(session, knock.id, ready.clock())
    assert [one.status for one in await knocks_of(ready, bo.id)] == [KnockStatus.GONE]
    async with ready.database.reading() as session:
        told = await digest_findings(session, coach, span)
    assert [one.who for one in told.lost] == [bo.pseudonym]
    async with open_browser(ready) as client:
        await log_in(client)
        text = page_text(await client.get(HERE))
    assert "Det kommer inte fram längre (e-post). Fråga personen efter något nytt." in text
