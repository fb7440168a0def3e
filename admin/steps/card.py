"""The card of a participant's small steps: what was chosen, how it went, what was written."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from admin.spoken.said import Said, said_by
from admin.steps.form import StepDraft
from admin.web.revision import revision_of
from bot.languages.catalog import Catalog, catalog
from bot.languages.spoken import languages
from bot.settings.installation import Installation
from dialogs.agenda.answers import Doer
from dialogs.instruments.instrument import Instrument
from dialogs.labels.answers import outcome_label
from dialogs.labels.staff import staff_doer_label
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.steps.choice import LONGEST_STEP
from dialogs.texts import clean, clean_lines, near_day
from storage.caseload.case_file import Casefile
from storage.corrections.steps import may_be_corrected
from storage.database.encryption import readable
from storage.shared_plan.changes import is_over
from storage.shared_plan.tables import EarlierStep
from storage.tables.agenda import Step
from storage.tables.people import Participant


@dataclass(frozen=True)
class StepEntry:
    """One step, ready to be written; ``tag`` and ``helped_tag`` are the languages of its words."""

    id: int
    area: str
    words: Said
    tag: str
    swedish: str
    """The same in Swedish, where it is one of the instrument's own in another language."""
    outcome: str
    story: str
    """Whose step it is and when it was made, and when it is looked at."""
    helped: Said
    helped_tag: str
    comment: str
    comment_to_edit: str
    """The comment as it can be written on: empty where it cannot be read."""
    revision: str
    correctable: bool
    """It is the coach's own, and may be corrected or withdrawn."""
    words_to_edit: str
    words_revision: str
    doer: str
    is_others: bool
    """Somebody else than the participant takes it: whoever sees that it is done notes it here."""
    until: str
    """By when (ISO), or ""; who takes it and that can be agreed on while the step is not over."""
    terms_revision: str
    whole_revision: str
    """Of its words and terms together: what is said to be done is what was shown."""
    is_over: bool
    earlier: tuple[tuple[Said, str, str], ...] = ()
    """How it was before it was changed, the newest first: words, their language, the rest."""


@dataclass(frozen=True)
class StepCard:
    """All that the page shows of steps. ``area_choices`` are pairs of a code and its words."""

    open: tuple[StepEntry, ...]
    settled: tuple[StepEntry, ...]
    areas: tuple[tuple[str, str], ...]
    draft: StepDraft
    doers: tuple[tuple[str, str], ...]
    taking_part: bool


def step_card(
    t: Catalog, installation: Installation, case: Casefile, now: dt.datetime, zone: ZoneInfo
) -> StepCard:
    """Write a case file's steps out, the newest first."""
    today = now.astimezone(zone).date()
    entries = [
        (
            is_over(step),
            step_entry(
                t,
                installation,
                step,
                case.participant,
                today,
                zone,
                case.earlier_steps.get(step.id, ()),
            ),
        )
        for step in reversed(case.steps)
    ]
    finished = [rating for rating in case.ratings if rating.finished_at]
    newest = max(finished, key=lambda rating: rating.finished_at or now, default=None)
    return StepCard(
        open=tuple(entry for settled, entry in entries if not settled),
        settled=tuple(entry for settled, entry in entries if settled),
        areas=area_choices(t, installation, newest.instrument if newest else case.plan.instrument),
        doers=doer_choices(t),
        draft=StepDraft(look_on=(today + dt.timedelta(days=7)).isoformat()),
        taking_part=case.participant.status == EnrolmentStatus.ACTIVE,
    )


def area_choices(
    t: Catalog, installation: Installation, instrument_id: str
) -> tuple[tuple[str, str], ...]:
    """List an instrument's areas as pairs of a code and its words."""
    instrument = installation.instruments.get(instrument_id)
    if instrument is None:
        return ()
    return tuple((item.id, instrument.label(item, t)) for item in instrument.items)


