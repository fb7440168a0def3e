"""What is said about words that came in several messages, at the wrong moment, or were changed.

And about words that were spoken.
"""

from typing import Literal

from dialogs.engine.reply import Code
from dialogs.texts import Texts
from dialogs.words.spoken import LONGEST_SPEECH

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


AboutSpoken = Literal[
    Code.SPOKEN,
    Code.SPOKEN_TOO_LONG,
    Code.SPOKEN_UNCLEAR,
    Code.SPOKEN_NOT_TAKEN,
    Code.SPOKEN_TOO_MANY,
    Code.HEARD,
]


def spoken_notice(code: AboutSpoken, t: Texts, *, asked: bool) -> str:
    """Word what became of a recording; ``asked``: a question is open."""
    match code:
        case Code.SPOKEN if asked:
            # NOTE: The person sent a voice message where one of the answers was asked for. "Jag" is
            # the bot: it cannot understand speech, the coach can.
            return t.gettext("Jag kan inte lyssna själv. Tryck på ett av svaren.")
        case Code.SPOKEN:
            # NOTE: The person sent a voice message while no question was open.
            return t.gettext("Jag kan inte lyssna själv. Just nu finns ingen fråga till dig.")
        case Code.SPOKEN_TOO_LONG:
            minutes = LONGEST_SPEECH // 60
            # NOTE: About a recording of the person's voice. {count} is the most that is possible.
            text = t.ngettext(
                "Inspelningen är för lång för mig. Gör gärna en ny, högst {count} minut.",
                "Inspelningen är för lång för mig. Gör gärna en ny, högst {count} minuter.",
                minutes,
            )
            return text.format(count=t.number(minutes))
        case Code.SPOKEN_UNCLEAR:
            # NOTE: About a recording of the person's voice that is broken, or in which nobody
            # speaks. No blame.
            return t.gettext("Det hördes inget i inspelningen. Prova gärna en gång till.")
        case Code.SPOKEN_NOT_TAKEN:
            # NOTE: About a recording of the person's voice that did not reach the bot, or that its
            # machine could not take. Nothing is wrong with the recording.
            return t.gettext(
                "Det gick inte att ta emot det du spelade in. Skicka det gärna igen, eller skriv."
            )
        case Code.SPOKEN_TOO_MANY:
            # NOTE: The person has sent very many recordings of their voice today.
            return t.gettext(
                "Nu är det fullt med inspelningar för i dag. I morgon går det igen. Du kan också "
                "skriva."
            )
        case Code.HEARD:
            # NOTE: Said when the person has let us pass on to their coach what they recorded.
            return t.gettext(
                "Nu kan din handledare lyssna på det du sa. Det kan dröja några dagar. Ring eller "
                "hör av dig på annat sätt om det är bråttom."
            )
