"""The terminal channel: the same dialogs as lines of text, to try one out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.app_context import AppContext
from bot.turn.arrival import Arrival, ButtonPress, Outcome
from dialogs.engine.ask import Ask, Kind, Way
from dialogs.engine.event import Command, Event, Opened, Typed
from dialogs.engine.labels import way_label
from dialogs.engine.reply import Notice, Reply, Say, offers_of
from dialogs.engine.scene import Scene
from dialogs.people.accounts import Channel
from dialogs.words.figures import whole_number
from dialogs.words.spoken import typed

CHANNEL = Channel.TERMINAL
WAY_KEYS = {"+": Way.COMMENT, "?": Way.MEANING, "<": Way.BACK, ">": Way.SKIP, ".": Way.PAUSE}


@dataclass
class Terminal:
    """One person at a terminal. ``show`` writes a line."""

    app: AppContext
    address: str
    show: Callable[[str], None]
    _ways: dict[str, str] = field(default_factory=dict)
    """Signs for ways, and figures for answers that have none of their own."""
    _offers: dict[str, str] = field(default_factory=dict)
    """Buttons beside lines, by their words: of those that say the same the newest."""

    async def begin(self, code: str) -> None:
        """Come in with an invitation."""
        await self._take(Opened(), code)

    async def say(self, line: str) -> None:
        """Take one line: an answer, a sign for a way, or a command."""
        await self._take(event_of_line(line, {**self._ways, **self._offers}))

    async def _take(self, event: Event | ButtonPress, code: str = "") -> None:
        arrival = Arrival(CHANNEL, self.address, event, code=code)
        async with self.app.database.writing() as session:
            outcome = await self.app.turns.take(session, arrival)
        for reply in outcome.replies:
            for line in reply_lines(reply, outcome.scene):
                self.show(line)
        self._remember_buttons(outcome)

    def _remember_buttons(self, outcome: Outcome) -> None:
        offers = [one for reply in outcome.replies for one in offers_of(reply)]
        self._offers |= {one.label: outcome.offer_token(one) for one in offers}
        ask = outcome.ask
        if ask is None:
            return
        token = outcome.tokens(ask)
        self._ways = {sign: token(way) for sign, way in WAY_KEYS.items() if way in ask.ways}
        if ask.kind is Kind.CHOICE:
            numbered = enumerate(ask.options, start=1)
            self._ways |= {str(place): token(option.key) for place, option in numbered}
        labels = {option.label for option in ask.options}
        self._offers = {k: v for k, v in self._offers.items() if k not in labels}


def event_of_line(line: str, buttons: Mapping[str, str]) -> Event | ButtonPress:
    """Say what a line means; ``buttons`` are the signs and words of buttons, with their ids.

    A figure stands for the answer that it is shown beside, where the answers have none of their
    own.
    """
    said = line.strip()
    number = whole_number(said)
    sign = said if number is None else str(number)
    if sign in buttons:
        return ButtonPress(buttons[sign])
    if said.startswith("/"):
        name, _, argument = said[1:].partition(" ")
        return Command(name, argument)
    return Typed(typed(line))


def reply_lines(reply: Reply, scene: Scene) -> list[str]:
    """Write a reply as lines of plain text."""
    match reply:
        case Say(text=text, star=None) | Notice(text=text):
            return [text, *(f"  {one.label}" for one in offers_of(reply)), ""]
        case Say(text=text, star=star):
            return [text, star.description if star else "", ""]
        case Ask():
            return [*_ask_lines(reply, scene), ""]


def _ask_lines(ask: Ask, scene: Scene) -> list[str]:
    t = scene.texts
    shown = []
    if ask.progress:
        number, total = ask.progress
        shown.append(f"{t.number(number)}/{t.number(total)}")
    shown.append(ask.text)
    if ask.kind is Kind.TEXT:
        shown.append(scene.urgent)
    for place, option in enumerate(ask.options, start=1):
        shown.append(f"  {t.number(option.level or place)} · {option.label}")
    ways = [f"{sign} {way_label(way, t)}" for sign, way in WAY_KEYS.items() if way in ask.ways]
    if ways:
        shown.append("  " + "   ".join(ways))
    return shown
