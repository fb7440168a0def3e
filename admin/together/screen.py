"""The screen: one question of a rating, in whose hands it may be, and what comes of an answer."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.together.late import are_too_late, kept_words, were_taken
from admin.together.question import Question, question_of
from admin.together.seat import Seat, mode_at
from admin.web.visit import Visit
from bot.languages.catalog import catalog
from bot.languages.spoken import SOURCE_LANGUAGE
from bot.turn.arrival import ButtonPress, CameIn, FormWords, WordsForCoach
from dialogs.engine.labels import go_on_label
from dialogs.engine.notice import notice
from dialogs.engine.reply import Code, Notice
from dialogs.talks.together import hand_back_label, send_label
from dialogs.talks.unheard import pass_on_label, pass_on_text
from storage.people.timing import participant_timing
from storage.ratings.together import tell_of_rating_together
from storage.seats.seats import rating_id_of
from storage.sight.tables import HelperSeat
from storage.tables.people import Participant, StoredConversation


@dataclass(frozen=True)
class Screen:
    """Where questions are shown. ``away`` leads from them; ``beside``: a helper's, no coach's."""

    seat: Seat
    address: str
    away: str
    beside: HelperSeat | None = None

    @property
    def handed_over(self) -> bool:
        """Tell whether the participant holds the coach's own screen."""
        return self.seat is Seat.HANDED_OVER


def question_page(
    visit: Visit,
    participant: Participant,
    shown: Question,
    screen: Screen,
    *,
    kept: str = "",
    why: str = "",
) -> Response:
    """Show a question. With ``why``, words that did not answer it, to be mended.

    Nothing of anybody else stands there.
    """
    theirs = catalog(participant.language)
    return visit.page(
        "together/question.html",
        422 if why else 200,
        shown=shown,
        kept=kept,
        why=why,
        theirs=theirs,
        pseudonym=participant.pseudonym,
        handed_over=screen.handed_over,
        address=screen.address,
        away=screen.away,
        leaves=hand_back_label(theirs),
        saves=send_label(theirs),
        reads=visit.staff.language,
    )


async def take_answer(
    visit: Visit,
    session: AsyncSession,
    participant: Participant,
    stored: StoredConversation | None,
    screen: Screen,
) -> Response | None:
    """Take what was answered, as in the chat; tell of it there when all is answered.

    Nothing that was written is lost: gives a page with words that answered nothing, to be mended
    or passed on to the coach; None where there are none. From a helper's seat nothing goes to the
    coach but answers and the comments beside them.
    """
    if screen.beside is not None and "words" in visit.form:
        return None
    event, app = _event(visit), visit.app
    if isinstance(event, FormWords) and await are_too_late(
        visit, session, participant, stored, event
    ):
        if await were_taken(session, participant, event):
            return None
        return _late_page(visit, participant, event, screen)
    if stored is None and not isinstance(event, WordsForCoach):
        return None
    outcome = await app.turns.take_at_desk(session, participant, event, mode_at(screen.seat))
    if stored is None:
        return None
    why = next((one.text for one in outcome.replies if isinstance(one, Notice)), "")
    if isinstance(event, FormWords) and outcome.answered is None and why:
        shown = await question_of(
            session, app, participant, stored, screen.seat, beside=screen.beside
        )
        if shown is not None:
            return question_page(visit, participant, shown, screen, kept=kept_words(event), why=why)
    when = await participant_timing(session, participant, app.calendar)
    await tell_of_rating_together(session, rating_id_of(stored), visit.now, when)
    return None


def _late_page(
    visit: Visit, participant: Participant, event: FormWords, screen: Screen
) -> Response:
    """Show words whose question is closed: the person passes them on to the coach, or goes on."""
    read = [participant.language]
    if not screen.handed_over and participant.language != SOURCE_LANGUAGE:
        read.append(SOURCE_LANGUAGE)
    scenes = [visit.app.installation.scene(language, "") for language in read]
    theirs = catalog(participant.language)
    return visit.page(
        "together/late.html",
        409,
        kept=kept_words(event),
        theirs=theirs,
        sayings=[
            (
                one.texts.language,
                notice(Code.STALE, one).text,
                pass_on_text(one.texts) if screen.beside is None else "",
            )
            for one in scenes
        ],
        passes_on=pass_on_label(theirs),
        goes_on=go_on_label(theirs),
        may_pass_on=screen.beside is None,
        leaves=hand_back_label(theirs),
        handed_over=screen.handed_over,
        pseudonym=participant.pseudonym,
        address=screen.address,
        away=screen.away,
    )


def _event(visit: Visit) -> CameIn:
    if "words" in visit.form:
        return WordsForCoach(visit.form["words"])
    if "ask" in visit.form:
        return FormWords(visit.form["ask"], visit.form.get("text", ""))
    return ButtonPress(visit.form.get("press", ""))
