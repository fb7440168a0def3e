"""The commands that a person can give at any time, with a word on each."""

from dialogs.texts import Texts


def command_words(texts: Texts, *, knocks: bool = True) -> list[tuple[str, str]]:
    """List (command, what it does) in the reader's language.

    ``knocks``: what we write makes itself heard; else nobody is reminded, and none is promised it.
    """
    # NOTE: What the command /reminders does. Short.
    reminders = texts.gettext("Välj när du får påminnelser")
    # NOTE: What the command /stop does. Short.
    stop = texts.gettext("Inga fler påminnelser")
    if not knocks:
        # NOTE: In the menu of somebody who has only the web chat: choose whether questions lie on
        # the page when they look in. Short.
        reminders = texts.gettext("Välj om dina frågor ska ligga här")
        # NOTE: In the menu of somebody who has only the web chat: no more questions. Short.
        stop = texts.gettext("Inga fler frågor hit")
    return [
        # NOTE: What the command /help does. Short: it stands in a menu.
        ("help", texts.gettext("Så fungerar det")),
        # NOTE: What the command /coach does: who the coach is and how to reach them, since when
        # one takes part, and what comes next. Short.
        ("coach", texts.gettext("Din handledare och din tid")),
        # NOTE: What the command /language does. Short.
        ("language", texts.gettext("Byt språk")),
        # NOTE: What the command /listen does: each question can be listened to from then on, and
        # the same command puts that off again. Short.
        ("listen", texts.gettext("Läs allt för mig")),
        # NOTE: What the command /rating does. Short.
        ("rating", texts.gettext("Gör din stjärna nu")),
        # NOTE: What the command /plan does: the person's goals and small steps. Short.
        ("plan", texts.gettext("Din plan: mål och steg")),
        ("reminders", reminders),
        # NOTE: What the command /pause does. Short.
        ("pause", texts.gettext("Paus i en vecka")),
        ("stop", stop),
        # NOTE: What the command /mydata does. Short.
        ("mydata", texts.gettext("Se allt som är sparat om dig")),
        # NOTE: What the command /delete does. Short.
        ("delete", texts.gettext("Ta bort allt som är sparat om dig")),
    ]


def read_aloud_text(texts: Texts) -> str:
    """Say who reads what is stored to somebody who does not read it."""
    # NOTE: Beside all that is stored about the person, in writing.
    return texts.gettext("Vill du få det uppläst? Be din handledare om det.")


def data_sent_text(texts: Texts, *, aloud: bool) -> str:
    """Say what the file is that stands beside it; ``aloud``: and who reads it to them."""
    # NOTE: Stands beside a file with everything that is stored about the person.
    here = texts.gettext("Här är allt som finns sparat om dig.")
    return "\n".join((here, read_aloud_text(texts))) if aloud else here


NAMES = frozenset(
    {
        "help",
        "coach",
        "language",
        "listen",
        "rating",
        "plan",
        "reminders",
        "pause",
        "stop",
        "mydata",
        "delete",
        "start",
    }
)
"""What a message can begin with; ``start`` stands in no menu."""


def command_of(text: str) -> tuple[str, str] | None:
    """Take a text apart into a command and what follows it; None where it is none we know."""
    word, *more = text.split(maxsplit=1) or [""]
    name = word.removeprefix("/").partition("@")[0].lower()
    if not word.startswith("/") or name not in NAMES:
        return None
    return name, more[0].strip() if more else ""
