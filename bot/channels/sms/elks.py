"""46elks: an SMS is a form posted to /sms; reports and answers are forms posted to us."""

import json
from collections.abc import Mapping

from bot.channels.channel import Fate
from bot.channels.sms.provider import Sms, SmsAnswer
from bot.settings.services.sms import SmsGateway

_NO_SUCH_NUMBER = (b'"to"', b"invalid to", b"to number", b"recipient")
"""How an answer of 400 names the number that it does not take."""


class Elks:
    """46elks' API, version a1."""

    def request(self, gateway: SmsGateway, sms: Sms) -> tuple[str, dict[str, str]]:
        """Give the address to post to, and the form. They are asked not to keep the text."""
        form = {"from": gateway.sender, "to": sms.to, "message": sms.text, "dontlog": "message"}
        if sms.report_to:
            form["whendelivered"] = sms.report_to
        return f"{gateway.api}/sms", form

    def probe(self, gateway: SmsGateway) -> str:
        """Give the address of the account."""
        return f"{gateway.api}/me"

    def reading(self, status: int, body: bytes) -> tuple[Fate, int]:
        """Say what an answer means; what we can mend ourselves is tried again."""
        if status == 200:
            return Fate.SENT, _cost(body)
        if status == 400:
            said = body[:1000].lower()
            about_number = any(words in said for words in _NO_SUCH_NUMBER)
            return (Fate.UNREACHABLE if about_number else Fate.UNDELIVERABLE), 0
        # The account, its money, its limits; of what failed inside, nobody knows how far it came.
        return (Fate.UNCERTAIN if status >= 500 else Fate.LATER), 0

    def is_delivered(self, form: Mapping[str, str]) -> bool | None:
        """Read a report."""
        return {"delivered": True, "failed": False}.get(form.get("status", ""))

    def sms_in(self, form: Mapping[str, str]) -> SmsAnswer | None:
        """Read an SMS that has come in."""
        sender, text = form.get("from", ""), form.get("message", "")
        return SmsAnswer(sender, text) if sender.startswith("+") else None


def _cost(body: bytes) -> int:
    try:
        cost = json.loads(body)["cost"]
    except (ValueError, TypeError, LookupError):
        return 0
    return cost if isinstance(cost, int) and 0 <= cost < 10**9 else 0
