"""What happens with a message that is due: for anybody, at any moment."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dialogs.agenda.messages import MessageKind
from dialogs.agenda.obstacle import Obstacle
from dialogs.agenda.send_decision import Addressee, Due, Send, Skip, Wait, send_decision
from dialogs.agenda.writing_hours import DAY, RESTS_AFTER, Rhythm, may_write
from tests.dialogs.agenda.strategies import STOCKHOLM, Free, free_days, moments, rhythms

NINE = Rhythm(STOCKHOLM, 9)
MONDAY = dt.datetime(2027, 3, 1, 9, 0, tzinfo=STOCKHOLM).astimezone(dt.UTC)
LATER = MONDAY + 30 * DAY
around = some.timedeltas(-3 * DAY, 3 * DAY)


@some.composite
def situations(draw: some.DrawFn) -> tuple[Due, Addressee, dt.datetime, Free]:
    """Think up a moment, a message that is due then, and somebody it is for."""
    now, rhythm = draw(moments), draw(rhythms)
    due = Due(
        draw(
            some.sampled_from(
                (
                    MessageKind.RATING,
                    MessageKind.UNFINISHED,
                    MessageKind.STEP,
                    MessageKind.NOTE,
                    MessageKind.MEETING,
                )
            )
        ),
        now + draw(some.timedeltas(-DAY, 40 * DAY)),
        draw(some.booleans()),
        now - draw(some.timedeltas(0 * DAY, 9 * DAY)),
        again=draw(some.booleans()),
    )
    to = Addressee(
        rhythm,
        reachable=draw(some.integers(0, 9)) > 0,
        stopped=draw(some.integers(0, 9)) == 0,
        quiet_until=draw(some.none() | around.map(lambda off: now + off)),
        written_on=draw(some.none() | around.map(lambda off: rhythm.day(now + off))),
        active_at=draw(some.none() | around.map(lambda off: min(now, now + off))),
        said_at=draw(some.none() | around.map(lambda off: min(now, now + off))),
    )
    return due, to, now, draw(free_days())


@settings(deadline=None)
@given(situations())
def test_what_goes_out_hurts_no_rule(found: tuple[Due, Addressee, dt.datetime, Free]) -> None:
    due, to, now, free = found
    if not isinstance(send_decision(due, to, now, free), Send):
        return
    assert now < due.until
    assert to.reachable
    assert not to.stopped
    assert to.quiet_until is None or now >= to.quiet_until
    assert may_write(now, to.rhythm.zone, free)
    if due.kind == "meeting":
        return
    rests = due.kind == "unfinished" and not due.again
    word = to.said_at if rests else to.active_at
    assert word is None or now - word >= RESTS_AFTER
    if not due.as_wished(now):
        assert to.written_on is None or to.written_on < to.rhythm.day(now)
        assert now.astimezone(to.rhythm.zone).hour >= to.rhythm.hour


@settings(deadline=None)
@given(situations())
def test_what_waits_goes_in_the_end_and_in_time(
    found: tuple[Due, Addressee, dt.datetime, Free],
) -> None:
    """Every wait leads further, never beyond the last moment of use, and to a decision."""
    due, to, now, free = found
    for _ in range(12):  # a day noted ahead of the clock is waited out, one at a time
        what = send_decision(due, to, now, free)
        if not isinstance(what, Wait):
            return
        assert now < what.until < due.until
        now, due = what.until, Due(due.kind, due.until, at=what.until)
    raise AssertionError("it waits for ever")


@settings(deadline=None)
@given(situations(), some.timedeltas(0 * DAY, 9 * DAY))
def test_what_is_too_late_now_stays_too_late(
    found: tuple[Due, Addressee, dt.datetime, Free], later: dt.timedelta
) -> None:
    due, to, now, free = found
    if send_decision(due, to, now, free) == Skip(Obstacle.LATE):
        assert not isinstance(send_decision(due, to, now + later, free), Send)


@pytest.mark.parametrize(
    ("local", "goes"),
    [
        ("2027-03-02T07:59", "2027-03-02T09:00"),  # down over night: at the own hour
        ("2027-03-02T08:30", "2027-03-02T09:00"),
        ("2027-03-02T09:00", None),
        ("2027-03-02T19:59", None),
        ("2027-03-02T20:00", "2027-03-03T09:00"),
        ("2027-03-06T20:00", "2027-03-08T09:00"),  # a Sunday lies between
    ],
)
def test_what_comes_late_keeps_to_the_own_hour(local: str, goes: str | None) -> None:
    due = Due(MessageKind.RATING, LATER, at=MONDAY)
    now = dt.datetime.fromisoformat(local).replace(tzinfo=STOCKHOLM)
    what = send_decision(due, Addressee(NINE), now, lambda day: day.weekday() == 6)
    expected = dt.datetime.fromisoformat(goes).replace(tzinfo=STOCKHOLM) if goes else None
    assert what == (Send() if expected is None else Wait(expected.astimezone(dt.UTC)))


def test_a_chosen_moment_may_be_the_second_of_a_day_but_not_when_it_has_passed() -> None:
    at = MONDAY - dt.timedelta(hours=1)  # eight o'clock, before the own hour
    to = Addressee(NINE, written_on=NINE.day(at))
    assert (
        send_decision(Due(MessageKind.RATING, LATER, wished=True, at=at), to, at, lambda _: False)
        == Send()
    )
    two_hours_later = at + dt.timedelta(hours=2)
    late = send_decision(
        Due(MessageKind.RATING, LATER, wished=True, at=at), to, two_hours_later, lambda _: False
    )
    assert late == Wait(MONDAY + DAY)
    assert send_decision(Due(MessageKind.RATING, LATER, at=at), to, at, lambda _: False) == Wait(
        MONDAY + DAY
    )


def test_a_talk_that_is_going_on_is_not_interrupted_and_one_put_away_is() -> None:
    said_at = MONDAY - dt.timedelta(hours=20)
    talking = Addressee(NINE, active_at=said_at, said_at=said_at)
    away = Addressee(NINE, said_at=said_at)
    rating, left = Due(MessageKind.RATING, LATER), Due(MessageKind.UNFINISHED, LATER)
    rested = Wait(said_at + RESTS_AFTER)
    assert send_decision(rating, talking, MONDAY, lambda _: False) == rested
    assert send_decision(rating, away, MONDAY, lambda _: False) == Send()
    assert send_decision(left, away, MONDAY, lambda _: False) == rested, (
        "not before a day has passed"
    )
    again = Due(MessageKind.UNFINISHED, LATER, again=True)
    assert send_decision(again, away, MONDAY, lambda _: False) == Send(), (
        "Telegram could not take it"
    )
    assert send_decision(again, talking, MONDAY, lambda _: False) == rested


def test_a_person_far_away_has_their_own_night() -> None:
    tokyo = Rhythm(ZoneInfo("Asia/Tokyo"), 9)
    evening_there = dt.datetime(2027, 3, 1, 12, 0, tzinfo=dt.UTC)  # 13:00 in Stockholm
    what = send_decision(
        Due(MessageKind.RATING, LATER), Addressee(tokyo), evening_there, lambda _: False
    )
    assert what == Wait(dt.datetime(2027, 3, 2, 0, 0, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("died", "last_day", "kind", "why"),
    [
        (True, None, MessageKind.MEETING, Obstacle.DECEASED),
        (False, -1, MessageKind.STEP, Obstacle.LEFT),
        (False, -1, MessageKind.MEETING, None),
        (False, 0, MessageKind.STEP, None),
    ],
)
def test_nothing_goes_after_the_last_day_and_nothing_at_all_to_the_dead(
    died: bool, last_day: int | None, kind: MessageKind, why: Obstacle | None
) -> None:
    now = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
    last = None if last_day is None else NINE.day(now) + last_day * DAY
    due = Due(kind, now + DAY, last_day=last)
    what = send_decision(due, Addressee(NINE, has_died=died), now, lambda _: False)
    assert what == (Skip(why) if why else Send())
