"""Pace: thirty messages a second in all is Telegram's limit. Those who are talking go first."""

import asyncio
from dataclasses import dataclass, field

RATE = 29.9
"""Messages a second; a little less than allowed, since both clocks are not the same."""
BURST = 15.0
"""How many may go at once after a rest: half of what Telegram allows, the rest is room to err."""
ROOM = 3.0
"""What a message of our own accord leaves for those who are talking."""


@dataclass
class RateLimit:
    """A bucket of sends that fills at ``RATE``. Reminders wait for it, answers hardly ever.

    While no reminders go out, answers are counted but never held back: their own number is what
    it is, and Telegram says itself when it is too much.
    """

    _level: float = BURST
    _at: float = 0.0
    _wave_until: float = 0.0
    _talking: int = 0
    _queue: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def admit_answer(self) -> None:
        """Make room for a message to somebody who is talking."""
        self._talking += 1
        try:
            # A bucket fills by time alone: there is nobody to set an event.
            while self._fill() < 1 and self._now() < self._wave_until:  # noqa: ASYNC110
                await asyncio.sleep((1 - self._level) / RATE)
        finally:
            self._talking -= 1
        self._level = max(self._level - 1, 0.0)

    async def admit_waiting(self) -> None:
        """Make room for a message that has waited: many may have, and all of them are due now."""
        self._wave_until = self._now() + 1
        await self.admit_answer()

    async def admit_reminder(self) -> None:
        """Wait until a message of our own accord can go, behind all who are talking."""
        async with self._queue:
            while True:
                missing = ROOM + 1 - self._fill()
                if missing <= 0 and not self._talking:
                    break
                await asyncio.sleep(max(missing / RATE, 0.002))
            self._wave_until = self._now() + 1
            self._level -= 1

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _fill(self) -> float:
        now = self._now()
        self._level = min(BURST, self._level + (now - self._at) * RATE)
        self._at = now
        return self._level
