"""What a coach decides about ratings: why there is none, ask again, the exit, hour and zone."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.occasions.card import ExitDraft, may_explain, may_remind
from admin.web.guard import own_participant
from admin.web.time_zones import ZONES
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from dialogs.agenda.plan import HOURS, PartOfDay
from dialogs.agenda.timing import Timing
from dialogs.labels.exits import exit_reason_labels
from dialogs.labels.obstacles import Place, obstacle_label
from dialogs.occasions.occasion import DONE_REASONS, NO_RATING_REASONS
from dialogs.people.enrolment import ExitReason
from storage.occasions.agenda_rows import participant_occasions
from storage.occasions.contact_preferences import change_contact_preferences
from storage.occasions.exits import ENDED_REASON, restore_reminders, set_exit
from storage.occasions.obstacles import asking_obstacle
from storage.occasions.replanning import (
    ask_extra,
    ask_now,
    settle_by_coach,
    waiting_occasion,
)
from storage.people.audit import Audit
from storage.people.contact import quiet_until_day
from storage.people.timing import participant_timing
from storage.reminders.queue import withdraw_all_reminders
from storage.tables.agenda import Occasion
from storage.tables.people import Participant

FARTHEST_EXIT = dt.timedelta(days=3 * 365)
"""An exit further ahead than this is a slip of the keyboard."""


@own_participant(Audit.OCCASION_EXPLAINED, hold=True)
async def explain(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Note why there is no rating at an occasion, or that it was done elsewhere."""
    t, now = visit.texts, visit.now
    occasion = await _chosen_occasion(session, participant, visit.form)
    when = await participant_timing(session, participant, visit.app.calendar)
    today, reason = when.rhythm.day(now), visit.form.get("reason", "")
    if occasion is None or not may_explain(occasion, today):
        return _fault(visit, participant, _changed_meanwhile_text(t))
    if reason not in (*NO_RATING_REASONS, *DONE_REASONS):
        return _fault(visit, participant, t.gettext("Välj en orsak i listan."))
    await settle_by_coach(session, participant, occasion, reason, now, when)
    return _card_redirect(participant)


