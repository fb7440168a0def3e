"""What a coach does with small steps: adds one, comments on one. Each leads back to the card."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.steps.card import area_choices, step_entry
from admin.steps.form import LONGEST_LINES, StepDraft
from admin.web.desk import Desk, Visit, pseudonym_of
from admin.web.input import clean_input_lines, too_long_text
from dialogs.people.enrolment import EnrolmentStatus
from storage.people.access import access_and_hold
from storage.people.timing import participant_timing
from storage.ratings.ratings import newest_finished_rating
from storage.steps.steps import comment_step, participant_steps, suggest_step
from storage.tables.people import Participant


class StepPages:
    """Takes the forms of the steps' card."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, visit: Visit) -> Response:
        """Add a step; the participant is told, and can say no."""
        app, t, now = self._desk.app, visit.texts, self._desk.app.clock()
        async with app.database.writing() as session:
            participant = await self._own(session, visit, "added step")
            if participant is None or participant.status != EnrolmentStatus.ACTIVE:
                return self._desk.missing(visit)
            when = await participant_timing(session, participant, app.calendar)
            newest = await newest_finished_rating(session, participant.id)
            known = area_choices(t, app.installation, newest.instrument if newest else "skapa")
            draft = StepDraft.read(visit.form)
            look_on = draft.check(t, dict(known), when.rhythm.day(now))
            if draft.faults:
                return self._desk.page(
                    visit,
                    "steps/form.html",
                    422,
                    pseudonym=participant.pseudonym,
                    areas=known,
                    draft=draft,
                )
            language = visit.staff.language
            await suggest_step(
                session, participant, draft.area, draft.words, language, look_on, now, when
            )
        return _card_redirect(participant)

    async def comment(self, visit: Visit) -> Response:
        """Write, change or take back the comment on a step; the participant is told."""
        app, t, now = self._desk.app, visit.texts, self._desk.app.clock()
        number = int(visit.request.path_params["step"])
        async with app.database.writing() as session:
            participant = await self._own(session, visit, "commented on step")
            if participant is None:
                return self._desk.missing(visit)
            steps = await participant_steps(session, participant.id)
            step = next((one for one in steps if one.id == number), None)
            if step is None:
                return self._desk.missing(visit)
            when = await participant_timing(session, participant, app.calendar)
            text = clean_input_lines(visit.form.get("comment", ""))
            if len(text) > LONGEST_LINES:
                today, zone = when.rhythm.day(now), app.settings.timezone
                language = participant.language
                return self._desk.page(
                    visit,
                    "steps/comment.html",
                    422,
                    pseudonym=participant.pseudonym,
                    step=step_entry(t, app.installation, step, language, today, zone),
                    text=text,
                    fault=too_long_text(t, LONGEST_LINES),
                )
            await comment_step(session, step, text, now, when)
        return _card_redirect(participant)

    async def _own(self, session: AsyncSession, visit: Visit, action: str) -> Participant | None:
        now = self._desk.app.clock()
        return await access_and_hold(session, visit.staff, pseudonym_of(visit), now, action)


def _card_redirect(participant: Participant) -> Response:
    return RedirectResponse(f"/admin/participants/{participant.pseudonym}#small-steps", 303)
