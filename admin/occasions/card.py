"""The card of a participant's occasions: what is ahead, what has been, and every message."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from admin.messages.fates import fate_label
from admin.occasions.contact_form import ContactDraft, contact_draft
from admin.occasions.exit_form import ExitDraft, exit_draft
from admin.occasions.knock_form import KnockDraft, knock_draft
from admin.web.revision import revision_of
from bot.languages.catalog import Catalog
from dialogs.agenda.messages import ABOUT_RATINGS, MessageKind
from dialogs.agenda.obstacle import Contact, Obstacle, obstacles
from dialogs.labels.exits import exit_reason_labels
from dialogs.labels.messages import message_label
from dialogs.labels.obstacles import Place, obstacle_label, obstacles_label
from dialogs.labels.occasions import occasion_label, occasion_status_label
from dialogs.labels.reasons import reason_label
from dialogs.occasions.coach_word import coach_reasons, has_coach_reason
from dialogs.occasions.occasion import (
    ASKABLE,
    REMINDABLE,
    SETTLED,
    WAITING,
    OccasionKind,
    OccasionStatus,
    Reason,
)
from dialogs.people.enrolment import EnrolmentStatus, ExitReason
from dialogs.people.knocks import KnockKind, KnockStatus
from dialogs.texts import near_day
from storage.caseload.case_file import Casefile
from storage.occasions.agenda_rows import state_of
from storage.occasions.obstacles import has_left
from storage.people.contact import contact_of, quiet_until_day
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant


@dataclass(frozen=True)
class OccasionEntry:
    """One occasion, ready to be written. ``messages`` are what each was, and its fate."""

    id: int
    name: str
    due: str
    window: str
    status: str
    reason: str
    waits: bool
    lacks_figures: bool
    """It was made on paper or together, and its figures are to be entered."""
    messages: tuple[tuple[str, str], ...]
    may_remind: bool
    may_take_back: bool
    """A coach has said something about it that can be taken back."""
    reasons: tuple[tuple[str, str], ...]
    """What a coach can say about it now, as pairs of a code and its words."""
    revision: str


@dataclass(frozen=True)
class OccasionCard:
    """All that the page shows of occasions. Choices are pairs of a code and its words."""

    ahead: tuple[OccasionEntry, ...]
    past: tuple[OccasionEntry, ...]
    others: tuple[tuple[str, str], ...]
    """Messages about something else than a rating or a meeting."""
    quiet: str
    asked: str
    """What came of asking now, said once."""
    taking_part: bool
    may_ask: bool
    """A rating can be asked for now, outside the plan: nobody has left, or the last one waits."""
    exit: ExitDraft
    exit_reasons: tuple[tuple[str, str], ...]
    contact: ContactDraft
    knock: KnockDraft
    lost: str
    """That what told the person is no more; empty where it works, or never was."""


def asked_code(occasion: Occasion) -> str:
    """Give the flash's code for a question that can only lie in the web chat."""
    return f"laid {occasion.id}"


def occasion_card(
    t: Catalog,
    case: Casefile,
    now: dt.datetime,
    zone: ZoneInfo,
    code: str = "",
    offered: Sequence[KnockKind] = (),
) -> OccasionCard:
    """Write a case file's occasions and messages out; ``zone`` is the installation's.

    ``code`` is the flash's; ``offered`` are the kinds of knock that are set up.
    """
    today, who = now.astimezone(zone).date(), case.participant
    told = case.knock is not None and case.knock.status is KnockStatus.OPEN
    contact = contact_of(who, case.accounts, now, told=told)
    looks = contact.only_looks
    entries = [
        replace(
            occasion_entry(t, one, case.messages, now, zone, only_looks=looks),
            may_remind=may_remind(one)
            and who.status is EnrolmentStatus.ACTIVE
            and not _is_over(who, one, today),
        )
        for one in case.occasions
    ]
    pairs = list(zip(case.occasions, entries, strict=True))
    known = {one.id for one in case.occasions}
    others = (
        row
        for row in case.messages
        if row.kind != MessageKind.MEETING
        and not (row.kind in ABOUT_RATINGS and row.subject in known)
    )
    return OccasionCard(
        ahead=tuple(entry for one, entry in pairs if one.status not in SETTLED),
        past=tuple(entry for one, entry in reversed(pairs) if one.status in SETTLED),
        others=tuple(_message_labels(t, row, now, zone, only_looks=looks) for row in others),
        quiet=_quiet_text(t, case, contact, zone, today),
        asked=_asked_text(t, case, code),
        taking_part=who.enrolled_at is not None,
        may_ask=who.status == EnrolmentStatus.ACTIVE
        and any(not _is_over(who, one, today) for one in (None, *_open_exits(case))),
        exit=exit_draft(who, case.occasions),
        exit_reasons=tuple(exit_reason_labels(t).items()),
        contact=contact_draft(t, who, zone),
        knock=(knock := knock_draft(t, case.knock, offered)),
        lost=knock.state if case.knock and not told else "",
    )


