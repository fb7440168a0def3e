"""The digest's page: chosen as the coach wants it, and the own Telegram linked and unlinked."""

import datetime as dt
import re

import pytest

from bot.app_context import AppContext
from bot.channels.mail.message import MailMessage
from bot.settings.services.smtp import parse_smtp
from dialogs.people.staff import StaffRole
from dialogs.reports.digest import ReportLine, ReportSection
from storage.digests.as_they_left import keep_digest
from storage.staff.chats import link_chat, make_staff_link, record_chat_reachable, staff_chat
from storage.staff.digest_channels import DigestChannels
from storage.staff.digest_times import plan_digests
from storage.tables.bots import remember_bot
from storage.tables.channels import OutgoingStatus
from storage.talk.mail_outbox import claim_mail, promise_mail, settle_mail
from tests.admin.visits import (
    audit_entries,
    form_token,
    hidden_fields,
    log_in,
    open_browser,
    page_text,
)
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant, add_staff, staff_member
from tests.people.participants import change_participant

CHOSEN = {"how": "daily", "weekday": "3", "hour": "16", "mail": "yes"}


async def test_what_is_chosen_is_kept_and_moves_the_next_one(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    await link_own_chat(either, coach)
    async with open_browser(either) as client:
        await log_in(client)
        page = await client.get("/admin/digest")
        assert 'value="weekly" checked' in page.text
        saved = await client.post("/admin/digest", data={**CHOSEN, "token": form_token(page)})
        shown = await client.get(saved.headers["location"])
        restored = await client.get("/admin/digest?now=saved")
    assert "Sparat. Nästa sammanställning kommer 23 nov. 2026 16:00, om" in shown.text
    assert "Sparat." not in restored.text
    assert shown.url.query == b""
    assert 'value="daily" checked' in shown.text
    assert "Nästa gång: 23 nov. 2026 16:00, i Telegram" in shown.text
    kept = await staff_member(either, coach)
    assert (kept.digest, kept.digest_weekday, kept.digest_hour) == ("daily", 3, 16)
    assert kept.digest_at == dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)


async def link_own_chat(app: AppContext, staff_id: int) -> None:
    async with app.database.writing() as session:
        code = await make_staff_link(session, staff_id, app.clock())
        assert await link_chat(session, code, 77, app.clock())


async def test_the_page_says_where_the_next_one_goes_or_that_it_cannot(app: AppContext) -> None:
    coach = await add_coach(app)
    async with app.database.writing() as session:
        await plan_digests(session, app.clock(), app.calendar, DigestChannels(False, False))
    async with open_browser(app) as client:
        await log_in(client)
        nowhere = page_text(await client.get("/admin/digest"))
        await link_own_chat(app, coach)
        chat = page_text(await client.get("/admin/digest"))
        object.__setattr__(app.settings, "smtp", parse_smtp("smtp://127.0.0.1:25"))
        both = page_text(await client.get("/admin/digest"))
    assert "Ingen sammanställning kan komma fram än." in nowhere
    assert "Varken Telegram eller e-post är påslaget här." in nowhere
    assert "Nästa gång" not in nowhere
    assert "Nästa gång: 30 nov. 2026 08:00, i Telegram" in chat
    assert "kan komma fram" not in chat
    assert "i Telegram och med e-post till \u2068Karin@example.org\u2069" in both


async def test_two_tabs_do_not_overwrite_each_other(app: AppContext) -> None:
    coach = await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        old = hidden_fields(await client.get("/admin/digest"), "/admin/digest")
        await client.post("/admin/digest", data={**old, **CHOSEN})
        other = {**CHOSEN, "how": "off"}
        page = await client.post("/admin/digest", data={**old, **other})
        assert page.status_code == 409
        assert "Hur ofta? Nu: Varje arbetsdag Ditt: Aldrig" in page_text(page)
        assert 'value="off" checked' in page.text
        assert (await staff_member(app, coach)).digest == "daily"
        again = {**hidden_fields(page, "/admin/digest"), **other}
        assert (await client.post("/admin/digest", data=again)).status_code == 303
    assert (await staff_member(app, coach)).digest == "off"


async def test_no_mail_and_never_are_choices(app: AppContext) -> None:
    coach = await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        form = {"how": "off", "weekday": "0", "hour": "8"}
        page = await client.get("/admin/digest")
        await client.post("/admin/digest", data={**form, "token": form_token(page)})
    kept = await staff_member(app, coach)
    assert (kept.digest, kept.digest_mail, kept.digest_at) == ("off", False, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"how": "hourly"},
        {"hour": "24"},
        {"hour": "3"},
        {"weekday": "6"},
        {"hour": "²"},
        {"how": ""},
    ],
)
async def test_what_cannot_be_chosen_is_refused(app: AppContext, wrong: dict[str, str]) -> None:
    coach = await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin/digest")
        form = {**CHOSEN, **wrong, "token": form_token(page)}
        refused = await client.post("/admin/digest", data=form)
    assert refused.status_code == 422
    assert (await staff_member(app, coach)).digest == "weekly"


