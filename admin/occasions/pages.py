"""What a coach decides about ratings: why there is none, ask again, the exit, hour and zone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.occasions.card import (
    OccasionEntry,
    asked_code,
    may_remind,
    occasion_entry,
    occasion_revision,
)
from admin.occasions.contact_form import (
    ContactDraft,
    contact_differences,
    contact_draft,
    read_contact,
)
from admin.occasions.exit_form import ExitDraft, exit_differences, exit_draft, read_exit
from admin.web.guard import own_participant
from admin.web.revision import Difference, is_outdated
from admin.web.time_zones import ZONES
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from dialogs.agenda.plan import HOURS, PartOfDay
from dialogs.agenda.timing import Timing
from dialogs.labels.exits import exit_reason_labels
from dialogs.labels.obstacles import Place, obstacle_label
from dialogs.occasions.coach_word import coach_reasons
from dialogs.people.enrolment import ExitReason
from dialogs.texts import clean
from storage.occasions.agenda_rows import participant_occasions, state_of
from storage.occasions.contact_preferences import change_contact_preferences
from storage.occasions.exits import ENDED_REASON, restore_reminders, set_exit
from storage.occasions.obstacles import asking_obstacle
from storage.occasions.replanning import (
    ask_extra,
    ask_now,
    settle_by_coach,
    take_back_reason,
    waiting_occasion,
)
from storage.people.audit import Audit
from storage.people.contact import quiet_until_day
from storage.people.participants import can_knock
from storage.people.timing import participant_timing
from storage.reminders.queue import withdraw_all_reminders
from storage.tables.agenda import Occasion
from storage.tables.people import Participant


@own_participant(Audit.OCCASION_EXPLAINED, hold=True)
async def explain(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Note why an occasion has no rating or that it is elsewhere, or take such a word back."""
    t, now = visit.texts, visit.now
    occasion = await _chosen_occasion(session, participant, visit.form)
    when = await participant_timing(session, participant, visit.app.calendar)
    today, reason = when.rhythm.day(now), visit.form.get("reason", "")
    undo = visit.form.get("do") == "undo"
    may_say = coach_reasons(state_of(occasion), today) if occasion else ()
    if occasion is None or not may_say:
        return _fault(visit, participant, _changed_meanwhile_text(t))
    if not undo and reason not in may_say:
        return _fault(visit, participant, t.gettext("Välj en orsak i listan."))
    if is_outdated(visit.form, occasion_revision(occasion)):
        if occasion.reason == (None if undo else reason):
            return visit.go_to_participant(participant, "#occasions")  # a button pressed twice
        entry = occasion_entry(t, occasion, (), now, visit.zone)
        return _fault(visit, participant, entry=entry, chosen_reason=reason, status_code=409)
    if undo:
        await take_back_reason(session, participant, occasion, now, when)
    else:
        await settle_by_coach(session, participant, occasion, reason, now, when)
    return visit.go_to_participant(participant, "#occasions")


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
    return await _asked_redirect(session, visit, participant, occasion)


