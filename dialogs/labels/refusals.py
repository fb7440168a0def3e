"""What those get to read who are not, or not yet, known to us."""

from enum import StrEnum

from dialogs.texts import Texts


class Refusal(StrEnum):
    """Why a code or a link does not open anything."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    RUNG_OUT = "rung out"
    """The link in a nudge: it opens once, and not for long."""
    OPENED_BEFORE = "opened before"
    """The same of a link in an SMS or an e-mail."""
    STRANGER = "stranger"
    BOUND = "bound"
    NOT_NEEDED = "not needed"
    """Nobody knows the code, and who comes with it takes part already."""


def refusal_text(why: Refusal, texts: Texts) -> str:
    """Say in one friendly line why nothing opens, and what to do."""
    match why:
        case Refusal.UNKNOWN:
            return texts.gettext("Jag känner inte igen den länken. Be din handledare om en ny.")
        case Refusal.USED:
            # NOTE: The invitation worked once already, for this person or somebody else.
            return texts.gettext(
                "Den länken är redan använd. Öppna din egen länk, eller be din handledare om en ny."
            )
        case Refusal.EXPIRED:
            return texts.gettext("Den här länken gäller inte längre. Be din handledare om en ny.")
        case Refusal.RUNG_OUT:
            # NOTE: A link from a short message in Telegram: it works once, for two weeks.
            return texts.gettext(
                "Den här länken gäller inte längre. Skriv något i Telegram så får du en ny."
            )
        case Refusal.OPENED_BEFORE:
            # NOTE: A link from an SMS or an e-mail: it works once, for two weeks.
            return texts.gettext(
                "Den här länken gäller inte längre. Öppna den nyaste som du har fått, eller be "
                "din handledare om en ny."
            )
        case Refusal.STRANGER:
            # NOTE: Said to somebody who writes to the bot without an invitation.
            return texts.gettext("Hej! För att börja behöver du en inbjudan från din handledare.")
        case Refusal.NOT_NEEDED:
            # NOTE: Somebody who takes part already opened a link that does not work.
            return texts.gettext("Jag känner inte igen den länken. Du fortsätter här som vanligt.")
        case Refusal.BOUND:
            # NOTE: Somebody who takes part already opened an invitation that is another person's.
            return texts.gettext("Den inbjudan är till någon annan. Du fortsätter här som vanligt.")
