"""The stack: what a button belongs to, what opens next, and what shows again."""

import datetime as dt

import pytest

from dialogs.agenda.writing_hours import RESTS_AFTER
from dialogs.engine.ask import Answer, Ask
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import NextDialog
from dialogs.engine.event import Command, Event, Opened, Pressed, Stale
from dialogs.talks.routing import route
from dialogs.talks.stack import (
    Decision,
    GoOn,
    Nothing,
    Open,
    OpenConversation,
    RatingFacts,
    ShowBelow,
    Stack,
)
from tests.scenes import facts_of, scene
from tests.talk import NOW

AGREED = RatingFacts(agreed=True)
MINUTE = dt.timedelta(minutes=1)
RATING, FIRST = NextDialog("rating"), NextDialog("rating", {"first": True})


def lying(number: int, dialog: str, rests: dt.timedelta = MINUTE, **more: bool) -> OpenConversation:
    """Give an open conversation in which something was last said some time ago."""
    return OpenConversation(number, Conversation(dialog, facts_of(dialog)), NOW - rests, **more)


LANGUAGE, PLAN = lying(4, "language"), lying(3, "plan")
WELCOME, MEETING = lying(5, "onboarding"), lying(2, "meeting")
FRESH, OLD = lying(1, "rating", RESTS_AFTER - MINUTE), lying(1, "rating", RESTS_AFTER)


def went_on(one: OpenConversation) -> GoOn:
    return GoOn(OpenConversation(one.id, one.conversation, NOW))


@pytest.mark.parametrize(
    ("stack", "wished", "known", "decision"),
    [
        ((), RATING, AGREED, Open(RATING)),
        ((FRESH,), RATING, AGREED, went_on(FRESH)),
        ((LANGUAGE, FRESH), RATING, AGREED, went_on(FRESH)),
        ((OLD,), RATING, AGREED, Open(RATING, (1,))),
        ((OLD,), RATING, RatingFacts(agreed=True, counts=True), went_on(OLD)),
        ((LANGUAGE, PLAN, MEETING, OLD), RATING, AGREED, Open(RATING, (3, 1))),
        ((WELCOME,), RATING, RatingFacts(agreed=False), ShowBelow(WELCOME)),
        ((LANGUAGE, WELCOME), RATING, RatingFacts(agreed=False), ShowBelow(LANGUAGE)),
        ((), RATING, RatingFacts(agreed=False), Nothing()),
        ((), FIRST, AGREED, Open(FIRST)),
        ((MEETING,), FIRST, RatingFacts(agreed=True, has_rated=True), Nothing()),
        ((), RATING, RatingFacts(agreed=True, has_rated=True), Open(RATING)),
        ((FRESH,), NextDialog("plan"), AGREED, Open(NextDialog("plan"))),
    ],
)
def test_what_a_wish_leads_to(
    stack: tuple[OpenConversation, ...],
    wished: NextDialog,
    known: RatingFacts,
    decision: Decision,
) -> None:
    assert Stack(stack).opening(wished, known, NOW) == decision


def test_only_the_storage_knows_whether_a_rating_counts_that_nobody_touched_for_a_day() -> None:
    assert Stack((PLAN, OLD)).resting_rating(NOW) == OLD
    assert Stack((PLAN, FRESH)).resting_rating(NOW) is None
    assert Stack((PLAN,)).resting_rating(NOW) is None


REMINDER = NextDialog("reminder", {**facts_of("reminder"), "subject": 7})


def test_a_rating_that_falls_due_ends_what_nobody_has_touched() -> None:
    rested, away = lying(1, "rating", RESTS_AFTER), lying(6, "language", put_away=True)
    meeting = lying(2, "meeting", RESTS_AFTER)
    stack = Stack((away, WELCOME, PLAN, meeting, rested))
    assert stack.due(REMINDER, NOW) == Open(REMINDER, (6, 1), put_away=True)
    about_meeting = NextDialog("meeting", {**facts_of("meeting"), "subject": 9})
    assert stack.due(about_meeting, NOW) == Open(about_meeting, put_away=True)


def test_what_is_open_about_the_same_is_not_opened_twice_and_gets_the_new_facts() -> None:
    first = Conversation("reminder", {**REMINDER.facts, "number": 1}, {"due": Answer("start")})
    shown = OpenConversation(3, first, NOW - RESTS_AFTER)
    again = NextDialog("reminder", {**REMINDER.facts, "number": 2})
    decision = Stack((FRESH, shown)).due(again, NOW)
    renewed = Conversation("reminder", again.facts, first.answers)
    assert decision == GoOn(OpenConversation(3, renewed, NOW, put_away=True))
    other = NextDialog("reminder", {**REMINDER.facts, "subject": 8})
    assert Stack((FRESH, shown)).due(other, NOW) == Open(other, put_away=True)


def test_a_button_brings_the_conversation_that_asks_it_to_the_top() -> None:
    def health(conversation_id: int, ask: Ask) -> Event | None:
        fits = (conversation_id, ask.id) == (1, "health#1")
        return Pressed(ask.id, "4") if fits else None

    stack = Stack((LANGUAGE, MEETING, FRESH))
    assert stack.find_asking(health, scene("sv")) == (
        Stack((FRESH, LANGUAGE, MEETING)),
        Pressed("health#1", "4"),
    )
    assert Stack((LANGUAGE,)).find_asking(health, scene("sv")) == (Stack((LANGUAGE,)), Stale())


@pytest.mark.parametrize(
    ("event", "away"),
    [
        (Pressed("health#1", "pause"), [True, False]),
        (Command("pause"), [True, True]),
        (Command("stop"), [True, True]),
        (Opened(), [False, False]),
    ],
)
def test_a_pause_puts_away_the_top_and_a_wish_for_quiet_everything(
    event: Event, away: list[bool]
) -> None:
    stack = Stack((FRESH, MEETING))
    after = stack.after(route(FRESH.conversation, event, scene("sv")), NOW)
    assert [one.put_away for one in after] == away
    assert [one.id for one in after] == [1, 2]
    assert [one.active_at for one in after] == [one.active_at for one in stack]


def test_an_answer_counts_as_a_word_said_now_and_the_last_one_ends_it() -> None:
    stack = Stack((lying(4, "language", RESTS_AFTER, put_away=True), MEETING))
    routed = route(MEETING.conversation, Pressed("coming#0", "cannot"), scene("sv"))
    top = stack.with_top(MEETING).after(routed, NOW).top
    assert top is not None
    assert (top.id, top.active_at, top.put_away) == (2, NOW, False)
    routed = route(MEETING.conversation, Pressed("coming#0", "coming"), scene("sv"))
    left = stack.with_top(MEETING).after(routed, NOW)
    assert [one.id for one in left] == [4]
    assert left.next_of(routed, AGREED, NOW) == ShowBelow(left.conversations[0])
    assert Stack().next_of(routed, AGREED, NOW) == Nothing()


def test_nothing_is_asked_of_somebody_who_has_just_wished_for_quiet() -> None:
    stack = Stack((lying(6, "reminders"), FRESH))
    asked = route(stack.conversations[0].conversation, Pressed("hour", "never"), scene("sv"))
    left = stack.after(asked, NOW)
    assert [one.id for one in left] == [1]
    assert left.next_of(asked, AGREED, NOW) == Nothing()
