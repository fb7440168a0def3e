"""Digests sent: each reader's due one is claimed, worded and promised in one transaction."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.channels.mail.message import MailMessage
from bot.channels.mail.sender import deliver_mails
from bot.channels.telegram.outgoing.kinds import TextMessage
from bot.languages.catalog import Catalog, catalog
from bot.settings.installation import Installation
from bot.staff.buttons import StaffButtons
from bot.staff.digest_letter import DigestLetter, keyboard, letter_messages
from dialogs.people.accounts import AccountStatus
from dialogs.people.staff import DigestFrequency, StaffRole
from dialogs.reports.completeness import SubProjectShare, completeness_sections
from dialogs.reports.digest import Label, digest_sections
from dialogs.reports.findings import DigestFindings
from dialogs.reports.taken_alone import NOBODY_ALONE, TakenAlone, taken_alone_sections
from dialogs.texts import clean
from storage.audit.chain import chain_code
from storage.caseload.consent import taken_alone
from storage.database.faults import AWAY, kind_and_place
from storage.digests.as_they_left import keep_digest
from storage.figures.completeness import Completeness, completeness, own_of
from storage.people.sub_projects import figures_of
from storage.staff.chats import staff_chat
from storage.staff.digest_channels import DigestChannels
from storage.staff.digest_findings import digest_findings
from storage.staff.digest_news import digest_span
from storage.staff.digest_times import (
    claim_digest,
    due_digests,
    has_unplanned_digests,
    plan_digests,
    put_off_digest,
)
from storage.tables.people import Staff
from storage.talk.mail_outbox import promise_mail
from storage.talk.outbox import promise_messages

log = logging.getLogger(__name__)

WEEK = 7
_MONTH = dt.timedelta(days=31)


@dataclass(frozen=True)
class DigestNews:
    """What there is to tell: ``found`` to a coach, ``shares`` to a leader."""

    found: DigestFindings = field(default_factory=DigestFindings)
    shares: Sequence[SubProjectShare] = ()
    log_end: str = ""
    """The end of the audit log, for a leader to keep."""
    taken_alone: TakenAlone = NOBODY_ALONE
    """To whoever leads, besides: administrators have taken over without another's yes."""

    def worth_writing(self) -> bool:
        """Tell whether a letter has anything to say."""
        return bool(self.shares or self.taken_alone) or self.found.has_news()


class StaffSender(Protocol):
    """Sends what the outbox holds for chats: the sender."""

    async def sweep(self) -> None:
        """Send what waits."""


async def send_digests(app: AppContext, telegram: StaffSender | None = None) -> int:
    """Send every digest that is due; gives how many had something to say.

    Without ``telegram`` they go by e-mail alone, and those for chats wait for a process with it.
    """
    now = app.clock()
    channels = DigestChannels(chat=telegram is not None, mail=app.settings.smtp is not None)
    async with app.database.reading() as session:
        new = await has_unplanned_digests(session, now, channels)
        due = await due_digests(session, now, channels)
    if new:
        async with app.database.writing() as session:
            await plan_digests(session, now, app.calendar, channels)
    told = 0
    for staff_id in due:
        try:
            async with app.database.writing() as session:
                told += await _promise_digest(session, app, staff_id, now, channels)
        except AWAY:
            raise  # the database is away: nothing is lost
        except Exception as fault:  # noqa: BLE001  # one digest must not hold up the others
            log.error("a digest could not be made: %s", kind_and_place(fault))
            async with app.database.writing() as session:
                await put_off_digest(session, staff_id, now, app.calendar)
    if told and telegram is not None:
        await telegram.sweep()
    await deliver_mails(app)
    return told


