"""Words on the buttons that stand beside the answers, and beside lines."""

from dialogs.engine.ask import Answer, Ask, Option, Way
from dialogs.engine.reply import Offer
from dialogs.labels.commands import command_words
from dialogs.labels.conversations import DialogName, conversation_label
from dialogs.texts import Texts, isolate
from dialogs.words.spoken import shown_words

RESUME, REMINDERS, RATING, READERS = "resume", "reminders", "rating", "readers"
LISTEN, READ = "listen on", "listen off"
SAME_FOR_ALL = (RESUME, REMINDERS, RATING, READERS, LISTEN, READ)
"""What an offer does that says nothing of anybody: go on, choose an hour or readers, begin, …"""
MENU = "menu "
"""Begins what an offer of the menu does; its command follows."""
EAR = "🔊"
"""Where something can be heard: a sign that needs no words, also for whom no language is known."""


def resume_offer(texts: Texts) -> Offer:
    """Offer to go on where somebody has said *later*."""
    # NOTE: A button: go on with the questions. Short.
    return Offer(texts.pgettext("button", "Fortsätt"), RESUME)


def reminders_offer(texts: Texts) -> Offer:
    """Offer a way back to somebody who wanted quiet."""
    # NOTE: A button for somebody who has said stop or pause. Short.
    return Offer(texts.gettext("Jag vill ha påminnelser igen"), REMINDERS)


def rating_offer(texts: Texts) -> Offer:
    """Offer to begin after all, where a rating was put off or declined."""
    # NOTE: Buttons of a reminder. Short.
    return Offer(texts.gettext("Börja nu"), RATING)


def readers_offer(texts: Texts) -> Offer:
    """Offer to say anew who else may read."""
    return Offer(conversation_label(texts, DialogName.AGREEMENT), READERS)


def menu_offers(texts: Texts, *, knocks: bool) -> tuple[Offer, ...]:
    """Offer what the menu holds, to somebody who does not read it; not the help that it stands in.

    Nor what says "read everything to me": pressed by who has that, it would end it.
    """
    words = command_words(texts, knocks=knocks)
    return tuple(
        Offer(said, f"{MENU}{name}") for name, said in words if name not in ("help", "listen")
    )


def listening_offer(listens: bool) -> Offer:
    """Offer listening to somebody whose language is not known: the sign alone, ticked when on."""
    return Offer(f"{EAR} ✓", READ) if listens else Offer(EAR, LISTEN)


def way_label(way: Way, texts: Texts) -> str:
    """Word one way."""
    match way:
        case Way.COMMENT:
            # NOTE: A button: write a comment beside the answer. Short.
            return texts.gettext("Skriv en kommentar")
        case Way.MEANING:
            # NOTE: A button below a question. Short.
            return texts.gettext("Vad betyder det?")
        case Way.BACK:
            # NOTE: A button: to the question before this one. Short.
            return texts.pgettext("button", "Tillbaka")
        case Way.SKIP:
            # NOTE: A button: skip this question. Short.
            return texts.pgettext("button", "Hoppa över")
        case Way.PAUSE:
            # NOTE: A button: go on another time. Short.
            return texts.pgettext("button", "Senare")


def go_on_label(texts: Texts) -> str:
    """Word the button that leads back to the open question."""
    # NOTE: A button: go on with the questions. Short.
    return texts.pgettext("button", "Fortsätt")


def answer_before_text(ask: Ask, key: str, texts: Texts) -> str:
    """Say what somebody had chosen who comes back to a question; empty where it was no option."""
    if ask.option(key) is None:
        return ""
    # NOTE: Above a question that somebody has come back to, who had answered it before. {answer}
    # is for instance "4 · Good".
    text = texts.gettext("Ditt förra svar: {answer}")
    return text.format(answer=isolate(answer_label(ask, Answer(key=key), texts)))


def answer_label(ask: Ask, answer: Answer, texts: Texts) -> str:
    """Say an answer as the person sees it afterwards: "4 · God", their own words, or a way."""
    option = ask.option(answer.key)
    if option is None:
        return shown_words(answer.words, texts) or way_label(Way(answer.key), texts)
    if option.level is None:
        return option.label
    return f"{texts.number(option.level)} · {option.label}"


def read_option(t: Texts) -> Option:
    """Offer to say that something has been read."""
    # NOTE: A button below what the coach has written: I have read it.
    return Option("read", t.gettext("Tack, jag har läst"))
