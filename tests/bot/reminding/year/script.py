"""The script of the year: two hundred invented people, and what each of them does.

No rule of the reminding is in here. A deed is a list of words: what is said, /commands, and in
brackets what is not said. The program and the reference are given the same words.
"""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

START = dt.datetime(2025, 7, 21, tzinfo=dt.UTC)
HOURS = 365 * 24
PEOPLE = 200
HOUR = dt.timedelta(hours=1)

DOWN = (
    (dt.datetime(2025, 11, 10, 5, tzinfo=dt.UTC), dt.datetime(2025, 11, 17, 7, tzinfo=dt.UTC)),
    (dt.datetime(2025, 12, 22, 10, tzinfo=dt.UTC), dt.datetime(2025, 12, 29, 7, tzinfo=dt.UTC)),
)
"""From when to when no process ran: over many due days, and over Christmas."""
KILLS = (
    dt.datetime(2025, 11, 17, 10, tzinfo=dt.UTC),
    dt.datetime(2025, 11, 19, tzinfo=dt.UTC),
    dt.datetime(2025, 12, 29, 8, tzinfo=dt.UTC),
)
"""The next busy sweep from then on is killed; two hours later another process goes on."""

PARTS_OF_DAY = {"På morgonen": 9, "Mitt på dagen": 12, "Framåt kvällen": 17}
ZONES = ("Europe/Stockholm",) * 7 + ("America/New_York", "Asia/Kabul", "Asia/Tokyo")
END = ("Ja, det stämmer", "Inte nu")
WHOLE = ("3",) * 6 + END

Words = tuple[str, ...]


@dataclass(frozen=True)
class Somebody:
    """One invented person; ``deeds`` are those of their own accord, in order."""

    chat: int
    zone: str
    deeds: Sequence[tuple[dt.datetime, Words]]


@dataclass
class Life:
    """A person's year as it goes on: what they had in mind, and how they react to what comes."""

    who: Somebody
    received: int = 0
    reaction: tuple[dt.datetime, Words] | None = None
    coming: list[tuple[dt.datetime, Words]] = field(init=False)

    def __post_init__(self) -> None:
        self.coming = list(self.who.deeds)

    def receives(self, about: str, now: dt.datetime) -> None:
        """A message has come: they react to it some hours later, or not at all."""
        self.received += 1
        delay, words = reaction(self.who.chat, self.received, about)
        self.reaction = (now + delay * HOUR, words) if words else None

    def does(self, now: dt.datetime) -> Words:
        """Give what they do now; who does something else forgets what they wanted to answer."""
        words: Words = ()
        while self.coming and self.coming[0][0] <= now:
            words += self.coming.pop(0)[1]
            self.reaction = None
        if self.reaction and self.reaction[0] <= now:
            words += self.reaction[1]
            self.reaction = None
        return words


def reaction(chat: int, number: int, about: str) -> tuple[int, Words]:
    """Say after how many hours somebody does what, when their message of that number comes."""
    dice = Random(f"{chat} {number}")  # always the same is what is wanted
    delay = dice.choice((1, 1, 2, 3, 3, 5, 5, 8, 14, 20, 26))
    some = ("3",) * dice.choice((0, 1, 1, 2, 5))
    if about == "unfinished":
        ways: list[tuple[int, Words]] = [(5, ()), (5, WHOLE), (2, some), (1, ("/pause",))]
    else:
        ways = [
            (40, ()),
            (3, ("Börja nu", *WHOLE)),
            (7, ("Börja nu", *("3",) * 6)),
            (7, ("Börja nu", *some)),
            (4, ("Börja nu", *some, "Senare")),
            (7, ("Senare i dag",)),
            (5, ("I morgon",)),
            (5, ("Om en vecka",)),
            (14, ("Inte den här gången",)),
            (2, ("/pause",)),
            (2, ("/rating", *some)),
        ]
    words = dice.choices([way for _, way in ways], [weight for weight, _ in ways])[0]
    return delay, words


def people() -> list[Somebody]:
    """List everybody."""
    return [_somebody(number) for number in range(PEOPLE)]


def _somebody(number: int) -> Somebody:
    dice = Random(f"somebody {number}")
    day = START + dt.timedelta(days=number % 72)  # to the end of September: due on every day
    enrols = day.replace(hour=dice.randint(7, 15))
    part = dice.choice(list(PARTS_OF_DAY))
    first = dice.choice((("3", "3"), ("3",) * 6, WHOLE, (), ("3", "Senare")))
    begins: Words = ("(enrols)", part, *first)
    if number % 3:  # most people's first rating is written down without all its turns
        begins = (f"(enrolled at {PARTS_OF_DAY[part]})",)
    deeds = [(enrols, begins), *_turns(number, enrols, dice)]
    zone = "Asia/Tokyo" if number in (7, 87) else dice.choice(ZONES)
    return Somebody(1000 + number, zone, sorted(deeds))


def _turns(number: int, enrols: dt.datetime, dice: Random) -> list[tuple[dt.datetime, Words]]:
    """Think up what befalls somebody during the year, mostly close to a day they are due."""
    due = _months_later(enrols, dice.choice((3, 6, 9)))
    at = due + dt.timedelta(days=dice.randint(-3, 8))
    at = at.replace(hour=dice.randint(5, 20))
    back = at + dt.timedelta(hours=dice.choice((5, 14, 30, 50, 100, 300, 600)))
    part = dice.choice(list(PARTS_OF_DAY))
    some = ("3",) * dice.randint(0, 5)
    match number % 10:
        case 0 | 1:
            return [(at, ("/stop",)), (back, ("/reminders", part))]
        case 2:
            return [(at, ("/pause",)), (back, ("/reminders", part))]
        case 3:
            return [(at, ("(blocks)",)), (back, ("(unblocks)",))]
        case 4:
            return [(at, ("(blocks unheard)",)), (back, ("(unblocks)",))]
        case 5:  # an exit on the due day itself, set in the morning or in the afternoon
            set_at = due.replace(hour=dice.choice((5, 9, 13, 18)))
            return [(set_at, (f"(exit {due.date()})",))]
        case 6:
            leaves = at.date() + dt.timedelta(days=dice.randint(-5, 40))
            return [(at, (f"(exit {leaves})",))]
        case 7:
            zone = dice.choice(("America/New_York", "Asia/Tokyo", "Europe/Stockholm"))
            return [(at, (f"(moves {zone})",))] if number % 20 == 7 else []
        case 8:
            early = due - dt.timedelta(days=dice.randint(5, 60), hours=dice.randint(0, 12))
            later = early + dt.timedelta(hours=dice.choice((3, 11, 18, 23)))
            return [(early, ("/rating", *dice.choice((some, WHOLE)))), (later, ("3",))]
        case _:  # who has left a rating lying says one word more in it, the day before
            return [(due - dt.timedelta(hours=dice.randint(2, 22)), ("3",))]


def _months_later(at: dt.datetime, months: int) -> dt.datetime:
    years, month = divmod(at.month - 1 + months, 12)
    year, month = at.year + years, month + 1
    return at.replace(year, month, min(at.day, calendar.monthrange(year, month)[1]))
