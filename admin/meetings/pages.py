"""The pages of a meeting: book it, change it, call it off. Every step is logged."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.meetings.card import meeting_obstacle, when_of
from admin.meetings.form import EARLY, LATE, LENGTHS, LONGEST_LINE, LONGEST_PLACE, MeetingDraft
from admin.web.desk import Desk, Visit, pseudonym_of
from admin.web.time_zones import zone_hint
from dialogs.texts import clean
from storage.meetings.meetings import (
    OverError,
    TakenError,
    book_meeting,
    cancel_meeting,
    change_meeting,
    own_meeting,
)
from storage.people.access import access_participant
from storage.people.audit import log_action
from storage.people.timing import participant_timing
from storage.tables.agenda import Meeting
from storage.tables.people import Participant

OPENED_MEETING = "opened meeting"
LARGEST_ID = 2**31 - 1


@dataclass
class MeetingPages:
    """Shows and takes the forms."""

    desk: Desk

    async def new(self, visit: Visit) -> Response:
        """Show the empty form."""
        async with self.desk.app.database.writing() as session:
            participant = await self._own(session, visit)
            if participant is None:
                return self.desk.missing(visit)
            return await self._form(session, visit, participant, MeetingDraft())

    async def make(self, visit: Visit) -> Response:
        """Book the meeting that was filled in."""
        app, now = self.desk.app, self.desk.app.clock()
        draft = MeetingDraft.read(visit.form)
        async with app.database.writing() as session:
            participant = await self._own(session, visit)
            if participant is None:
                return self.desk.missing(visit)
            booking = draft.booking(visit.texts, now, app.settings.timezone)
            if booking is None:
                return await self._form(session, visit, participant, draft, status_code=422)
            try:
                when = await participant_timing(session, participant, app.calendar)
                await book_meeting(session, participant, booking, now, when)
            except TakenError:
                self._mark_taken(visit, draft)
                return await self._form(session, visit, participant, draft, status_code=422)
            await self._log(session, visit, participant, "booked meeting")
        return _card_redirect(participant)

    async def edit(self, visit: Visit) -> Response:
        """Show the form of a meeting as it is."""
        app = self.desk.app
        async with app.database.writing() as session:
            participant = await self._own(session, visit)
            meeting = await self._meeting(session, visit, participant)
            if participant is None or meeting is None:
                return self.desk.missing(visit)
            if self._is_over(meeting):
                return _card_redirect(participant)
            draft = MeetingDraft.of(meeting, app.settings.timezone)
            return await self._form(session, visit, participant, draft, meeting)

    async def change(self, visit: Visit) -> Response:
        """Change the meeting to what was filled in."""
        app, now = self.desk.app, self.desk.app.clock()
        draft = MeetingDraft.read(visit.form)
        async with app.database.writing() as session:
            participant = await self._own(session, visit)
            meeting = await self._meeting(session, visit, participant)
            if participant is None or meeting is None:
                return self.desk.missing(visit)
            if self._is_over(meeting):
                return await self._too_late(session, visit, participant, draft, meeting)
            booking = draft.booking(visit.texts, now, app.settings.timezone)
            if booking is None:
                return await self._form(session, visit, participant, draft, meeting, 422)
            try:
                when = await participant_timing(session, participant, app.calendar)
                await change_meeting(session, participant, meeting.id, booking, now, when)
            except TakenError:
                self._mark_taken(visit, draft)
                return await self._form(session, visit, participant, draft, meeting, 422)
            except OverError:
                return await self._too_late(session, visit, participant, draft, meeting)
            await self._log(session, visit, participant, "changed meeting")
        return _card_redirect(participant)

    async def confirm(self, visit: Visit) -> Response:
        """Ask before a meeting is called off."""
        app = self.desk.app
        async with app.database.writing() as session:
            participant = await self._own(session, visit)
            meeting = await self._meeting(session, visit, participant)
            if participant is None or meeting is None:
                return self.desk.missing(visit)
            if self._is_over(meeting):
                return _card_redirect(participant)
            zone, now = app.settings.timezone, app.clock()
            return self.desk.page(
                visit,
                "meetings/cancel.html",
                pseudonym=participant.pseudonym,
                when=when_of(visit.texts, meeting, participant, now, zone),
                place=clean(meeting.place),
                hindrance=await meeting_obstacle(session, participant, visit.texts, now, zone),
            )

    async def cancel(self, visit: Visit) -> Response:
        """Call the meeting off."""
        app, now = self.desk.app, self.desk.app.clock()
        async with app.database.writing() as session:
            participant = await self._own(session, visit)
            meeting = await self._meeting(session, visit, participant)
            if participant is None or meeting is None:
                return self.desk.missing(visit)
            try:
                when = await participant_timing(session, participant, app.calendar)
                await cancel_meeting(session, participant, meeting.id, now, when)
            except OverError:
                return _card_redirect(participant)
            await self._log(session, visit, participant, "called off meeting")
        return _card_redirect(participant)

    async def _own(self, session: AsyncSession, visit: Visit) -> Participant | None:
        now = self.desk.app.clock()
        return await access_participant(
            session, visit.staff, pseudonym_of(visit), now, OPENED_MEETING
        )

    async def _meeting(
        self, session: AsyncSession, visit: Visit, participant: Participant | None
    ) -> Meeting | None:
        number = int(visit.request.path_params["meeting"])
        if participant is None or not 0 < number <= LARGEST_ID:
            return None
        return await own_meeting(session, participant.id, number)

    def _is_over(self, meeting: Meeting) -> bool:
        return meeting.cancelled or meeting.starts_at <= self.desk.app.clock()

    def _mark_taken(self, visit: Visit, draft: MeetingDraft) -> None:
        # NOTE: Beside the time of a meeting: there is another one at that time.
        draft.faults["time"] = visit.texts.gettext(
            "Ni har redan ett möte då. Välj en annan tid, eller ändra det mötet."
        )

    async def _too_late(
        self,
        session: AsyncSession,
        visit: Visit,
        participant: Participant,
        draft: MeetingDraft,
        meeting: Meeting,
    ) -> Response:
        """Give back what was filled in for a meeting that cannot be changed any more."""
        t = visit.texts
        if meeting.cancelled:
            # NOTE: Above what a coach had filled in to change a meeting. It can be booked instead.
            why = t.gettext("Mötet är inställt och går inte att ändra. Du kan boka ett nytt.")
        else:
            # NOTE: Above what a coach had filled in to change a meeting. It can be booked instead.
            why = t.gettext("Mötet har redan börjat och går inte att ändra. Du kan boka ett nytt.")
        return await self._form(session, visit, participant, draft, status_code=422, too_late=why)

    async def _log(
        self, session: AsyncSession, visit: Visit, participant: Participant, action: str
    ) -> None:
        now = self.desk.app.clock()
        await log_action(
            session, action, now, staff_id=visit.staff.id, participant_id=participant.id
        )

    async def _form(
        self,
        session: AsyncSession,
        visit: Visit,
        participant: Participant,
        draft: MeetingDraft,
        meeting: Meeting | None = None,
        status_code: int = 200,
        too_late: str = "",
    ) -> Response:
        app, now = self.desk.app, self.desk.app.clock()
        zone = app.settings.timezone
        return self.desk.page(
            visit,
            "meetings/form.html",
            status_code,
            pseudonym=participant.pseudonym,
            name=clean(participant.name or ""),
            draft=draft,
            meeting=meeting.id if meeting else 0,
            too_late=too_late,
            hindrance=await meeting_obstacle(session, participant, visit.texts, now, zone),
            elsewhere=zone_hint(visit.texts, participant.zone, zone),
            today=now.astimezone(zone).date().isoformat(),
            lengths=LENGTHS,
            early=EARLY,
            late=LATE,
            longest_place=LONGEST_PLACE,
            longest_line=LONGEST_LINE,
        )


def _card_redirect(participant: Participant) -> Response:
    return RedirectResponse(f"/admin/participants/{participant.pseudonym}#meetings", 303)
