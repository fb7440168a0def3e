"""Chats and what happened in them."""

import time
from dataclasses import dataclass, field
from typing import Literal

from tests.fake_botapi.errors import Json

Who = Literal["user", "bot"]
BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"


@dataclass(frozen=True)
class Entry:
    """One line of a chat's history: who did what to which message, as it was right then."""

    who: Who
    verb: str
    message: Json


@dataclass
class Chat:
    """A private chat or a group. Messages are replaced when edited, never changed in place."""

    id: int
    name: str
    kind: str = "private"
    language_code: str | None = None
    started: bool = False
    refusal: str | None = None
    refuses_voice: bool = False
    messages: dict[int, Json] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    history: list[Entry] = field(default_factory=list)
    last_id: int = 0

    def as_json(self) -> Json:
        name = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, name: self.name}

    def as_user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name}
        return user | ({"language_code": self.language_code} if self.language_code else {})

    def add(self, who: Who, sender: Json, content: Json, verb: str = "send") -> Json:
        """A new message. Ids count from 1 in every chat, so that mixing up chats shows."""
        self.last_id += 1
        message = {
            "message_id": self.last_id,
            "date": int(time.time()),
            "chat": self.as_json(),
            "from": sender,
            **content,
        }
        self.messages[self.last_id] = message
        self.history.append(Entry(who, verb, message))
        return message

    def replace(self, who: Who, message: Json) -> Json:
        edited = message | {"edit_date": int(time.time())}
        self.messages[message["message_id"]] = edited
        self.history.append(Entry(who, "edit", edited))
        return edited

    def remove(self, who: Who, message_id: int) -> None:
        self.history.append(Entry(who, "delete", self.messages.pop(message_id)))
        self.deleted.add(message_id)

    def note(self, who: Who, verb: str, content: Json) -> None:
        """Something that is no message: a press, the answer to it, a block."""
        self.history.append(Entry(who, verb, content))

    def newest_of_bot(self, field_name: str = "message_id") -> Json:
        """The bot's newest message that has this field."""
        for message in reversed(self.messages.values()):
            if message["from"]["is_bot"] and field_name in message:
                return message
        raise LookupError(f"chat {self.id} has no message of the bot with {field_name!r}")
