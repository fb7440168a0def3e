"""What the forms about enrolment offer, and what they are checked against."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from admin.enrolling.typed import Known
from admin.web import labels
from admin.web.input import number_of
from admin.web.visit import Visit
from bot.languages.spoken import languages
from dialogs.labels.people.particulars import referrer_label, sex_label
from dialogs.people.particulars import Referrer, Sex
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.enrolling.registering import known_people
from storage.orientation.coach import hold_staff
from storage.people.sub_projects import sub_projects
from storage.staff.staff import coaches

ENROLLING = (StaffRole.COACH, StaffRole.ADMIN)
"""The roles that enrol somebody."""


async def choices(visit: Visit, session: AsyncSession) -> Mapping[str, Any]:
    """List sub-projects, coaches (for an administrator), languages and the rest, by their words."""
    t, is_admin = visit.texts, StaffRole.ADMIN in visit.staff.roles
    return {
        "projects": [clean(one.name) for one in await sub_projects(session)],
        "coaches": [(str(one.id), clean(one.name)) for one in await coaches(session)]
        if is_admin
        else [],
        "languages": [(code, labels.language_label(t, code)) for code in languages()],
        "sexes": [(str(one), sex_label(t, one)) for one in Sex],
        "referrers": [(str(one), referrer_label(t, one)) for one in Referrer],
    }


async def chosen_coach(
    visit: Visit, session: AsyncSession, chosen: str, *, hold: bool = True
) -> int | None:
    """Give whose participants they become: the coach's own, or whom an administrator chose.

    None where that is nobody. Held until the end, so that nobody takes their role meanwhile.
    """
    if StaffRole.ADMIN not in visit.staff.roles:
        chosen = str(visit.staff.id)
    coach_id = number_of(chosen)
    if coach_id is None or coach_id not in {one.id for one in await coaches(session)}:
        return None
    if not hold:
        return coach_id
    held = await hold_staff(session, coach_id)
    return held.id if held.is_here and StaffRole.COACH in held.roles else None


async def known(visit: Visit, session: AsyncSession, coach_id: int | None, today: dt.date) -> Known:
    """Read what people are checked against: a coach's own, where it is known whose they become."""
    projects = [(one.name, one.id) for one in await sub_projects(session)]
    people = await known_people(session, coach_id) if coach_id is not None else []
    return Known.of(projects, today, people)
