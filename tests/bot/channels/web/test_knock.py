"""Somebody with the web chat alone chooses how to be told, and shows that it is theirs."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from bot.app_context import AppContext
from bot.channels.web.sign_in.visitor import Front, PersonHandler
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockKind, KnockStatus
from storage.knocks.knocks import drop_knock
from storage.people.erasure import erase_participant
from storage.people.participants import Person, can_knock
from storage.tables.people import Participant
from tests.bot.channels.mail.mailbox import Mailbox, mail_server
from tests.bot.channels.sms.gateway import gateway
from tests.bot.channels.web.visitor import Visitor, come_in
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import change_participant, enrol_participants, invite_participant
from tests.people.knocks import NUMBER, give_knock, knocks_of, with_mail, with_sms


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


async def come(app: AppContext, port: int) -> tuple[Visitor, int, AppContext]:
    """Bo opens the page of the choice."""
    ready = with_mail(app, port)
    [who] = await enrol_participants(ready, ["a-key"], moment("2026-11-23 09:00"), Channel.WEB)
    visitor = await Visitor(ready).enter("a-key")
    return await visitor.open("/chat/knock"), who, ready


async def choose(visitor: Visitor, address: str) -> Visitor:
    return await visitor.post("/chat/knock", {"do": "mail", "address": address})


def code_of(mailbox: Mailbox) -> str:
    found = re.search(r"Din kod är (\d{4})\.", str(mailbox.mails[-1].get_content()))
    assert found
    return found[1]


async def test_an_address_is_told_with_a_code_and_used_from_then_on(
    either: AppContext, mailbox: Mailbox
) -> None:
    visitor, who, app = await come(either, mailbox.port)
    await visitor.open("/chat")
    assert "Vill du hellre att jag säger till?" in visitor.text
    await choose(visitor, " Bo@Example.NET ")
    assert "Jag har skickat en kod med fyra siffror till dig: Bo@example.net" in visitor.text
    async with app.database.reading() as session:
        assert not await can_knock(session, who), "nothing goes there before the code is typed"
    code = code_of(mailbox)
    await visitor.post(
        "/chat/knock", {"do": "code", "code": "".join(chr(0x660 + int(n)) for n in code)}
    )
    assert "Nu säger jag till med e-post till dig: Bo@example.net" in visitor.text
    assert "Jag hör av mig på morgonen." in visitor.text
    [knock] = await knocks_of(app, who)
    assert (knock.kind, knock.status, knock.code) == (KnockKind.MAIL, KnockStatus.OPEN, None)
    await visitor.open("/chat")
    assert "Jag hör av mig när det är dags." in visitor.text
    assert "Välj när du får påminnelser" in visitor.text
    assert "Nästa gång" not in visitor.text
    data = (await visitor.open("/chat/mydata")).text
    assert "e-post: Bo@example.net · används" in data


async def test_a_wrong_code_is_no_code_and_five_are_enough(
    either: AppContext, mailbox: Mailbox
) -> None:
    visitor, who, app = await come(either, mailbox.port)
    await choose(visitor, "bo@example.net")
    wrong = f"{(int(code_of(mailbox)) + 1) % 10_000:04}"
    for _ in range(5):
        await visitor.post("/chat/knock", {"do": "code", "code": wrong})
        assert "Den koden stämmer inte." in visitor.text
        assert visitor.page.status_code == 422
    await visitor.post("/chat/knock", {"do": "code", "code": code_of(mailbox)})
    assert "Den koden gäller inte längre." in visitor.text
    assert await knocks_of(app, who) == []


async def test_nobody_can_have_codes_sent_all_day(
    app: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    visitor, _, _ = await come(app, mailbox.port)
    for number in range(6):
        await choose(visitor, f"bo{number}@example.net")
    assert len(mailbox.mails) == 4
    assert "Försök igen i morgon." in visitor.text
    clock.passes(days=1, minutes=1)
    await choose(visitor, "bo@example.net")
    assert len(mailbox.mails) == 5


@pytest.mark.parametrize(
    "typed", ["", "bo", "bo@example", "bo@ex ample.se", "Bo <b@e.se>, x", "å@e.se"]
)
async def test_what_is_no_address_is_asked_for_again_and_nothing_is_lost(
    app: AppContext, mailbox: Mailbox, typed: str
) -> None:
    visitor, who, ready = await come(app, mailbox.port)
    await choose(visitor, typed)
    assert visitor.page.status_code == 422
    assert "Det ser inte ut som en e-postadress." in visitor.text
    assert mailbox.mails == []
    assert await knocks_of(ready, who) == []


async def test_what_the_server_refuses_is_said_and_what_was_there_goes_on(
    app: AppContext, mailbox: Mailbox
) -> None:
    visitor, who, ready = await come(app, mailbox.port)
    await give_knock(ready, who, address="old@example.net")
    mailbox.rcpt_answers = ["550 nobody"]
    await choose(visitor, "new@example.net")
    assert "Det gick inte att skicka just nu. Inget har ändrats." in visitor.text
    assert [one.address for one in await knocks_of(ready, who)] == ["old@example.net"]


async def test_not_at_all_forgets_the_address(either: AppContext, mailbox: Mailbox) -> None:
    visitor, who, app = await come(either, mailbox.port)
    await give_knock(app, who)
    await visitor.open("/chat/knock")
    await visitor.press("Säg inte till alls")
    assert "Jag säger inte till mer." in visitor.text
    assert await knocks_of(app, who) == []
    await visitor.open("/chat")
    assert "Jag kan inte säga till när det är dags" in visitor.text


async def test_who_has_said_stop_is_told_so_and_nothing_begins_again(
    app: AppContext, mailbox: Mailbox
) -> None:
    visitor, who, ready = await come(app, mailbox.port)
    await change_participant(ready, who, stopped=True)
    await give_knock(ready, who)
    await visitor.open("/chat/knock")
    assert "Men du har valt att inte få påminnelser." in visitor.text


async def test_erasure_takes_the_address_along(app: AppContext, mailbox: Mailbox) -> None:
    visitor, who, ready = await come(app, mailbox.port)
    await give_knock(ready, who)
    await visitor.open("/chat")
    for words in ("Ta bort allt som är sparat om dig", "Ja, ta bort", "Ja, ta bort allt nu"):
        await visitor.press(words)
    assert await knocks_of(ready, who) == []


async def test_where_nothing_is_set_up_nothing_is_offered(app: AppContext) -> None:
    await enrol_participants(app, ["a-key"], moment("2026-11-23 09:00"), Channel.WEB)
    visitor = await Visitor(app).enter("a-key")
    assert "Så når jag dig" not in visitor.text
    assert "Vill du att jag säger till" not in visitor.text


async def test_a_number_is_read_as_people_write_it_and_shown_to_be_theirs(
    either: AppContext,
) -> None:
    async with gateway() as fake:
        app = with_sms(either, fake.port)
        [who] = await enrol_participants(app, ["a-key"], moment("2026-11-23 09:00"), Channel.WEB)
        visitor = await Visitor(app).enter("a-key")
        await visitor.open("/chat/knock")
        await visitor.post("/chat/knock", {"do": "sms", "address": "070-174 06 05"})
        assert "070-174 06 05" in visitor.text
        [sms] = fake.taken
        assert sms["to"] == NUMBER
        assert "whendelivered" not in sms
        found = re.search(r"\d{4}", sms["message"])
        assert found
        await visitor.post("/chat/knock", {"do": "code", "code": found[0]})
        assert "Nu säger jag till med ett sms till dig: 070-174 06 05" in visitor.text
        assert "sms: 070-174 06 05 · används" in (await visitor.open("/chat/mydata")).text
        [knock] = await knocks_of(app, who)
        assert (knock.address, knock.kind) == (NUMBER, KnockKind.SMS)
        stored = await either.database.engine.connect()
        try:
            raw = (await stored.exec_driver_sql("SELECT address FROM knocks")).scalar_one()
        finally:
            await stored.close()
        assert b"46701740605" not in bytes(raw)


async def test_codes_count_towards_the_ceiling(app: AppContext) -> None:
    async with gateway() as fake:
        ready = with_sms(app, fake.port, 3)
        await enrol_participants(ready, ["a-key"], moment("2026-11-23 09:00"), Channel.WEB)
        visitor = await Visitor(ready).enter("a-key")
        for _ in range(2):
            await visitor.post("/chat/knock", {"do": "sms", "address": NUMBER})
        assert len(fake.taken) == 1
        assert "Det gick inte att skicka just nu." in visitor.text


async def test_whom_a_coach_has_entered_before_is_asked_for_an_hour(
    app: AppContext, mailbox: Mailbox
) -> None:
    ready = with_mail(app, mailbox.port)
    code = await invite_participant(ready, "Bo")
    async with ready.database.reading() as session:
        who = (await session.scalars(select(Participant.id))).one()
    await give_knock(ready, who, by_coach=True)
    visitor = await come_in(ready, code)
    await visitor.press("Svenska")
    await visitor.press("Ja, jag vill vara med")
    assert "När på dagen" in visitor.text
    await visitor.press("Framåt kvällen")
    assert "Fråga 1 av 6" in visitor.text
    await drop(ready, who)
    await visitor.open("/chat")
    assert "Fråga 1 av 6" in visitor.text, "a replay asks as it began"


async def drop(app: AppContext, who: int) -> None:
    async with app.database.writing() as session:
        await drop_knock(session, who)


async def test_what_was_erased_in_another_tab_takes_no_address(
    either: AppContext, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking who it is and holding them, everything was erased."""
    visitor, who, app = await come(either, mailbox.port)
    await give_knock(app, who)

    def erased_meanwhile(handler: PersonHandler) -> PersonHandler:
        async def handle(request: Request, person: Person) -> Response:
            async with app.database.writing() as session:
                await erase_participant(session, who, app.clock())
            return await handler(request, person)

        return handle

    real = Front.require_account
    monkeypatch.setattr(
        Front, "require_account", lambda self, handler: real(self, erased_meanwhile(handler))
    )
    late = Visitor(app)
    late.http.cookies = visitor.http.cookies
    await late.post("/chat/knock", {"do": "mail", "address": "bo@example.net"})
    assert mailbox.mails == []
    await late.post("/chat/knock", {"do": "code", "code": "1234"})
    assert late.page.status_code == 403
    assert await knocks_of(app, who) == []