@own_participant(Audit.EXTRA_ASKED, hold=True)
async def extra(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Ask for a rating now, outside the plan."""
    when = await participant_timing(session, participant, visit.app.calendar)
    occasion = await waiting_occasion(session, participant, when.rhythm.day(visit.now))
    if why := await _obstacle_text(session, visit, participant, occasion, when):
        return _fault(visit, participant, why)
    asked = await ask_extra(session, participant, visit.now, when)
    if asked is None:  # the last day has been
        return visit.go_to_participant(participant, "#occasions")
    return await _asked_redirect(session, visit, participant, asked)


@own_participant(Audit.EXIT_SET, hold=True)
async def decide_exit(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Set the day somebody leaves, or take it back."""
    t, now = visit.texts, visit.now
    when = await participant_timing(session, participant, visit.app.calendar)
    stored = exit_draft(participant, await participant_occasions(session, participant.id))
    silenced = participant.exit_reason is ExitReason.DECEASED
    outdated = is_outdated(visit.form, stored.revision)
    if visit.form.get("do") == "undo":
        if outdated and stored.stored:
            changed = t.gettext("Avslutet har ändrats sedan du öppnade sidan. Så här är det nu.")
            draft = replace(stored, field="on", fault=changed)
            return _fault(visit, participant, draft=draft, status_code=409)
        await set_exit(session, participant, None, None, now, when)
        if silenced:
            await restore_reminders(session, participant, now, when)
        return visit.go_to_participant(participant, "#occasions")
    began_at = min(participant.created_at, participant.enrolled_at or participant.created_at)
    invited_on = when.rhythm.day(began_at)
    draft, on = read_exit(t, visit.form, stored, invited_on, when, now)
    if on is None:
        return _fault(visit, participant, draft=draft)
    found = exit_differences(t, stored, draft)
    if outdated and found:
        draft = replace(draft, revision=stored.revision)
        return _fault(visit, participant, draft=draft, versions=found, status_code=409)
    rate = draft.rate and draft.reason != ExitReason.DECEASED
    reason = ExitReason(draft.reason) if draft.reason else None
    await set_exit(session, participant, on, reason, now, when, rate=rate)
    if draft.reason == ExitReason.DECEASED:
        await withdraw_all_reminders(session, participant.id, ENDED_REASON)
    elif silenced:
        await restore_reminders(session, participant, now, when)
    return visit.go_to_participant(participant, "#occasions")


@own_participant(Audit.CONTACT_CHANGED, hold=True)
async def decide_contact_preferences(
    visit: Visit, session: AsyncSession, participant: Participant
) -> Response:
    """Change hour, time zone and protection."""
    t, usual = visit.texts, visit.zone.key
    stored = contact_draft(t, participant, visit.zone)
    draft = read_contact(visit.form, stored)
    if draft.hour not in HOURS or draft.zone not in {*ZONES, participant.zone, usual}:
        return _fault(visit, participant, t.gettext("Välj tid och tidszon i listorna."))
    found = contact_differences(t, stored, draft)
    if found and is_outdated(visit.form, stored.revision):
        draft = replace(draft, revision=stored.revision)
        return _fault(visit, participant, contact=draft, versions=found, status_code=409)
    if draft.protected and not stored.protected and "sure" not in visit.form:
        return visit.page(
            "occasions/protect.html",
            422,
            contact=draft,
            pseudonym=participant.pseudonym,
            name=clean(participant.name or ""),
        )
    await change_contact_preferences(
        session,
        participant,
        hour=PartOfDay(draft.hour),
        zone=None if draft.zone == usual else draft.zone,
        protected=draft.protected,
        now=visit.now,
        calendar=visit.app.calendar,
    )
    return visit.go_to_participant(participant, "#occasions")


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
    visit: Visit,
    participant: Participant,
    fault: str = "",
    *,
    draft: ExitDraft | None = None,
    contact: ContactDraft | None = None,
    entry: OccasionEntry | None = None,
    chosen_reason: str = "",
    versions: Sequence[Difference] = (),
    status_code: int = 422,
) -> Response:
    """Say what is wrong, or has changed meanwhile; what was filled in stays."""
    return visit.page(
        "occasions/fault.html",
        status_code,
        pseudonym=participant.pseudonym,
        fault=fault,
        draft=draft,
        contact=contact,
        entry=entry,
        chosen_reason=chosen_reason,
        versions=versions,
        exit_reasons=tuple(exit_reason_labels(visit.texts).items()),
    )


async def _asked_redirect(
    session: AsyncSession, visit: Visit, participant: Participant, occasion: Occasion
) -> Response:
    """Lead back to the card; where nothing tells the person of the question, it says so once."""
    said = "" if await can_knock(session, participant.id) else asked_code(occasion)
    return visit.go_to_participant(participant, "#occasions", said)


def _changed_meanwhile_text(t: Catalog) -> str:
    return t.gettext("Skattningen har ändrats under tiden. Titta på sidan igen.")


async def _chosen_occasion(
    session: AsyncSession, participant: Participant, form: Mapping[str, str]
) -> Occasion | None:
    known = {str(one.id): one for one in await participant_occasions(session, participant.id)}
    return known.get(form.get("occasion", ""))
