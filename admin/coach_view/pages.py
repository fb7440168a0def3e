"""What a coach says of somebody's way to work, beside their newest rating and at the exit."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.coach_view.card import ExitView, ViewForm, exit_view, view_form
from admin.saved.words import Saved
from admin.web.guard import own_participant
from admin.web.revision import Difference, differences, is_outdated
from admin.web.visit import Visit
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.ratings.coach_view import POINTS, Indicator, ProgressArea, area_text, point_text
from storage.coaching.views import (
    coach_views,
    give_areas,
    give_view,
    view_at_exit,
    view_beside,
)
from storage.people.audit import Audit
from storage.ratings.ratings import newest_finished_rating
from storage.tables.people import Participant


@own_participant(Audit.COACH_VIEW_GIVEN, hold=True)
async def give(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Keep the two points beside the newest rating; both empty takes them back."""
    t = visit.texts
    newest = await newest_finished_rating(session, participant.id)
    if newest is None or newest.finished_at is None:
        return visit.missing()
    if participant.status != EnrolmentStatus.ACTIVE:
        return visit.missing()
    view = view_beside(await coach_views(session, participant.id), newest.id)
    stored = view_form(t, newest, newest.finished_at, view, visit.zone)
    typed = {one: visit.form.get(one, "") for one in Indicator}
    shown = tuple((name, words, typed[Indicator(name)]) for name, words, _ in stored.fields)
    filled = replace(stored, fields=shown)
    if any(one not in {"", *map(str, range(1, POINTS + 1))} for one in typed.values()):
        fault = t.gettext("Välj ett svar i listan.")
        return _again(visit, participant, replace(filled, fault=fault), 422)
    points = tuple(int(one) if one else None for one in typed.values())
    found = differences(
        [
            (words, point_text(t, int(was) if was else None), point_text(t, points[place]))
            for place, (_, words, was) in enumerate(stored.fields)
        ]
    )
    is_of_another = visit.form.get("rating") != str(newest.id)
    if is_of_another or (found and is_outdated(visit.form, stored.revision)):
        return _again(visit, participant, filled, 409, found, rated_since=is_of_another)
    belief, purpose = points
    at, by = visit.now, visit.staff.id
    await give_view(session, participant.id, newest.id, (belief, purpose), at, by=by)
    return visit.go_to_participant(participant, "#coach-view", Saved.VIEW)


@own_participant(Audit.COACH_VIEW_GIVEN, hold=True)
async def give_at_exit(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Keep in which areas somebody has progressed; none ticked says that there is none."""
    t = visit.texts
    if participant.exit_on is None:
        return visit.missing()
    view = view_at_exit(await coach_views(session, participant.id))
    stored = exit_view(t, view, visit.zone)
    ticked = [one for one in ProgressArea if f"area-{one}" in visit.form]
    was = [ProgressArea(one) for one in (view.areas or ())] if view else []
    found = differences(
        [
            (
                t.gettext("Områden"),
                t.listed([area_text(t, one) for one in was]),
                t.listed([area_text(t, one) for one in ticked]),
            )
        ]
    )
    if found and is_outdated(visit.form, stored.revision):
        shown = tuple((code, words, code in ticked) for code, words, _ in stored.areas)
        return _exit_again(visit, participant, replace(stored, areas=shown), found)
    await give_areas(session, participant.id, ticked, visit.now, by=visit.staff.id)
    return visit.go_to_participant(participant, "#coach-view", Saved.VIEW)


def _again(
    visit: Visit,
    participant: Participant,
    form: ViewForm,
    status_code: int,
    found: list[Difference] | None = None,
    *,
    rated_since: bool = False,
) -> Response:
    return visit.page(
        "coach_view/form.html",
        status_code,
        pseudonym=participant.pseudonym,
        form=form,
        at_exit=None,
        versions=found or (),
        rated_since=rated_since,
    )


def _exit_again(
    visit: Visit, participant: Participant, form: ExitView, found: list[Difference]
) -> Response:
    return visit.page(
        "coach_view/form.html",
        409,
        pseudonym=participant.pseudonym,
        form=None,
        at_exit=form,
        versions=found,
        rated_since=False,
    )
