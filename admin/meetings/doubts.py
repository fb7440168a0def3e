"""The question whether somebody means that time: it has passed, is a Sunday night, or is taken."""

from collections.abc import Iterator, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from admin.meetings.form import MeetingDraft
from admin.web.revision import revision_of
from admin.web.visit import Visit
from dialogs.agenda.doubts import Doubt, doubts_about
from dialogs.texts import clean
from storage.meetings.clashes import Clash, clashes_with, hold_agendas
from storage.meetings.meetings import Booking
from storage.orientation.coach import staff_name
from storage.tables.agenda import Meeting
from storage.tables.people import Participant


async def ask_if_sure(
    session: AsyncSession,
    visit: Visit,
    participant: Participant,
    draft: MeetingDraft,
    booking: Booking,
    meeting: Meeting | None = None,
) -> bool:
    """Put what is odd about the time beside it; False where there is nothing to ask any more.

    Whoever has said yes is asked again only if something else is odd by now, for instance a
    meeting that another tab has booked meanwhile. Nobody books for the same coach until the
    transaction ends.
    """
    staff = {participant.coach_id, visit.staff.id}
    await hold_agendas(session, staff)
    but = meeting.id if meeting is not None else 0
    clashes = await clashes_with(session, participant.id, staff, booking, but)
    odd = doubts_about(booking.starts_at, visit.now, visit.zone, visit.app.calendar.free)
    if not (odd or clashes):
        return False
    asked = revision_of(booking.starts_at, [doubt.value for doubt in odd], clashes)
    if draft.sure == asked:
        return False
    coach = clean(await staff_name(session, participant.coach_id))
    lines = [*_odd_lines(visit, odd), *_clash_lines(visit, participant, coach, clashes)]
    draft.sure = asked
    draft.faults["sure"] = " ".join(dict.fromkeys(lines))
    return True


def _odd_lines(visit: Visit, odd: tuple[Doubt, ...]) -> Iterator[str]:
    t = visit.texts
    for doubt in odd:
        match doubt:
            case Doubt.PASSED:
                # NOTE: Beside the time of a meeting that is filled in. "Is that right?" follows.
                yield t.gettext("Den tiden har redan varit.")
            case Doubt.FREE_DAY:
                # NOTE: Beside the time of a meeting that is filled in. "Is that right?" follows.
                yield t.gettext("Det är en söndag eller helgdag.")
            case Doubt.NIGHT:
                # NOTE: Beside the time of a meeting that is filled in. "Is that right?" follows.
                yield t.gettext("Det är tidigt på morgonen, på kvällen eller på natten.")


def _clash_lines(
    visit: Visit, participant: Participant, coach: str, clashes: Sequence[Clash]
) -> Iterator[str]:
    t, zone = visit.texts, visit.zone
    for one in clashes:
        begins, ends = (t.clock(at.astimezone(zone).time()) for at in (one.starts_at, one.ends_at))
        if one.participant_id == participant.id:
            # NOTE: Beside the time of a meeting: with this participant, at that time of day.
            text = t.gettext("Ni har redan ett möte klockan {begins}–{ends}.")
        elif one.coach_id == visit.staff.id:
            # NOTE: Beside the time of a meeting: with another participant, at that time of day.
            text = t.gettext("Du har redan ett annat möte klockan {begins}–{ends}.")
        else:
            # NOTE: Beside the time of a meeting: {coach} is the name of the person's coach.
            text = t.gettext("{coach} har redan ett annat möte klockan {begins}–{ends}.")
        yield text.format(coach=coach, begins=begins, ends=ends)
