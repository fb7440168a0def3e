"""The card of what needs the coach with one participant: each need, and what can be said to it."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from admin.needs.labels import call_label, fallen_areas, need_about, since_label
from bot.languages.catalog import Catalog
from bot.settings.installation import Installation
from bot.words.phone_numbers import shown_number
from dialogs.caseload.calls import CallOutcome
from dialogs.caseload.needs import CAN_BE_DONE, SAY_THEIR_DAY, WITH_CALL, Need
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
    place: str = ""
    """Where it is dealt with; empty where there is no such place."""
    place_words: str = ""


@dataclass(frozen=True)
class HiddenNeed:
    """One that the reader has put off; ``until`` is the day on which it is back."""

    kind: str
    label: str
    until: str


@dataclass(frozen=True)
class NeedCard:
    """All that the page shows of needs and calls. ``said`` is what has just come of a press."""

    needs: tuple[NeedEntry, ...]
    hidden: tuple[HiddenNeed, ...]
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
    t: Catalog,
    installation: Installation,
    row: CaseloadRow | None,
    case: Casefile,
    now: dt.datetime,
    zone: ZoneInfo,
    code: str,
) -> NeedCard:
    """Write the needs out; ``row`` is the participant's in the reader's caseload."""
    today = now.astimezone(zone).date()
    standing = row.standing_at(now) if row else None
    needs = standing.needs if standing else ()
    phone = readable(case.participant.phone)
    return NeedCard(
        needs=tuple(_entry(t, installation, row, one, zone, today) for one in needs if row),
        hidden=tuple(
            HiddenNeed(
                one.kind.value,
                status_label(t, one.kind, None, today),
                near_day(t, until.astimezone(zone).date(), today),
            )
            for one, until in (standing.hidden if standing else ())
        ),
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


def _place_of(t: Catalog, kind: ParticipantStatus, page: str) -> tuple[str, str]:
    """Give where a need is dealt with, and the words of the link; ``page`` is the person's."""
    match kind:
        case ParticipantStatus.FIGURES:
            return f"{page}/paper", t.gettext("Skriv in från papper")
        case ParticipantStatus.NO_INVITATION | ParticipantStatus.BLOCKED:
            return f"{page}/invitation", t.gettext("Ny inbjudan")
        case ParticipantStatus.REVIEW:
            # NOTE: A link: to the form about whether a participant goes on or finishes.
            return "#review", t.gettext("Skriv beslutet")
        case ParticipantStatus.HARD:
            # NOTE: A link: to what somebody has answered some months after their exit.
            return "#follow-ups", t.gettext("Till svaret")
        case ParticipantStatus.ATTENDANCE:
            # NOTE: A link: to where it is noted whether a participant came to a meeting.
            return "#asking", t.gettext("Hur gick det?")
        case _:
            return "", ""


def _entry(
    t: Catalog,
    installation: Installation,
    row: CaseloadRow,
    need: Need,
    zone: ZoneInfo,
    today: dt.date,
) -> NeedEntry:
    day = need.day(zone)
    # What says its day itself needs no other.
    since = "" if need.kind in SAY_THEIR_DAY else since_label(t, day, today)
    about = need_about(t, installation, row, need, zone, today)
    page = f"/admin/participants/{row.pseudonym}"
    return NeedEntry(
        need.kind.value,
        status_label(t, need.kind, day, today),
        _meaning(t, installation, row, need),
        " · ".join(filter(None, (about, since))),
        need.kind in CAN_BE_DONE,
        *_place_of(t, need.kind, page),
    )


def _meaning(t: Catalog, installation: Installation, row: CaseloadRow, need: Need) -> str:
    if need.kind is not ParticipantStatus.FELL:
        return status_meaning(t, need.kind)
    if areas := fallen_areas(t, installation, row):
        # NOTE: To a coach. {areas} are the areas of a rating, as "Health and Time".
        text = t.gettext("{areas} har gått ned tydligt sedan skattningen före. Prata om det.")
        return text.format(areas=areas)
    return t.gettext("Svaren har sammanlagt gått ned tydligt sedan skattningen före. Prata om det.")


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
