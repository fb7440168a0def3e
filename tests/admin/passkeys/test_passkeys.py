"""Passkeys: added with the password, good alone or as a second step, and nothing forged gets in."""

from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from storage.passkeys.passkeys import MOST
from storage.staff.invitations import invite_staff
from storage.staff.leaving import let_go
from storage.staff.sessions import end_sessions
from storage.tables.people import Staff
from storage.tables.staff_access import UsedChallenge
from tests.admin.visits import audit_entries, form_token, log_in, open_browser, page_text
from tests.authenticator import PRESENT, Device
from tests.conftest import StandingClock
from tests.people import PASSWORD, add_coach, staff_member

OWN, USE = "/admin/account/passkeys", "/admin/login/passkey"


@pytest.fixture
def app(app: AppContext) -> AppContext:
    """An installation with a name: a bare number has no passkeys."""
    return replace(app, settings=replace(app.settings, public_url="http://localhost:8080"))


async def add(
    client: httpx.AsyncClient, device: Device, password: str = PASSWORD, name: str = "Min dator"
) -> httpx.Response:
    page, options = await client.get(OWN), (await client.get(f"{OWN}/options")).json()
    form = {"token": form_token(page), "password-now": password, "device": name}
    return await client.post(OWN, data={**form, "credential": device.make(options)})


async def ask(client: httpx.AsyncClient) -> tuple[str, dict[str, object]]:
    """Open the log-in page; gives its token, and what its script is told."""
    page = await client.get("/admin/login")
    return form_token(page), (await client.get(USE)).json()


async def enter(client: httpx.AsyncClient, device: Device, **more: str) -> httpx.Response:
    token, options = await ask(client)
    return await send(client, token, device.use(options), **more)


async def send(
    client: httpx.AsyncClient, token: str, credential: str, **more: str
) -> httpx.Response:
    return await client.post(USE, data={"token": token, "credential": credential, **more})


async def own_device(app: AppContext, name: str = "Karin") -> tuple[int, Device]:
    """Let there be a coach with a passkey."""
    who, device = await add_coach(app, name), Device()
    async with open_browser(app) as client:
        await log_in(client, name)
        assert (await add(client, device)).status_code == 200
    return who, device


async def test_a_passkey_is_added_lets_in_without_a_password_and_is_removed(
    app: AppContext, clock: StandingClock
) -> None:
    who, device = await add_coach(app), Device()
    async with open_browser(app) as client, open_browser(app) as other:
        await log_in(client)
        kept = await add(client, device)
        assert "Spara också dina reservkoder nu" in kept.text
        assert kept.text.count("<li><code>") == 8
        second = await add(client, Device(counts=False), name="Nyckel")
        assert second.headers["location"] == OWN, "codes are there already"
        assert "Passnyckeln är sparad." in (await client.get(OWN)).text
        assert (await enter(other, device, next="/admin/contact")).headers["location"] == (
            "/admin/contact"
        )
        assert (await other.get("/admin")).status_code == 200
        clock.passes(minutes=1)
        listed = page_text(await client.get(OWN))
        assert "Min dator sparad" in listed
        assert "Nyckel sparad" in listed
        assert listed.count("senast använd") == 1
        page = await client.get(OWN)
        number = page.text.partition('name="passkey" value="')[2].partition('"')[0]
        form = {"token": form_token(page), "passkey": number}
        assert (await client.post(f"{OWN}/remove", data=form)).status_code == 303
        gone = page_text(await client.get(OWN))
        assert "Passnyckeln är borttagen" in gone
        assert "Min dator" not in gone
    async with open_browser(app) as later:
        assert (await enter(later, device)).status_code == 401
    assert await audit_entries(app, "added passkey") == [(who, None, True)] * 2
    assert await audit_entries(app, "removed passkey") == [(who, None, True)]


async def test_a_challenge_is_answered_once_and_for_five_minutes(
    app: AppContext, clock: StandingClock
) -> None:
    who, device = await own_device(app)
    async with open_browser(app) as client:
        token, options = await ask(client)
        answer = device.use(options)
        assert (await send(client, token, answer)).status_code == 303
        assert (await send(client, token, answer)).status_code == 401, "the same answer"
        assert (await send(client, token, device.use(options))).status_code == 401, "a new one"
        token, options = await ask(client)
        clock.passes(minutes=5, seconds=1)
        assert (await send(client, token, device.use(options))).status_code == 401, "too late"
        assert (await enter(client, device)).status_code == 303
        clock.passes(hours=1)
        assert (await enter(client, device)).status_code == 303
    async with app.database.reading() as session:
        assert len((await session.scalars(select(UsedChallenge))).all()) == 1, "old ones are gone"
    assert (who, None, False) in await audit_entries(app, "signed in")


