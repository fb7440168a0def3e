"""What a participant is told where somebody sits beside them."""

from dialogs.instruments.rating_mode import RatingMode
from dialogs.texts import Texts


def together_text(t: Texts, mode: RatingMode) -> str:
    """Tell somebody in their own chat that their answers were kept, and who sat beside them."""
    # NOTE: In the participant's own chat, after they answered the questions beside the coach.
    beside_coach = t.gettext("Hej! Du har svarat på frågorna tillsammans med din handledare.")
    # NOTE: In the participant's own chat, after they answered the questions with a language helper.
    beside_helper = t.gettext("Hej! Du har svarat på frågorna tillsammans med en hjälpare.")
    lines = (
        beside_helper if mode is RatingMode.HELPER else beside_coach,
        # NOTE: Below that: the answers are kept.
        t.gettext("Dina svar är sparade. Säg till din handledare om något inte stämmer."),
    )
    return "\n".join(lines)


def hand_back_label(t: Texts) -> str:
    """Name the one way back from a screen that a coach has handed over."""
    # NOTE: A button on the coach's own screen, which the participant holds: ends the questions for
    # now. Short.
    return t.gettext("Jag är klar")


def send_label(t: Texts) -> str:
    """Name the button that sends what was written."""
    # NOTE: A button: send what was written. Short.
    return t.pgettext("button", "Skicka")


def handed_back_text(t: Texts) -> str:
    """Say whom the screen is to be given to."""
    # NOTE: The participant has answered on the coach's own screen, and gives it back.
    return t.gettext("Tack! Ge skärmen till din handledare.")