def _is_over(who: Participant, one: Occasion | None, today: dt.date) -> bool:
    """Tell whether nothing is asked about an occasion (None: a new one) any more."""
    return who.exit_reason is ExitReason.DECEASED or has_left(who, one, today)


def _open_exits(case: Casefile) -> list[Occasion]:
    return [one for one in case.occasions if one.kind is OccasionKind.EXIT and may_remind(one)]


def occasion_revision(one: Occasion) -> str:
    """Name what a coach's word is about: how far it has come, apart from reminders."""
    return revision_of("waits" if one.status in ASKABLE else str(one.status), one.reason)


def may_remind(occasion: Occasion) -> bool:
    """Tell whether the person can be asked again now."""
    return occasion.status in REMINDABLE


def occasion_entry(
    t: Catalog,
    one: Occasion,
    messages: Sequence[Reminder],
    now: dt.datetime,
    zone: ZoneInfo,
    *,
    only_looks: bool = False,
) -> OccasionEntry:
    """Write one occasion out, with those of the messages that are about it."""
    today = now.astimezone(zone).date()
    # NOTE: From one day to another: "8 Nov – 22 Dec".
    window = t.gettext("{first} – {last}").format(
        first=near_day(t, one.opens_on, today), last=near_day(t, one.closes_on, today)
    )
    about = (row for row in messages if row.kind in ABOUT_RATINGS and row.subject == one.id)
    return OccasionEntry(
        id=one.id,
        name=occasion_label(t, one.kind, one.number),
        due=near_day(t, one.due_on, today),
        window=window,
        status=occasion_status_label(t, one.status),
        reason=reason_label(t, Reason(one.reason)) if one.reason else "",
        waits=one.status is OccasionStatus.WITHOUT_FIGURES
        or (one.status in WAITING and one.due_on < today),
        lacks_figures=one.status is OccasionStatus.WITHOUT_FIGURES,
        messages=tuple(_message_labels(t, row, now, zone, only_looks=only_looks) for row in about),
        may_remind=may_remind(one),
        may_take_back=has_coach_reason(state_of(one)),
        reasons=tuple(
            (code, reason_label(t, code)) for code in coach_reasons(state_of(one), today)
        ),
        revision=occasion_revision(one),
    )


def _message_labels(
    t: Catalog, row: Reminder, now: dt.datetime, zone: ZoneInfo, *, only_looks: bool
) -> tuple[str, str]:
    return message_label(t, row.kind), fate_label(t, row, now, zone, only_looks=only_looks)


def _asked_text(t: Catalog, case: Casefile, code: str) -> str:
    if code not in {asked_code(one) for one in case.occasions}:
        return ""
    who = case.participant.pseudonym
    return obstacle_label(t, Obstacle.NO_KNOCK, Place.ASKING, person=who)


def _quiet_text(
    t: Catalog, case: Casefile, contact: Contact, zone: ZoneInfo, today: dt.date
) -> str:
    over = not any(not has_left(case.participant, one, today) for one in (None, *_open_exits(case)))
    whys = obstacles(replace(contact, has_left=over), MessageKind.RATING)
    until = quiet_until_day(case.participant, zone)
    return obstacles_label(t, whys, Place.OCCASIONS, until=until, today=today)