async def test_a_challenge_of_another_browser_or_of_ones_own_making_is_refused(
    app: AppContext,
) -> None:
    _, device = await own_device(app)
    async with open_browser(app) as client, open_browser(app) as other:
        token, _ = await ask(client)
        _, others = await ask(other)
        assert (await send(client, token, device.use(others))).status_code == 401
        own = {**others, "challenge": "A" * 75}
        assert (await send(client, token, device.use(own))).status_code == 401
        stolen = await send(client, "wrong", device.use(others))
        assert stolen.headers["location"] == "/admin/login"
        assert (await client.get("/admin")).status_code == 303


def changes(**values: object) -> Callable[[Device], None]:
    def change(device: Device) -> None:
        for name, value in values.items():
            setattr(device, name, value)

    return change


@pytest.mark.parametrize(
    "change",
    [
        changes(origin="http://localhost.example.org:8080"),
        changes(origin="https://localhost:8080"),
        changes(host="example.org"),
        changes(cross_origin=True),
        changes(flags=PRESENT),  # the device does not know who holds it
        changes(flags=0),
        changes(handle=b"another" * 4),
        changes(handle=b""),
        changes(key=Device().key),
        changes(credential_id=b"nobody's"),
        changes(count=0),  # a copy, which has counted less
    ],
    ids=[
        "another origin",
        "another scheme",
        "another host",
        "in a frame",
        "not verified",
        "nobody there",
        "another handle",
        "no handle",
        "another key",
        "unknown",
        "counted back",
    ],
)
async def test_nothing_forged_gets_in(app: AppContext, change: Callable[[Device], None]) -> None:
    _, device = await own_device(app)
    async with open_browser(app) as client:
        assert (await enter(client, device)).status_code == 303
        assert (await enter(client, device)).status_code == 303
    async with open_browser(app) as thief:
        change(device)
        refused = await enter(thief, device)
        assert refused.status_code == 401
        assert "Passnyckeln gick inte att använda här." in refused.text
        assert (await thief.get("/admin")).status_code == 303


@pytest.mark.parametrize(
    "given", ["", "{}", "[]", "null", "[" * 5000, '{"response": 1}', "x" * 9000]
)
async def test_what_is_no_answer_at_all_is_refused_calmly(app: AppContext, given: str) -> None:
    await own_device(app)
    async with open_browser(app) as client:
        token, _ = await ask(client)
        assert (await send(client, token, given)).status_code == 401


async def test_after_a_password_it_has_to_be_ones_own_and_may_be_remembered(
    app: AppContext, clock: StandingClock
) -> None:
    _, device = await own_device(app)
    _, evas = await own_device(app, "Eva")
    async with open_browser(app) as client:

        async def step(whose: Device) -> httpx.Response:
            page = await log_in(client)
            assert "En av dina reservkoder" in page.text
            assert (await client.get("/admin")).status_code == 303, "the password alone"
            credential = whose.use((await client.get(USE)).json())
            form = {"token": form_token(page), "credential": credential, "remember": "yes"}
            return await client.post("/admin/login/code", data={**form, "code": ""})

        refused = await step(evas)
        assert refused.status_code == 401
        assert "Passnyckeln gick inte" in refused.text
        assert (await client.get("/admin")).status_code == 303
        assert (await step(device)).headers["location"] == "/admin"
        assert (await client.get("/admin")).status_code == 200
        clock.passes(days=29)
        assert (await log_in(client)).headers["location"] == "/admin", "remembered"
        page = await client.get(OWN)
        number = page.text.partition('name="passkey" value="')[2].partition('"')[0]
        await add(client, Device())
        form = {"token": form_token(page), "passkey": number}
        await client.post(f"{OWN}/remove", data=form)
        assert "reservkoder" in (await log_in(client)).text, "no browser is trusted any more"


