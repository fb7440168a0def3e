"""What comes in through the chat's forms: an event."""

from bot.languages.catalog import catalog
from bot.languages.spoken import SOURCE_LANGUAGE
from bot.turn.arrival import ButtonPress, FormWords, WordsForCoach
from dialogs.engine.event import Command, Event, Opened
from dialogs.labels.commands import command_words

COMMANDS = {name for name, _ in command_words(catalog(SOURCE_LANGUAGE))}


def event_of_form(form: dict[str, str]) -> Event | ButtonPress | FormWords | WordsForCoach:
    """Say what a form of the chat means: a button, a command, or typed words and for whom."""
    if "token" in form:
        return ButtonPress(form["token"])
    if form.get("command") in COMMANDS:
        return Command(form["command"], form.get("argument", ""))
    if "words" in form:
        return WordsForCoach(form["words"])
    if "text" not in form:
        return Opened()
    text = form["text"]
    wish = text.strip().removeprefix("/")
    if text.strip().startswith("/") and wish in COMMANDS:
        return Command(wish)
    return FormWords(form.get("ask", ""), text)
