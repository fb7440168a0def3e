"""What we send to Telegram, a class a kind: promised messages, and courtesies."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, ClassVar

from dialogs.engine.star import Star
from storage.talk.outbox import Purpose

VERSION = 2
"""Of the stored form. The first had no version, and its kind under ``do``."""


@dataclass(frozen=True)
class PressButton:
    """A button that we are told of; ``token`` is its id, at most 64 bytes."""

    label: str
    token: str


@dataclass(frozen=True)
class LinkButton:
    """A button that opens an address."""

    label: str
    address: str


Keyboard = tuple[tuple[PressButton | LinkButton, ...], ...]
"""Rows of buttons, from above."""


class Form(StrEnum):
    """How a sound or a picture is sent: the name of its field, in the call and in the answer."""

    VOICE = "voice"
    AUDIO = "audio"
    PHOTO = "photo"


@dataclass(frozen=True)
class Scale:
    """The drawings of a scale's points: ``figures`` are theirs, in the reader's digits."""

    figures: tuple[str, ...]
    rtl: bool


@dataclass(frozen=True)
class TextMessage:
    """A text as Telegram's HTML: at most 4,096 UTF-16 units, or 1,024 below its sound.

    ``sounds`` are the names of clips, in their order; none where the text is only read.
    """

    chat_id: int
    text: str
    keyboard: Keyboard = ()
    sounds: tuple[str, ...] = ()
    purpose: ClassVar[Purpose] = Purpose.LINE

    def to_json(self) -> dict[str, Any]:
        """Give it as it lies in the outbox."""
        said = {**_head("text", self.chat_id), "text": self.text, "keyboard": _rows(self.keyboard)}
        return {**said, **_media(self.sounds)}


@dataclass(frozen=True)
class QuestionMessage:
    """An open question, as Telegram's HTML, with its answers as buttons.

    ``asks`` names the ask, as ``Buttons`` does for words; "" where an earlier version stored it.
    Below ``sounds`` or a ``scale`` it has at most 1,024 UTF-16 units.
    """

    chat_id: int
    text: str
    keyboard: Keyboard
    asks: str = ""
    sounds: tuple[str, ...] = ()
    scale: Scale | None = None
    purpose: ClassVar[Purpose] = Purpose.QUESTION

    def to_json(self) -> dict[str, Any]:
        """Give it as it lies in the outbox."""
        head = _head("question", self.chat_id)
        said = {"text": self.text, "keyboard": _rows(self.keyboard), "asks": self.asks}
        return {**head, **said, **_media(self.sounds, self.scale)}


@dataclass(frozen=True)
class ScaleMessage:
    """The drawings of a scale alone: what is asked about it follows as a sound."""

    chat_id: int
    scale: Scale
    purpose: ClassVar[Purpose] = Purpose.LINE

    def to_json(self) -> dict[str, Any]:
        """Give it as it lies in the outbox."""
        return {**_head("scale", self.chat_id), **_media(scale=self.scale)}


@dataclass(frozen=True)
class NudgeMessage:
    """All that may pass through the doorbell: a line, as Telegram's HTML, and a link."""

    chat_id: int
    text: str
    button: LinkButton
    purpose: ClassVar[Purpose] = Purpose.NUDGE

    def to_json(self) -> dict[str, Any]:
        """Give it as it lies in the outbox."""
        return {**_head("nudge", self.chat_id), "text": self.text, "button": _pair(self.button)}


@dataclass(frozen=True)
class StarMessage:
    """A star as a picture, with a caption of plain text: at most 1,024 UTF-16 units."""

    chat_id: int
    caption: str
    star: Star
    purpose: ClassVar[Purpose] = Purpose.LINE

    def to_json(self) -> dict[str, Any]:
        """Give it as it lies in the outbox; the picture is drawn when it is sent."""
        return {
            **_head("star", self.chat_id),
            "caption": self.caption,
            "star": asdict(self.star),
        }


@dataclass(frozen=True)
class FileMessage:
    """A small file of text, such as a meeting for the calendar."""

    chat_id: int
    name: str
    text: str
    purpose: ClassVar[Purpose] = Purpose.LINE

    def to_json(self) -> dict[str, Any]:
        """Give it as it lies in the outbox."""
        return {**_head("file", self.chat_id), "name": self.name, "text": self.text}


@dataclass(frozen=True)
class PersonalDataMessage:
    """Everything that is stored about a participant, as a file that is made when it is sent."""

    chat_id: int
    participant_id: int
    purpose: ClassVar[Purpose] = Purpose.LINE

    def to_json(self) -> dict[str, Any]:
        """Give it as it lies in the outbox: whose it is, and nothing of what it will say."""
        return {**_head("personal data", self.chat_id), "participant": self.participant_id}


WithoutMedia = (
    TextMessage | QuestionMessage | NudgeMessage | StarMessage | FileMessage | PersonalDataMessage
)
"""What can go without a sound and without the drawings of a scale."""
PromisedMessage = WithoutMedia | ScaleMessage
"""What goes into the outbox."""
SoundOrPicture = TextMessage | QuestionMessage | ScaleMessage
"""What may go as a sound or as the drawings of a scale."""


@dataclass(frozen=True)
class PressConfirmation:
    """Tells Telegram that a press has arrived; ``text`` shows for a moment, 200 signs at most."""

    chat_id: int
    callback_id: str
    text: str = ""


@dataclass(frozen=True)
class AnsweredEdit:
    """Shows in an old question what was answered, as Telegram's HTML, and takes its buttons.

    ``captioned``: its words stand below a picture or a sound.
    """

    chat_id: int
    message_id: int
    text: str
    captioned: bool = False


Courtesy = PressConfirmation | AnsweredEdit
"""What is tried once, and never stored."""


def _head(kind: str, chat_id: int) -> dict[str, Any]:
    return {"version": VERSION, "kind": kind, "chat": chat_id}


def _media(sounds: tuple[str, ...] = (), scale: Scale | None = None) -> dict[str, Any]:
    """Give what goes along; an earlier version of the program passes it by, and sends the text."""
    said: dict[str, Any] = {"sounds": list(sounds)} if sounds else {}
    return {**said, "scale": asdict(scale)} if scale else said


def _rows(keyboard: Keyboard) -> list[list[dict[str, str]]]:
    return [[_pair(button) for button in row] for row in keyboard]


def _pair(button: PressButton | LinkButton) -> dict[str, str]:
    match button:
        case PressButton(label=label, token=token):
            return {"label": label, "press": token}
        case LinkButton(label=label, address=address):
            return {"label": label, "open": address}
