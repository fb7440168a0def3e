"""The page of a participant's particulars: corrected by their coach, nothing overwritten unseen."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.particulars.form import LONGEST_NAME, ParticularsDraft, particulars_differences
from admin.web import labels
from admin.web.guard import own_participant, with_form
from admin.web.revision import Difference, is_outdated, kept_revision, revision_of
from admin.web.visit import Visit
from bot.languages.spoken import languages
from dialogs.labels.people.particulars import referrer_label, sex_label
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.particulars import Referrer, Sex
from dialogs.texts import clean, near_day
from storage.corrections.particulars import (
    Particulars,
    correct_particulars,
    next_regular_day,
    particulars_of,
)
from storage.people.audit import Audit
from storage.people.sub_projects import sub_projects
from storage.people.timing import participant_timing
from storage.tables.people import Participant

SAVED = "particulars saved"


@own_participant(Audit.PARTICULARS_OPENED)
async def show(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Show them as they are stored; after a correction also what it has moved."""
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    stored = await _stored(visit, session, participant)
    draft = ParticularsDraft.of(stored)
    page = await _page(visit, session, participant, stored, draft, saved=said == SAVED)
    visit.desk.flash.forget(visit.request, page)
    return page


@own_participant(Audit.PARTICULARS_OPENED, hold=True)
@with_form(ParticularsDraft.read)
async def correct(
    visit: Visit, draft: ParticularsDraft, session: AsyncSession, participant: Participant
) -> Response:
    """Keep what was filled in, and move what is planned by it."""
    stored = await _stored(visit, session, participant)
    projects = await _projects(session)
    wanted = draft.corrected(visit.texts, participant, stored, projects, visit.today)
    if wanted is None:
        return await _page(visit, session, participant, stored, draft, 422)
    if is_outdated(visit.form, revision_of(stored)) and wanted != stored:
        now_stored = ParticularsDraft.of(stored)
        found = particulars_differences(visit.texts, now_stored, draft, projects)
        return await _page(visit, session, participant, stored, draft, 409, versions=found)
    if await correct_particulars(session, participant, wanted, visit.now, visit.app.calendar):
        await visit.log(session, Audit.PARTICULARS_CHANGED, participant_id=participant.id)
    return visit.go_to_participant(participant, "/particulars", SAVED)


async def _stored(visit: Visit, session: AsyncSession, participant: Participant) -> Particulars:
    when = await participant_timing(session, participant, visit.app.calendar)
    return particulars_of(participant, when)


async def _projects(session: AsyncSession) -> dict[str, str]:
    return {str(one.id): clean(one.name) for one in await sub_projects(session)}


async def _page(
    visit: Visit,
    session: AsyncSession,
    participant: Participant,
    stored: Particulars,
    draft: ParticularsDraft,
    status_code: int = 200,
    *,
    saved: bool = False,
    versions: Sequence[Difference] = (),
) -> Response:
    t = visit.texts
    coming = await next_regular_day(session, participant.id)
    return visit.page(
        "particulars/particulars.html",
        status_code,
        pseudonym=participant.pseudonym,
        protected=participant.protected,
        draft=draft,
        has_day=stored.enrolled_on is not None,
        today=visit.today.isoformat(),
        projects=await _projects(session),
        languages={
            code: labels.language_label(t, code)
            for code in dict.fromkeys([*languages(), stored.language])
        },
        sexes=[(str(one), sex_label(t, one)) for one in Sex],
        referrers=[(str(one), referrer_label(t, one)) for one in Referrer],
        coming=near_day(t, coming, visit.today) if coming else "",
        saved=saved,
        versions=versions,
        revision=kept_revision(visit.form, revision_of(stored), both_shown=status_code == 409),
        longest=LONGEST_NAME,
        invited=participant.status is EnrolmentStatus.INVITED,
    )
