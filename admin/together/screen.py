"""The screen: one question of a rating, in whose hands it may be, and what comes of an answer."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.together.question import Question
from admin.web.visit import Visit
from bot.languages.catalog import catalog
from bot.turn.arrival import ButtonPress, CameIn, FormWords
from dialogs.instruments.rating_mode import RatingMode
from dialogs.talks.together import hand_back_label, send_label
from storage.people.timing import participant_timing
from storage.ratings.together import tell_of_rating_together
from storage.seats.seats import open_rating, rating_id_of
from storage.tables.people import Participant, StoredConversation


def question_page(
    visit: Visit,
    participant: Participant,
    shown: Question,
    *,
    address: str,
    away: str,
    handed_over: bool = False,
) -> Response:
    """Show a question; ``away`` leads from it. Nothing of anybody else stands there."""
    theirs = catalog(participant.language)
    return visit.page(
        "together/question.html",
        shown=shown,
        theirs=theirs,
        pseudonym=participant.pseudonym,
        handed_over=handed_over,
        address=address,
        away=away,
        leaves=hand_back_label(theirs),
        saves=send_label(theirs),
        reads=visit.staff.language,
    )


async def take_answer(
    visit: Visit,
    session: AsyncSession,
    participant: Participant,
    stored: StoredConversation,
    mode: RatingMode,
) -> bool:
    """Take what was answered, as in the chat; tell of it there when all is answered.

    Tells whether the rating is over with that.
    """
    rating = rating_id_of(stored)
    await visit.app.turns.take_at_desk(session, participant, _event(visit), mode)
    when = await participant_timing(session, participant, visit.app.calendar)
    await tell_of_rating_together(session, rating, visit.now, when)
    return await open_rating(session, participant.id) is None


def _event(visit: Visit) -> CameIn:
    if "ask" in visit.form:
        return FormWords(visit.form["ask"], visit.form.get("text", ""))
    return ButtonPress(visit.form.get("press", ""))
