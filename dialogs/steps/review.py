"""Looking at a small step: how it has gone, and what the coach has written about it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dialogs.agenda.answers import GOES_ON, Doer, StepOutcome
from dialogs.engine.ask import Ask, Kind, Option, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import CoachNoteAnswered, StepReviewed
from dialogs.engine.labels import read_option
from dialogs.engine.replay import Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.labels.answers import own_outcome_label, until_text, who_text
from dialogs.steps.choice import DAYS, again_ask, asked_again_lines
from dialogs.texts import Texts, isolate
from dialogs.words.spoken import shown_words

LONGEST_HELP = 1000


def step_review(scene: Scene, conversation: Conversation) -> Play:
    """Ask how a step has gone, and what helped.

    Facts: ``step``, its id; ``words``; ``by_coach``; ``comment`` of the coach or "", and
    ``coach``, the name, or "".
    """
    facts, t = conversation.facts, scene.texts
    lines = [_step_line(t, facts["words"], by_coach=facts["by_coach"])]
    if facts["comment"]:
        lines.append(_comment_line(t, facts))
    # NOTE: Asked some days after somebody chose a small step; the step stands above.
    lines.append(t.gettext("Hur har det gått?"))
    outcome = StepOutcome((yield _outcome_ask(t, "\n\n".join(lines))).key)
    helped, days = "", None
    if outcome is not StepOutcome.LEFT:
        helped = (yield _help_ask(t, outcome)).words
    if outcome in GOES_ON:
        days = DAYS[(yield again_ask(t, ("week", "fortnight", "never"))).key]
    yield StepReviewed("look", facts["step"], outcome, helped, days)
    yield Say(_thanks(t, outcome))
    return None


def coach_note(scene: Scene, conversation: Conversation) -> Play:
    """Show what the coach has written about a step, or a step that the coach has added.

    Facts: ``step``, its id; ``words``; ``comment`` or ""; ``coach``, who wrote that, or "";
    ``added``: the person has not said yes to it; ``asked_again``: there is a day to look at it.
    ``corrected``, ``withdrawn``, ``comment_changed``: the day on which that was done, or ""; ``by``
    is who did the first two. ``doer`` is who takes it, ``until`` the day by which, or "". Talks of
    earlier versions have none of these.
    """
    facts, t = conversation.facts, scene.texts
    comment = _comment_line(t, facts) if facts["comment"] else ""
    if facts.get("withdrawn"):
        # NOTE: Below a small step that the coach has taken back.
        lines = [_withdrawn_text(t, facts), t.gettext("Du behöver inte göra det.")]
        yield Ask("read", "\n\n".join(lines), options=(read_option(t),))
        yield CoachNoteAnswered("read", facts["step"])
        return None
    corrected = _corrected_text(t, facts) if facts.get("corrected") else ""
    if not facts["added"]:
        # NOTE: {words} is the small step that somebody chose, in their own words.
        yours = t.gettext("Ditt steg: {words}")
        yours = yours.format(words=isolate(shown_words(facts["words"], t)))
        lines = [corrected or yours, *(_terms_lines(t, facts) if corrected else ()), comment]
        yield Ask("read", "\n\n".join(filter(None, lines)), options=(read_option(t),))
        yield CoachNoteAnswered("read", facts["step"])
        return None
    # NOTE: {words} is a small step that the coach suggests.
    text = t.gettext("Din handledare föreslår ett litet steg: {words}")
    takes_it = facts.get("doer", Doer.PARTICIPANT) == Doer.PARTICIPANT
    lines = [
        corrected or text.format(words=isolate(shown_words(facts["words"], t))),
        *_terms_lines(t, facts),
        comment,
        # NOTE: Asked about a step of a plan that somebody else takes, not the person.
        t.gettext("Vill du ta det steget?") if takes_it else t.gettext("Är det bra så?"),
    ]
    # NOTE: An answer: it is all right that somebody else takes a step. Short.
    agrees = t.gettext("Ja, det vill jag") if takes_it else t.gettext("Ja, det är bra")
    said = yield Ask(
        id="added",
        text="\n\n".join(line for line in lines if line),
        options=(
            # NOTE: Answers to a small step that the coach suggests. Short.
            Option("yes", agrees),
            Option("no", t.gettext("Nej tack")),
        ),
    )
    wanted = said.key == "yes"
    yield CoachNoteAnswered("added", facts["step"], wanted)
    if not wanted:
        # NOTE: Said when somebody does not want a step that the coach suggests. No blame.
        yield Say(t.gettext("Det är helt okej. Din handledare ser att du har tackat nej."))
        return None
    if takes_it:
        yield Say(t.gettext("Fint. Din handledare ser att du vill ta steget."))
    else:
        # NOTE: Said when somebody agrees that another one takes a step of their plan.
        yield Say(t.gettext("Fint. Din handledare ser ditt svar."))
    if facts["asked_again"]:
        yield from asked_again_lines(scene)
    return None


def _terms_lines(t: Texts, facts: Mapping[str, Any]) -> list[str]:
    """Say who takes a step and by when, where that is not plain."""
    doer, until = Doer(facts.get("doer", Doer.PARTICIPANT)), facts.get("until")
    if doer is Doer.PARTICIPANT and not until:
        return []
    last = [until_text(t, dt.date.fromisoformat(until))] if until else []
    return ["\n".join([who_text(t, doer), *last])]


def _corrected_text(t: Texts, facts: Mapping[str, Any]) -> str:
    # NOTE: Said to somebody who knows a small step that the coach has worded anew. {coach} is the
    # NOTE: coach's name, {day} a date, {words} the step as it is now.
    text = t.gettext("{coach} ändrade ett litet steg {day}. Nu är det så här: {words}")
    return _by_coach(t, facts, text, facts["corrected"])


def _withdrawn_text(t: Texts, facts: Mapping[str, Any]) -> str:
    # NOTE: Said to somebody who knows a small step that the coach has taken back. {coach} is the
    # NOTE: coach's name, {day} a date, {words} the step.
    text = t.gettext("{coach} tog tillbaka ett litet steg {day}: {words}")
    return _by_coach(t, facts, text, facts["withdrawn"])


def _by_coach(t: Texts, facts: Mapping[str, Any], text: str, day: str) -> str:
    # NOTE: In the place of the coach's name, at the beginning of a sentence.
    coach = isolate(facts["by"]) if facts["by"] else t.gettext("Din handledare")
    on = t.date(dt.date.fromisoformat(day))
    return text.format(coach=coach, day=on, words=isolate(shown_words(facts["words"], t)))


def _outcome_ask(t: Texts, text: str) -> Ask:
    return Ask(
        id="how",
        text=text,
        options=tuple(Option(one, own_outcome_label(t, one)) for one in StepOutcome),
        ways=(Way.BACK, Way.PAUSE),
    )


def _help_ask(t: Texts, outcome: StepOutcome) -> Ask:
    if outcome is StepOutcome.NOT_YET:
        # NOTE: Asked kindly about a small step that has not been taken yet; can be skipped.
        text = t.gettext("Vad skulle kunna hjälpa? Skriv med egna ord, om du vill.")
    else:
        # NOTE: Asked about a small step that was taken, or nearly; can be skipped.
        text = t.gettext("Vad hjälpte dig? Skriv med egna ord, om du vill.")
    ways = (Way.BACK, Way.SKIP)
    return Ask(f"helped#{outcome}", text, Kind.TEXT, ways=ways, longest=LONGEST_HELP)


def _step_line(t: Texts, words: str, *, by_coach: bool) -> str:
    if by_coach:
        # NOTE: {words} is a small step that the coach suggested and the person wanted.
        text = t.gettext("Din handledare föreslog: {words}")
    else:
        # NOTE: {words} is the small step that the person chose.
        text = t.gettext("Du valde: {words}")
    return text.format(words=isolate(shown_words(words, t)))


def _comment_line(t: Texts, facts: Mapping[str, Any]) -> str:
    comment = isolate(facts["comment"])
    if not facts.get("coach"):  # it cannot be read, or the talk is of an earlier version
        # NOTE: {comment} is what the coach has written about somebody's small step.
        return t.gettext("Din handledare skriver så här: {comment}").format(comment=comment)
    # NOTE: {coach} is the coach's name; {comment} is what they have written about a small step.
    text = t.gettext("Din handledare {coach} skriver så här: {comment}")
    line = text.format(coach=isolate(facts["coach"]), comment=comment)
    if not facts.get("comment_changed"):
        return line
    # NOTE: Below what the coach has written, when it was changed. {day} is a date.
    changed = t.gettext("Ändrat {day}.")
    day = t.date(dt.date.fromisoformat(facts["comment_changed"]))
    return f"{line}\n{changed.format(day=day)}"


def _thanks(t: Texts, outcome: StepOutcome) -> str:
    match outcome:
        case StepOutcome.DONE:
            # NOTE: Said when a small step is done. Warm, without praise that judges.
            return t.gettext("Tack för att du berättade. Det steget har du tagit.")
        case StepOutcome.ON_THE_WAY:
            return t.gettext("Tack för att du berättade. Du är på väg, i din egen takt.")
        case StepOutcome.NOT_YET:
            return t.gettext("Tack för att du berättade. Det får ta den tid det tar.")
        case StepOutcome.LEFT:
            return t.gettext("Det är helt okej. Tack för att du berättade.")
