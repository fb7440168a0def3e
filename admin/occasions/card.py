"""The card of a participant's occasions: what is ahead, what has been, and every message."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from admin.messages.fates import fate_label
from admin.web.time_zones import zone_choices
from bot.languages.catalog import Catalog
from dialogs.agenda.messages import ABOUT_RATINGS, MessageKind
from dialogs.agenda.obstacle import obstacle
from dialogs.agenda.plan import HOURS
from dialogs.labels.contact import hour_label
from dialogs.labels.exits import exit_reason_labels
from dialogs.labels.messages import message_label
from dialogs.labels.obstacles import Place, obstacle_label
from dialogs.labels.occasions import occasion_label, occasion_status_label
from dialogs.labels.reasons import reason_label
from dialogs.occasions.occasion import (
    DONE,
    DONE_REASONS,
    NO_RATING_REASONS,
    OPEN,
    REMINDABLE,
    WAITING,
    OccasionKind,
    OccasionStatus,
    Reason,
)
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.texts import near_day
from storage.caseload.case_file import Casefile
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
    messages: tuple[tuple[str, str], ...]
    may_explain: bool
    may_remind: bool


@dataclass(frozen=True)
class ExitDraft:
    """The form about the exit, as stored or as filled in; ``faults`` per field what to mend."""

    on: str = ""
    reason: str = ""
    rate: bool = True
    fault: str = ""
    field: str = ""
    stored: bool = False
    """Whether there is an exit to take back."""


@dataclass(frozen=True)
class OccasionCard:
    """All that the page shows of occasions. Choices are pairs of a code and its words."""

    ahead: tuple[OccasionEntry, ...]
    past: tuple[OccasionEntry, ...]
    others: tuple[tuple[str, str], ...]
    """Messages about something else than a rating or a meeting."""
    quiet: str
    taking_part: bool
    reasons: tuple[tuple[str, str], ...]
    exit: ExitDraft
    exit_reasons: tuple[tuple[str, str], ...]
    hours: tuple[tuple[str, str], ...]
    hour: str
    zones: tuple[tuple[str, str], ...]
    zone: str
    protected: bool


def occasion_card(t: Catalog, case: Casefile, now: dt.datetime, zone: ZoneInfo) -> OccasionCard:
    """Write a case file's occasions and messages out; ``zone`` is the installation's."""
    today, who = now.astimezone(zone).date(), case.participant
    entries = [_entry(t, one, case.messages, now, zone) for one in case.occasions]
    pairs = list(zip(case.occasions, entries, strict=True))
    known = {one.id for one in case.occasions}
    others = (
        row
        for row in case.messages
        if row.kind != MessageKind.MEETING
        and not (row.kind in ABOUT_RATINGS and row.subject in known)
    )
    return OccasionCard(
        ahead=tuple(entry for one, entry in pairs if one.status in OPEN),
        past=tuple(entry for one, entry in reversed(pairs) if one.status not in OPEN),
        others=tuple(_message_labels(t, row, now, zone) for row in others),
        quiet=_quiet_text(t, case, now, zone, today),
        taking_part=who.status == EnrolmentStatus.ACTIVE,
        reasons=tuple(
            (code, reason_label(t, code)) for code in (*NO_RATING_REASONS, *DONE_REASONS)
        ),
        exit=exit_draft(who, case.occasions),
        exit_reasons=tuple(exit_reason_labels(t).items()),
        hours=tuple((code, hour_label(t, code)) for code in HOURS),
        hour=who.hour,
        zones=zone_choices(t, who.zone, zone),
        zone=who.zone or zone.key,
        protected=who.protected,
    )


def exit_draft(who: Participant, occasions: Sequence[Occasion]) -> ExitDraft:
    """Give the exit as it is stored; a last rating is asked for unless that was turned down."""
    if who.exit_on is None:
        return ExitDraft()
    rate = any(occasion.kind is OccasionKind.EXIT for occasion in occasions)
    return ExitDraft(who.exit_on.isoformat(), who.exit_reason or "", rate, stored=True)


def may_explain(occasion: Occasion, today: dt.date) -> bool:
    """Tell whether a coach can say why there is no rating, or that there is one elsewhere."""
    if occasion.status == OccasionStatus.PLANNED:
        return occasion.opens_on <= today
    by_rating = occasion.status in DONE and occasion.rating_id is not None
    return not by_rating


def may_remind(occasion: Occasion) -> bool:
    """Tell whether the person can be asked again now."""
    return occasion.status in REMINDABLE


def _entry(
    t: Catalog, one: Occasion, messages: Sequence[Reminder], now: dt.datetime, zone: ZoneInfo
) -> OccasionEntry:
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
        waits=one.status in WAITING and one.due_on < today,
        messages=tuple(_message_labels(t, row, now, zone) for row in about),
        may_explain=may_explain(one, today),
        may_remind=may_remind(one),
    )


def _message_labels(t: Catalog, row: Reminder, now: dt.datetime, zone: ZoneInfo) -> tuple[str, str]:
    return message_label(t, row.kind), fate_label(t, row, now, zone)


def _quiet_text(
    t: Catalog, case: Casefile, now: dt.datetime, zone: ZoneInfo, today: dt.date
) -> str:
    why = obstacle(contact_of(case.participant, case.accounts, now), MessageKind.RATING)
    until = quiet_until_day(case.participant, zone)
    return obstacle_label(t, why, Place.OCCASIONS, until=until, today=today)
