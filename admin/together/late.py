"""Words written at the desk that answered nothing: what has become of them."""

from sqlalchemy.ext.asyncio import AsyncSession

from admin.together.question import question_of
from admin.together.seat import Seat
from admin.web.visit import Visit
from bot.turn.arrival import FormWords
from bot.turn.beside import words_too_late
from bot.words.identity_number import without_identity_numbers
from storage.tables.people import Participant, StoredConversation


def kept_words(event: FormWords) -> str:
    """Give what was written as a turn would have taken it."""
    return without_identity_numbers(event.text.strip())


async def are_too_late(
    visit: Visit,
    session: AsyncSession,
    participant: Participant,
    stored: StoredConversation | None,
    event: FormWords,
) -> bool:
    """Tell whether words belong to no question that is open any more."""
    if stored is None:
        return True
    shown = await question_of(session, visit.app, participant, stored, Seat.HANDED_OVER)
    return shown is None or event.token != shown.token("text")


async def were_taken(session: AsyncSession, participant: Participant, event: FormWords) -> bool:
    """Tell whether words are an answer that stands, sent a second time; nothing is one too."""
    return not await words_too_late(session, participant.id, kept_words(event))
