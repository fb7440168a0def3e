"""Effects carried out: each inside the turn's transaction."""

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.follow_ups.answers import carry_out_follow_up
from bot.turn.reminder_effects import carry_out_reminder_effect
from dialogs.agenda.messages import MessageKind
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.engine.effect import (
    AgreementAnswered,
    AgreementRenewed,
    DataWanted,
    Effect,
    ErasureWanted,
    LanguageChosen,
    ListeningWanted,
    NewCoachRead,
    Practised,
    Record,
    SubstituteRead,
    WordsPassedOn,
)
from dialogs.engine.replay import Move
from dialogs.engine.scene import Scene
from dialogs.follow_up.follow_up import FollowUpAnswered, FollowUpDeclined
from dialogs.instruments.answer_mode import answer_mode
from dialogs.instruments.rating_mode import RatingMode
from dialogs.people.accounts import Channel
from dialogs.people.enrolment import EnrolmentStatus
from storage.agreements.agreements import ShownAgreement, store_agreement
from storage.caseload.new_words import need_rating_again
from storage.caseload.telling import heed_who_reads, tell_of_substitutes
from storage.clips.clips import offer_sound_first
from storage.occasions.replanning import plan_first_occasions
from storage.occasions.serving import settle_served_occasions
from storage.people.audit import Audit, log_action
from storage.people.erasure import erase_participant
from storage.people.participants import Person
from storage.people.timing import participant_timing
from storage.ratings.ratings import (
    AnswerSource,
    mark_complete,
    note_company,
    note_practice,
    store_comment,
    store_record,
    withdraw_record,
)
from storage.reminders.queue import mark_read
from storage.talk.coach_words import pass_words_on


async def carry_out(
    session: AsyncSession,
    effect: Effect,
    person: Person,
    language: str,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    """Do what a dialog wants done; ``language`` is the one the person was reading."""
    participant = person.participant
    match effect:
        case LanguageChosen(language=chosen):
            participant.language = chosen
        case ListeningWanted(wanted=wanted):
            await offer_sound_first(session, participant, wanted=wanted)
        case AgreementAnswered(agreed=agreed):
            shown = ShownAgreement(
                effect.version, language, effect.text, names_others=effect.names_others
            )
            await store_agreement(session, participant.id, shown, now, agreed=agreed)
            if agreed:
                participant.status = EnrolmentStatus.ACTIVE
                participant.enrolled_at = participant.enrolled_at or now
                await plan_first_occasions(
                    session,
                    participant,
                    now,
                    await participant_timing(session, participant, calendar),
                )
                await tell_of_substitutes(session, participant, now, calendar)
        case AgreementRenewed(agreed=agreed):
            shown = ShownAgreement(effect.version, language, effect.text, names_others=True)
            await store_agreement(session, participant.id, shown, now, agreed=agreed)
            await heed_who_reads(session, participant, now, calendar, agreed=agreed)
        case DataWanted():
            await log_action(session, Audit.OWN_DATA_READ, now, participant_id=participant.id)
        case WordsPassedOn(words=words):
            await pass_words_on(session, participant.id, words, now)
        case Practised(rating=rating, outcome=outcome):
            await note_practice(session, rating, outcome)
        case NewCoachRead() | SubstituteRead():
            await mark_read(session, participant.id, *_news_of(effect))
        case FollowUpAnswered() | FollowUpDeclined():
            await carry_out_follow_up(session, effect, participant, now, calendar)
        case ErasureWanted():
            await erase_participant(session, participant.id, now)
        case _:
            when = await participant_timing(session, participant, calendar)
            await carry_out_reminder_effect(session, effect, participant, now, when)


def _news_of(read: NewCoachRead | SubstituteRead) -> tuple[MessageKind, int]:
    """Name the message that was read: its kind, and what it is about."""
    if isinstance(read, NewCoachRead):
        return MessageKind.COACH, read.staff
    return MessageKind.SUBSTITUTE, read.request


@dataclass(frozen=True)
class Given:
    """How something was said: on which channel, when (UTC), and whether the person listened.

    ``listens``: they want everything read to them; ``heard``: they have just let this question be.
    ``mode``: who sits beside them.
    """

    channel: Channel
    at: dt.datetime
    listens: bool = False
    heard: bool = False
    mode: RatingMode = RatingMode.ALONE


async def store_answers(session: AsyncSession, step: Move, scene: Scene, given: Given) -> None:
    """Bring the stored rating in line with what stands in the dialog now."""
    facts = step.conversation.facts
    if "rating" not in facts:
        return
    instrument = scene.instruments.get(facts["instrument"])
    if instrument is None:
        return
    for item, record in step.after.records.items():
        before = step.before.records.get(item)
        if before == record:
            continue
        mode = answer_mode(given.mode, listens=given.listens, was_heard=given.heard)
        if before is not None and _adds_comment(before, record):
            await store_comment(session, facts["rating"], item, record.comment, mode)
            continue
        shown = instrument.wording(instrument.item(item), scene.texts)
        is_new = record.comment and (before is None or before.comment != record.comment)
        source = AnswerSource(shown, given.channel, given.at, mode, mode if is_new else None)
        await store_record(session, facts["rating"], record, source)
    if given.mode is not RatingMode.ALONE and step.before.records != step.after.records:
        await note_company(session, facts["rating"], given.mode)
    for item in step.before.records.keys() - step.after.records.keys():
        await withdraw_record(session, facts["rating"], item)
    if step.after.complete or step.before.complete:
        await mark_complete(session, facts["rating"], given.at if step.after.complete else None)
    if step.before.complete and step.after.complete and step.before.records != step.after.records:
        await need_rating_again(session, facts["rating"], given.at)
    if step.after.complete != step.before.complete:
        finished = step.after.complete
        await settle_served_occasions(session, facts["rating"], given.at, finished=finished)


def _adds_comment(before: Record, now: Record) -> bool:
    """Tell whether an answer stands, and only what is written beside it has changed."""
    is_answered = before.value is not None or before.skipped
    return is_answered and replace(before, comment=now.comment) == now
