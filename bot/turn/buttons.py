"""Buttons: short opaque ids that fit one ask of one conversation, and nothing else."""

import base64
import hashlib
import hmac
from collections.abc import Callable

from dialogs.engine.ask import Ask
from dialogs.engine.event import Pressed, Spoken, Typed
from dialogs.talks.stack import MeaningOf
from dialogs.words.spoken import has_recording

TokenOf = Callable[[str], str]


HEAR_KEY = "hear\0"
"""Begins what stands for the sound of an ask or an option: no key of theirs holds this sign."""
TEXT_KEY = "text"
"""Stands for the words of an ask, where a button stands for an option."""


class Buttons:
    """Makes and recognises button ids (16 characters) without storing them."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def token(self, conversation_id: int, ask_id: str, key: str) -> str:
        """Make the id of one button."""
        return self._sign(f"button\0{conversation_id}\0{ask_id}\0{key}")

    def _sign(self, meant: str) -> str:
        digest = hmac.new(self._secret, meant.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:12]).decode()

    def tokens(self, conversation_id: int, ask: Ask) -> TokenOf:
        """Give the function from an option's key, or a way, to its button id in this ask."""
        return lambda key: self.token(conversation_id, ask.id, key)

    def offer_token(self, participant_id: int, offer_id: str) -> str:
        """Make the id of a button beside a line; it is the person's own, and fits no question."""
        return self._sign(f"offer\0{participant_id}\0{offer_id}")

    def is_offer(self, token: str, participant_id: int, offer_id: str) -> bool:
        """Tell whether a pressed button is that one."""
        return hmac.compare_digest(
            self.offer_token(participant_id, offer_id).encode(), token.encode(errors="replace")
        )

    def ask_name(self, conversation_id: int, ask: Ask) -> str:
        """Name an ask of a conversation: the id of its words."""
        return self.token(conversation_id, ask.id, TEXT_KEY)

    def key(self, token: str, conversation_id: int, ask: Ask) -> str | None:
        """Find what a button of this ask means; None for any other button."""
        pressed = token.encode(errors="replace")  # it may be anything that somebody has sent
        for key in (*(option.key for option in ask.options), *ask.ways):
            made = self.token(conversation_id, ask.id, key)
            if hmac.compare_digest(made.encode(), pressed):
                return str(key)
        return None

    def hear_token(self, conversation_id: int, ask: Ask, key: str = "") -> str:
        """Make the id of a button that lets an ask be heard, or one of its options."""
        return self.token(conversation_id, ask.id, f"{HEAR_KEY}{key}")

    def heard_key(self, token: str, conversation_id: int, ask: Ask) -> str | None:
        """Find what such a button lets hear: an option's key, "" the ask; None if it is none."""
        pressed = token.encode(errors="replace")
        for key in ("", *(option.key for option in ask.options)):
            if hmac.compare_digest(self.hear_token(conversation_id, ask, key).encode(), pressed):
                return key
        return None

    def meaning_of_press(self, token: str) -> MeaningOf:
        """Give what a pressed button means in any ask."""

        def meaning(conversation_id: int, ask: Ask) -> Pressed | None:
            key = self.key(token, conversation_id, ask)
            return Pressed(ask.id, key) if key else None

        return meaning

    def meaning_of_words(self, token: str, text: str) -> MeaningOf:
        """Give what a form with words means in any ask: it fits the one it was made for."""

        def meaning(conversation_id: int, ask: Ask) -> Typed | Spoken | None:
            fits = token == self.token(conversation_id, ask.id, TEXT_KEY)
            return event_of_words(text) if fits else None

        return meaning


def event_of_words(text: str) -> Typed | Spoken:
    """Give what words are as an event: only a recording has the sign that stands for one."""
    return Spoken(text) if has_recording(text) else Typed(text)
