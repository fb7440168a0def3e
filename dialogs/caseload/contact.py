"""Contact: since when nobody has heard of somebody, where that is too long. Pure, in UTC."""

import datetime as dt

from dialogs.agenda.plan import Plan
from dialogs.caseload.needs import Need
from dialogs.people.participant_status import ParticipantStatus


def contact_gap(
    plan: Plan,
    heard_at: dt.datetime | None,
    enrolled_on: dt.date,
    now: dt.datetime,
    today: dt.date,
) -> Need | None:
    """Give the need to get in touch, with the day of the last contact, or of the enrolment.

    None where there was contact in the last days, as many as the plan says. ``heard_at``: the
    newest answer, meeting that was held, call that got through, words of theirs, or coach's word.
    """
    gap = dt.timedelta(days=plan.gap)
    if heard_at is None:
        is_long = today - enrolled_on >= gap
        return Need(ParticipantStatus.GAP, on=enrolled_on) if is_long else None
    began_at = heard_at + gap
    if began_at > now:
        return None
    return Need(ParticipantStatus.GAP, began_at, first_at=heard_at)
