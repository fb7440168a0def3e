"""The dialogs by name, and what a conversation was about, in words."""

from enum import StrEnum

from dialogs.texts import Texts


class DialogName(StrEnum):
    """What a conversation is about; ``dialogs.talks.routing`` has a dialog for each."""

    ONBOARDING = "onboarding"
    RATING = "rating"
    LANGUAGE = "language"
    ERASURE = "erasure"
    REMINDERS = "reminders"
    """When we may write."""
    REMINDER = "reminder"
    """A reminder of a rating: now, later, or not at all."""
    PLAN = "plan"
    """Choosing a small step."""
    SHARED_PLAN = "shared-plan"
    """The goals and the steps on the way, as coach and participant have them in common."""
    STEP = "step"
    """How a small step has gone."""
    NOTE = "note"
    """What the coach has written on a small step."""
    MEETING = "meeting"
    COACH = "coach"
    """That somebody has another coach now."""
    SUBSTITUTE = "substitute"
    """That somebody stands in for the coach."""
    FOLLOW_UP = "follow-up"
    """How it goes some months after the exit."""
    AGREEMENT = "agreement"
    """What is new in what somebody has agreed to."""


def conversation_label(t: Texts, dialog: str) -> str:
    """Say what a conversation was about, by its dialog's name as stored.

    One of a dialog that is no more is about something else.
    """
    try:
        return _dialog_label(t, DialogName(dialog))
    except ValueError:
        return t.gettext("annat")


def _dialog_label(t: Texts, dialog: DialogName) -> str:  # noqa: C901  # flat: one case each
    match dialog:
        case DialogName.ONBOARDING:
            # NOTE: What a conversation with the bot was about: the welcome and the first choices.
            return t.gettext("Välkomnande")
        case DialogName.RATING:
            # NOTE: What a conversation with the bot was about.
            return t.gettext("Skattning")
        case DialogName.LANGUAGE:
            # NOTE: What a conversation with the bot was about.
            return t.gettext("Val av språk")
        case DialogName.ERASURE:
            # NOTE: What a conversation with the bot was about: to take away all that is stored.
            return t.gettext("Att ta bort allt")
        case DialogName.REMINDERS:
            # NOTE: What a conversation with the bot was about: at which hour it writes.
            return t.gettext("När meddelanden kommer")
        case DialogName.REMINDER:
            # NOTE: A kind of message to a participant.
            return t.gettext("Påminnelse om skattning")
        case DialogName.PLAN:
            # NOTE: What a conversation with the bot was about: choosing a small step.
            return t.gettext("Ett litet steg")
        case DialogName.SHARED_PLAN:
            # NOTE: What a conversation with the bot was about: the person's goals and steps.
            return t.gettext("Din plan")
        case DialogName.STEP:
            # NOTE: A kind of message to a participant: how did the small step go?
            return t.gettext("Fråga om ett steg")
        case DialogName.NOTE:
            # NOTE: A kind of message to a participant: a line from the coach.
            return t.gettext("Rad från handledaren")
        case DialogName.COACH:
            # NOTE: A kind of message to a participant: they have a new coach.
            return t.gettext("Ny handledare")
        case DialogName.SUBSTITUTE:
            # NOTE: A kind of message to a participant: somebody stands in for their coach.
            return t.gettext("När handledaren är borta")
        case DialogName.FOLLOW_UP:
            # NOTE: A kind of message to a participant: how it goes some months after the project.
            return t.gettext("Hur det går efteråt")
        case DialogName.AGREEMENT:
            # NOTE: What a conversation with the bot was about: who else may read the answers.
            return t.gettext("Vem som får läsa")
        case DialogName.MEETING:
            # NOTE: A kind of message to a participant.
            return t.gettext("Om ett möte")