def step_entry(
    t: Catalog,
    installation: Installation,
    step: Step,
    participant: Participant,
    today: dt.date,
    zone: ZoneInfo,
    earlier: Sequence[EarlierStep] = (),
) -> StepEntry:
    """Write one step of a participant's out."""
    whose = participant.pseudonym
    return StepEntry(
        id=step.id,
        area=area_label(t, installation.instruments.get(step.instrument), step.item),
        words=said_by(t, whose, step.words),
        tag=step.language,
        swedish=_source_of(installation.instruments.get(step.instrument), step),
        outcome=outcome_label(t, step.outcome),
        story=_story_text(t, step, today, zone),
        helped=said_by(t, whose, step.helped),
        helped_tag=participant.language,
        comment=clean_lines(step.comment or ""),
        comment_to_edit=clean_lines(readable(step.comment)),
        revision=revision_of(readable(step.comment)),
        correctable=may_be_corrected(step),
        words_to_edit=clean(readable(step.words), LONGEST_STEP),
        words_revision=revision_of(readable(step.words), step.withdrawn_at),
        doer=step.doer,
        is_others=step.doer is not Doer.PARTICIPANT,
        until=step.until.isoformat() if step.until else "",
        terms_revision=revision_of(step.doer, step.until),
        whole_revision=revision_of(readable(step.words), step.doer, step.until),
        is_over=is_over(step),
        earlier=tuple(
            (said_by(t, whose, one.words), one.language, _changed_text(t, one, today, zone))
            for one in reversed(earlier)
        ),
    )


def _source_of(instrument: Instrument | None, step: Step) -> str:
    """Give a suggestion as the instrument words it, for a coach who does not read the language."""
    known = {item.id: item for item in instrument.items} if instrument else {}
    if instrument is None or step.item not in known or step.language not in languages():
        return ""
    words = instrument.suggested(known[step.item], readable(step.words), catalog(step.language))
    return "" if words == readable(step.words) else words


def area_label(t: Catalog, instrument: Instrument | None, item_id: str) -> str:
    """Name an area, by its id where the instrument does not know it any more."""
    known = {item.id: item for item in instrument.items} if instrument else {}
    item = known.get(item_id)
    return instrument.label(item, t) if instrument and item else item_id


def doer_choices(t: Catalog) -> tuple[tuple[str, str], ...]:
    """List who can take a step."""
    return tuple((one.value, staff_doer_label(t, one)) for one in Doer)


def _terms_text(t: Catalog, doer: Doer, until: dt.date | None, today: dt.date) -> str:
    # NOTE: Below a small step: who does it. {who}: The participant, The coach, a party …
    who = t.gettext("vem: {who}").format(who=staff_doer_label(t, doer))
    if until is None:
        return who
    # NOTE: Below a small step: the last day for it.
    return f"{who} · {t.gettext('senast {day}').format(day=near_day(t, until, today))}"


def _changed_text(t: Catalog, was: EarlierStep, today: dt.date, zone: ZoneInfo) -> str:
    """Say how a step was agreed on before it was changed, by whom, and until when."""
    day = near_day(t, was.changed_at.astimezone(zone).date(), today)
    if was.by_staff is None:
        # NOTE: Below an earlier wording of a small step. {day}: when the participant changed it.
        changed = t.gettext("ändrat av deltagaren {day}")
    else:
        # NOTE: Below an earlier wording of a small step. {day}: when the coach changed it.
        changed = t.gettext("ändrat av handledaren {day}")
    return f"{_terms_text(t, was.doer, was.until, today)} · {changed.format(day=day)}"


def _story_text(t: Catalog, step: Step, today: dt.date, zone: ZoneInfo) -> str:
    made = near_day(t, step.made_at.astimezone(zone).date(), today)
    if step.by_coach:
        # NOTE: Below a small step. {day}: when the coach added it.
        told = [t.gettext("tillagt av handledaren {day}").format(day=made)]
    else:
        # NOTE: Below a small step. {day}: when the participant chose it.
        told = [t.gettext("valt {day}").format(day=made)]
    told.append(_terms_text(t, step.doer, step.until, today))
    if step.corrected_at:
        corrected = near_day(t, step.corrected_at.astimezone(zone).date(), today)
        # NOTE: Below a small step. {day}: when the coach put other words in their place.
        told.append(t.gettext("ändrat {day}").format(day=corrected))
    if step.looked_at and step.outcome:
        looked = near_day(t, step.looked_at.astimezone(zone).date(), today)
        if step.doer is Doer.PARTICIPANT:
            # NOTE: Below a small step. {day}: when the participant said how it has gone.
            told.append(t.gettext("svar {day}").format(day=looked))
        else:
            # NOTE: Below a small step. {day}: when it was noted that it is done.
            told.append(t.gettext("noterat {day}").format(day=looked))
    if step.withdrawn_at:
        withdrawn = near_day(t, step.withdrawn_at.astimezone(zone).date(), today)
        # NOTE: Below a small step. {day}: when the coach took it back.
        told.append(t.gettext("tillbakadraget {day}").format(day=withdrawn))
    if step.look_on:
        on = near_day(t, step.look_on, today)
        # NOTE: Below a small step. {day}: when the bot asks how it has gone.
        told.append(t.gettext("boten frågar {day}").format(day=on))
    return " · ".join(told)
