"""The card of what needs the coach with one participant: each need, and what can be said to it."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from admin.needs.labels import call_label, since_label
from bot.languages.catalog import Catalog
from bot.words.phone_numbers import shown_number
from dialogs.caseload.calls import CallOutcome
from dialogs.caseload.needs import CAN_BE_DONE, WITH_CALL, Need
from dialogs.caseload.row import CaseloadRow
from dialogs.labels.statuses import status_label, status_meaning
from dialogs.people.coach import phone_link
from dialogs.people.participant_status import ParticipantStatus
from dialogs.texts import near_day
from storage.caseload.case_file import Casefile
from storage.database.encryption import readable

DONE, HIDDEN, BACK = "need done", "need hidden", "need back"
CALLED = "called"
"""What the flash's codes begin with; a kind of need or the id of a call follows."""


@dataclass(frozen=True)
class NeedEntry:
    """One need, ready to be written."""

    kind: str
    label: str
    meaning: str
    since: str
    may_be_done: bool


@dataclass(frozen=True)
class NeedCard:
    """All that the page shows of needs and calls. ``said`` is what has just come of a press."""

    needs: tuple[NeedEntry, ...]
    shown_at: str
    """Up to when the page knows what has happened: what comes later is not dealt with by it."""
    should_call: bool
    phone: str
    phone_link: str
    calls: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    said: str
    undo: str
    """The kind whose need can be brought back; empty where nothing was done."""
    undo_call: str


def need_card(
    t: Catalog, row: CaseloadRow | None, case: Casefile, now: dt.datetime, zone: ZoneInfo, code: str
) -> NeedCard:
    """Write the needs out; ``row`` is the participant's in the reader's caseload."""
    today = now.astimezone(zone).date()
    needs = row.needs_at(now) if row else ()
    phone = readable(case.participant.phone)
    return NeedCard(
        needs=tuple(_entry(t, one, one.day(zone), today) for one in needs),
        shown_at=now.isoformat(),
        should_call=any(one.kind in WITH_CALL for one in needs),
        phone=shown_number(phone) if phone else "",
        phone_link=phone_link(phone) if phone else "",
        calls=tuple(
            (near_day(t, call.at.astimezone(zone).date(), today), call_label(t, call.outcome))
            for call in reversed(case.calls)
        ),
        outcomes=_outcomes(t),
        said=_said(t, code, case, today, zone),
        undo=code.removeprefix(DONE).removeprefix(HIDDEN).strip()
        if code.startswith((DONE, HIDDEN))
        else "",
        undo_call=code.removeprefix(CALLED).strip() if code.startswith(CALLED) else "",
    )


def _entry(t: Catalog, need: Need, day: dt.date | None, today: dt.date) -> NeedEntry:
    is_overdue = need.kind is ParticipantStatus.OVERDUE  # the label itself says since when
    return NeedEntry(
        need.kind.value,
        status_label(t, need.kind, day, today),
        status_meaning(t, need.kind),
        "" if is_overdue else since_label(t, day, today),
        need.kind in CAN_BE_DONE,
    )


def _outcomes(t: Catalog) -> tuple[tuple[str, str], ...]:
    return (
        # NOTE: On a button after "I called": somebody answered.
        (CallOutcome.REACHED.value, t.gettext("Fick tag på personen")),
        # NOTE: On a button after "I called": nobody answered.
        (CallOutcome.NOT_REACHED.value, t.gettext("Fick inte tag på personen")),
        # NOTE: On a button after "I called": they make the rating together now, on the telephone.
        (CallOutcome.TOGETHER.value, t.gettext("Vi skattar tillsammans nu")),
    )


def _said(t: Catalog, code: str, case: Casefile, today: dt.date, zone: ZoneInfo) -> str:
    """Say what came of the last press, and what happens next."""
    if code.startswith(DONE):
        return t.gettext("Klart. Det är borta från listan, och kommer tillbaka om det händer igen.")
    if code.startswith(HIDDEN):
        until = code.rpartition(" ")[2]
        day = near_day(t, dt.date.fromisoformat(until), today)
        # NOTE: A coach has hidden what needs them. {day} is when it is shown again.
        return t.gettext("Det är dolt, och står i listan igen {day}").format(day=day)
    if code.startswith(BACK):
        return t.gettext("Det står i listan igen.")
    if code.startswith(CALLED):
        noted = {str(one.id): one for one in case.calls}.get(code.removeprefix(CALLED).strip())
        if noted is None:
            return t.gettext("Samtalet är borttaget.")
        if noted.outcome is CallOutcome.NOT_REACHED:
            return t.gettext("Samtalet är sparat. Det som väntar på dig står kvar i listan.")
        return t.gettext("Samtalet är sparat. Tystnaden väntar inte på dig längre.")
    return ""
