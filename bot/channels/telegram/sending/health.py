"""Whether calls to Telegram work at all, said aloud once when they cease to."""

import logging
from dataclasses import dataclass

from bot.channels.telegram.sending.answer import AnswerError
from storage.database.faults import kind_of

log = logging.getLogger(__name__)


@dataclass
class Health:
    """Whether the calls of a connection work. The first that does not is said aloud, once."""

    is_good: bool = True

    def note_good(self) -> None:
        """A call was answered as it should be."""
        self.is_good = True

    def note_bad(self, fault: Exception) -> None:
        """A call failed, and not for anything that it said; the answer itself is never logged."""
        if not self.is_good:
            return
        self.is_good = False
        if isinstance(fault, AnswerError):
            log.error("Telegram cannot be used: HTTP status %s; trying on", fault.code)
        else:
            log.warning("Telegram cannot be reached: %s; trying on", kind_of(fault))
