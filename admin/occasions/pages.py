"""What a coach decides about ratings: why there is none, ask again, the exit, hour and zone."""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.occasions.card import ExitDraft, may_explain, may_remind
from admin.web.desk import Desk, Visit, pseudonym_of
from admin.web.time_zones import ZONES
from bot.languages.catalog import Catalog
from bot.reminding.obstacle import obstacle
from dialogs.agenda.plan import HOURS, PartOfDay
from dialogs.agenda.retracing import DONE_REASONS
from dialogs.agenda.timing import Timing
from dialogs.labels.exits import exit_reason_labels
from dialogs.people.enrolment import ExitReason
from storage.meetings.retelling import move_meeting_messages
from storage.occasions.exits import ENDED_REASON, restore_reminders, set_exit
from storage.occasions.occasions import participant_occasions
from storage.occasions.replanning import (
    NO_RATING_REASONS,
    ask_extra,
    ask_now,
    move_planned_reminders,
    move_windows_to_zone,
    settle_by_coach,
)
from storage.occasions.serving import waiting_occasion
from storage.people.access import access_and_hold
from storage.people.timing import participant_timing
from storage.reminders.queue import withdraw_all_reminders
from storage.tables.agenda import Occasion
from storage.tables.people import Participant
from storage.talk.outbox import keep_nudges

FARTHEST_EXIT = dt.timedelta(days=3 * 365)
"""An exit further ahead than this is a slip of the keyboard."""


class OccasionPages:
    """Takes the forms of the occasions' card; each leads back to it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def explain(self, visit: Visit) -> Response:
        """Note why there is no rating at an occasion, or that it was done elsewhere."""
        app, t = self._desk.app, visit.texts
        async with app.database.writing() as session:
            participant = await self._own(session, visit, "explained occasion")
            if participant is None:
                return self._desk.missing(visit)
            occasion = await _chosen_occasion(session, participant, visit.form)
            when = await participant_timing(session, participant, app.calendar)
            today, reason = when.rhythm.day(app.clock()), visit.form.get("reason", "")
            if occasion is None or not may_explain(occasion, today):
                return self._fault(visit, participant, _changed_meanwhile_text(t))
            if reason not in (*NO_RATING_REASONS, *DONE_REASONS):
                return self._fault(visit, participant, t.gettext("Välj en orsak i listan."))
            await settle_by_coach(session, participant, occasion, reason, app.clock(), when)
        return _card_redirect(participant)

    async def remind(self, visit: Visit) -> Response:
        """Ask about one occasion again, as soon as the person may be written to."""
        app, now = self._desk.app, self._desk.app.clock()
        async with app.database.writing() as session:
            participant = await self._own(session, visit, "reminded participant")
            if participant is None:
                return self._desk.missing(visit)
            occasion = await _chosen_occasion(session, participant, visit.form)
            if occasion is None or not may_remind(occasion):
                return self._fault(visit, participant, _changed_meanwhile_text(visit.texts))
            when = await participant_timing(session, participant, app.calendar)
            if why := await self._hindrance(session, visit, participant, occasion, when):
                return self._fault(visit, participant, why)
            await ask_now(session, occasion, now, when)
        return _card_redirect(participant)

    async def extra(self, visit: Visit) -> Response:
        """Ask for a rating now, outside the plan."""
        app, now = self._desk.app, self._desk.app.clock()
        async with app.database.writing() as session:
            participant = await self._own(session, visit, "asked for extra rating")
            if participant is None:
                return self._desk.missing(visit)
            when = await participant_timing(session, participant, app.calendar)
            occasion = await waiting_occasion(session, participant, when.rhythm.day(now))
            if why := await self._hindrance(session, visit, participant, occasion, when):
                return self._fault(visit, participant, why)
            await ask_extra(session, participant, now, when)
        return _card_redirect(participant)

    async def exit(self, visit: Visit) -> Response:
        """Set the day somebody leaves, or take it back."""
        app, t = self._desk.app, visit.texts
        now = app.clock()
        async with app.database.writing() as session:
            participant = await self._own(session, visit, "set exit")
            if participant is None:
                return self._desk.missing(visit)
            when = await participant_timing(session, participant, app.calendar)
            silenced = participant.exit_reason == ExitReason.DECEASED
            if visit.form.get("do") == "undo":
                await set_exit(session, participant, None, None, now, when)
                if silenced:
                    await restore_reminders(session, participant, now, when)
                return _card_redirect(participant)
            draft, on = _read_exit(t, visit.form, participant, when, now)
            if on is None:
                return self._fault(visit, participant, draft.fault, draft)
            rate = draft.rate and draft.reason != ExitReason.DECEASED
            reason = ExitReason(draft.reason) if draft.reason else None
            await set_exit(session, participant, on, reason, now, when, rate=rate)
            if draft.reason == ExitReason.DECEASED:
                await withdraw_all_reminders(session, participant.id, ENDED_REASON)
            elif silenced:
                await restore_reminders(session, participant, now, when)
        return _card_redirect(participant)

    async def change_contact_preferences(self, visit: Visit) -> Response:
        """Change hour, time zone and protection."""
        app, form = self._desk.app, visit.form
        async with app.database.writing() as session:
            participant = await self._own(session, visit, "changed hour or protection")
            if participant is None:
                return self._desk.missing(visit)
            usual, known = app.settings.timezone, {*ZONES, participant.zone}
            zone = form.get("zone", "")
            if form.get("hour") not in HOURS or zone not in {*known, usual.key}:
                fault = visit.texts.gettext("Välj tid och tidszon i listorna.")
                return self._fault(visit, participant, fault)
            moved = ZoneInfo(zone) != ZoneInfo(participant.zone or usual.key)
            participant.hour, participant.protected = PartOfDay(form["hour"]), "protected" in form
            participant.zone = None if zone == usual.key else zone
            await session.flush()
            if participant.protected:
                await keep_nudges(session, app.clock(), participant.id)
            await move_windows_to_zone(session, participant.id, ZoneInfo(zone))
            when = await participant_timing(session, participant, app.calendar)
            await move_planned_reminders(session, participant, app.clock(), when)
            if moved:
                await move_meeting_messages(session, participant.id, app.clock(), when)
        return _card_redirect(participant)

    async def _own(self, session: AsyncSession, visit: Visit, action: str) -> Participant | None:
        now = self._desk.app.clock()
        return await access_and_hold(session, visit.staff, pseudonym_of(visit), now, action)

    async def _hindrance(
        self,
        session: AsyncSession,
        visit: Visit,
        participant: Participant,
        occasion: Occasion | None,
        when: Timing,
    ) -> str:
        app = self._desk.app
        now, usual = app.clock(), app.settings.timezone
        return await obstacle(session, visit.texts, participant, occasion, now, when, usual)

    def _fault(
        self, visit: Visit, participant: Participant, fault: str, draft: ExitDraft | None = None
    ) -> Response:
        """Say what is wrong; what was filled in stays."""
        return self._desk.page(
            visit,
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
