"""Short dialogs that a person can open at any time, on top of what is running."""

from dialogs.ask import Ask, Option
from dialogs.conversation import Conversation
from dialogs.effect import ErasureWanted, LanguageChosen
from dialogs.engine import Play
from dialogs.onboarding import language_ask
from dialogs.reply import Say
from dialogs.scene import Scene


def language(scene: Scene, conversation: Conversation) -> Play:
    """Change the language; what was open goes on in the new one."""
    chosen = yield language_ask(scene, "language", scene.texts.language)
    yield LanguageChosen("language", chosen.key)
    return None


def erasure(scene: Scene, conversation: Conversation) -> Play:
    """Ask twice before everything about the person is erased."""
    t = scene.texts
    keep = Option("keep", t.gettext("Nej, behåll"))
    sure = yield Ask(
        id="sure",
        text=t.gettext("Vill du ta bort dina svar, dina kommentarer och ditt namn härifrån?"),
        options=(keep, Option("erase", t.gettext("Ja, ta bort"))),
    )
    if sure.key == "erase":
        really = yield Ask(
            id="really",
            # NOTE: The second and last question before everything is erased.
            text=t.gettext(
                "Om jag tar bort allt går det inte att få tillbaka. Ska jag ta bort allt nu?"
            ),
            options=(keep, Option("erase", t.gettext("Ja, ta bort allt nu"))),
        )
        if really.key == "erase":
            yield ErasureWanted("erase")
            yield Say(t.gettext("Nu är allt borttaget. Tack för att du var med."))
            return None
    yield Say(t.gettext("Inget har tagits bort. Allt finns kvar."))
    return None
