"""The digest's page: how often it comes and by which way, and the link to one's own Telegram."""

import datetime as dt
from collections.abc import Mapping

from babel.dates import get_day_names
from starlette.responses import RedirectResponse, Response

from admin.invitations.links import telegram_link
from admin.web.desk import Desk, Visit
from bot.languages.catalog import Catalog
from bot.staff.chat import CODE_MARK
from bot.web.qr import qr_svg
from storage.staff.chats import VALID_FOR, chat_of_staff, new_link, unlink_chat
from storage.staff.digest_times import Habit, choose_habit
from storage.tables.bots import bot_username
from storage.tables.people import Staff
from storage.talk.mail_outbox import REFUSED, newest_mail

HOURS = range(6, 21)
"""The full hours to choose from."""
WORKING_DAYS = 5
SAVED = "saved"


class DigestPage:
    """Shows and keeps what one member of staff wants."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, visit: Visit) -> Response:
        """Show the settings as they are."""
        return await self._page(visit, saved=visit.request.query_params.get("now") == SAVED)

    async def _page(
        self, visit: Visit, status_code: int = 200, *, saved: bool = False, fault: bool = False
    ) -> Response:
        parts, t = self._desk.parts, visit.texts
        async with parts.database.reading() as session:
            chat = await chat_of_staff(session, visit.staff.id)
            mail = await newest_mail(session, visit.staff.id)
            username = await bot_username(session, parts.settings.telegram_token)
        zone = parts.settings.timezone
        refused = mail is not None and mail.status == REFUSED
        since = mail.sent_at if mail is not None and refused else None
        return self._desk.page(
            visit,
            "digest/digest.html",
            status_code,
            ways=_ways(t, visit.staff.role),
            how=visit.staff.digest,
            days=_days(t),
            weekday=visit.staff.digest_weekday,
            hours=[(hour, f"{hour:02}:00") for hour in HOURS],
            hour=visit.staff.digest_hour,
            mail=visit.staff.digest_mail,
            mail_on=parts.settings.smtp is not None,
            refused=t.moment(since, zone) if since else "",
            next_at=_next(visit.staff, t, zone),
            chat=chat.status if chat else "",
            linked=t.date(chat.created_at.astimezone(zone).date()) if chat else "",
            telegram_on=bool(username),
            saved=saved,
            fault=fault,
        )

    async def keep(self, visit: Visit) -> Response:
        """Keep what was chosen."""
        parts = self._desk.parts
        habit = read_habit(visit.form, visit.staff)
        if habit is None:
            return await self._page(visit, 422, fault=True)
        async with parts.database.writing() as session:
            await choose_habit(session, visit.staff.id, habit, parts.clock(), parts.calendar)
        return RedirectResponse(f"/admin/digest?now={SAVED}", 303)

    async def link(self, visit: Visit) -> Response:
        """Make a one-time code, and show it as a link and a QR code: on this page only."""
        parts = self._desk.parts
        async with parts.database.writing() as session:
            username = await bot_username(session, parts.settings.telegram_token)
            if username is None:
                return self._desk.missing(visit)
            code = await new_link(session, visit.staff.id, parts.clock())
        address = telegram_link(username, CODE_MARK + code)
        return self._desk.page(
            visit,
            "digest/link.html",
            link=address,
            qr=qr_svg(address),
            command=f"/start {CODE_MARK}{code}",
            minutes=int(VALID_FOR.total_seconds() // 60),
        )

    async def unlink(self, visit: Visit) -> Response:
        """Forget the linked chat."""
        parts = self._desk.parts
        async with parts.database.writing() as session:
            await unlink_chat(session, visit.staff.id, parts.clock())
        return RedirectResponse("/admin/digest", 303)


def read_habit(form: Mapping[str, str], staff: Staff) -> Habit | None:
    """Read the form; None where something in it cannot be. Leaders choose no weekday."""
    how, hour = form.get("how", ""), _whole(form.get("hour", ""))
    weekday = _whole(form.get("weekday", str(staff.digest_weekday)))
    allowed = ("off", "weekly") if staff.role == "leader" else ("off", "daily", "weekly")
    if how not in allowed or hour not in HOURS or weekday not in range(WORKING_DAYS):
        return None
    return Habit(how, weekday, hour, form.get("mail") == "yes")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1


def _ways(t: Catalog, role: str) -> list[tuple[str, str]]:
    # NOTE: How often a digest comes.
    never = ("off", t.gettext("Aldrig"))
    if role == "leader":
        # NOTE: How often a leader's report comes: on the first working day of the month.
        return [("weekly", t.gettext("En gång i månaden")), never]
    # NOTE: How often a digest comes.
    daily = ("daily", t.gettext("Varje arbetsdag"))
    # NOTE: How often a digest comes.
    return [("weekly", t.gettext("En gång i veckan")), daily, never]


def _days(t: Catalog) -> list[tuple[int, str]]:
    names = get_day_names("wide", "stand-alone", t.locale)
    return [(day, names[day].capitalize()) for day in range(WORKING_DAYS)]


def _next(staff: Staff, t: Catalog, zone: dt.tzinfo) -> str:
    return t.moment(staff.digest_at, zone) if staff.digest_at and staff.digest != "off" else ""
