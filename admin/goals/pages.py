"""What a coach does with the goals of the shared plan: words one, words it anew, takes it away."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.goals.card import goal_choices, goal_revision, goal_to_edit
from admin.saved.words import Saved
from admin.steps.card import area_choices
from admin.web.guard import own_participant
from admin.web.input import clean_input, too_long_text
from admin.web.revision import Difference, differences, is_outdated, kept_revision
from admin.web.visit import Visit
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.shared_plan.plan import LONGEST_GOAL
from storage.people.audit import Audit
from storage.people.timing import participant_timing
from storage.ratings.ratings import newest_finished_rating
from storage.shared_plan.goals import goal_wordings, standing_goals, word_goal
from storage.tables.people import Participant


@own_participant(Audit.GOAL_WORDED, hold=True)
async def word(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Word a goal, or take it away; the wording before it is kept, and the chat says who did it."""
    app, t = visit.app, visit.texts
    if participant.status != EnrolmentStatus.ACTIVE:
        return visit.missing()
    newest = await newest_finished_rating(session, participant.id)
    when = await participant_timing(session, participant, app.calendar)
    instrument = newest.instrument if newest else when.plan.instrument
    areas = goal_choices(t, area_choices(t, app.installation, instrument))
    area, words = visit.form.get("area", ""), clean_input(visit.form.get("goal", ""))
    takes_away = visit.form.get("do") == "away"
    standing = standing_goals(await goal_wordings(session, participant.id)).get(area)
    if area not in dict(areas) and standing is None:
        return visit.missing()

    def again(status_code: int, fault: str = "", found: Sequence[Difference] = ()) -> Response:
        return visit.page(
            "goals/goal.html",
            status_code,
            pseudonym=participant.pseudonym,
            areas=areas,
            area=area,
            text=words,
            fault=fault,
            versions=found,
            takes_away=takes_away and not fault,
            revision=kept_revision(
                visit.form, goal_revision(standing), both_shown=status_code == 409
            ),
        )

    if not words and not takes_away:
        return again(422, t.gettext("Skriv målet, eller tryck på Ta bort målet."))
    if len(words) > LONGEST_GOAL:
        return again(422, too_long_text(t, LONGEST_GOAL))
    stands = goal_to_edit(t, standing)
    wanted = "" if takes_away else words
    found = differences([(dict(areas).get(area, area), stands, wanted)])
    if found and is_outdated(visit.form, goal_revision(standing)):
        return again(409, found=found)
    if found or (takes_away and standing):
        goal, language = (instrument, area), visit.staff.language
        by, now = visit.staff.id, visit.now
        await word_goal(session, participant.id, goal, wanted, language, now, by=by)
    return visit.go_to_participant(participant, "#goals", Saved.GOAL if wanted else Saved.GOAL_AWAY)
