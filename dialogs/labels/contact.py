"""Where and when somebody can be reached, in words."""

from dialogs.agenda.plan import PartOfDay
from dialogs.people.accounts import AccountStatus, Channel
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
