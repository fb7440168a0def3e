"""What a paper of somebody's is checked against, and what stands on one that was entered."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from admin.paper.entry_form import OUTSIDE, SKIPPED, PaperDraft
from admin.web.visit import Visit
from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from dialogs.agenda.timing import Timing
from dialogs.instruments.instrument import Instrument
from dialogs.occasions.occasion import OccasionState
from dialogs.occasions.on_paper import Paper, can_have_paper, likely_occasion, release_paper
from dialogs.ratings.company import Company
from storage.occasions.agenda_rows import agenda_rows
from storage.people.timing import participant_timing
from storage.ratings.on_paper import Entered, paper_answers, paper_moment
from storage.tables.people import Participant
from storage.tables.ratings import Rating


@dataclass(frozen=True)
class PaperDesk:
    """What a paper of somebody's is checked against. ``occasions`` by what stands in the form."""

    instrument: Instrument
    when: Timing
    occasions: Mapping[str, OccasionState]
    likely: str


async def paper_desk(
    visit: Visit, session: AsyncSession, participant: Participant, rating: Rating | None = None
) -> PaperDesk:
    """Look up what a paper can be for: as it is without the one that is being corrected."""
    when = await participant_timing(session, participant, visit.app.calendar)
    agenda = (await agenda_rows(session, participant, when)).agenda
    today, about = when.rhythm.day(visit.now), None
    if rating is not None:
        about = {one.id for one in agenda.occasions if one.rating_id == rating.id}
        agenda = release_paper(agenda, rating.id)
    fits = [one for one in agenda.occasions if can_have_paper(one, today)]
    own = [one for one in fits if about is None or one.id in about]
    likely = likely_occasion(own, today)
    kind = when.plan.instrument if rating is None else rating.instrument
    return PaperDesk(
        visit.app.installation.instruments[kind],
        when,
        {str(one.id): one for one in reversed(fits)},
        str(likely.id) if likely else OUTSIDE,
    )


def checked_paper(
    visit: Visit, participant: Participant, desk: PaperDesk, draft: PaperDraft
) -> Entered | None:
    """Give what a draft says; None where there is something to mend in it."""
    day, enrolled_at = desk.when.rhythm.day, participant.enrolled_at or participant.created_at
    on = draft.check(
        visit.texts,
        desk.instrument,
        desk.occasions,
        languages().keys(),
        day(enrolled_at),
        day(visit.now),
    )
    if draft.faults or on is None:
        return None
    about = None if draft.occasion == OUTSIDE else int(draft.occasion)
    paper = Paper(on, paper_moment(on, desk.when, visit.now), about)
    texts = catalog(draft.language)
    return Entered(desk.instrument, texts, draft.records, Company(draft.company), paper)


async def stored_draft(
    session: AsyncSession, participant: Participant, desk: PaperDesk, rating: Rating
) -> PaperDraft:
    """Give a paper as it was entered."""
    answers = await paper_answers(session, rating.id)
    spoken = [one.language for one in answers.values()]
    return PaperDraft(
        figures={item: str(one.value or SKIPPED) for item, one in answers.items()},
        comments={item: one.comment or "" for item, one in answers.items()},
        on=desk.when.rhythm.day(rating.started_at).isoformat(),
        occasion=desk.likely,
        company=rating.company or Company.ALONE,
        language=spoken[0] if spoken else participant.language,
    )
