"""A part of the process as its operator sees it: it goes, or since when and why it does not."""

import logging
import time
from dataclasses import dataclass, field

SAID_AGAIN_AFTER = 3600.0
"""Seconds after which a trouble that lasts is written to the log once more."""

log = logging.getLogger(__name__)


@dataclass
class Part:
    """Something that may stop and go again. What it says of itself holds nothing about anybody.

    ``name`` begins each of its lines in the log. A trouble is written there once for each reason,
    and once when it is over: tries come every second, and nobody reads a line for each.
    """

    name: str
    fault: str | None = None
    """Why it does not go; None where it goes."""
    moved_at: float = field(default_factory=time.monotonic)
    """When it last went or failed: monotonic seconds."""
    _said: dict[str, float] = field(default_factory=dict)

    def goes(self) -> None:
        """Note that it goes."""
        self.moved_at = time.monotonic()
        if self.fault is not None:
            log.info("%s goes again", self.name)
        self.fault = None
        self._said.clear()

    def fails(self, why: str, level: int = logging.WARNING) -> None:
        """Note why it does not go."""
        now = self.moved_at = time.monotonic()
        self.fault = why
        if now - self._said.get(why, -SAID_AGAIN_AFTER) >= SAID_AGAIN_AFTER:
            self._said[why] = now
            log.log(level, "%s %s", self.name, why)
