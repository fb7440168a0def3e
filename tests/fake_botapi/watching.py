"""What tests look at and wait for."""

from collections.abc import Callable

from tests.fake_botapi.errors import Json
from tests.fake_botapi.faults import KINDS, Fault, Kind, is_of
from tests.fake_botapi.transcript import lines, shown
from tests.fake_botapi.world import Call, World

What = str | Callable[[Json], bool]


class Watching(World):
    """The test's side of the chats."""

    def newest(self, chat_id: int) -> Json:
        """The bot's newest message in the chat."""
        return self.chat(chat_id).newest_of_bot()

    def messages(self, chat_id: int) -> list[Json]:
        """All messages in the chat as they stand, oldest first."""
        return list(self.chat(chat_id).messages.values())

    def versions(self, chat_id: int, message_id: int) -> list[Json]:
        """A message as it was sent and after every edit."""
        return [
            entry.message
            for entry in self.chat(chat_id).history
            if entry.verb in {"send", "edit"} and entry.message["message_id"] == message_id
        ]

    def transcript(self, chat_id: int) -> list[str]:
        return lines(self.chat(chat_id))

    def mark(self, chat_id: int) -> int:
        """How much has happened in the chat; for `since`."""
        return len(self.chat(chat_id).history)

    async def wait_for(
        self,
        chat_id: int,
        what: What,
        timeout: float = 5.0,  # noqa: ASYNC109  # what tests want to say
        *,
        since: int | None = None,
    ) -> Json:
        """The bot's message (sent or edited) that contains or fulfils `what`.

        Looked for from `since` on (a `mark`); without it, from the user's last action on, so that
        an older message that reads the same is not taken for the answer.
        """
        found: list[Json] = []
        fulfils = what if callable(what) else lambda message: what in shown(message)

        def seen() -> bool:
            for entry in self._by_bot(chat_id, since):
                if fulfils(entry):
                    found.append(entry)
                    return True
            return False

        try:
            await self.until(seen, timeout)
        except TimeoutError:
            story = "\n".join(self.transcript(chat_id))
            raise AssertionError(f"waited {timeout} s for {what!r} in:\n{story}") from None
        return found[0]

    def _by_bot(self, chat_id: int, since: int | None) -> list[Json]:
        """What the bot sent and edited, newest first."""
        found: list[Json] = []
        history = self.chat(chat_id).history
        for entry in reversed(history[since or 0 :]):
            if entry.who == "bot":
                if entry.verb in {"send", "edit"}:
                    found.append(entry.message)
            elif since is None:
                break
        return found

    def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.queue.waiting)

    def fault(
        self,
        method: str,
        chat_id: int | None = None,
        times: int = 1,
        *,
        kind: Kind,
        seconds: float = 1.0,
    ) -> None:
        """Let the next requests that fit go wrong; `seconds` is for retry_after and slow."""
        if kind not in KINDS:
            raise ValueError(f"no such fault: {kind!r}")
        self.faults.append(Fault(method, kind, chat_id, times, seconds))

    def calls_of(self, method: str, chat_id: int | None = None) -> list[Call]:
        """The calls of a method, or with ``send`` and ``edit`` of all that put or change words."""
        return [
            call
            for call in self.calls
            if is_of(method, call.method) and chat_id in {None, call.params.get("chat_id")}
        ]

    def forget_calls(self) -> None:
        """Empty the log; for long benchmarks."""
        self.calls.clear()

    def assert_clean(self) -> None:
        """No request so far was one that Telegram's rules forbid."""
        assert not self.violations, "Bot API violations:\n" + "\n".join(self.violations)
