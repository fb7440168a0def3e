"""The fate of a message that we wrote of our own accord, in words for the coach."""

import datetime as dt
from zoneinfo import ZoneInfo

from bot.languages.catalog import Catalog
from dialogs.agenda.messages import MessageStatus
from dialogs.agenda.obstacle import Obstacle
from dialogs.labels.obstacles import Place, obstacle_label
from dialogs.texts import near_day
from storage.tables.agenda import Reminder


def fate_label(
    t: Catalog, row: Reminder, now: dt.datetime, zone: ZoneInfo, *, only_looks: bool
) -> str:
    """Say what has become of a message, and when; nobody can know whether it was read.

    ``only_looks``: the person sees it only by coming to look for it.
    """
    at = row.due_at if row.settled_at is None else row.settled_at
    local = at.astimezone(zone)
    day = near_day(t, local.date(), now.astimezone(zone).date())
    # NOTE: A day and a time of day: "24 Nov 10:00".
    when = t.gettext("{day} {time}").format(day=day, time=t.clock(local.time()))
    match row.status:
        case MessageStatus.PLANNED if only_looks:
            # NOTE: What becomes of a message: it can be seen in the web chat from {when} on, a day
            # and a time.
            return t.gettext("läggs i webbchatten {when}").format(when=when)
        case MessageStatus.PLANNED:
            # NOTE: What has become of a message. {when} is a day and a time.
            return t.gettext("planerad till {when}").format(when=when)
        case MessageStatus.CLAIMED:
            return t.gettext("skickas just nu")
        case MessageStatus.SENT if row.delivered_at is not None:
            return _delivered_label(t, row.delivered_at, now, zone)
        case MessageStatus.SENT:
            return t.gettext("skickad {when}").format(when=when)
        case MessageStatus.LAID:
            # NOTE: What has become of a message: it can be seen in the web chat since that {day}.
            return t.gettext("ligger i webbchatten sedan {day}").format(day=day)
        case MessageStatus.UNCERTAIN:
            return t.gettext("skickad {when}, osäkert om den kom fram").format(when=when)
        case MessageStatus.UNDELIVERABLE:
            return t.gettext("kom inte fram {when}").format(when=when)
        case MessageStatus.ANSWERED:
            return t.gettext("skickad {when}, besvarad").format(when=when)
        case MessageStatus.SKIPPED:
            return _skip_label(t, row.reason)
        case MessageStatus.CANCELLED:
            # NOTE: A message that was planned and then taken back, for instance after a change.
            return t.gettext("togs tillbaka")


def _delivered_label(t: Catalog, at: dt.datetime, now: dt.datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    day = near_day(t, local.date(), now.astimezone(zone).date())
    when = t.gettext("{day} {time}").format(day=day, time=t.clock(local.time()))
    # NOTE: What has become of a message: a gateway says that it has reached the phone. {when} is a
    # day and a time. Nobody knows whether it was read.
    return t.gettext("kom fram {when}").format(when=when)


def _skip_label(t: Catalog, reason: str | None) -> str:
    why = next((one for one in Obstacle if one == reason), None)
    return obstacle_label(t, why, Place.FATE)
