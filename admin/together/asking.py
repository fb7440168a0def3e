"""A coach asks a helper to sit beside somebody: whom, and which day; or takes it back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from admin.web.input import day_of
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from dialogs.texts import clean, isolate
from storage.agreements.agreements import may_be_read_by_others
from storage.seats.seats import Asked, seat_beside
from storage.staff.staff import helpers
from storage.tables.people import Participant, Staff

FURTHEST = dt.timedelta(days=30)


@dataclass
class HelperDraft:
    """The form as filled in so far; ``faults`` says per field what to mend."""

    helper: str = ""
    day: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "HelperDraft":
        """Take what was posted, as it was filled in."""
        return cls(form.get("helper", ""), form.get("day", "").strip())

    def chosen(self, t: Catalog, found: list[Staff]) -> int:
        """Give the helper who was chosen; 0 where ``faults`` says that it is nobody."""
        helper = next((one.id for one in found if str(one.id) == self.helper), 0)
        if not helper:
            self.faults["helper"] = t.gettext("Välj ett språkstöd.")
        return helper

    def on(self, t: Catalog, today: dt.date) -> dt.date | None:
        """Read the local day; None where ``faults`` says what is wrong."""
        day = day_of(self.day)
        if day is None or not today <= day <= today + FURTHEST:
            self.faults["day"] = t.gettext("Välj en dag, i dag eller inom en månad.")
            return None
        return day


async def other_helpers(session: AsyncSession, staff_id: int) -> list[Staff]:
    """List the helpers whom somebody can ask: not themselves."""
    return [one for one in await helpers(session) if one.id != staff_id]


def asked_text(t: Catalog, asked: Asked, zone: dt.tzinfo) -> str:
    """Say to a coach which helper sits beside a participant, and when."""
    day = t.date(asked.seat.starts_at.astimezone(zone).date())
    # NOTE: To a coach. {name} is a language helper whom they have asked, {day} a date.
    text = t.gettext(
        "{name} kan öppna frågorna den {day}, tills skattningen är klar. "
        "Säg till {name} själv: inget meddelande går ut härifrån."
    )
    return text.format(name=isolate(clean(asked.helper)), day=day)


async def helper_card(
    visit: Visit, session: AsyncSession, participant: Participant, draft: HelperDraft
) -> Mapping[str, Any]:
    """Give what the page says of helpers: who is asked, or the form, or why there is none."""
    t, asked = visit.texts, await seat_beside(session, participant.id, visit.now)
    found = await other_helpers(session, visit.staff.id)
    return {
        "asked": asked_text(t, asked, visit.zone) if asked else "",
        "agreed": await may_be_read_by_others(session, participant.id),
        "helpers": [(one.id, clean(one.name)) for one in found],
        "draft": draft,
        "today": visit.today.isoformat(),
    }
