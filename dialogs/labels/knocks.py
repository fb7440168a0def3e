"""What tells somebody of a message in the web chat, in words."""

from dialogs.people.knocks import KnockKind, KnockStatus
from dialogs.texts import Texts


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
