"""Arrivals and outcomes: what goes into a turn, and what a channel is to show of it."""

from dataclasses import dataclass, field

from bot.clips.clip import Speech
from bot.clips.heard import Heard
from bot.doorbell.doorbell import Nudge
from bot.turn.buttons import HEAR_KEY, Buttons, TokenOf
from dialogs.engine.ask import Ask, Option
from dialogs.engine.event import Event, Written
from dialogs.engine.reply import Code, Exchange, Notice, Offer, Reply, Say
from dialogs.engine.scene import Scene
from dialogs.instruments.rating_mode import RatingMode
from dialogs.people.accounts import Channel
from storage.talk.recording_tries import Try


@dataclass(frozen=True)
class ButtonPress:
    """A pressed button as it arrives: an id that still has to be understood."""

    token: str


@dataclass(frozen=True)
class FormWords:
    """Words from a form that belongs to one ask: sent twice, they must not answer the next one.

    With ``again`` they are known to have been taken: late as they are, there is nothing to say.
    """

    token: str
    text: str
    again: bool = False


@dataclass(frozen=True)
class WordsForCoach:
    """Words from a form that says who gets them: they are passed on at once."""

    text: str


@dataclass(frozen=True)
class Recorded:
    """Something spoken, converted and not kept yet; or without ``speech``, kept before.

    ``token`` names the ask whose form it came from, ``written`` the message it came in; with
    ``for_coach`` it was said who gets it, as of ``WordsForCoach``.
    """

    tried: Try
    speech: Speech | None
    token: str = ""
    written: Written | None = None
    for_coach: bool = False


CameIn = Event | ButtonPress | FormWords | WordsForCoach | Recorded


@dataclass(frozen=True)
class Hear:
    """A wish to hear an open ask, or with ``option`` one of its answers. It answers nothing.

    ``above`` are the lines of the star that stands above the ask, if one does.
    """

    ask: Ask
    option: Option | None = None
    above: tuple[Say, ...] = ()


@dataclass(frozen=True)
class Arrival:
    """One thing that came in on a channel.

    ``code`` is an invitation that came along; ``language`` a tag the channel guessed, if any.
    """

    channel: Channel
    address: str
    event: CameIn
    code: str = ""
    language: str = ""
    reachable: bool | None = None
    """The person has blocked (False) or unblocked (True) us."""
    heard: bool = False
    """The person has listened to the question that this answers."""
    mode: RatingMode = RatingMode.ALONE
    """Who sits beside them, where that is known."""


@dataclass(frozen=True)
class Outcome:
    """What a turn led to. ``conversation_id`` is that of the ask to show, 0 where there is none."""

    scene: Scene
    replies: tuple[Reply, ...]
    participant_id: int | None = None
    account_id: int | None = None
    conversation_id: int = 0
    answered: Exchange | None = None
    shown_message: int | None = None
    """Where the question stood that was open before this turn."""
    shown_captioned: bool = False
    """It stood there below a picture or a sound."""
    answers_shown: bool = False
    """That question is the one that was answered."""
    just_shown: bool = False
    """The open question was shown a moment ago: no need to show it again."""
    only_shows: bool = False
    """The person came back to look, and nothing else happened."""
    wants_data: bool = False
    came_with_code: bool = False
    """The person came in, or came back, with an invitation."""
    erased: bool = False
    nudge: Nudge | None = None
    """Where the channel is only the doorbell: all that may pass through it."""
    hears: Hear | None = None
    """The person wanted to hear something just now."""
    hears_offer: Offer | None = None
    """The person wanted to hear what such a button says."""
    heard: Heard = field(default_factory=Heard)
    """What can be heard of this, where the channel has looked it up."""
    buttons: Buttons = field(kw_only=True)

    @property
    def ask(self) -> Ask | None:
        """Give the question that is open now, where it is to be shown."""
        return next((reply for reply in self.replies if isinstance(reply, Ask)), None)

    @property
    def aloud(self) -> bool:
        """Tell whether what can be heard is to be heard, and not only offered."""
        return self.scene.listens or self.hears is not None or self.hears_offer is not None

    def hear_token(self, ask: Ask, option: Option | None = None) -> str:
        """Give the id of a button that lets an ask be heard, or one of its options."""
        return self.buttons.hear_token(self.conversation_id, ask, option.key if option else "")

    @property
    def asks(self) -> str:
        """Name the question that is to be shown, as an account remembers it; "" if none is."""
        ask = None if self.nudge else self.ask
        return self.buttons.ask_name(self.conversation_id, ask) if ask else ""

    @property
    def notice(self) -> Code | None:
        """Give the code of the notice, where there is one."""
        return next((reply.code for reply in self.replies if isinstance(reply, Notice)), None)

    def offer_token(self, offer: Offer) -> str:
        """Give the id of a button beside a line."""
        return self.buttons.offer_token(self.participant_id or 0, offer.id)

    def hear_offer_token(self, offer: Offer) -> str:
        """Give the id of a button that lets one beside a line be heard."""
        return self.buttons.offer_token(self.participant_id or 0, f"{HEAR_KEY}{offer.id}")

    def tokens(self, ask: Ask) -> TokenOf:
        """Give the button ids of an ask."""
        return self.buttons.tokens(self.conversation_id, ask)
