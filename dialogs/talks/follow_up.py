"""The dialog some months after the exit: two short questions, and a way to have no more of them."""

from dialogs.engine.ask import Ask, Option, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.replay import Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.follow_up.follow_up import FollowUpAnswered, FollowUpDeclined, HowItGoes
from dialogs.labels.exits import how_it_goes_label, how_it_goes_question, still_there_question


def follow_up(scene: Scene, conversation: Conversation) -> Play:
    """Ask whether they are still there, and how it goes.

    Facts: ``follow_up``, the id; ``studies``: they left to study, else to work.
    """
    facts, t = conversation.facts, scene.texts
    which = facts["follow_up"]
    lines = (
        # NOTE: To somebody who left the project some months ago, to work or study. Warm.
        t.gettext("Hej! Det var ett tag sedan. Jag undrar hur du har det nu."),
        # NOTE: Before two short questions.
        t.gettext("Du väljer själv om du svarar. Din handledare ser svaret."),
        still_there_question(t, studies=facts["studies"]),
    )
    said = yield Ask(
        id="still",
        text="\n\n".join(lines),
        options=(
            Option("yes", t.gettext("Ja")),
            Option("no", t.gettext("Nej")),
            # NOTE: An answer to a short question some months after the project: no such questions.
            Option("never", t.gettext("Fråga mig inte om det här")),
        ),
        ways=(Way.PAUSE,),
    )
    if said.key == "never":
        yield FollowUpDeclined("still", which)
        # NOTE: To somebody who wants no such questions. No blame.
        yield Say(t.gettext("Det är helt okej. Jag frågar inte om det mer."))
        return None
    still = said.key == "yes"
    yield FollowUpAnswered("still", which, still)
    answer = yield Ask(
        id="how",
        text=how_it_goes_question(t),
        options=tuple(Option(one, how_it_goes_label(t, one)) for one in HowItGoes),
        ways=(Way.BACK, Way.PAUSE),
    )
    how = HowItGoes(answer.key)
    yield FollowUpAnswered("how", which, still, how)
    if how is HowItGoes.HARD:
        # NOTE: To somebody who says that it is hard at work or in their studies. Warm and calm.
        yield Say(t.gettext("Tack för att du berättade. Jag säger till din handledare."))
        yield Say(scene.urgent)
    else:
        yield Say(t.gettext("Tack för ditt svar."))
    return None
