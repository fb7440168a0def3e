"""The practice before a rating for whoever listens: a question about coffee, and both ends."""

from collections import Counter
from collections.abc import Generator

from dialogs.engine.ask import Answer, Ask, Kind, Option, Way
from dialogs.engine.effect import Practised
from dialogs.engine.replay import Beat
from dialogs.engine.reply import Say
from dialogs.instruments.answer_mode import PracticeOutcome
from dialogs.ratings.scale import PARTED, press_on_scale
from dialogs.texts import Texts

MOST_TRIES = 2
"""How often an end is asked for: more is a test, and nobody came for one."""


def practice(
    t: Texts, rating: int, rounds: Counter[str], presses: int
) -> Generator[Beat, Answer, None]:
    """Ask how much somebody likes coffee, then which answer stands for each end."""
    # NOTE: Said to somebody who listens, before the practice question.
    yield Say(t.gettext("Först en liten övning. Den räknas inte."))
    outcome = yield from _outcome(t, rounds, presses)
    yield Practised("practice", rating, outcome)
    if outcome is PracticeOutcome.UNCLEAR:
        # NOTE: Said after the practice, where the ends of the scale were not found. No blame.
        yield Say(t.gettext("Det gör inget. Du kan be någon visa dig."))
    # NOTE: Said after the practice, before the first question.
    yield Say(t.gettext("Nu kommer frågorna om dig."))


def _outcome(
    t: Texts, rounds: Counter[str], presses: int
) -> Generator[Beat, Answer, PracticeOutcome]:
    # NOTE: A practice question for somebody who listens; the answer is not kept.
    liking = t.gettext("Hur mycket tycker du om kaffe?")
    own = yield from press_on_scale(t, _ask(t, "practice.own", liking), rounds, presses)
    if own.way:
        return PracticeOutcome.SKIPPED
    # NOTE: Practice: which of the five answers fits somebody else.
    least = t.gettext("Någon annan tycker inte alls om kaffe. Vad trycker den personen på?")
    # NOTE: Said where the answer to that was another one. The picture is an empty one.
    is_empty = t.gettext("Den tomma bilden betyder: inte alls.")
    # NOTE: Practice: which of the five answers fits somebody else.
    most = t.gettext("Någon annan tycker väldigt mycket om kaffe. Vad trycker den personen på?")
    # NOTE: Said where the answer to that was another one. The picture is a full one.
    is_full = t.gettext("Den fulla bilden betyder: väldigt mycket.")
    found = []
    for ask, end, told in (
        (_ask(t, "practice.least", least), 1, is_empty),
        (_ask(t, "practice.most", most), PARTED, is_full),
    ):
        outcome = yield from _find_end(t, ask, end, told, rounds, presses)
        if outcome is PracticeOutcome.SKIPPED:
            return outcome
        found.append(outcome)
    clear = all(one is PracticeOutcome.UNDERSTOOD for one in found)
    return PracticeOutcome.UNDERSTOOD if clear else PracticeOutcome.UNCLEAR


def _find_end(
    t: Texts, ask: Ask, end: int, told: str, rounds: Counter[str], presses: int
) -> Generator[Beat, Answer, PracticeOutcome]:
    """Ask for an end of the scale, and say which it is where it was not found."""
    for tries in range(1, MOST_TRIES + 1):
        pressed = yield from press_on_scale(t, ask, rounds, presses)
        if pressed.way:
            return PracticeOutcome.SKIPPED
        if pressed.value == end:
            return PracticeOutcome.UNDERSTOOD
        yield Say(told)
        if tries < MOST_TRIES:
            # NOTE: Practice: the same question comes once more.
            yield Say(t.gettext("Vi provar en gång till."))
    return PracticeOutcome.UNCLEAR


def _ask(t: Texts, base: str, text: str) -> Ask:
    # NOTE: The five answers to "How much do you like coffee?", from least to most.
    anchors = (
        t.pgettext("coffee", "Inte alls"),
        t.pgettext("coffee", "Lite"),
        t.pgettext("coffee", "Ganska mycket"),
        t.pgettext("coffee", "Mycket"),
        t.pgettext("coffee", "Väldigt mycket"),
    )
    return Ask(
        id=base,
        text=text,
        kind=Kind.SCALE,
        options=tuple(
            Option(str(point), anchor, level=point) for point, anchor in enumerate(anchors, start=1)
        ),
        ways=(Way.BACK, Way.SKIP, Way.PAUSE),
        points=PARTED,
    )
