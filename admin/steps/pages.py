"""What a coach does with small steps: adds one, comments on one. Each leads back to the card."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.web.desk import pseudonym_of
from admin.steps.card import areas, step_entry
from admin.steps.form import LONGEST_COMMENT, StepDraft
from admin.web.input import too_long
from admin.web.desk import Desk, Visit
from admin.web.input import whole_lines
from storage.people.access import held_participant
from storage.people.timing import timing
from storage.steps.steps import comment_step, steps_of, suggest_step
from storage.ratings.ratings import newest_finished
from storage.tables.people import Participant


class StepPages:
    """Takes the forms of the steps' card."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def add(self, visit: Visit) -> Response:
        """Add a step; the participant is told, and can say no."""
        parts, t, now = self._desk.parts, visit.texts, self._desk.parts.clock()
        async with parts.database.writing() as session:
            participant = await self._own(session, visit, "added step")
            if participant is None or participant.status != "active":
                return self._desk.missing(visit)
            when = await timing(session, participant, parts.calendar)
            newest = await newest_finished(session, participant.id)
            known = areas(t, parts.stage, newest.instrument if newest else "skapa")
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
        return _to_card(participant)

    async def comment(self, visit: Visit) -> Response:
        """Write, change or take back the comment on a step; the participant is told."""
        parts, t, now = self._desk.parts, visit.texts, self._desk.parts.clock()
        number = int(visit.request.path_params["step"])
        async with parts.database.writing() as session:
            participant = await self._own(session, visit, "commented on step")
            if participant is None:
                return self._desk.missing(visit)
            steps = await steps_of(session, participant.id)
            step = next((one for one in steps if one.id == number), None)
            if step is None:
                return self._desk.missing(visit)
            when = await timing(session, participant, parts.calendar)
            text = whole_lines(visit.form.get("comment", ""))
            if len(text) > LONGEST_COMMENT:
                today, zone = when.rhythm.day(now), parts.settings.timezone
                language = participant.language
                return self._desk.page(
                    visit,
                    "steps/comment.html",
                    422,
                    pseudonym=participant.pseudonym,
                    step=step_entry(t, parts.stage, step, language, today, zone),
                    text=text,
                    fault=too_long(t, LONGEST_COMMENT),
                )
            await comment_step(session, step, text, now, when)
        return _to_card(participant)

    async def _own(self, session: AsyncSession, visit: Visit, action: str) -> Participant | None:
        now = self._desk.parts.clock()
        return await held_participant(session, visit.staff, pseudonym_of(visit), now, action)


def _to_card(participant: Participant) -> Response:
    return RedirectResponse(f"/admin/participants/{participant.pseudonym}#small-steps", 303)
