"""The dialog that asks about a newer agreement somebody who takes part under an older one."""

from dialogs.agreement.text import not_now_label, who_reads
from dialogs.engine.ask import Ask, Option
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import AgreementRenewed
from dialogs.engine.event import Event, Opened
from dialogs.engine.replay import Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.labels.conversations import DialogName
from dialogs.texts import Texts


def renewal(scene: Scene, conversation: Conversation) -> Play:
    """Say what is new, and ask: yes, no, or another time. Whatever is said, the old yes stands.

    With the fact ``again`` it is asked by the person themselves, who may take a yes back.
    """
    again = conversation.facts.get("again", False)
    text, options = _anew(scene.texts) if again else _new(scene.texts)
    said = yield Ask(id="renew", text=text, options=options, whole=True)
    if said.key != "later":
        yield AgreementRenewed("renew", scene.agreement.version, text, said.key == "yes")
    # NOTE: Said after any answer to "Is that okay for you?".
    yield Say(scene.texts.gettext("Tack för ditt svar."))
    return None


def _new(t: Texts) -> tuple[str, tuple[Option, ...]]:
    text = (
        # NOTE: To somebody who has said yes to an older text: what is new in it. First a
        # substitute for the coach, then somebody who helps with the language or the reading.
        t.gettext(
            "En sak är ny. När din handledare är borta kan en annan handledare läsa dina svar. "
            "En hjälpare kan sitta bredvid dig och se vad du svarar just då."
        ),
        # NOTE: Below what is new.
        t.gettext("Säger du nej är allt som förut."),
        _okay(t),
    )
    return "\n\n".join(text), (
        _yes(t),
        # NOTE: An answer to "Is that okay for you?".
        Option("no", t.gettext("Nej, som förut")),
        # NOTE: An answer to "Is that okay for you?".
        Option("later", t.gettext("Fråga en annan gång")),
    )


def _anew(t: Texts) -> tuple[str, tuple[Option, ...]]:
    text = (
        *who_reads(t),
        # NOTE: To somebody who wants to choose anew who may read, or to take back a yes to that:
        # what a no means. It is about a substitute for the coach, and it counts at once.
        t.gettext("Säger du nej läser ingen annan dina svar när din handledare är borta."),
        _okay(t),
    )
    return "\n\n".join(text), (_yes(t), Option("no", not_now_label(t)))


def _okay(t: Texts) -> str:
    # NOTE: Asked below what is new.
    return t.gettext("Är det okej för dig?")


def _yes(t: Texts) -> Option:
    # NOTE: An answer to "Is that okay for you?".
    return Option("yes", t.gettext("Ja, det är okej"))


_ENDS = (DialogName.RATING, DialogName.PLAN)
"""After these there is a pause, where nothing else is open."""


def may_ask_again(event: Event, ended: str) -> bool:
    """Tell whether this is a pause: somebody has just come, or ``ended`` (a dialog) is a rating."""
    return isinstance(event, Opened) or ended in _ENDS