async def test_a_recovery_code_opens_once_where_the_passkey_is_lost(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        kept = await add(client, Device())
        code = kept.text.partition("<li><code>")[2].partition("<")[0]
        for status in (303, 401):
            page = await log_in(client)
            form = {"token": form_token(page), "code": code}
            assert (await client.post("/admin/login/code", data=form)).status_code == status
        assert "Du har 7 reservkoder kvar." in (await client.get("/admin/account")).text


async def test_a_passkey_counts_where_a_second_factor_is_required(app: AppContext) -> None:
    strict = replace(app, settings=replace(app.settings, second_factor="required"))
    await add_coach(strict)
    async with open_browser(strict) as client:
        await log_in(client)
        assert (await client.get("/admin")).headers["location"] == "/admin/account/app"
        assert "Använd en passnyckel i stället" in (await client.get("/admin/account/app")).text
        await add(client, Device())
        assert (await client.get("/admin")).status_code == 200
        page = await client.get(OWN)
        number = page.text.partition('name="passkey" value="')[2].partition('"')[0]
        await client.post(f"{OWN}/remove", data={"token": form_token(page), "passkey": number})
        assert (await client.get("/admin")).headers["location"] == "/admin/account/app"


async def test_only_the_own_password_adds_one_and_the_name_is_kept(app: AppContext) -> None:
    await add_coach(app)
    device = Device()
    async with open_browser(app) as client:
        await log_in(client)
        refused = await add(client, device, "fel", "Laptop 7")
        assert refused.status_code == 422
        assert "Det är inte ditt lösenord." in refused.text
        assert 'value="Laptop 7"' in refused.text
    async with open_browser(app) as client:
        assert (await enter(client, device)).status_code == 401
        assert (await log_in(client)).headers["location"] == "/admin"


@pytest.mark.parametrize(
    "change", [changes(origin="https://example.org"), changes(flags=PRESENT), changes(host="x.org")]
)
async def test_nothing_forged_is_kept(app: AppContext, change: Callable[[Device], None]) -> None:
    await add_coach(app)
    device = Device()
    change(device)
    async with open_browser(app) as client:
        await log_in(client)
        refused = await add(client, device)
        assert refused.status_code == 422
        assert "Passnyckeln blev inte klar." in refused.text
        assert "Min dator" not in (await client.get("/admin/account")).text


async def test_what_was_made_in_one_session_is_not_added_in_another(app: AppContext) -> None:
    await add_coach(app)
    await add_coach(app, "Eva")
    async with open_browser(app) as karin, open_browser(app) as eva:
        await log_in(karin)
        await log_in(eva, "Eva")
        made = Device().make((await eva.get(f"{OWN}/options")).json())
        form = {"token": form_token(await karin.get(OWN)), "password-now": PASSWORD}
        assert (await karin.post(OWN, data={**form, "credential": made})).status_code == 422
        options = (await karin.get(f"{OWN}/options")).json()
        once = {**form, "credential": Device().make(options)}
        assert (await karin.post(OWN, data=once)).status_code == 200
        again = {**form, "credential": Device().make(options)}
        assert (await karin.post(OWN, data=again)).status_code == 422, "answered already"


async def test_nobody_removes_anothers_and_ones_own_are_not_made_twice(app: AppContext) -> None:
    _, device = await own_device(app)
    await add_coach(app, "Eva")
    async with open_browser(app) as eva:
        await log_in(eva, "Eva")
        page = await eva.get(OWN)
        form = {"token": form_token(page), "passkey": "1"}
        assert (await eva.post(f"{OWN}/remove", data=form)).status_code == 303
        twice = await add(eva, replace(device))
        assert twice.status_code == 422, "it is Karin's"
    async with open_browser(app) as client:
        assert (await enter(client, device)).status_code == 303
        options = (await client.get(f"{OWN}/options")).json()
        assert len(options["excludeCredentials"]) == 1
        for number in range(MOST - 1):
            assert (await add(client, Device(), name=f"Nyckel {number}")).status_code == 303
        assert "Du har så många passnycklar som går." in (await client.get(OWN)).text


async def test_whoever_has_left_or_has_a_new_link_comes_in_by_no_passkey(app: AppContext) -> None:
    who, device = await own_device(app)
    other, evas = await own_device(app, "Eva")
    async with open_browser(app) as client:
        assert (await enter(client, device)).status_code == 303
        async with app.database.writing() as session:
            staff = await session.get_one(Staff, who)
            await let_go(session, staff, staff, app.clock())
            await invite_staff(session, await session.get_one(Staff, other), app.clock())
        assert (await client.get("/admin")).status_code == 303, "the session ends at once"
        assert (await enter(client, device)).status_code == 401
        assert (await enter(client, evas)).status_code == 401
    assert (await staff_member(app, who)).password_hash == ""


async def test_a_session_by_passkey_rests_and_ends_as_any(
    app: AppContext, clock: StandingClock
) -> None:
    who, device = await own_device(app)
    async with open_browser(app) as client:
        await enter(client, device)
        clock.passes(hours=2, minutes=1)
        assert (await client.get("/admin")).status_code == 303, "rested"
        await enter(client, device)
        for _ in range(7):
            clock.passes(hours=1, minutes=45)
            last = await client.get("/admin")
        assert last.status_code == 303, "twelve hours"
        await enter(client, device)
        async with app.database.writing() as session:
            await end_sessions(session, who)
        assert (await client.get("/admin")).status_code == 303, "ended from elsewhere"


async def test_a_bare_number_has_no_passkeys(app: AppContext) -> None:
    bare = replace(app, settings=replace(app.settings, public_url="http://127.0.0.1:8080"))
    await add_coach(bare)
    async with open_browser(bare) as client:
        assert "passkey.js" not in (await client.get("/admin/login")).text
        await log_in(client)
        assert "kräver att Skapabot har en adress med https" in (await client.get(OWN)).text
        assert "Passnycklar" not in (await client.get("/admin/account")).text
        token, options = await ask(client)
        assert (await send(client, token, Device(host="").use(options))).status_code == 401
