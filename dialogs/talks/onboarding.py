"""The onboarding dialog: a language, three short sentences, a free choice, and a good hour."""

from dialogs.agenda.plan import PartOfDay
from dialogs.engine.ask import Ask, Option, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import AgreementAnswered, HourChosen, LanguageChosen, NextDialog
from dialogs.engine.replay import Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.talks.settings import hour_ask, language_ask


def onboarding(scene: Scene, conversation: Conversation) -> Play:
    """Choose a language, read what it is about, agree or not, say when we may write.

    Facts: ``language``, the code to put first in the list (what the channel guessed); ``knocks``,
    whether what we write makes itself heard: else no hour is asked for. It is a fact, and not of
    the scene, as a conversation asks the same to its end.
    """
    chosen = yield language_ask(scene, "language", conversation.facts.get("language", ""))
    yield LanguageChosen("language", chosen.key)
    t = scene.texts
    text = agreement_text(scene)
    number = 1
    while True:
        said = yield Ask(
            id=f"agree#{number}",
            text=text,
            options=(
                Option("yes", t.gettext("Ja, jag vill vara med")),
                Option("no", t.gettext("Nej, inte nu")),
            ),
            ways=(Way.BACK,),
            whole=True,
        )
        agreed = said.key == "yes"
        yield AgreementAnswered(f"agree#{number}", scene.agreement.version, text, agreed)
        if agreed:
            if conversation.facts.get("knocks", True):
                chosen = yield hour_ask(scene, "hour", back=True)
                yield HourChosen("hour", PartOfDay(chosen.key))
            # NOTE: Said when the person has agreed to take part.
            yield Say(t.gettext("Tack! Då börjar vi."))
            return NextDialog("rating", {"first": True})
        # NOTE: Said when the person does not want to take part. No blame, no pressure.
        yield Say(t.gettext("Det är helt okej. Du kan alltid prata med din handledare."))
        yield Ask(
            id=f"again#{number}",
            text=t.gettext("Om du ändrar dig är du välkommen tillbaka."),
            options=(Option("again", t.gettext("Läs frågan en gång till")),),
        )
        number += 1


def agreement_text(scene: Scene) -> str:
    """Give what the person is asked to agree to: the organisation's words, else our default.

    That nobody reads at once is part of it, whoever has worded the rest.
    """
    t = scene.texts
    own = (scene.agreement.by_language or {}).get(t.language)
    if own:
        above, _, question = own.rpartition("\n\n")
        return "\n\n".join(filter(None, (above, scene.urgent, question)))
    sentences = (
        # NOTE: First of four sentences before a person agrees: what is asked.
        t.gettext("Jag frågar hur du mår, vad du kan och hur du ser på arbete."),
        # NOTE: Second of four paragraphs: who reads it. Those who evaluate the work may have the
        # answers one by one, with a code instead of the name.
        t.gettext(
            "Din handledare läser dina svar. De som följer upp projektet kan få svaren utan "
            "ditt namn. Andra ser bara siffror för hela gruppen."
        ),
        # NOTE: Third sentence: it is voluntary.
        t.gettext("Du bestämmer själv och kan hoppa över vilken fråga du vill."),
        # NOTE: Fourth paragraph: neither a no nor a low figure has consequences. "Tillstånd" is a
        # residence permit.
        t.gettext(
            "Ett nej eller en låg siffra påverkar inte dina pengar. Det påverkar inte heller ditt "
            "ärende eller ditt tillstånd."
        ),
    )
    # NOTE: Asked below the sentences.
    return "\n\n".join((*sentences, scene.urgent, t.gettext("Vill du vara med?")))
