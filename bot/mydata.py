"""The file a participant gets for /mydata: everything stored, readable on any phone."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from bot.i18n import Catalog, catalog, languages
from bot.pages import SHARED, Pages
from bot.parts import Parts
from dialogs.conversation import Conversation
from storage.conversations import revived
from storage.everything import everything

_pages = Pages(SHARED)


async def my_data(parts: Parts, participant_id: int) -> bytes:
    """Make the file (HTML, UTF-8) in the participant's language."""
    async with parts.database.reading() as session:
        found = await everything(session, participant_id)
    texts = catalog(found.participant.language)
    page = _pages.text(
        "mydata.html",
        texts,
        found=found,
        names=languages(),
        when=_clock_in(texts, parts.settings.timezone),
        spoken=[_spoken(revived(stored)) for stored in found.conversations],
    )
    return page.encode()


def _spoken(conversation: Conversation) -> tuple[str, list[str]]:
    """List what the person has said in one conversation, as it is stored."""
    said = [f"{ask}: {answer.words or answer.key}" for ask, answer in conversation.answers.items()]
    return conversation.dialog, said


def _clock_in(texts: Catalog, zone: ZoneInfo) -> Callable[[dt.datetime | None], str]:
    """Give the function that writes a stored time as people there read it."""

    def when(at: dt.datetime | None) -> str:
        return texts.moment(at, zone) if at else "–"

    return when