async def test_a_leader_chooses_no_weekday_and_an_administrator_nothing(app: AppContext) -> None:
    leader = await add_staff(app, "Lena", StaffRole.LEADER)
    await add_staff(app, "Eva", StaffRole.ADMIN)
    async with open_browser(app) as client:
        await log_in(client, "Lena")
        page = await client.get("/admin/digest")
        assert "En gång i månaden" in page.text
        assert 'name="weekday"' not in page.text
        form = {"how": "monthly", "hour": "9", "token": form_token(page)}
        await client.post("/admin/digest", data=form)
    first_working_day = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)
    assert (await staff_member(app, leader)).digest_at == first_working_day
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        assert (await client.get("/admin/digest")).status_code == 404
        assert "/admin/digest" not in (await client.get("/admin")).text


async def test_nobody_changes_anything_from_another_site(app: AppContext) -> None:
    coach = await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        for path in ("/admin/digest", "/admin/digest/telegram", "/admin/digest/unlink"):
            assert (await client.post(path, data=CHOSEN)).status_code == 403
        client.cookies.clear()
        assert (await client.get("/admin/digest")).status_code == 303
    assert (await staff_member(app, coach)).digest == "weekly"


async def test_the_link_is_shown_once_and_links(app: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(app)
    app = _with_token(app)
    async with app.database.writing() as session:
        await remember_bot(session, 123, "SkapaBot")
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin/digest")
        shown = await client.post("/admin/digest/telegram", data={"token": form_token(page)})
        found = re.search(r"https://t\.me/SkapaBot\?start=(s-[\w-]+)", shown.text)
        assert found is not None
        assert len(found[1]) <= 64
        assert "<svg" in shown.text
        assert shown.headers["cache-control"] == "no-store"
        assert found[1] not in (await client.get("/admin/digest")).text
        async with app.database.writing() as session:
            assert await link_chat(session, found[1].removeprefix("s-"), 77, clock())
        linked = await client.get("/admin/digest")
        assert "kopplad sedan 23 nov. 2026" in linked.text
        async with app.database.writing() as session:
            await record_chat_reachable(session, 77, reachable=False)
        assert "har blockerat boten" in (await client.get("/admin/digest")).text
        await client.post("/admin/digest/unlink", data={"token": form_token(linked)})
        assert "Koppla Telegram" in (await client.get("/admin/digest")).text
    async with app.database.reading() as session:
        assert await staff_chat(session, coach) is None
    assert await audit_entries(app, "unlinked telegram") == [(coach, None, True)]


def _with_token(app: AppContext) -> AppContext:
    object.__setattr__(app.settings, "telegram_token", "123:abcdef")
    return app


async def test_without_telegram_there_is_nothing_to_link(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin/digest")
        assert "Telegram är inte påslaget här." in page.text
        asked = await client.post("/admin/digest/telegram", data={"token": form_token(page)})
    assert asked.status_code == 404


async def test_mail_that_is_off_or_did_not_arrive_is_said(
    app: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        assert "E-post är inte påslagen här." in (await client.get("/admin/digest")).text
        async with app.database.writing() as session:
            await promise_mail(session, MailMessage(coach, "", "x", "", "sv"), clock())
            await claim_mail(session, 1, clock())
            await settle_mail(session, 1, OutgoingStatus.MAIL_REFUSED, clock())
        assert "kom inte fram" in (await client.get("/admin/digest")).text
        async with app.database.writing() as session:
            await promise_mail(session, MailMessage(coach, "", "x", "", "sv"), clock())
            await claim_mail(session, 2, clock())
            await settle_mail(session, 2, OutgoingStatus.MAILED, clock())
        assert "kom inte fram" not in (await client.get("/admin/digest")).text


async def test_the_newest_digest_is_read_as_it_left(app: AppContext, clock: StandingClock) -> None:
    """Also after what it told has changed; not of those whom the coach has no more."""
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    stays, goes = await add_participant(app, karin, "Bo"), await add_participant(app, karin, "Kim")
    sections = [
        ReportSection(
            "Boten når inte fram",
            (
                ReportLine(stays.pseudonym, "sedan 3 nov.", stays.id),
                ReportLine(goes.pseudonym, "sedan 4 nov.", goes.id),
            ),
        )
    ]
    async with open_browser(app) as client:
        await log_in(client)
        assert "Ingen är skickad än." in page_text(await client.get("/admin/digest"))
        async with app.database.writing() as session:
            await keep_digest(
                session, karin, [ReportSection("Gammalt", sections[0].lines)], clock()
            )
            await keep_digest(session, karin, sections, clock())
        await change_participant(app, goes.id, coach_id=eva)
        page = await client.get("/admin/digest")
    text = page_text(page)
    assert "Så här såg den ut när den skickades 23 nov. 2026" in text
    assert 'href="/admin/participants/A-01"' in page.text
    assert "sedan 3 nov." in text
    assert "sedan 4 nov." not in text
    assert "Gammalt" not in text


async def test_whoever_wants_none_is_told_where_it_is_seen_instead(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        form = {**CHOSEN, "how": "off", "token": form_token(await client.get("/admin/digest"))}
        await client.post("/admin/digest", data=form)
        shown = page_text(await client.get("/admin/digest"))
    assert "Ingen sammanställning skickas. Det som behöver dig står överst i din lista." in shown
