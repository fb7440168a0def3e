"""Messages that we write of our own accord, in words."""

from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.texts import Texts


def message_label(t: Texts, kind: MessageKind) -> str:
    """Say what a message that we write of our own accord is about."""
    match kind:
        case MessageKind.RATING:
            # NOTE: A kind of message to a participant.
            return t.gettext("Påminnelse om skattning")
        case MessageKind.UNFINISHED:
            # NOTE: A kind of message to a participant: about a rating that was begun.
            return t.gettext("Påminnelse om frågor som är kvar")
        case MessageKind.MEETING:
            # NOTE: A kind of message to a participant.
            return t.gettext("Om ett möte")
        case MessageKind.STEP:
            # NOTE: A kind of message to a participant: how did the small step go?
            return t.gettext("Fråga om ett steg")
        case MessageKind.NOTE:
            # NOTE: A kind of message to a participant: a line from the coach.
            return t.gettext("Rad från handledaren")
        case MessageKind.COACH:
            # NOTE: A kind of message to a participant: they have a new coach.
            return t.gettext("Ny handledare")
        case MessageKind.TOGETHER:
            # NOTE: A kind of message to a participant: about a rating made together with the coach.
            return t.gettext("Om en skattning tillsammans")
        case MessageKind.SUBSTITUTE:
            # NOTE: A kind of message to a participant: somebody stands in for their coach.
            return t.gettext("När handledaren är borta")
        case MessageKind.FOLLOW_UP:
            # NOTE: A kind of message to a participant: how it goes some months after the project.
            return t.gettext("Hur det går efteråt")


def own_message_label(t: Texts, status: MessageStatus) -> str:
    """Say to the person whom a message is for what has become of it."""
    match status:
        case MessageStatus.PLANNED | MessageStatus.CLAIMED:
            # NOTE: What has become of a message to the person who reads this.
            return t.gettext("planerad")
        case MessageStatus.LAID:
            # NOTE: What has become of a message to the person who reads this: it is on their page.
            return t.gettext("ligger i chatten")
        case MessageStatus.SENT | MessageStatus.UNCERTAIN | MessageStatus.ANSWERED:
            # NOTE: What has become of a message to the person who reads this.
            return t.gettext("skickad")
        case MessageStatus.UNDELIVERABLE | MessageStatus.SKIPPED | MessageStatus.CANCELLED:
            # NOTE: What has become of a message to the person who reads this.
            return t.gettext("inte skickad")
