"""What is asked of a provider of SMS; each is one small file that talks to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.channels.channel import Fate
from bot.settings.services.sms import SmsGateway


@dataclass(frozen=True)
class Sms:
    """An SMS to be sent. ``report_to`` is where the gateway says what became of it, if anywhere."""

    to: str
    text: str
    report_to: str = ""


@dataclass(frozen=True)
class SmsAnswer:
    """An SMS that somebody has sent to us."""

    sender: str
    text: str


class SmsProvider(Protocol):
    """How one gateway wants to be spoken to."""

    def request(self, gateway: SmsGateway, sms: Sms) -> tuple[str, dict[str, str]]:
        """Give the address to post to, and the form."""

    def probe(self, gateway: SmsGateway) -> str:
        """Give an address that can be read with the right user and password, and sends nothing."""

    def reading(self, status: int, body: bytes) -> tuple[Fate, int]:
        """Say what an answer means, and what was paid, in ten-thousandths of a currency."""

    def is_delivered(self, form: Mapping[str, str]) -> bool | None:
        """Read a report: it got there, it did not, or (None) nothing is known yet."""

    def sms_in(self, form: Mapping[str, str]) -> SmsAnswer | None:
        """Read an SMS that has come in; None where it is none."""
