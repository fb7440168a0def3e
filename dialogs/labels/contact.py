"""Where and when somebody can be reached, in words."""

from dialogs.agenda.plan import PartOfDay
from dialogs.people.accounts import AccountStatus, Channel
from dialogs.people.knocks import KnockKind, KnockStatus
from dialogs.texts import Texts


def hour_label(t: Texts, hour: PartOfDay) -> str:
    """Say at which part of the day somebody wants to hear from us."""
    match hour:
        case PartOfDay.MORNING:
            # NOTE: When somebody wants to be reminded.
            return t.gettext("på morgonen")
        case PartOfDay.MIDDAY:
            # NOTE: When somebody wants to be reminded.
            return t.gettext("mitt på dagen")
        case PartOfDay.EVENING:
            # NOTE: When somebody wants to be reminded.
            return t.gettext("framåt kvällen")


def channel_label(t: Texts, channel: Channel) -> str:
    """Say where somebody writes with us."""
    match channel:
        case Channel.TELEGRAM:
            return "Telegram"
        case Channel.WEB:
            return t.gettext("webbchatt")
        case Channel.TERMINAL:
            return t.gettext("terminal")
        case Channel.DESK:
            # NOTE: Where an answer was put in: on a page of the coach's. Stands where "Telegram"
            # or "web chat" may stand.
            return t.gettext("handledarens sida")


def account_status_label(t: Texts, status: AccountStatus) -> str:
    """Say whether a way to reach somebody is open."""
    match status:
        case AccountStatus.OPEN:
            # NOTE: State of a way to reach the person who reads this, for instance of Telegram.
            return t.gettext("öppen")
        case AccountStatus.BLOCKED:
            # NOTE: State of a way to reach the person who reads this: messages do not get there.
            return t.gettext("meddelanden kommer inte fram")
        case AccountStatus.REVOKED:
            # NOTE: State of a way to reach the person who reads this: it cannot be used any more.
            return t.gettext("stängd")


def knock_label(t: Texts, kind: KnockKind) -> str:
    """Say how somebody is told."""
    match kind:
        case KnockKind.SMS:
            # NOTE: A way to tell somebody of a message: by SMS (a text message). Short.
            return t.gettext("sms")
        case KnockKind.MAIL:
            # NOTE: A way to tell somebody of a message: by e-mail. Short.
            return t.gettext("e-post")
        case KnockKind.PUSH:
            # NOTE: A way to tell somebody of a message: a notification that the phone shows. Short.
            return t.gettext("notis i telefonen")


def knock_status_label(t: Texts, status: KnockStatus) -> str:
    """Say whether what we send gets there, to the person whom it is for."""
    match status:
        case KnockStatus.WAITING:
            # NOTE: State of a number or an address: the person has not typed the code yet.
            return t.gettext("väntar på en kod")
        case KnockStatus.OPEN:
            # NOTE: State of a number or an address of the person who reads this: we use it.
            return t.gettext("används")
        case KnockStatus.GONE:
            return t.gettext("meddelanden kommer inte fram")
