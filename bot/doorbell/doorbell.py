"""The doorbell: Telegram carries a nudge and a personal link, and nothing else."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.doorbell.link import DoorLinks
from dialogs.people.accounts import Channel
from dialogs.texts import Texts, isolate
from storage.people.web_accounts import ensure_web_account
from storage.tables.people import Participant


@dataclass(frozen=True)
class Nudge:
    """What stands in Telegram instead of a conversation: a line and a button with a link."""

    text: str
    button: str
    link: str


@dataclass(frozen=True)
class Doorbell:
    """Decides for whom Telegram is only the doorbell, and words it."""

    always: bool
    organisation: str
    public_url: str
    links: DoorLinks

    def only_rings(self, participant: Participant, channel: Channel | None) -> bool:
        """Tell whether nothing but a nudge may pass through this channel."""
        return channel == Channel.TELEGRAM and (self.always or participant.protected)

    async def make_nudge(
        self, session: AsyncSession, participant: Participant, texts: Texts, now: dt.datetime
    ) -> Nudge:
        """Word the nudge, with a link that opens the person's own chat once."""
        account = await ensure_web_account(session, participant.id, now)
        code = self.links.make_code(account, now)
        # NOTE: A button with a link to the person's own chat. Short.
        button = texts.gettext("Öppna")
        return Nudge(self.line(texts), button, f"{self.public_url}/c/{code}")

    def line(self, texts: Texts) -> str:
        """Say that there is something to read, and nothing more."""
        # NOTE: All that Telegram may carry for some people. No word about health or work.
        line = texts.gettext("Du har ett meddelande från {organisation}.")
        return line.format(organisation=isolate(self.organisation))

    def unread_line(self, texts: Texts) -> str:
        """Say to somebody who writes through the doorbell that nobody reads it there."""
        # NOTE: Said in Telegram to somebody whose own chat is elsewhere, behind a button. No word
        # about health or work. 112 is the Swedish emergency number.
        return texts.gettext(
            "Ingen läser det som skrivs här. Skriv i din egen chatt i stället. Ring 112 om det är "
            "fara för livet."
        )