async def _promise_digest(
    session: AsyncSession,
    app: AppContext,
    staff_id: int,
    now: dt.datetime,
    channels: DigestChannels,
) -> bool:
    """Claim a digest and promise what it says; False where there is nothing to say, or no way."""
    claimed = await claim_digest(session, staff_id, now, app.calendar, channels)
    if claimed is None:
        return False
    staff, since = claimed
    days = _days_ahead(staff, now, app)
    news = await news_for(session, app, staff, since, now, days)
    if not news.worth_writing():
        return False
    linked = await staff_chat(session, staff.id) if channels.chat else None
    by_chat = linked is not None and linked.status == AccountStatus.OPEN
    by_mail = staff.digest_mail and channels.mail and staff.email_before is None
    if linked is not None and by_chat:
        messages = chat_messages(app, staff, news, int(linked.address))
        await promise_messages(
            session, participant_id=None, account_id=None, messages=messages, now=now
        )
    letter = letter_of(app, staff, news)
    if letter is not None:
        await keep_digest(session, staff.id, letter.sections, now)
    if by_mail and letter is not None:
        subject, text, page = letter.subject, letter.plain(), letter.page()
        await promise_mail(session, MailMessage(staff.id, subject, text, page, staff.language), now)
    if not (by_chat or by_mail):
        staff.digested_at = since  # nobody has been told: it is news the next time too
    return by_chat or by_mail


def _days_ahead(staff: Staff, now: dt.datetime, app: AppContext) -> int:
    """Give how many days, with today, come before the next digest: seven at the most."""
    if staff.digest != DigestFrequency.DAILY or staff.digest_at is None:
        return WEEK
    zone = app.calendar.zone
    days = (staff.digest_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    return min(max(days, 1), WEEK)


async def news_for(
    session: AsyncSession,
    app: AppContext,
    staff: Staff,
    since: dt.datetime | None,
    now: dt.datetime,
    days: int = WEEK,
) -> DigestNews:
    """Collect what there is to tell somebody now."""
    zone, alone = app.calendar.zone, NOBODY_ALONE
    if StaffRole.LEADER in staff.roles:
        alone = await taken_alone(session, since or now - _MONTH, now)
    if staff.role != StaffRole.LEADER:
        found = await digest_findings(session, staff.id, digest_span(since, now, zone, days))
        return DigestNews(found, taken_alone=alone)
    led = await figures_of(session, staff)
    today = now.astimezone(zone).date()
    counted = await completeness(session, today, led, own=own_of(staff))
    return DigestNews(
        shares=[_share_of(of) for of in counted],
        log_end=await chain_code(session),
        taken_alone=alone,
    )


def _share_of(of: Completeness) -> SubProjectShare:
    name = clean(of.name, 60)
    return SubProjectShare(name, of.percent, of.reasons, of.at_least, of.wordings, of.beside_own)


def letter_of(app: AppContext, staff: Staff, news: DigestNews) -> DigestLetter | None:
    """Word it in the reader's language; None where there is nothing to tell."""
    t, leads = catalog(staff.language), staff.role == StaffRole.LEADER
    if leads:
        sections = completeness_sections(news.shares, t, news.log_end, news.taken_alone)
    else:
        found = digest_sections(news.found, t, area_labels(app.installation, t)) or ()
        sections = (*found, *taken_alone_sections(t, news.taken_alone))
    return (
        DigestLetter(t, sections, app.settings.public_url, people=not leads) if sections else None
    )


def chat_messages(
    app: AppContext, staff: Staff, news: DigestNews, chat_id: int
) -> list[TextMessage]:
    """Make the messages for somebody's chat, with buttons; none where there is nothing to tell."""
    doorbell = app.settings.telegram_mode == "doorbell"
    found = news.found.through_telegram(doorbell=doorbell)
    letter = letter_of(app, staff, replace(news, found=found))
    buttons, url = StaffButtons(app.settings.secret_key), app.settings.public_url
    rows = keyboard(catalog(staff.language), buttons, staff.id, found.in_need(), url)
    return letter_messages(letter, chat_id, rows) if letter else []


def area_labels(installation: Installation, t: Catalog) -> Label:
    """Give the function that names an area in the reader's language."""

    def label(instrument_id: str, item_id: str) -> str:
        instrument = installation.instruments.get(instrument_id)
        known = {item.id: item for item in instrument.items} if instrument else {}
        return instrument.label(known[item_id], t) if instrument and item_id in known else item_id

    return label
