"""Small steps: after the star, one to choose or to leave."""

from collections.abc import Iterator, Mapping, Sequence

from dialogs.agenda.answers import StepOutcome
from dialogs.engine.ask import Ask, Kind, Option, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import StepPlanned
from dialogs.engine.replay import Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.instruments.instrument import Instrument, Item
from dialogs.texts import Texts, isolate
from dialogs.words.spoken import shown_words

LONGEST_STEP = 300
DAYS = {"week": 7, "fortnight": 14, "month": 30, "never": None}
"""When to look at a step again, in days."""


def step_choice(scene: Scene, conversation: Conversation) -> Play:
    """Choose an area and one small step in it, or leave it. Facts: ``instrument``."""
    instrument = scene.instruments.get(conversation.facts["instrument"])
    if instrument is None:
        return None
    t = scene.texts
    area = yield _area(t, instrument)
    if area.key == "none":
        yield Say(_no_step_text(t))
        return None
    item = instrument.item(area.key)
    said = yield _words(t, instrument, item)
    if said.key == "none":
        yield Say(_no_step_text(t))
        return None
    words = said.words or instrument.suggestions(item, t)[int(said.key) - 1]
    # NOTE: {words} is the small step that somebody chose, in their own words.
    yours = t.gettext("Ditt steg: {words}").format(words=isolate(shown_words(words, t)))
    again = again_ask(t, ("week", "fortnight", "month", "never"), above=yours)
    days = DAYS[(yield again).key]
    yield StepPlanned("step", item.id, words, days)
    # NOTE: Said when somebody has chosen a small step, which stands above.
    saved = t.gettext("Fint, det är sparat. Din handledare kan se ditt steg.")
    yield Say(f"{yours}\n{saved}")
    if days is not None:
        yield from asked_again_lines(scene)
    return None


def asked_again_lines(scene: Scene) -> Iterator[Say]:
    """Say how the person is asked about a step on its day; nothing where they are not."""
    t = scene.texts
    if scene.quiet:
        return
    if scene.knocks:
        # NOTE: Said after a small step was chosen: when the chosen day comes, the bot asks.
        yield Say(t.gettext("Jag frågar hur det har gått när det är dags."))
    else:
        # NOTE: Said after a small step and a day for it were chosen, to somebody whom nothing tells
        # that the day has come; which day it is stands below.
        yield Say(t.gettext("Titta in igen den dagen, så frågar jag hur det har gått."))


def _area(t: Texts, instrument: Instrument) -> Ask:
    areas = (
        Option(item.id, instrument.label(item, t), drawing=item.drawing)
        for item in instrument.items
    )
    lines = (
        # NOTE: Above the question after the star. A small step is for instance a short walk.
        t.gettext("Om du vill kan du välja ett litet steg att ta."),
        # NOTE: Asked below the star, with the areas (Health, Time …) as answers.
        t.gettext("Vilket område vill du börja med?"),
    )
    # NOTE: An answer beside the areas: I do not want to choose a step now. Short.
    later = Option("none", t.gettext("Inte nu"))
    return Ask("area", "\n\n".join(lines), options=(*areas, later), ways=(Way.BACK,))


def _words(t: Texts, instrument: Instrument, item: Item) -> Ask:
    suggestions = instrument.suggestions(item, t)
    # NOTE: Asks for one small step; suggestions stand below as buttons.
    choose = t.gettext("Vad kan vara ett litet steg för dig? Välj ett, eller skriv med egna ord.")
    # NOTE: Asks for one small step, in the person's own words.
    write = t.gettext("Vad kan vara ett litet steg för dig? Skriv med egna ord.")
    options = [Option(str(place), words) for place, words in enumerate(suggestions, start=1)]
    # NOTE: A button: I do not want to take any small step now. Short.
    options.append(Option("none", t.gettext("Inget just nu")))
    return Ask(
        id=f"words#{item.id}",
        text=choose if suggestions else write,
        kind=Kind.TEXT,
        options=tuple(options),
        ways=(Way.BACK,),
        longest=LONGEST_STEP,
    )


def again_ask(t: Texts, keys: Sequence[str], above: str = "") -> Ask:
    """Ask when to look at a step again, named ``above``; ``keys`` of ``DAYS`` are offered."""
    # NOTE: Asks when the bot is to ask how a small step has gone.
    when = t.gettext("När ska vi titta på det igen?")
    return Ask(
        id="again",
        text=f"{above}\n\n{when}" if above else when,
        options=day_options(t, keys),
        ways=(Way.BACK,),
    )


def day_options(t: Texts, keys: Sequence[str] = tuple(DAYS)) -> tuple[Option, ...]:
    """Offer days, ``keys`` of ``DAYS``, as answers."""
    # NOTE: Answers to when we look at a small step again, or when it is to be done. Short.
    labels = {
        "week": t.gettext("Om en vecka"),
        "fortnight": t.gettext("Om två veckor"),
        "month": t.gettext("Om en månad"),
        "never": t.gettext("Det behövs inte"),
    }
    return tuple(Option(key, labels[key]) for key in keys)


def steps_text(t: Texts, steps: Sequence[Mapping[str, str]]) -> str:
    """Tell of the steps since the last star, one a line: {``words``, ``outcome`` or ""}."""
    # NOTE: Stands below the new star, above the small steps chosen since the one before.
    lines = [t.gettext("Dina steg sedan förra stjärnan:")]
    for step in steps:
        words = isolate(shown_words(step["words"], t))
        match step["outcome"]:
            case StepOutcome.DONE:
                # NOTE: One small step in the person's own words, and that it is done.
                lines.append(t.gettext("{words} – klart").format(words=words))
            case StepOutcome.ON_THE_WAY:
                # NOTE: One small step in the person's own words, and that it is on its way.
                lines.append(t.gettext("{words} – på väg").format(words=words))
            case _:
                lines.append(words)
    return "\n".join(lines)


def _no_step_text(t: Texts) -> str:
    # NOTE: Said when somebody does not want to choose a small step. No pressure.
    return t.gettext("Det är helt okej. Du kan prata med din handledare om det när du vill.")
