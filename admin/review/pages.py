"""Whether somebody goes on: decided, and taken back."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.review.card import KEPT, UNDONE, verdict_choices
from admin.review.form import LONGEST_WHY, ReviewDraft, review_differences, review_revision
from admin.web.guard import own_participant
from admin.web.revision import Difference, is_outdated, kept_revision
from admin.web.visit import Visit
from storage.people.audit import Audit
from storage.reviews.reviews import decide as note_decision
from storage.reviews.reviews import review, reviews_of, standing_review, withdraw_review
from storage.reviews.tables import Review
from storage.tables.people import Participant


async def review_of_path(
    visit: Visit, session: AsyncSession, participant: Participant
) -> Review | None:
    """Find the decision that the address names."""
    return await review(session, participant.id, visit.request.path_params["review"])


@own_participant(Audit.REVIEWED, hold=True)
async def decide(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Note what was decided; that they finish leads on to the form about the last day."""
    t, draft = visit.texts, ReviewDraft.read(visit.form)
    if participant.enrolled_at is None:
        return visit.missing()
    standing = standing_review(await reviews_of(session, participant.id))
    revision = review_revision(standing)
    if participant.exit_on is not None:
        draft.faults["verdict"] = t.gettext("Sista dagen är redan bestämd. Ta tillbaka den först.")
    decision = draft.decision(t, visit.today)
    if decision is None:
        draft.revision = kept_revision(visit.form, revision, both_shown=False)
        return _again(visit, participant, draft, 422)
    if is_outdated(visit.form, revision):
        found = review_differences(t, ReviewDraft.of(standing), draft)
        if not found:  # a button pressed twice
            return visit.go_to_participant(participant, "#review")
        return _again(visit, participant, replace(draft, revision=revision), 409, found)
    noted = await note_decision(session, participant.id, decision, visit.now, by=visit.staff.id)
    place = "#exit" if decision.until is None else "#review"
    return visit.go_to_participant(participant, place, f"{KEPT} {noted.id}")


@own_participant(Audit.REVIEW_WITHDRAWN, hold=True, row=review_of_path)
async def withdraw(
    visit: Visit, session: AsyncSession, participant: Participant, one: Review
) -> Response:
    """Take a decision back; pressed twice it stays so."""
    await withdraw_review(session, one, visit.now, by=visit.staff.id)
    return visit.go_to_participant(participant, "#review", UNDONE)


def _again(
    visit: Visit,
    participant: Participant,
    draft: ReviewDraft,
    status_code: int,
    versions: Sequence[Difference] = (),
) -> Response:
    return visit.page(
        "review/again.html",
        status_code,
        pseudonym=participant.pseudonym,
        draft=draft,
        verdicts=verdict_choices(visit.texts),
        versions=versions,
        longest=LONGEST_WHY,
    )
