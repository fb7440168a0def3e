"""A person of the reference: what the rules make of all that they and their coach do.

Written from the words of the rules, not from the program; nothing of the program is used here.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from tests.bot.reminding.year.rules import (
    DAY,
    HOUR,
    Message,
    Occasion,
    Talk,
    months_later,
    not_red,
    red,
)
from tests.bot.reminding.year.script import PARTS_OF_DAY, Somebody


class Person:
    """One person, as far as the rules know them."""

    def __init__(self, who: Somebody) -> None:
        self.chat, self.zone, self.own_hour = who.chat, ZoneInfo(who.zone), 9
        self.log: list[Message] = []
        self.occasions: list[Occasion] = []
        self.talk: Talk | None = None
        self.about: Occasion | None = None
        self.quiet_until: dt.datetime | None = None
        self.stopped = self.blocked = self.refuses = False
        self.written_on = self.not_before = dt.date(1, 1, 1)

    def does(self, word: str, now: dt.datetime) -> None:
        """Do one thing: say a word, or let it befall the person."""
        if word.startswith("("):
            self.befalls(word, now)
        elif word in PARTS_OF_DAY or word in ("/pause", "/stop"):
            self.wants_quiet_or_not(word, now)
        elif word in ("Senare i dag", "I morgon", "Om en vecka", "Inte den här gången"):
            if self.about and self.about.state == "waiting":
                self.reacts(word, self.about, now)
        else:
            self.rates(word, now)

    def rates(self, word: str, now: dt.datetime) -> None:
        today = now.astimezone(self.zone).date()
        if word in ("Börja nu", "/rating"):
            self.begins(today, now)
        elif word == "3" and self.talk and self.talk.answers < 6:
            self.answers(self.talk, today, now)
        elif word == "Ja, det stämmer" and self.talk and self.talk.answers == 6:
            self.talk = None
        elif word == "Senare" and self.talk:
            self.talk.put_away = True

    def reacts(self, word: str, asked: Occasion, now: dt.datetime) -> None:
        if word == "Inte den här gången":
            asked.state, asked.reason = "missed", "declined"
        else:
            asked.streak, asked.dropped = [], False
            asked.chosen = self.moment_meant(word, now)

    def wants_quiet_or_not(self, word: str, now: dt.datetime) -> None:
        if word in PARTS_OF_DAY:
            self.own_hour = PARTS_OF_DAY[word]
            self.stopped, self.quiet_until = False, None
            self.resumes(now)
        else:
            self.stopped = word == "/stop"
            self.quiet_until = now + 7 * DAY if word == "/pause" else None
            if self.talk:
                self.talk.put_away = True

    def befalls(self, what: str, now: dt.datetime) -> None:
        today = now.astimezone(self.zone).date()
        if what == "(enrols)":
            self.enrols(today, now)
        elif what.startswith("(enrolled at "):
            self.enrols(today, now)
            self.own_hour = int(what[13:-1])
            self.occasions[0].state, self.talk = "done", None
        elif what.startswith("(blocks"):
            self.refuses = True
            self.blocked = "unheard" not in what
        elif what == "(unblocks)":
            knew, self.refuses, self.blocked = self.blocked, False, False
            if knew:
                self.resumes(now)
        elif what.startswith("(exit "):
            self.leaves(dt.date.fromisoformat(what[6:-1]))
        elif what.startswith("(moves "):
            self.zone = ZoneInfo(what[7:-1])
            self.waits_for_own_hour(now)

    def enrols(self, today: dt.date, now: dt.datetime) -> None:
        first = Occasion("enrolment", 0, today, today, today + 30 * DAY, "started")
        self.occasions = [first]
        for months in (3, 6, 9, 12):
            kind = "three-month" if months in (3, 9) else "six-month"
            due = months_later(today, months)
            coming = Occasion(kind, months, due - 14 * DAY, due, due + 30 * DAY)
            self.occasions.append(coming)
        self.talk = Talk([first], now)

    def begins(self, today: dt.date, now: dt.datetime) -> None:
        talk = self.talk
        counts = talk and any(one.state == "started" and today <= one.closes for one in talk.serves)
        if talk and (counts or now - talk.said_at < DAY):
            talk.said_at, talk.put_away = now, False
            return
        serves = [
            one
            for one in self.occasions
            if one.opens <= today <= one.closes and one.state not in ("done", "late-done")
        ]
        if not serves:
            number = 1 + sum(one.kind == "extra" for one in self.occasions)
            serves = [Occasion("extra", number, today, today, today + 30 * DAY)]
            self.occasions += serves
        for one in serves:
            one.state, one.reason = "started", None
        self.talk = Talk(serves, now)

    def answers(self, talk: Talk, today: dt.date, now: dt.datetime) -> None:
        talk.answers += 1
        talk.said_at, talk.put_away = now, False
        if talk.answers == 6:
            for one in talk.serves:
                one.state = "done" if today <= one.closes else "late-done"
                one.reason = None

    def moment_meant(self, word: str, now: dt.datetime) -> dt.datetime:
        today = now.astimezone(self.zone).date()
        soon = now + 3 * HOUR
        later_today = soon.astimezone(self.zone).date() == today
        if word == "Senare i dag" and later_today and self.may_be_written_to(soon):
            return soon
        day = not_red(today + (7 * DAY if word == "Om en vecka" else DAY))
        return dt.datetime(day.year, day.month, day.day, self.own_hour, tzinfo=self.zone)

    def resumes(self, now: dt.datetime) -> None:
        """Somebody is back: what was dropped is asked about, as if for the first time.

        So is what they had left half-way.
        """
        self.waits_for_own_hour(now)
        for one in self.occasions:
            if one.state == "waiting" and one.dropped and not one.silenced:
                one.dropped, one.streak, one.chosen = False, [], None
        if self.talk and self.talk.dropped:
            self.talk.dropped = self.talk.told = False

    def waits_for_own_hour(self, now: dt.datetime) -> None:
        local = now.astimezone(self.zone)
        past = local.hour >= self.own_hour
        self.not_before = local.date() + DAY if past else local.date()

    def leaves(self, day: dt.date) -> None:
        """The coach sets the exit: what is close before it and what comes after gives way."""
        for one in list(self.occasions):
            if one.state == "coming" and one.due >= day - 14 * DAY:
                self.occasions.remove(one)
            elif one.state == "waiting" and one.due > day:
                one.state, one.reason = "missed", "exit"
            elif one.state == "waiting" and one.due >= day - 14 * DAY:
                one.silenced = True
        self.occasions.append(Occasion("exit", 0, day - 14 * DAY, day, day + 30 * DAY))

    def may_be_written_to(self, now: dt.datetime) -> bool:
        local = now.astimezone(self.zone)
        return 8 <= local.hour < 20 and not red(local.date())
