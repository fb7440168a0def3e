"""The year as it ought to be: a slow walk, hour by hour, through the rules as they are told.

Written from the words of the rules, not from the program; nothing of the program is used here.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from tests.bot.reminding.year.person import Person
from tests.bot.reminding.year.rules import DAY, HOUR, Message, Occasion, Talk, not_red
from tests.bot.reminding.year.script import DOWN, HOURS, START, Life, Somebody

Kill = Mapping[int, str]
"""How far a killed sweep came with each chat: sent, undeliverable, in hand, in hand and received.

Chats that it had not begun with are not in it.
"""


def year_of(people: Sequence[Somebody], kills: Mapping[dt.datetime, Kill]) -> "list[Walker]":
    """Walk everybody through the year."""
    walked, hours = [], [START + number * HOUR for number in range(HOURS)]
    up = [now for now in hours if not any(begin <= now < end for begin, end in DOWN)]
    for who in people:
        person, life = Walker(who), Life(who)
        for now in up:
            if now - HOUR in kills:
                continue
            for word in life.does(now):
                person.does(word, now)
            for message in person.hour_passes(now, kills.get(now)):
                if message.received:
                    life.receives(message.about, now)
        walked.append(person)
    return walked


class Walker(Person):
    """A person, and what every hour brings."""

    def hour_passes(self, now: dt.datetime, killed: Kill | None) -> list[Message]:
        """Give what goes out now."""
        local = now.astimezone(self.zone)
        today, hour = local.date(), local.hour
        for one in self.occasions:
            if one.state in ("coming", "waiting", "started") and today > one.closes:
                one.state, one.reason = "missed", "blocked" if self.blocked else None
        for one in self.occasions:
            if one.state == "coming" and self.has_come(one.due, today, hour):
                for older in self.occasions:
                    if older.state == "waiting":
                        older.silenced = True
                one.state = "waiting"
        sent = []
        for one in self.occasions:
            if one.state == "waiting" and self.is_asked_about(one, now):
                sent += self.writes("rating", one, now, killed)
        talk = self.talk
        if talk and not talk.told and talk.answers < 6 and now - talk.said_at >= DAY:
            leading = self.leading(talk)
            if leading.state == "started" and self.suits(now, leading):
                sent += self.writes("unfinished", leading, now, killed)
        self.log += sent
        return sent

    def has_come(self, day: dt.date, today: dt.date, hour: int) -> bool:
        """The own hour of that day, or of the next that is not red, has come."""
        if today < day:
            return False
        day = not_red(day)
        return today > day or (today == day and hour >= self.own_hour)

    def is_asked_about(self, one: Occasion, now: dt.datetime) -> bool:
        if one.silenced or one.dropped:
            return False
        local = now.astimezone(self.zone)
        if one.chosen is not None:
            if now < one.chosen:
                return False
        elif len(one.streak) == 3:
            return False  # a person takes over
        else:
            day = one.streak[0] + {1: 2, 2: 5}[len(one.streak)] * DAY if one.streak else one.due
            if not self.has_come(day, local.date(), local.hour):
                return False
        return self.suits(now, one)

    def suits(self, now: dt.datetime, one: Occasion) -> bool:
        """Tell whether what is due may go out now."""
        local = now.astimezone(self.zone)
        if self.stopped or self.blocked:
            self.drops(one)
            return False
        if self.quiet_until and now < self.quiet_until:
            return False
        talk = self.talk
        if talk and not talk.put_away and now - talk.said_at < DAY:
            return False
        if not self.may_be_written_to(now):
            return False
        if one.state == "waiting" and one.chosen and now - one.chosen < HOUR:
            return True  # the very moment that the person chose
        if self.written_on >= local.date() or self.not_before > local.date():
            return False
        return local.hour >= self.own_hour

    def drops(self, one: Occasion) -> None:
        if one.state == "waiting":
            one.dropped = True
        elif self.talk:
            self.talk.told = self.talk.dropped = True

    def leading(self, talk: Talk) -> Occasion:
        ranks = ("extra", "three-month", "six-month", "exit", "enrolment")
        return max(talk.serves, key=lambda one: (ranks.index(one.kind), one.due))

    def writes(
        self, about: str, one: Occasion, now: dt.datetime, killed: Kill | None
    ) -> list[Message]:
        how = "sent" if killed is None else killed.get(self.chat)
        if how is None:
            return []  # the process was gone before its turn came
        today = now.astimezone(self.zone).date()
        fate, received = "uncertain" if how.startswith("in hand") else "sent", True
        if how == "in hand":
            received = False
        if self.refuses:
            fate, received, self.blocked = "undeliverable", False, True
        self.written_on = today
        if about == "unfinished" and self.talk:
            self.talk.told = self.talk.put_away = True
            self.talk.said_at, self.talk.dropped = now, fate == "undeliverable"
        if about == "rating":
            self.talk, self.about, one.chosen = None, one, None
            if fate == "undeliverable":
                one.dropped = True
            else:
                one.streak.append(today)
        return [Message(self.chat, now, about, one.name, fate, received)]
