"""The dialog that asks about a newer agreement somebody who takes part under an older one."""

from dialogs.engine.ask import Ask, Option
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import AgreementRenewed
from dialogs.engine.event import Event, Opened
from dialogs.engine.replay import Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.labels.conversations import DialogName


def renewal(scene: Scene, _conversation: Conversation) -> Play:
    """Say what is new, and ask: yes, no, or another time. Whatever is said, the old yes stands."""
    t = scene.texts
    text = "\n\n".join(
        (
            # NOTE: To somebody who has said yes to an older text: what is new in it. First a
            # substitute for the coach, then somebody who helps with the language or the reading.
            t.gettext(
                "En sak är ny. När din handledare är borta kan en annan handledare läsa dina svar. "
                "En hjälpare kan sitta bredvid dig och se vad du svarar just då."
            ),
            # NOTE: Below what is new.
            t.gettext("Säger du nej är allt som förut."),
            # NOTE: Asked below what is new.
            t.gettext("Är det okej för dig?"),
        )
    )
    said = yield Ask(
        id="renew",
        text=text,
        options=(
            # NOTE: An answer to "Is that okay for you?".
            Option("yes", t.gettext("Ja, det är okej")),
            # NOTE: An answer to "Is that okay for you?".
            Option("no", t.gettext("Nej, som förut")),
            # NOTE: An answer to "Is that okay for you?".
            Option("later", t.gettext("Fråga en annan gång")),
        ),
        whole=True,
    )
    if said.key != "later":
        yield AgreementRenewed("renew", scene.agreement.version, text, said.key == "yes")
    # NOTE: Said after any answer to "Is that okay for you?".
    yield Say(t.gettext("Tack för ditt svar."))
    return None


_ENDS = (DialogName.RATING, DialogName.PLAN)
"""After these there is a pause, where nothing else is open."""


def may_ask_again(event: Event, ended: str) -> bool:
    """Tell whether this is a pause: somebody has just come, or ``ended`` (a dialog) is a rating."""
    return isinstance(event, Opened) or ended in _ENDS
