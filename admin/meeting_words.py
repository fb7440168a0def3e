"""The words for the messages about a meeting, and for what keeps them from arriving."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from admin import words
from bot.i18n import Catalog
from storage.agenda import Meeting, Reminder
from storage.meeting_messages import SPAN
from storage.models import Participant


def message_name(t: Catalog, meeting: Meeting, row: Reminder) -> str:
    """Say what a message about a meeting is."""
    revision, place = divmod(row.number, SPAN)
    if place:
        # NOTE: One of the messages about a meeting.
        return t.gettext("Påminnelse")
    if meeting.cancelled and revision == meeting.revision:
        # NOTE: One of the messages about a meeting: it has been called off.
        return t.gettext("Inställt")
    # NOTE: The messages about a meeting: that it is booked, or that it has been changed.
    return t.gettext("Ändring") if revision else t.gettext("Bokning")


def fate(t: Catalog, row: Reminder, now: dt.datetime, zone: ZoneInfo) -> str:
    """Say what has become of a message, and when; nobody can know whether it was read."""
    at = row.due_at if row.settled_at is None else row.settled_at
    local = at.astimezone(zone)
    day = words.near_day(t, local.date(), now.astimezone(zone).date())
    # NOTE: A day and a time of day: "24 Nov 10:00".
    when = t.gettext("{day} {time}").format(day=day, time=t.clock(local.time()))
    match row.status:
        case "planned":
            # NOTE: What has become of a message. {when} is a day and a time.
            return t.gettext("planerad till {when}").format(when=when)
        case "claimed":
            return t.gettext("skickas just nu")
        case "sent":
            return t.gettext("skickad {when}").format(when=when)
        case "uncertain":
            return t.gettext("skickad {when}, osäkert om den kom fram").format(when=when)
        case "undeliverable":
            return t.gettext("kom inte fram {when}").format(when=when)
        case "answered":
            return t.gettext("skickad {when}, besvarad").format(when=when)
        case "skipped":
            return _skipped(t, row.reason or "")
        case _:
            # NOTE: A message that was planned and then taken back, for instance after a change.
            return t.gettext("togs tillbaka")


def _skipped(t: Catalog, reason: str) -> str:
    match reason:
        case "stopped":
            return t.gettext("skickades inte: personen vill inte ha påminnelser")
        case "blocked":
            return t.gettext("skickades inte: boten når inte fram")
        case "late":
            return t.gettext("skickades inte: det var för sent")
        case _:
            return t.gettext("skickades inte: den behövdes inte längre")


def hindrance(
    t: Catalog,
    participant: Participant,
    accounts: Sequence[str],
    now: dt.datetime,
    zone: ZoneInfo,
) -> str:
    """Say why messages do not arrive now; ``accounts`` are the statuses of the ways in."""
    if participant.stopped:
        return t.gettext(
            "Personen vill inte ha meddelanden från boten. Berätta om möten på annat sätt."
        )
    if not accounts:
        return t.gettext(
            "Inbjudan är inte öppnad än. Innan dess når inga meddelanden om möten fram."
        )
    if "open" not in accounts:
        return t.gettext("Boten når inte fram till personen. Berätta om möten på annat sätt.")
    if participant.quiet_until is not None and participant.quiet_until > now:
        day = participant.quiet_until.astimezone(zone).date()
        # NOTE: {day} is when the person wants to hear from the bot again.
        text = t.gettext("Personen har valt paus. Till {day} väntar meddelanden om möten.")
        return text.format(day=words.near_day(t, day, now.astimezone(zone).date()))
    return ""