@own_participant(Audit.REMINDED, hold=True)
async def remind(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Ask about one occasion again, as soon as the person may be written to."""
    occasion = await _chosen_occasion(session, participant, visit.form)
    if occasion is None or not may_remind(occasion):
        return _fault(visit, participant, _changed_meanwhile_text(visit.texts))
    when = await participant_timing(session, participant, visit.app.calendar)
    if why := await _obstacle_text(session, visit, participant, occasion, when):
        return _fault(visit, participant, why)
    await ask_now(session, occasion, visit.now, when)
    return _card_redirect(participant)


@own_participant(Audit.EXTRA_ASKED, hold=True)
async def extra(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Ask for a rating now, outside the plan."""
    when = await participant_timing(session, participant, visit.app.calendar)
    occasion = await waiting_occasion(session, participant, when.rhythm.day(visit.now))
    if why := await _obstacle_text(session, visit, participant, occasion, when):
        return _fault(visit, participant, why)
    await ask_extra(session, participant, visit.now, when)
    return _card_redirect(participant)


@own_participant(Audit.EXIT_SET, hold=True)
async def decide_exit(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Set the day somebody leaves, or take it back."""
    now = visit.now
    when = await participant_timing(session, participant, visit.app.calendar)
    silenced = participant.exit_reason is ExitReason.DECEASED
    if visit.form.get("do") == "undo":
        await set_exit(session, participant, None, None, now, when)
        if silenced:
            await restore_reminders(session, participant, now, when)
        return _card_redirect(participant)
    draft, on = _read_exit(visit.texts, visit.form, participant, when, now)
    if on is None:
        return _fault(visit, participant, draft.fault, draft)
    rate = draft.rate and draft.reason != ExitReason.DECEASED
    reason = ExitReason(draft.reason) if draft.reason else None
    await set_exit(session, participant, on, reason, now, when, rate=rate)
    if draft.reason == ExitReason.DECEASED:
        await withdraw_all_reminders(session, participant.id, ENDED_REASON)
    elif silenced:
        await restore_reminders(session, participant, now, when)
    return _card_redirect(participant)


@own_participant(Audit.CONTACT_CHANGED, hold=True)
async def decide_contact_preferences(
    visit: Visit, session: AsyncSession, participant: Participant
) -> Response:
    """Change hour, time zone and protection."""
    form, usual = visit.form, visit.zone.key
    hour, zone = form.get("hour", ""), form.get("zone", "")
    if hour not in HOURS or zone not in {*ZONES, participant.zone, usual}:
        fault = visit.texts.gettext("Välj tid och tidszon i listorna.")
        return _fault(visit, participant, fault)
    await change_contact_preferences(
        session,
        participant,
        hour=PartOfDay(hour),
        zone=None if zone == usual else zone,
        protected="protected" in form,
        now=visit.now,
        calendar=visit.app.calendar,
    )
    return _card_redirect(participant)


async def _obstacle_text(
    session: AsyncSession,
    visit: Visit,
    participant: Participant,
    occasion: Occasion | None,
    when: Timing,
) -> str:
    """Say why the person cannot be asked now; empty where nothing is in the way."""
    why = await asking_obstacle(session, participant, occasion, visit.now, when)
    who, until = participant.pseudonym, quiet_until_day(participant, visit.zone)
    return obstacle_label(visit.texts, why, Place.ASKING, person=who, until=until)


def _fault(
    visit: Visit, participant: Participant, fault: str, draft: ExitDraft | None = None
) -> Response:
    """Say what is wrong; what was filled in stays."""
    return visit.page(
        "occasions/fault.html",
        422,
        pseudonym=participant.pseudonym,
        fault=fault,
        draft=draft,
        exit_reasons=tuple(exit_reason_labels(visit.texts).items()),
    )


def _card_redirect(participant: Participant) -> Response:
    return RedirectResponse(f"/admin/participants/{participant.pseudonym}#occasions", 303)


def _changed_meanwhile_text(t: Catalog) -> str:
    return t.gettext("Skattningen har ändrats under tiden. Titta på sidan igen.")


async def _chosen_occasion(
    session: AsyncSession, participant: Participant, form: Mapping[str, str]
) -> Occasion | None:
    known = {str(one.id): one for one in await participant_occasions(session, participant.id)}
    return known.get(form.get("occasion", ""))


def _read_exit(
    t: Catalog, form: Mapping[str, str], who: Participant, when: Timing, now: dt.datetime
) -> tuple[ExitDraft, dt.date | None]:
    """Read the form; without a day something is to be mended."""
    on, reason, rate = form.get("on", ""), form.get("reason", ""), "rate" in form
    today = when.rhythm.day(now)

    def wrong(field: str, fault: str) -> tuple[ExitDraft, None]:
        return ExitDraft(on, reason, rate, fault, field, who.exit_on is not None), None

    try:
        day = dt.date.fromisoformat(on)
    except ValueError:
        return wrong("on", t.gettext("Skriv dagen som år-månad-dag, till exempel 2027-03-31."))
    if not when.rhythm.day(who.created_at) <= day <= today + FARTHEST_EXIT:
        text = t.gettext("Dagen ska ligga efter inbjudan och inom tre år.")
        return wrong("on", text)
    if reason and reason not in exit_reason_labels(t):
        return wrong("reason", t.gettext("Välj en orsak i listan."))
    if day <= today and not reason:
        return wrong("reason", t.gettext("Välj varför personen slutar."))
    if day > today and reason == ExitReason.DECEASED:
        return wrong("on", t.gettext("Dagen kan inte ligga framåt i tiden med den orsaken."))
    return ExitDraft(on, reason, rate), day
