"""The menu of the web chat: its lines in their order, by which they are heard."""

from bot.app_context import AppContext
from bot.knocks.kinds import offered_kinds
from dialogs.labels.commands import command_words
from dialogs.texts import Texts
from storage.people.participants import Person


def menu_texts(app: AppContext, person: Person, t: Texts) -> list[str]:
    """List what stands in somebody's menu; a language's name is heard where it is chosen."""
    words = [said for name, said in command_words(t, knocks=person.knocks) if name != "language"]
    more = [t.gettext("Så når jag dig")] if offered_kinds(app.settings) else []
    return [*words, t.gettext("Min länk"), *more]
