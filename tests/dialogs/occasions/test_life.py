"""The life of an occasion: whatever happens in whatever order, these rules hold."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dialogs.agenda.plan import Plan
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import DAY, Rhythm
from dialogs.occasions import life
from dialogs.occasions.agenda import Agenda
from dialogs.occasions.coach_word import (
    coach_reasons,
    has_coach_reason,
    settle,
    take_back_reason,
)
from dialogs.occasions.exits import set_exit
from dialogs.occasions.occasion import (
    ASKABLE,
    COACH_REASONS,
    DONE,
    ELSEWHERE_REASONS,
    REGULAR,
    SETTLED,
    OccasionState,
    OccasionStatus,
    Reason,
)
from dialogs.occasions.replanning import change_plan, in_zone, resume

START = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
STOCKHOLM, BANGKOK = ZoneInfo("Europe/Stockholm"), ZoneInfo("Asia/Bangkok")
P, D, R, S, L, M, F = (
    OccasionStatus.PLANNED,
    OccasionStatus.DUE,
    OccasionStatus.REMINDED,
    OccasionStatus.STARTED,
    OccasionStatus.LATE_DONE,
    OccasionStatus.MISSED,
    OccasionStatus.WITHOUT_FIGURES,
)
# The arrows of the diagram in dialogs/occasions/life.py.
ARROWS = {
    *((one, S) for one in (P, D, R, M)),
    *((one, M) for one in (P, D, R, S)),
    *((S, done) for done in DONE),
    *((M, back) for back in (P, D, R)),
    *((one, S) for one in DONE),
    # The coach's word: made elsewhere, but its figures are not here.
    *((one, F) for one in (P, D, R, S, M)),
    *((F, back) for back in (P, D, R, S, M)),
    # A half that was finished after all.
    *((one, done) for one in (M, F) for done in DONE),
    (P, D),
    (P, R),
    (D, R),
}


def is_free(day: dt.date) -> bool:
    return day.weekday() == 6


class Life(RuleBasedStateMachine):
    """One person's agenda, with everything that can be done to it."""

    @initialize(hour=st.sampled_from((8, 9, 12, 17)))
    def enrols(self, hour: int) -> None:
        self.now = START
        timing = Timing(Plan(), Rhythm(STOCKHOLM, hour), is_free)
        self.agenda = life.enrol(Agenda(timing, timing.rhythm.day(START)), START)
        assert [one.kind for one in self.agenda.occasions] == ["enrolment", "three-month"]
        self.ratings = 0

    def becomes(self, after: Agenda) -> None:
        was = {one.id: one.status for one in self.agenda.occasions}
        for one in after.occasions:
            before = was.get(one.id, one.status)
            assert before == one.status or (before, one.status) in ARROWS, (before, one.status)
        self.agenda = after

    def pick(self, data: st.DataObject, holds: Callable[[OccasionState], bool]) -> int | None:
        ids = [one.id for one in self.agenda.occasions if holds(one)]
        return data.draw(st.sampled_from(ids)) if ids else None

    @rule(days=st.integers(1, 45), hours=st.integers(0, 23))
    def time_goes_on(self, days: int, hours: int) -> None:
        self.now += days * DAY + dt.timedelta(hours=hours)
        self.becomes(life.miss_ended(self.agenda, self.now, None))
        for one in self.agenda.occasions:
            self.becomes(life.fall_due(self.agenda, one.id, self.now))

    @rule(data=st.data())
    def a_message_goes_out(self, data: st.DataObject) -> None:
        id_ = self.pick(data, lambda one: (one.rating.planned_at or NEVER) <= self.now)
        if id_ is None:
            return
        self.becomes(life.fall_due(self.agenda, id_, self.now))
        before = self.agenda.occasion(id_)
        self.becomes(life.message_sent(self.agenda, id_, self.now))
        after = self.agenda.occasion(id_)
        if before.status in ASKABLE:
            assert after.asking.asked == before.asking.asked + 1
            assert after.asking.silent <= max(before.asking.silent + 1, 3)

    @rule()
    def begins(self) -> None:
        self.ratings += 1
        after, first = life.begin(self.agenda, self.ratings, self.now)
        self.becomes(after)
        assert first.rating_id == self.ratings
        assert first.can_serve(self.agenda.today(self.now))

    @precondition(lambda self: self.ratings)
    @rule(data=st.data(), takes_back=st.booleans())
    def finishes(self, data: st.DataObject, *, takes_back: bool) -> None:
        rating = data.draw(st.integers(1, self.ratings))

        def ended(one: OccasionState) -> OccasionState:
            return life.take_back(one) if takes_back else life.finish(one, self.now)

        self.becomes(self.agenda.where(lambda one: one.rating_id == rating, ended))

    @rule(data=st.data(), wish=st.sampled_from(("today", "tomorrow", "week", "no")))
    def answers_a_reminder(self, data: st.DataObject, wish: str) -> None:
        id_ = self.pick(data, lambda _: True)
        if id_ is None:
            return
        if wish == "no":
            self.becomes(life.decline(self.agenda, id_, self.now))
        else:
            self.becomes(life.postpone(self.agenda, id_, wish, self.now))

    @rule(data=st.data(), reason=st.sampled_from(COACH_REASONS))
    def the_coach_settles(self, data: st.DataObject, reason: Reason) -> None:
        today = self.agenda.today(self.now)
        id_ = self.pick(data, lambda one: reason in coach_reasons(one, today))
        if id_ is not None:
            self.becomes(settle(self.agenda, id_, reason, self.now))
            one = self.agenda.occasion(id_)
            assert one.reason is reason
            assert one.status is (F if reason in ELSEWHERE_REASONS else M)

    @rule(data=st.data())
    def the_coach_takes_it_back(self, data: st.DataObject) -> None:
        id_ = self.pick(data, has_coach_reason)
        if id_ is not None:
            self.becomes(take_back_reason(self.agenda, id_, self.now))
            one = self.agenda.occasion(id_)
            assert one.reason in (None, Reason.EXIT)
            assert one.status not in (*DONE, F)

    @rule(data=st.data())
    def the_coach_asks(self, data: st.DataObject) -> None:
        id_ = self.pick(data, lambda one: one.is_waiting(self.now) or one.status is S)
        if id_ is None:
            after, _ = life.ask_extra(self.agenda, self.now)
            self.becomes(after)
        else:
            self.becomes(life.ask_now(self.agenda, id_, self.now))

    @rule(days=st.integers(-20, 200), rate=st.booleans())
    def an_exit_is_set(self, days: int, *, rate: bool) -> None:
        on = self.agenda.today(self.now) + days * DAY
        self.becomes(set_exit(self.agenda, on, self.now, rate=rate))

    @rule()
    def the_exit_is_off(self) -> None:
        self.becomes(set_exit(self.agenda, None, self.now))

    @rule(every=st.sampled_from((2, 3, 6)))
    def the_plan_changes(self, every: int) -> None:
        plan = Plan(every=every, follow_up=6, before=10, after=20)
        agenda = replace(self.agenda, when=replace(self.agenda.when, plan=plan))
        asked = {one.id: one.asking for one in self.agenda.occasions}
        self.becomes(change_plan(agenda, self.now))
        assert all(asked.get(one.id, one.asking) == one.asking for one in self.agenda.occasions)

    @rule(hour=st.sampled_from((8, 12, 17)))
    def comes_back(self, hour: int) -> None:
        when = replace(self.agenda.when, rhythm=replace(self.agenda.when.rhythm, hour=hour))
        self.becomes(resume(replace(self.agenda, when=when), self.now))

    @rule(zone=st.sampled_from((STOCKHOLM, BANGKOK)))
    def moves(self, zone: ZoneInfo) -> None:
        when = replace(self.agenda.when, rhythm=replace(self.agenda.when.rhythm, zone=zone))
        agenda = replace(self.agenda, when=when)
        self.becomes(agenda.where(lambda _: True, lambda one: in_zone(one, zone)))

    @invariant()
    def nothing_is_said_about_what_is_settled(self) -> None:
        for one in self.agenda.occasions:
            if one.status in SETTLED:
                assert one.settled_at is not None
                assert not one.rating.pending
            else:
                assert one.settled_at is None
                assert (one.reason in ELSEWHERE_REASONS) is (one.status is F)
                assert one.reason is None or one.status is F
                assert one.status is not F or not (one.rating.pending or one.unfinished.pending)

    @invariant()
    def what_is_planned_comes_in_time(self) -> None:
        for one in self.agenda.occasions:
            at = one.rating.planned_at
            if at is not None and at >= one.closes_at:
                assert one.window.closes_on >= self.agenda.today(at) - DAY  # the zone has changed

    @invariant()
    def a_rating_serves_what_is_started(self) -> None:
        for one in self.agenda.occasions:
            assert one.status is not S or one.rating_id is not None
            assert one.rating.planned_at is None or one.status in ASKABLE

    @invariant()
    def one_regular_occasion_is_ahead(self) -> None:
        occasions = self.agenda.occasions
        ahead = [one for one in occasions if one.kind in REGULAR and one.status is P]
        assert len(ahead) <= 1 or self.agenda.exit_on is not None
        names = [(one.kind, one.window.number) for one in occasions]
        assert len(names) == len(set(names))
        days = [one.due_on for one in occasions]
        assert days == sorted(days)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
