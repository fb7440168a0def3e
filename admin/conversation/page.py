"""The conversation view's page: for a screen that is turned to the participant, and for a paper.

It has no bar, no list, no name and no pseudonym: nothing on it is about anybody else, and a paper
that lies about tells of nobody.
"""

from starlette.responses import Response

from admin.caseload.fold import fold_for_talk
from admin.conversation.coach import coach_lines
from admin.conversation.steps import goal_views, step_views
from admin.conversation.view import Rated, conversation_view, rated_stars
from admin.web.guard import look_at_participant
from admin.web.visit import Visit
from bot.languages.catalog import catalog
from bot.languages.spoken import SOURCE_LANGUAGE, languages
from dialogs.ratings.conversation_view import view_words
from storage.coaching.views import coach_views
from storage.people.audit import Audit
from storage.ratings.given import given_ratings
from storage.shared_plan.goals import goal_wordings, standing_goals
from storage.steps.steps import participant_steps
from storage.tables.people import Participant


async def _nothing(_visit: Visit) -> None:
    """Nothing here depends on what was seen before this look."""


@look_at_participant(Audit.CONVERSATION_OPENED, before=_nothing)
async def show(visit: Visit, participant: Participant, _before: None) -> Response:
    """Show the newest star over the one before, or over the one that the address names."""
    return await _conversation(visit, participant)


@look_at_participant(Audit.CONVERSATION_OPENED, before=_nothing)
async def show_both(visit: Visit, participant: Participant, _before: None) -> Response:
    """Show the coach's own view beside it, as the coach has chosen to."""
    return await _conversation(visit, participant, with_view=True)


async def _conversation(
    visit: Visit, participant: Participant, *, with_view: bool = False
) -> Response:
    app, theirs = visit.app, catalog(participant.language)
    async with app.database.reading() as session:
        given = await given_ratings(session, participant.id)
        steps = await participant_steps(session, participant.id)
        views = await coach_views(session, participant.id) if with_view else ()
        goals = standing_goals(await goal_wordings(session, participant.id))
    rated = rated_stars(theirs, app.installation, given, visit.zone)
    stars = rated[1][:-1] if rated else []
    chosen: int | None = visit.request.path_params.get("earlier")
    earlier = _earlier(stars, chosen)
    if chosen is not None and earlier is None:
        return visit.missing()
    whose = participant.pseudonym
    page = visit.desk.pages.html(
        "conversation/conversation.html",
        theirs,
        words=view_words(theirs),
        home=f"/admin/participants/{whose}",
        view=conversation_view(theirs, app.installation, given, rated, earlier, whose)
        if rated
        else None,
        coach=coach_lines(theirs, rated, views),
        goals=goal_views(theirs, app.installation, goals, whose),
        steps=step_views(theirs, app.installation, steps, whose),
        source=SOURCE_LANGUAGE,
        source_name=languages()[SOURCE_LANGUAGE],
    )
    fold_for_talk(visit, page)
    return page


def _earlier(stars: list[Rated], chosen: int | None) -> Rated | None:
    """Find the star that is named; where none is, the one before the newest."""
    if chosen is None:
        return stars[-1] if stars else None
    return next((one for one in stars if one.rating.id == chosen), None)
