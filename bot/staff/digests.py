"""Digests sent: each reader's due one is claimed, worded and promised in one transaction."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.mail.sender import deliver_mails
from bot.languages.catalog import Catalog, catalog
from bot.parts import Parts
from bot.settings.installation import Stage
from bot.staff.buttons import StaffButtons
from bot.staff.digest_letter import Letter, Message, keyboard, payloads
from dialogs.texts import clean
from dialogs.reports.completeness import Share, monthly_text
from dialogs.reports.digest import Findings, Label, digest_text
from storage.figures.completeness import Completeness, completeness
from storage.staff.chats import chat_of_staff
from storage.staff.digest_findings import findings
from storage.staff.digest_news import span
from storage.staff.digest_times import (
    anybody_new,
    claim_digest,
    due_digests,
    plan_digests,
    put_off_digest,
)
from storage.tables.people import Staff
from storage.talk.mail_outbox import promise_mail
from storage.talk.outbox import promise

log = logging.getLogger(__name__)

WEEK = 7


@dataclass(frozen=True)
class News:
    """What there is to tell: ``found`` to a coach, ``shares`` to a leader."""

    found: Findings = field(default_factory=Findings)
    shares: Sequence[Share] = ()

    def worth_writing(self) -> bool:
        """Tell whether a letter has anything to say."""
        return bool(self.shares) or self.found.has_news()


class StaffSender(Protocol):
    """Sends what the outbox holds for chats: the postman."""

    async def sweep(self) -> None:
        """Send what waits."""


async def send_digests(parts: Parts, telegram: StaffSender | None = None) -> int:
    """Send every digest that is due; gives how many had something to say.

    Without ``telegram`` they go by e-mail alone.
    """
    now = parts.clock()
    async with parts.database.reading() as session:
        new = await anybody_new(session)
        due = await due_digests(session, now)
    if new:
        async with parts.database.writing() as session:
            await plan_digests(session, now, parts.calendar)
    told = 0
    for staff_id in due:
        try:
            async with parts.database.writing() as session:
                told += await _promised(session, parts, staff_id, now, chat=telegram is not None)
        except (OperationalError, InterfaceError):
            raise  # the database is away: nothing is lost
        except Exception as fault:  # noqa: BLE001  # one digest must not hold up the others
            log.error("a digest could not be made: %s", type(fault).__name__)
            async with parts.database.writing() as session:
                await put_off_digest(session, staff_id, now, parts.calendar)
    if told and telegram is not None:
        await telegram.sweep()
    await deliver_mails(parts)
    return told


async def _promised(
    session: AsyncSession, parts: Parts, staff_id: int, now: dt.datetime, *, chat: bool
) -> bool:
    """Claim a digest and promise what it says; False where there is nothing to say, or no way."""
    claimed = await claim_digest(session, staff_id, now, parts.calendar)
    if claimed is None:
        return False
    staff, since = claimed
    days = _days_ahead(staff, now, parts)
    news = await gathered(session, parts, staff, since, now, days)
    if not news.worth_writing():
        return False
    linked = await chat_of_staff(session, staff.id) if chat else None
    by_chat = linked is not None and linked.status == "open"
    by_mail = staff.digest_mail and parts.settings.smtp is not None
    if linked is not None and by_chat:
        messages = in_chat(parts, staff, news, int(linked.address))
        await promise(session, participant_id=None, account_id=None, messages=messages, now=now)
    if by_mail and (letter := worded(parts, staff, news)):
        mail = {"subject": letter.subject, "text": letter.plain(), "html": letter.page()}
        await promise_mail(session, staff.id, {**mail, "language": staff.language}, now)
    if not (by_chat or by_mail):
        staff.digested_at = since  # nobody has been told: it is news the next time too
    return by_chat or by_mail


def _days_ahead(staff: Staff, now: dt.datetime, parts: Parts) -> int:
    """Give how many days, with today, come before the next digest: seven at the most."""
    if staff.digest != "daily" or staff.digest_at is None:
        return WEEK
    zone = parts.calendar.zone
    days = (staff.digest_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    return min(max(days, 1), WEEK)


async def gathered(
    session: AsyncSession,
    parts: Parts,
    staff: Staff,
    since: dt.datetime | None,
    now: dt.datetime,
    days: int = WEEK,
) -> News:
    """Collect what there is to tell somebody now."""
    zone = parts.calendar.zone
    if staff.role != "leader":
        return News(await findings(session, staff.id, span(since, now, zone, days)))
    counted = await completeness(session, now.astimezone(zone).date())
    return News(shares=[_share(of) for of in counted])


def _share(of: Completeness) -> Share:
    return Share(clean(of.name, 60), of.percent, of.reasons, of.at_least)


def worded(parts: Parts, staff: Staff, news: News) -> Letter | None:
    """Word it in the reader's language; None where there is nothing to tell."""
    t, leads = catalog(staff.language), staff.role == "leader"
    if leads:
        sections = monthly_text(news.shares, t)
    else:
        sections = digest_text(news.found, t, label_in(parts.stage, t))
    return Letter(t, sections, parts.settings.public_url, people=not leads) if sections else None


def in_chat(parts: Parts, staff: Staff, news: News, chat_id: int) -> list[Message]:
    """Make the messages for somebody's chat, with buttons; none where there is nothing to tell."""
    doorbell = parts.settings.telegram_mode == "doorbell"
    found = news.found.through_telegram(doorbell=doorbell)
    letter = worded(parts, staff, replace(news, found=found))
    buttons, url = StaffButtons(parts.settings.secret_key), parts.settings.public_url
    rows = keyboard(catalog(staff.language), buttons, staff.id, found.in_need(), url)
    return payloads(letter, chat_id, rows) if letter else []


def label_in(stage: Stage, t: Catalog) -> Label:
    """Give the function that names an area in the reader's language."""

    def label(instrument_id: str, item_id: str) -> str:
        instrument = stage.instruments.get(instrument_id)
        known = {item.id: item for item in instrument.items} if instrument else {}
        return instrument.label(known[item_id], t) if instrument and item_id in known else item_id

    return label
