"""What is said about words that came in several messages, at the wrong moment, or were changed."""

from typing import Literal

from dialogs.engine.reply import Code
from dialogs.texts import Texts

AboutWritten = Literal[
    Code.UNSURE,
    Code.ADDED,
    Code.ADDED_UNSURE,
    Code.NO_ROOM,
    Code.CORRECTED,
    Code.STANDS,
    Code.WORDS_CORRECTED,
    Code.NO_COMMAND,
    Code.COACH_HAS_IT,
]


def written_text(code: AboutWritten, t: Texts) -> str:
    """Word what became of what somebody wrote."""
    match code:
        case Code.UNSURE:
            # NOTE: The person wrote something just before the question came, or in the middle of
            # other messages. It was not taken as the answer.
            return t.gettext(
                "Jag är inte säker på om det var ditt svar. Tryck på svaret, eller skriv det en "
                "gång till."
            )
        case Code.ADDED:
            # NOTE: The person went on writing in a new message; it went to the text before it.
            return t.gettext("Tack, det är sparat tillsammans med det du skrev nyss.")
        case Code.ADDED_UNSURE:
            # NOTE: The person went on writing in a new message, but it could also be the answer
            # to the question, such as a figure.
            return t.gettext(
                "Det är sparat tillsammans med det du skrev nyss. Var det i stället ditt svar på "
                "frågan? Tryck då på svaret, eller skriv det en gång till."
            )
        case Code.NO_ROOM:
            # NOTE: The person went on writing, and the text has become too long.
            return t.gettext("Det sista fick inte plats. Det du skrev innan är sparat.")
        case Code.CORRECTED:
            # NOTE: The person changed a message in Telegram, and the stored text with it.
            return t.gettext("Tack, jag har ändrat det du skrev.")
        case Code.STANDS:
            # NOTE: The person changed an old message in Telegram. Nothing was changed by it.
            return t.gettext(
                "Det du skrev först gäller fortfarande. Om du vill ändra ett svar kan du gå "
                "tillbaka till frågan."
            )
        case Code.WORDS_CORRECTED:
            # NOTE: The person changed a message in Telegram that answered no question, and that the
            # coach may get. Answers to questions are what they were.
            return t.gettext("Tack, jag har ändrat det du skrev. Dina svar är som förut.")
        case Code.NO_COMMAND:
            # NOTE: The person changed an old message in Telegram to a command such as /stop.
            # Nothing was done. "The menu" is the list of commands beside the field for writing.
            return t.gettext(
                "Ingenting är ändrat. Vill du använda /stop eller något annat ur menyn? Skicka "
                "det då som ett nytt meddelande."
            )
        case Code.COACH_HAS_IT:
            # NOTE: The person changed a message in Telegram after having let us pass it on to
            # their coach, who can read what it said first.
            return t.gettext(
                "Din handledare kan redan läsa det du skrev först, så det står kvar. Om du vill "
                "lägga till något, skriv det i ett nytt meddelande."
            )
