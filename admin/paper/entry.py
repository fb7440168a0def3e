"""Papers of one participant: entered by the coach, corrected, and taken back."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.paper.entry_desk import PaperDesk, checked_paper, paper_desk, stored_draft
from admin.paper.entry_form import (
    LONGEST_COMMENT,
    PaperDraft,
    company_label,
    paper_differences,
)
from admin.web import labels
from admin.web.guard import own_participant
from admin.web.revision import REVISION, Difference, is_outdated, revision_of
from admin.web.visit import Visit
from bot.languages.spoken import languages
from dialogs.labels.occasions import occasion_label
from dialogs.ratings.company import Company
from dialogs.texts import near_day
from storage.enrolling.registering import may_be_rated_on_paper
from storage.people.audit import Audit
from storage.ratings.on_paper import (
    correct_rating,
    correctable_until,
    enter_rating,
    newest_rating_id,
    paper_rating,
    take_rating_back,
)
from storage.tables.people import Participant
from storage.tables.ratings import Rating

ENTERED, TAKEN_BACK = "paper entered", "paper taken back"
"""The flash's codes."""


@own_participant(Audit.PAPER_OPENED)
async def new(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Show the form, with the occasion that the paper is most likely for."""
    if not await may_be_rated_on_paper(session, participant):
        return visit.page("paper/not_yet.html", 409, pseudonym=participant.pseudonym)
    desk = await paper_desk(visit, session, participant)
    draft = PaperDraft(occasion=desk.likely, language=participant.language)
    revision = revision_of(await newest_rating_id(session, participant.id))
    return _form(visit, participant, desk, draft, revision)


@own_participant(Audit.PAPER_ENTERED, hold=True)
async def enter(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Store a paper as a whole rating; where one has come meanwhile, that is said first."""
    if not await may_be_rated_on_paper(session, participant):
        return visit.page("paper/not_yet.html", 409, pseudonym=participant.pseudonym)
    desk = await paper_desk(visit, session, participant)
    draft = PaperDraft.read(visit.form, desk.instrument)
    newest = await newest_rating_id(session, participant.id)
    revision = revision_of(newest)
    outdated = is_outdated(visit.form, revision)
    if outdated and await _is_the_same(visit, session, participant, newest, draft):
        return visit.go_to_participant(participant, "#star", said=ENTERED)  # a button pressed twice
    entered = checked_paper(visit, participant, desk, draft)
    if entered is None:
        return _form(visit, participant, desk, draft, visit.form.get(REVISION, ""), 422)
    if outdated:
        return _form(visit, participant, desk, draft, revision, 409, has_newer=True)
    await enter_rating(session, participant, entered, visit.staff.id, visit.now, desk.when)
    return visit.go_to_participant(participant, "#star", said=ENTERED)


async def _paper(visit: Visit, session: AsyncSession, participant: Participant) -> Rating | None:
    """Find the paper that the address names; None where it cannot be changed (any more)."""
    number: int = visit.request.path_params["rating"]
    return await paper_rating(session, participant.id, number, visit.now)


@own_participant(Audit.PAPER_OPENED, row=_paper)
async def edit(
    visit: Visit, session: AsyncSession, participant: Participant, rating: Rating
) -> Response:
    """Show a paper as it was entered, to be corrected."""
    desk = await paper_desk(visit, session, participant, rating)
    draft = await stored_draft(session, participant, desk, rating)
    return _form(visit, participant, desk, draft, draft.revision, rating=rating)


@own_participant(Audit.PAPER_CORRECTED, hold=True, row=_paper)
async def correct(
    visit: Visit, session: AsyncSession, participant: Participant, rating: Rating
) -> Response:
    """Store a paper anew; what somebody else has corrected meanwhile is shown first."""
    desk = await paper_desk(visit, session, participant, rating)
    draft = PaperDraft.read(visit.form, desk.instrument)
    stored = await stored_draft(session, participant, desk, rating)
    entered = checked_paper(visit, participant, desk, draft)
    if entered is None:
        revision = visit.form.get(REVISION, "")
        return _form(visit, participant, desk, draft, revision, 422, rating=rating)
    if is_outdated(visit.form, stored.revision) and draft.revision != stored.revision:
        found = paper_differences(visit.texts, desk.instrument, stored, draft)
        return _form(
            visit, participant, desk, draft, stored.revision, 409, rating=rating, versions=found
        )
    await correct_rating(session, participant, rating, entered, visit.now, desk.when)
    return visit.go_to_participant(participant, "#star", said=ENTERED)


@own_participant(Audit.PAPER_OPENED, row=_paper)
async def confirm(
    visit: Visit, session: AsyncSession, participant: Participant, rating: Rating
) -> Response:
    """Ask before a paper is taken back, and say what comes of it."""
    return await _confirmation(visit, session, participant, rating)


@own_participant(Audit.PAPER_TAKEN_BACK, hold=True, row=_paper)
async def take_back(
    visit: Visit, session: AsyncSession, participant: Participant, rating: Rating
) -> Response:
    """Remove a paper; what it was for waits for its figures again."""
    desk = await paper_desk(visit, session, participant, rating)
    stored = await stored_draft(session, participant, desk, rating)
    if is_outdated(visit.form, stored.revision):
        return await _confirmation(visit, session, participant, rating, 409)
    await take_rating_back(session, participant, rating, visit.now, desk.when)
    return visit.go_to_participant(participant, "#star", said=TAKEN_BACK)


async def _confirmation(
    visit: Visit,
    session: AsyncSession,
    participant: Participant,
    rating: Rating,
    status_code: int = 200,
) -> Response:
    desk = await paper_desk(visit, session, participant, rating)
    stored = await stored_draft(session, participant, desk, rating)
    day = rating.started_at.astimezone(visit.zone).date()
    return visit.page(
        "paper/take_back.html",
        status_code,
        pseudonym=participant.pseudonym,
        rating=rating.id,
        revision=stored.revision,
        day=near_day(visit.texts, day, visit.today),
        figures=visit.texts.listed([stored.figures[item.id] for item in desk.instrument.items]),
        has_changed=status_code != 200,
    )


async def _is_the_same(
    visit: Visit,
    session: AsyncSession,
    participant: Participant,
    newest: int | None,
    draft: PaperDraft,
) -> bool:
    """Tell whether the newest rating is the very paper that was posted, a moment ago."""
    rating = await paper_rating(session, participant.id, newest or 0, visit.now)
    if rating is None or rating.entered_by != visit.staff.id:
        return False
    desk = await paper_desk(visit, session, participant, rating)
    stored = await stored_draft(session, participant, desk, rating)
    return (stored.figures, stored.comments, stored.on) == (draft.figures, draft.comments, draft.on)


def _form(
    visit: Visit,
    participant: Participant,
    desk: PaperDesk,
    draft: PaperDraft,
    revision: str,
    status_code: int = 200,
    *,
    rating: Rating | None = None,
    versions: Sequence[Difference] | None = None,
    has_newer: bool = False,
) -> Response:
    t, today = visit.texts, desk.when.rhythm.day(visit.now)
    until = correctable_until(rating) if rating else None
    return visit.page(
        "paper/entry.html",
        status_code,
        pseudonym=participant.pseudonym,
        rating=rating.id if rating else 0,
        until=near_day(t, until.astimezone(visit.zone).date(), today) if until else "",
        draft=draft,
        places=draft.fault_places(
            {item.id: desk.instrument.label(item, t) for item in desk.instrument.items}
        ),
        revision=revision,
        versions=versions,
        has_newer=has_newer,
        questions=[
            (item.id, instrument_label, item.drawing, wording.question, wording.anchors)
            for item in desk.instrument.items
            for wording in [desk.instrument.wording(item, t)]
            for instrument_label in [desk.instrument.label(item, t)]
        ],
        occasions=[
            (key, occasion_label(t, one.kind, one.window.number), near_day(t, one.due_on, today))
            for key, one in desk.occasions.items()
        ],
        companies=[(one.value, company_label(t, one)) for one in Company],
        languages=[(code, labels.language_label(t, code)) for code in languages()],
        today=today.isoformat(),
        longest=LONGEST_COMMENT,
    )
