"""Faults ordered for coming requests."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "timeout_after_delivery",  # carried out, but the client never hears of it
    "error_500",
    "retry_after",
    "disconnect",  # not carried out; the connection is cut
    "slow",  # carried out at once, answered late
    "bad_gateway_html",  # not carried out; an answer that is no JSON
]
KINDS: frozenset[str] = frozenset(get_args(Kind))


@dataclass
class Fault:
    """One ordered fault; `method` may be ``*``, and without `chat_id` any chat will do."""

    method: str
    kind: Kind
    chat_id: int | None = None
    times: int = 1
    seconds: float = 1.0

    def fits(self, method: str, chat_id: object) -> bool:
        return self.method in {"*", method} and self.chat_id in {None, chat_id}


def next_fault(faults: list[Fault], method: str, chat_id: object) -> Fault | None:
    """The first fault that fits, used up by one."""
    for fault in faults:
        if fault.fits(method, chat_id):
            fault.times -= 1
            if fault.times <= 0:
                faults.remove(fault)
            return fault
    return None
