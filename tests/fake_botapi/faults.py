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
    "bad_gateway_after_delivery",  # carried out; the answer is a gateway's page
    "error_500_after_delivery",
    "unauthorized",  # not carried out, as are these; the token is right
    "not_found",
    "conflict",
    "file_too_big",  # of getFile
    "forbidden_html",  # not carried out; a proxy's page
    "not_found_html",
    "moved",  # not carried out; a portal that sends us elsewhere
    "empty",  # carried out; nothing comes back, with a status of 200
    "portal_html",  # not carried out; a page, with a status of 200
    "half_json",  # carried out; the answer ends in the middle
    "bottomless_json",  # carried out; the answer is nested more deeply than JSON can be read
    "long_number",  # carried out; beside the answer stands a number that Python refuses to read
]
PAGES = {
    "bad_gateway_html": 502,
    "forbidden_html": 403,
    "not_found_html": 404,
    "moved": 307,
    "portal_html": 200,
}
"""What is not carried out, and answered by somebody in between."""
SPOILT: dict[str, tuple[int, bytes]] = {
    "bad_gateway_after_delivery": (502, b"<html><title>502 Bad Gateway</title></html>"),
    "error_500_after_delivery": (
        500,
        b'{"ok":false,"error_code":500,"description":"Internal Server Error"}',
    ),
    "empty": (200, b""),
    "bottomless_json": (200, b'{"ok":true,"result":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
}
"""What is carried out, and answered like this."""
REFUSALS = {
    "unauthorized": (401, "Unauthorized"),
    "not_found": (404, "Not Found"),
    "conflict": (409, "Conflict: terminated by other getUpdates request"),
    "file_too_big": (400, "Bad Request: file is too big"),
}
KINDS: frozenset[str] = frozenset(get_args(Kind))


def is_of(wanted: str, method: str) -> bool:
    """Whether a method is the wanted one; ``send`` and ``edit`` are all that put or change words.

    Whether a question goes as a text, below a picture or as a sound is often not the matter.
    """
    family = wanted in {"send", "edit"} and method != "sendChatAction"
    return wanted in {"*", method} or (family and method.startswith(wanted))


@dataclass
class Fault:
    """One ordered fault; `method` as in ``is_of``, and without `chat_id` any chat will do."""

    method: str
    kind: Kind
    chat_id: int | None = None
    times: int = 1
    seconds: float = 1.0

    def fits(self, method: str, chat_id: object) -> bool:
        return is_of(self.method, method) and self.chat_id in {None, chat_id}


def next_fault(faults: list[Fault], method: str, chat_id: object) -> Fault | None:
    """The first fault that fits, used up by one."""
    for fault in faults:
        if fault.fits(method, chat_id):
            fault.times -= 1
            if fault.times <= 0:
                faults.remove(fault)
            return fault
    return None
