"""The talk about the shared plan: is it still so? Whoever wants to changes one thing after another.

What is changed is stored at once; so no way leads back behind it, and it can be changed again.
"""

import datetime as dt
from collections import Counter
from collections.abc import Generator
from dataclasses import replace

from dialogs.agenda.answers import Doer, StepOutcome
from dialogs.agenda.goals import GoalWorded, StepChanged
from dialogs.engine.ask import Answer, Ask, Kind, Option, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import NextDialog, StepReviewed
from dialogs.engine.replay import Beat, Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.instruments.instrument import Instrument
from dialogs.labels.answers import doer_label
from dialogs.ratings.scale import next_ask_id
from dialogs.shared_plan.plan import (
    END,
    LONGEST_GOAL,
    Goal,
    PlanStep,
    SharedPlan,
    goal_lines,
    step_lines,
)
from dialogs.steps.choice import DAYS, LONGEST_STEP, day_options
from dialogs.texts import Texts, isolate
from dialogs.words.spoken import shown_words

MOST_CHANGES = 30
"""How often a plan can be changed in one talk: each turn replays them all."""
Changed = Generator[Beat, Answer, SharedPlan]


def shared_plan(scene: Scene, conversation: Conversation) -> Play:
    """Show the plan and ask whether it is still so; let it be changed.

    Facts: ``instrument``, whose areas it has; ``plan`` (``SharedPlan.to_json``); ``today``.
    """
    facts, t = conversation.facts, scene.texts
    instrument = scene.instruments.get(facts["instrument"])
    if instrument is None:
        return None
    plan, today = SharedPlan.from_json(facts["plan"]), dt.date.fromisoformat(facts["today"])
    rounds: Counter[str] = Counter()
    while True:
        if plan.goals:
            yield Say("\n".join(goal_lines(t, plan, instrument)))
        if plan.steps:
            yield Say("\n".join(step_lines(t, plan.steps)))
        wish = (yield _menu(t, plan, rounds)).key
        before = plan
        match wish:
            case "done":
                if plan:
                    # NOTE: Said when somebody has looked at their plan.
                    yield Say(t.gettext("Fint. Du hittar din plan i menyn när du vill."))
                return None
            case "add":
                return NextDialog("plan", {"instrument": instrument.id})
            case "goal":
                plan = yield from _change_goal(t, instrument, plan, END, rounds, today)
            case "area":
                area = (yield _area_ask(t, instrument, rounds)).key
                if area != "none":
                    plan = yield from _change_goal(t, instrument, plan, area, rounds, today)
            case _:
                plan = yield from _change_step(t, plan, rounds, today)
        if plan != before:
            # NOTE: Said when somebody has changed their plan. It is shown below as it is now.
            yield Say(t.gettext("Fint, det är sparat. Din handledare kan se din plan."))


def _menu(t: Texts, plan: SharedPlan, rounds: Counter[str]) -> Ask:
    is_enough = rounds["plan"] >= MOST_CHANGES
    # NOTE: Answers to whether a plan is still so. Each but the first changes one thing. Short.
    done = Option("done", t.gettext("Ja, den stämmer") if plan else t.gettext("Inte nu"))
    changes = [
        Option(
            "goal", t.gettext("Ändra målet") if END in plan.goals else t.gettext("Skriv ett mål")
        ),
        # NOTE: An answer: word a goal in one of the six areas, or word it anew. Short.
        Option("area", t.gettext("Skriv ett delmål")),
        *([Option("step", t.gettext("Ändra ett steg"))] if plan.steps else []),
        Option("add", t.gettext("Lägg till ett steg")),
    ]
    if plan:
        # NOTE: Asked below somebody's plan, now and then.
        text = t.gettext("Det här är din plan. Stämmer den fortfarande?")
    else:
        # NOTE: To somebody who has looked for their plan.
        text = t.gettext("Du har ingen plan än. Den kan börja med ett mål.")
    return Ask(
        id=next_ask_id("plan", rounds),
        text=text,
        options=(done, *([] if is_enough else changes)),
        no_longer=tuple(one.key for one in changes) if is_enough else (),
    )


def _area_ask(t: Texts, instrument: Instrument, rounds: Counter[str]) -> Ask:
    areas = (
        Option(item.id, instrument.label(item, t), drawing=item.drawing)
        for item in instrument.items
    )
    return Ask(
        id=next_ask_id("area", rounds),
        # NOTE: Asked before a goal in one area, with the areas (Health, Time …) as answers.
        text=t.gettext("Vilket område gäller delmålet?"),
        options=(*areas, _as_it_is(t)),
    )


def _as_it_is(t: Texts) -> Option:
    # NOTE: An answer: nothing of the plan is to be changed. Short.
    return Option("none", t.gettext("Låt det vara som det är"))


