"""The onboarding dialog: a language, a few short sentences, a free choice, and a good hour."""

from dialogs.agenda.plan import PartOfDay
from dialogs.agreement.text import agreement_text, not_now_label
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
                Option("no", not_now_label(t)),
            ),
            ways=(Way.BACK,),
            whole=True,
        )
        agreed = said.key == "yes"
        yield AgreementAnswered(
            f"agree#{number}",
            scene.agreement.version,
            text,
            agreed,
            names_others=scene.agreement.says_who_else_reads(t.language),
        )
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
