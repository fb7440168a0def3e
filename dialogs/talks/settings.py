"""Short dialogs that a person can open at any time, on top of what is running."""

from dialogs.agenda.plan import PartOfDay
from dialogs.engine.ask import Ask, Option, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import ErasureWanted, HourChosen, LanguageChosen, QuietEnded, QuietWanted
from dialogs.engine.notice import notice
from dialogs.engine.replay import Play
from dialogs.engine.reply import Code, Say
from dialogs.engine.scene import Scene
from dialogs.texts import Texts


def language_ask(scene: Scene, ask_id: str, first: str) -> Ask:
    """Ask for a language; every language names itself, and the guessed one stands first."""
    names = sorted(scene.languages.items(), key=lambda entry: entry[0] != first)
    return Ask(
        id=ask_id,
        text=language_text(scene.texts),
        options=tuple(Option(code, name, language=code) for code, name in names),
    )


def language_text(texts: Texts) -> str:
    """Ask for a language in one: what it sounds like, for those who do not read its name."""
    # NOTE: Stands above a list of languages.
    return texts.gettext("Välj ditt språk")


def language(scene: Scene, conversation: Conversation) -> Play:
    """Change the language; what was open goes on in the new one."""
    chosen = yield language_ask(scene, "language", scene.texts.language)
    yield LanguageChosen("language", chosen.key)
    return None


def hour_ask(scene: Scene, ask_id: str, *more: Option, back: bool = False) -> Ask:
    """Ask when during the day the person wants to hear from us."""
    t = scene.texts
    return Ask(
        id=ask_id,
        # NOTE: Asks when reminders may come.
        text=t.gettext("När på dagen får jag höra av mig?"),
        options=(
            Option(PartOfDay.MORNING, t.gettext("På morgonen")),
            Option(PartOfDay.MIDDAY, t.gettext("Mitt på dagen")),
            Option(PartOfDay.EVENING, t.gettext("Framåt kvällen")),
            *more,
        ),
        ways=(Way.BACK,) if back else (),
    )


def reminders(scene: Scene, conversation: Conversation) -> Play:
    """Choose when reminders may come, or that none do. Choosing an hour ends a pause or a stop.

    Where nothing of ours makes itself heard (fact ``knocks``), no hour is asked for: that would be
    a promise.
    """
    t = scene.texts
    # NOTE: A choice among the times for reminders: no reminders at all.
    never = Option("never", t.gettext("Inte alls"))
    knocks = conversation.facts.get("knocks", True)
    said = yield (hour_ask(scene, "hour", never) if knocks else _here_ask(t, never))
    if said.key == "never":
        yield QuietWanted("hour", None)
        quiet = notice(Code.STOPPED, scene)
        yield Say(quiet.text, offers=quiet.offers)
        return None
    if said.key == "here":
        yield QuietEnded("here")
        # NOTE: Said when somebody wants to find questions on the page, and looks in by themselves.
        yield Say(t.gettext("Tack, då vet jag. Dina frågor ligger här när du tittar in."))
        return None
    yield HourChosen("hour", PartOfDay(said.key))
    # NOTE: Said when somebody has chosen a time of day for reminders.
    yield Say(
        t.gettext(
            "Tack, då vet jag. Du kan ändra dig när du vill. Skriv /reminders eller öppna menyn."
        )
    )
    return None


def _here_ask(t: Texts, never: Option) -> Ask:
    """Ask whether questions are to lie on the page, where nothing can tell of them."""
    return Ask(
        id="here",
        # NOTE: Asked of somebody who has only the web chat, and wants to decide about reminders.
        text=t.gettext(
            "Här kan jag inte säga till när det är dags. Vill du att dina frågor ligger på den här "
            "sidan när du tittar in?"
        ),
        # NOTE: An answer: the questions are to lie on the page. Short.
        options=(Option("here", t.gettext("Ja, lägg dem här")), never),
    )


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
        # NOTE: Before the last question whether everything is to be erased: what stays of it.
        stays = t.gettext(
            "Vi räknar sedan bara att någon har varit med. Din handledare ser att någon har "
            "tagit bort allt, men inget namn."
        )
        # NOTE: The second and last question before everything is erased.
        now = t.gettext(
            "Om jag tar bort allt går det inte att få tillbaka. Ska jag ta bort allt nu?"
        )
        really = yield Ask(
            id="really",
            text=f"{stays}\n\n{now}",
            options=(keep, Option("erase", t.gettext("Ja, ta bort allt nu"))),
        )
        if really.key == "erase":
            yield ErasureWanted("erase")
            yield Say(t.gettext("Nu är allt borttaget. Tack för att du var med."))
            return None
    yield Say(t.gettext("Inget har tagits bort. Allt finns kvar."))
    return None