def _change_goal(
    t: Texts,
    instrument: Instrument,
    plan: SharedPlan,
    item: str,
    rounds: Counter[str],
    today: dt.date,
) -> Changed:
    """Word a goal, or take it away."""
    if item == END:
        # NOTE: Asks for the goal of a plan, for instance a job or an education.
        text = t.gettext("Vad vill du nå? Skriv med egna ord.")
    else:
        # NOTE: Asks for a goal in one area. {area}: Health, Time …
        text = t.gettext("{area}: vad vill du nå där? Skriv med egna ord.")
        text = text.format(area=instrument.label(instrument.item(item), t))
    # NOTE: An answer: a goal of the plan is to stand there no more. Short.
    away = [Option("away", t.gettext("Ta bort målet"))] if item in plan.goals else []
    ask_id = next_ask_id(f"goal.{item}" if item else "goal", rounds)
    said = yield Ask(
        ask_id, text, Kind.TEXT, (*away, _as_it_is(t)), (Way.BACK,), longest=LONGEST_GOAL
    )
    if said.key == "none":
        return plan
    yield GoalWorded(ask_id, instrument.id, item, said.words)
    others = {area: goal for area, goal in plan.goals.items() if area != item}
    return replace(plan, goals={**others, item: Goal(said.words, today)} if said.words else others)


def _change_step(t: Texts, plan: SharedPlan, rounds: Counter[str], today: dt.date) -> Changed:
    """Choose a step, and what is to be changed of it."""
    step = plan.steps[0]
    if len(plan.steps) > 1:
        which = (yield _which_step(t, plan, rounds)).key
        found = next((one for one in plan.steps if str(one.id) == which), None)
        if found is None:
            return plan
        step = found
    wish = (yield _step_menu(t, step, rounds)).key
    if wish in (StepOutcome.DONE, StepOutcome.LEFT):
        yield StepReviewed(next_ask_id("over", rounds), step.id, StepOutcome(wish))
        return replace(plan, steps=[one for one in plan.steps if one is not step])
    if wish == "none":
        return plan
    now = yield from _changed_step(t, step, wish, rounds, today)
    return replace(plan, steps=[now if one is step else one for one in plan.steps])


def _changed_step(
    t: Texts, step: PlanStep, wish: str, rounds: Counter[str], today: dt.date
) -> Generator[Beat, Answer, PlanStep]:
    ask_id = next_ask_id(wish, rounds)
    match wish:
        case "who":
            options = tuple(Option(one, doer_label(t, one)) for one in Doer)
            # NOTE: Asks who is to do a step of the plan; the answers are You, Your coach …
            ask = Ask(ask_id, t.gettext("Vem gör det?"), options=options, ways=(Way.BACK,))
            doer = Doer((yield ask).key)
            yield StepChanged(ask_id, step.id, doer=doer)
            return replace(step, doer=doer)
        case "when":
            # NOTE: Asks by when a step of the plan is to be done.
            text = t.gettext("När ska det vara gjort?")
            ask = Ask(ask_id, text, options=day_options(t), ways=(Way.BACK,))
            days = DAYS[(yield ask).key]
            yield StepChanged(ask_id, step.id, dated=True, days=days)
            return replace(step, until=None if days is None else today + dt.timedelta(days=days))
        case _:
            # NOTE: Asks for a step of the plan in other words.
            text = t.gettext("Hur vill du säga det i stället? Skriv med egna ord.")
            ask = Ask(ask_id, text, Kind.TEXT, (_as_it_is(t),), (Way.BACK,), longest=LONGEST_STEP)
            words = (yield ask).words
            if not words:
                return step
            yield StepChanged(ask_id, step.id, words)
            return replace(step, words=words)


def _which_step(t: Texts, plan: SharedPlan, rounds: Counter[str]) -> Ask:
    options = (
        # NOTE: An answer: a step of the plan by its number, as it stands above. Short.
        Option(str(step.id), t.gettext("Steg {number}").format(number=t.number(number)))
        for number, step in enumerate(plan.steps, start=1)
    )
    return Ask(
        id=next_ask_id("which", rounds),
        text=t.gettext("Vilket steg vill du ändra?"),
        options=(*options, _as_it_is(t)),
    )


def _step_menu(t: Texts, step: PlanStep, rounds: Counter[str]) -> Ask:
    # NOTE: {words} is the small step that somebody chose, in their own words.
    yours = t.gettext("Ditt steg: {words}").format(words=isolate(shown_words(step.words, t)))
    # NOTE: Asked about a step of the plan, which stands above.
    what = t.gettext("Vad vill du ändra?")
    return Ask(
        id=next_ask_id("step", rounds),
        text=f"{yours}\n\n{what}",
        options=(
            # NOTE: Answers to what is to be changed of a step of the plan. Short.
            Option("words", t.gettext("Orden")),
            Option("who", t.gettext("Vem som gör det")),
            Option("when", t.gettext("När det ska vara gjort")),
            Option(StepOutcome.DONE, t.gettext("Det är klart")),
            Option(StepOutcome.LEFT, t.gettext("Jag vill inte ha kvar det")),
            _as_it_is(t),
        ),
    )
