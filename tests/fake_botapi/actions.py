"""What users do; every action gives the update it made."""

import re
import time
from typing import Any

from tests.fake_botapi.chats import BLOCKED, DEACTIVATED, Chat
from tests.fake_botapi.errors import Json
from tests.fake_botapi.markup import utf16_length
from tests.fake_botapi.texts import is_start_payload
from tests.fake_botapi.world import Callback, World

_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?")
_TINY_JPEG = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x01\x00\x01\x03\x01\x11\x00\x02\x11\x01\x03\x11\x01"


def _texted(text: str) -> Json:
    commands = [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: found.start()]),
            "length": len(found[0]),
        }
        for found in _COMMAND.finditer(text)
    ]
    return {"text": text} | ({"entities": commands} if commands else {})


class Actions(World):
    """The users' side of the chats."""

    def user(
        self,
        chat_id: int,
        *,
        language_code: str | None = "sv",
        first_name: str = "Kim",
        started: bool = False,
    ) -> Json:
        """A person with a private chat; `started`: they have written to the bot before."""
        chat = Chat(chat_id, first_name, language_code=language_code, started=started)
        self.chats[chat_id] = chat
        return chat.as_user()

    def group(self, chat_id: int, title: str = "A group") -> Json:
        """A group that the bot is a member of."""
        self.chats[chat_id] = Chat(chat_id, title, kind="group", started=True)
        return self.chats[chat_id].as_json()

    def starts(self, chat_id: int, payload: str = "") -> Json:
        if payload and not is_start_payload(payload):
            raise ValueError(f"Telegram hands on no such start payload: {payload!r}")
        return self.says(chat_id, f"/start {payload}".strip())

    def says(self, chat_id: int, text: str) -> Json:
        return self._sends(chat_id, _texted(text))

    def group_says(self, chat_id: int, user_id: int, text: str) -> Json:
        return self._sends(chat_id, _texted(text), self.chat(user_id))

    def _file(self, kind: str, content: bytes) -> Json:
        file_id = self.store(content, kind)
        return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": len(content)}

    def sends_sticker(self, chat_id: int, emoji: str = "👍") -> Json:
        look = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        sticker = self._file("sticker", b"sticker") | look | {"type": "regular", "emoji": emoji}
        return self._sends(chat_id, {"sticker": sticker})

    def sends_voice(self, chat_id: int, duration: int = 2, content: bytes = b"OggS") -> Json:
        voice = self._file("voice", content) | {"duration": duration, "mime_type": "audio/ogg"}
        return self._sends(chat_id, {"voice": voice})

    def sends_audio(self, chat_id: int, duration: int, content: bytes) -> Json:
        audio = self._file("audio", content) | {"duration": duration, "title": "A recording"}
        return self._sends(chat_id, {"audio": audio})

    def sends_again(self, chat_id: int, update: Json) -> Json:
        """Send the voice message of an update again: another message with the same file."""
        return self._sends(chat_id, {"voice": update["message"]["voice"]})

    def sends_photo(self, chat_id: int, caption: str = "") -> Json:
        photo = self._file("photo", _TINY_JPEG) | {"width": 1, "height": 1}
        return self._sends(chat_id, {"photo": [photo]} | ({"caption": caption} if caption else {}))

    def _sends(self, chat_id: int, content: Json, sender: Chat | None = None) -> Json:
        chat = self.chat(chat_id)
        chat.started = True
        message = chat.add("user", (sender or chat).as_user(), content)
        return self.put({"message": message})

    def put(self, content: Json) -> Json:
        """Queue an update under the next id."""
        update = self.queue.put(content)
        self.touch()
        return update

    def inject(self, update: Json) -> Json:
        """Queue a raw update as it is: a duplicate, an old one, one out of order."""
        if (query := update.get("callback_query")) is not None:
            self.callbacks.setdefault(query["id"], Callback(query["message"]["chat"]["id"]))
        if (
            chat := self.chats.get(update.get("message", {}).get("chat", {}).get("id"))
        ) is not None:
            chat.started = True
        self.queue.inject(update)
        self.touch()
        return update

    def jumps_to(self, update_id: int) -> None:
        """Let the ids go on from here, as Telegram's do after an idle week."""
        self.queue.next_id = update_id

    def edits(self, chat_id: int, message_id: int, text: str) -> Json:
        chat = self.chat(chat_id)
        message = chat.replace("user", chat.messages[message_id] | _texted(text))
        return self.put({"edited_message": message})

    def deletes(self, chat_id: int, message_id: int) -> None:
        """Take a message out of a private chat; Telegram tells the bot nothing."""
        self.chat(chat_id).remove("user", message_id)

    def blocks(self, chat_id: int) -> Json:
        return self._membership(chat_id, BLOCKED)

    def unblocks(self, chat_id: int) -> Json:
        return self._membership(chat_id, None)

    def refuses_voice(self, chat_id: int) -> None:
        """Let somebody take no voice messages, as their settings may say."""
        self.chat(chat_id).refuses_voice = True

    def forgets_files(self) -> None:
        """Let every id of a file that was given out so far be worth nothing any more."""
        self.forgotten |= self.files.keys()

    def deactivates(self, chat_id: int) -> None:
        """Let the account be gone; Telegram says so only when the bot sends."""
        self.chat(chat_id).refusal = DEACTIVATED

    def _membership(self, chat_id: int, refusal: str | None) -> Json:
        chat = self.chat(chat_id)
        chat.refusal = refusal
        chat.note("user", "blocks" if refusal else "unblocks", {})
        member: Json = {"user": self.bot, "status": "member"}
        kicked: Json = {"user": self.bot, "status": "kicked", "until_date": 0}
        old, new = (member, kicked) if refusal else (kicked, member)
        change = {"chat": chat.as_json(), "from": chat.as_user(), "date": int(time.time())}
        return self.put(
            {"my_chat_member": change | {"old_chat_member": old, "new_chat_member": new}}
        )

    def presses(
        self,
        chat_id: int,
        message_id: int | None = None,
        label: str | None = None,
        data: str | None = None,
        *,
        user_id: int | None = None,
    ) -> Json:
        """Press a button by its label; `data` alone presses what may be gone or forged."""
        chat = self.chat(chat_id)
        if message_id is None:
            message = chat.newest_of_bot("message_id" if label is None and data else "reply_markup")
        else:
            message = chat.messages[message_id]
        if label is not None or data is None:
            button = _button(message, label)
            if isinstance(button, str):  # a reply keyboard: pressing is saying
                return self.says(chat_id, button)
            label, data = button["text"], data or button["callback_data"]
        callback_id = str(4_000_000_000_000_000_000 + next(self.numbers))
        self.callbacks[callback_id] = Callback(chat_id)
        chat.note("user", "presses", {"text": label or data})
        query = {
            "id": callback_id,
            "from": self.chat(user_id or chat_id).as_user(),
            "message": message,
            "chat_instance": str(chat_id),
            "data": data,
        }
        return self.put({"callback_query": query})

    def callback_expires(self, callback_id: str | None = None) -> None:
        """Let a press (without an id: every one so far) be too old to answer."""
        for key, callback in self.callbacks.items():
            callback.expired |= callback_id in {None, key}


def _button(message: Json, label: str | None) -> Any:
    """The inline button with this label, the only one if none is named; a reply button's text."""
    markup = message.get("reply_markup", {})
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    buttons = [{"text": b} if isinstance(b, str) else b for row in rows for b in row]
    found = [button for button in buttons if label in {None, button["text"]}]
    if len(found) != 1 and not (found and label is not None):
        labels = [button["text"] for button in buttons]
        raise LookupError(f"no single button {label!r} among {labels}")
    if "inline_keyboard" not in markup:
        return found[0]["text"]
    if "callback_data" not in found[0]:
        raise LookupError(f"button {label!r} opens a link and sends nothing")
    return found[0]
