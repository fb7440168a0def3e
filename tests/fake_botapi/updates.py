"""The queue behind getUpdates."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fake_botapi.errors import Json

_OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_FUTURE = 10  # TDLib's TQueue takes an offset further ahead than this for a mistake


@dataclass
class _Waiting:
    """An update in the queue; a stray one (a duplicate, an old id) is delivered at any offset."""

    update: Json
    stray: bool = False


@dataclass
class UpdateQueue:
    """Updates wait in the order they came until an offset above their id confirms them."""

    next_id: int = 1
    allowed: frozenset[str] | None = None
    waiting: list[_Waiting] = field(default_factory=list)
    poll: asyncio.Future[str] | None = None
    filtered: int = 0

    def put(self, content: Json) -> Json:
        update = {"update_id": self.next_id, **content}
        self.next_id += 1
        self._append(_Waiting(update))
        return update

    def inject(self, update: Json) -> None:
        """An update with its own id, whatever it is."""
        stray = update["update_id"] < self.next_id
        if not stray:
            self.next_id = update["update_id"] + 1
        self._append(_Waiting(update, stray))

    def _append(self, entry: _Waiting) -> None:
        kinds = entry.update.keys() - {"update_id"}
        if kinds & _OPT_IN if self.allowed is None else not kinds & self.allowed:
            self.filtered += 1  # as in Telegram, allowed_updates only touch what comes later
            return
        self.waiting.append(entry)
        self.wake("updates")

    def wake(self, reason: str) -> None:
        """End the poll in progress, if there is one."""
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(reason)

    def confirm(self, offset: int) -> None:
        """Forget what the offset confirms; a negative one keeps that many from the end."""
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset <= self.next_id + _FUTURE:
            self._keep(lambda entry: entry.stray or entry.update["update_id"] >= offset)
        # A larger offset (kept from before the ids restarted) confirms nothing: Telegram then
        # answers from the head of the queue.

    def _keep(self, wanted: Callable[[_Waiting], bool]) -> None:
        if self.waiting:
            self.waiting = [entry for entry in self.waiting if wanted(entry)]

    def take(self, limit: int) -> list[Json]:
        batch = self.waiting[:limit]
        for entry in batch:
            entry.stray = False  # delivered once: from now on the offset counts for it too
        return [entry.update for entry in batch]
