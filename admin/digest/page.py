"""The digest's page: how often it comes and by which way, and the link to one's own Telegram."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from babel.dates import get_day_names
from starlette.responses import RedirectResponse, Response

from admin.invitations.links import telegram_link
from admin.web.guard import for_staff
from admin.web.input import number_of
from admin.web.revision import Difference, differences, is_outdated, revision_of
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from bot.staff.chat import LINK_CODE_PREFIX
from bot.web.qr import qr_svg
from dialogs.labels.staff import frequency_label
from dialogs.people.accounts import AccountStatus
from dialogs.people.staff import DIGEST_READERS, DigestFrequency, StaffRole
from dialogs.reports.digest_times import frequencies
from dialogs.texts import isolate
from storage.database.encryption import readable
from storage.digests.as_they_left import kept_digest
from storage.orientation.coach import hold_staff
from storage.staff.chats import VALID_FOR, make_staff_link, staff_chat, unlink_chat
from storage.staff.digest_times import Habit, choose_habit
from storage.tables.bots import bot_username
from storage.tables.channels import OutgoingStatus, StaffChat
from storage.tables.people import Staff
from storage.talk.mail_outbox import newest_mail

HOURS = range(6, 21)
"""The full hours to choose from."""
WORKING_DAYS = 5
SAVED = "digest saved"


@for_staff(*DIGEST_READERS)
async def show(visit: Visit) -> Response:
    """Show the settings as they are."""
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    page = await _page(visit, saved=said == SAVED)
    visit.desk.flash.forget(visit.request, page)
    return page


async def _page(
    visit: Visit,
    status_code: int = 200,
    *,
    saved: bool = False,
    fault: bool = False,
    typed: Habit | None = None,
) -> Response:
    """Show the form as stored, or with what was ``typed`` and is not saved."""
    app, t, zone = visit.app, visit.texts, visit.zone
    stored = _habit_of(visit.staff)
    habit = typed or stored
    async with app.database.reading() as session:
        chat = await staff_chat(session, visit.staff.id)
        mail = await newest_mail(session, visit.staff.id)
        username = await bot_username(session, app.settings.telegram_token)
        left_at, sections = await kept_digest(session, visit.staff.id, visit.now)
    refused = mail is not None and mail.status is OutgoingStatus.MAIL_REFUSED
    since = mail.sent_at if mail is not None and refused else None
    return visit.page(
        "digest/digest.html",
        status_code,
        ways=_frequency_choices(t, visit.staff.role),
        how=habit.how,
        days=_weekday_choices(t),
        weekday=habit.weekday,
        hours=[(hour, f"{hour:02}:00") for hour in HOURS],
        hour=habit.hour,
        mail=habit.mail,
        revision=_revision(visit.staff),
        versions=habit_differences(t, stored, habit),
        ways_text=_ways_text(visit, chat, mail_on=app.settings.smtp is not None),
        mail_on=app.settings.smtp is not None,
        left_at=t.moment(left_at, zone) if left_at else "",
        sections=sections,
        refused=t.moment(since, zone) if since else "",
        next_at=(next_at := _next_digest_text(visit.staff, t, zone)),
        chat=chat.status if chat else "",
        linked=t.date(chat.created_at.astimezone(zone).date()) if chat else "",
        telegram_on=bool(username),
        saved=_saved_text(visit, next_at) if saved else "",
        fault=fault,
    )


@for_staff(*DIGEST_READERS)
async def keep(visit: Visit) -> Response:
    """Keep what was chosen."""
    app = visit.app
    habit = read_habit(visit.form, visit.staff)
    if habit is None:
        return await _page(visit, 422, fault=True)
    async with app.database.writing() as session:
        staff = await hold_staff(session, visit.staff.id)
        outdated = is_outdated(visit.form, _revision(staff)) and habit != _habit_of(staff)
        if not outdated:
            await choose_habit(session, staff.id, habit, visit.now, app.calendar)
    if outdated:
        return await _page(replace(visit, staff=staff), 409, typed=habit)
    return visit.go_to("/admin/digest", SAVED)


@for_staff(*DIGEST_READERS)
async def link(visit: Visit) -> Response:
    """Make a one-time code, and show it as a link and a QR code: on this page only."""
    app = visit.app
    async with app.database.writing() as session:
        username = await bot_username(session, app.settings.telegram_token)
        if username is None:
            return visit.missing()
        code = await make_staff_link(session, visit.staff.id, visit.now)
    address = telegram_link(username, LINK_CODE_PREFIX + code)
    return visit.page(
        "digest/link.html",
        link=address,
        qr=qr_svg(address),
        command=f"/start {LINK_CODE_PREFIX}{code}",
        minutes=int(VALID_FOR.total_seconds() // 60),
    )


@for_staff(*DIGEST_READERS)
async def unlink(visit: Visit) -> Response:
    """Forget the linked chat."""
    async with visit.app.database.writing() as session:
        await unlink_chat(session, visit.staff.id, visit.now)
    return RedirectResponse("/admin/digest", 303)


def _habit_of(staff: Staff) -> Habit:
    return Habit(staff.digest, staff.digest_weekday, staff.digest_hour, staff.digest_mail)


def _revision(staff: Staff) -> str:
    return revision_of(_habit_of(staff))


def habit_differences(t: Catalog, stored: Habit, typed: Habit) -> list[Difference]:
    """List what is not the same in what is stored and in what was filled in."""
    days = dict(_weekday_choices(t))
    # NOTE: Whether a box in a form is ticked.
    yes, no = t.gettext("ja"), t.gettext("nej")
    return differences(
        (
            (
                t.gettext("Hur ofta?"),
                frequency_label(t, stored.how),
                frequency_label(t, typed.how),
            ),
            (
                t.gettext("Dag, om den kommer en gång i veckan"),
                days.get(stored.weekday, ""),
                days.get(typed.weekday, ""),
            ),
            (t.gettext("Klockan"), f"{stored.hour:02}:00", f"{typed.hour:02}:00"),
            (
                t.gettext("Skicka den också med e-post"),
                yes if stored.mail else no,
                yes if typed.mail else no,
            ),
        )
    )


def _ways_text(visit: Visit, chat: StaffChat | None, *, mail_on: bool) -> str:
    """Say where the next digest goes; empty where nothing takes it anywhere."""
    t, staff = visit.texts, visit.staff
    by_chat = chat is not None and chat.status is AccountStatus.OPEN
    # NOTE: Where a digest goes: to somebody's own e-mail address.
    mail = t.gettext("med e-post till {address}").format(address=isolate(readable(staff.email)))
    # NOTE: Where a digest goes.
    ways = [t.gettext("i Telegram")] if by_chat else []
    return t.listed([*ways, mail] if staff.digest_mail and mail_on else ways)


def read_habit(form: Mapping[str, str], staff: Staff) -> Habit | None:
    """Read the form; None where something in it cannot be. Leaders choose no weekday."""
    how, hour = form.get("how"), number_of(form.get("hour", ""))
    weekday = number_of(form.get("weekday", str(staff.digest_weekday)))
    if (
        how not in frequencies(staff.role)
        or hour is None
        or hour not in HOURS
        or weekday is None
        or weekday not in range(WORKING_DAYS)
    ):
        return None
    return Habit(DigestFrequency(how), weekday, hour, form.get("mail") == "yes")


def _frequency_choices(t: Catalog, role: StaffRole) -> list[tuple[DigestFrequency, str]]:
    return [(how, frequency_label(t, how)) for how in frequencies(role)]


def _weekday_choices(t: Catalog) -> list[tuple[int, str]]:
    names = get_day_names("wide", "stand-alone", t.locale)
    return [(day, names[day].capitalize()) for day in range(WORKING_DAYS)]


def _saved_text(visit: Visit, next_at: str) -> str:
    """Say what comes of the settings that were just saved."""
    t, is_leader = visit.texts, visit.staff.role is StaffRole.LEADER
    if not next_at:
        if is_leader:
            return t.gettext("Sparat. Ingen sammanställning skickas.")
        return t.gettext(
            "Sparat. Ingen sammanställning skickas. Det som behöver dig står överst i din lista."
        )
    # NOTE: After a coach or a leader has changed their settings. {when} is a day and a time.
    text = t.gettext("Sparat. Nästa sammanställning kommer {when}.")
    if not is_leader:
        # NOTE: After a coach has changed the settings. {when} is a day and a time.
        text = t.gettext(
            "Sparat. Nästa sammanställning kommer {when}, om det finns något att säga."
        )
    return text.format(when=next_at)


def _next_digest_text(staff: Staff, t: Catalog, zone: dt.tzinfo) -> str:
    return (
        t.moment(staff.digest_at, zone)
        if staff.digest_at and staff.digest != DigestFrequency.OFF
        else ""
    )
