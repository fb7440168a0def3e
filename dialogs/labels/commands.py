"""The commands that a person can give at any time, with a word on each."""

from dialogs.texts import Texts


def command_words(texts: Texts) -> list[tuple[str, str]]:
    """List (command, what it does) in the reader's language."""
    return [
        # NOTE: What the command /help does. Short: it stands in a menu.
        ("help", texts.gettext("Så fungerar det")),
        # NOTE: What the command /language does. Short.
        ("language", texts.gettext("Byt språk")),
        # NOTE: What the command /rating does. Short.
        ("rating", texts.gettext("Gör din stjärna nu")),
        # NOTE: What the command /reminders does. Short.
        ("reminders", texts.gettext("Välj när du får påminnelser")),
        # NOTE: What the command /pause does. Short.
        ("pause", texts.gettext("Paus i en vecka")),
        # NOTE: What the command /stop does. Short.
        ("stop", texts.gettext("Inga fler påminnelser")),
        # NOTE: What the command /mydata does. Short.
        ("mydata", texts.gettext("Se allt som är sparat om dig")),
        # NOTE: What the command /delete does. Short.
        ("delete", texts.gettext("Ta bort allt som är sparat om dig")),
    ]
