"""The participant's page: the star, the figures, and what has happened since we last met."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from starlette.responses import Response

from admin.caseload.fold import is_folded
from admin.caseload.list import caseload_view
from admin.coach_view.card import view_card
from admin.goals.card import NO_GOAL, goal_card
from admin.meetings.card import meeting_card
from admin.needs.card import need_card
from admin.occasions.card import occasion_card
from admin.paper.card import paper_card
from admin.participant.channels import channel_lines
from admin.participant.particulars import particular_labels
from admin.participant.results import InstrumentResults, instrument_results
from admin.participant.timeline import Timeline, TimelineEntry, rating_facts, step_timeline
from admin.requests.marks import coach_lines
from admin.review.way import way_cards
from admin.saved.words import saved_text
from admin.steps.card import step_card
from admin.web import labels
from admin.web.guard import look_at_participant
from admin.web.visit import Visit
from bot.knocks.kinds import offered_kinds
from bot.languages.catalog import Catalog
from bot.languages.instrument_steps import steps_of_wordings
from bot.languages.spoken import SOURCE_LANGUAGE, languages
from bot.settings.installation import Installation
from dialogs.caseload.row import CaseloadRow, Standing
from dialogs.instruments.instrument import Instrument
from dialogs.instruments.translation_steps import StepsOfWordings, TranslationStep
from dialogs.labels.exits import exit_label, exit_reason_label
from dialogs.labels.statuses import status_meaning
from dialogs.reports.wordings import wording_label
from dialogs.texts import TextState, clean, near_day
from storage.caseload.case_file import Casefile, casefile
from storage.caseload.caseload import caseload_rows
from storage.figures.completeness import CaseloadShare, coach_completeness
from storage.people.audit import Audit
from storage.ratings.on_paper import entering_names
from storage.sight.seen import StandIn, covered_by
from storage.tables.people import Participant
from storage.tables.ratings import StoredAnswer
from storage.tables.translations import NotedStep
from storage.translations.steps import noted_steps


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it was shown, with its anchors from lowest to highest."""

    area: str
    language: str
    tag: str
    question: str
    anchors: tuple[str, ...]
    state: str
    """How far the translation had come, and with how many people it was tried; "" in the source."""


@dataclass(frozen=True)
class ParticipantView:
    """One participant's page, ready to be written."""

    pseudonym: str
    name: str
    facts: tuple[str, ...]
    sheets: tuple[InstrumentResults, ...]
    seen: str
    fresh: tuple[TimelineEntry, ...]
    earlier: tuple[TimelineEntry, ...]
    asked: tuple[AskedQuestion, ...]


async def _caseload(
    visit: Visit,
) -> tuple[list[CaseloadRow], CaseloadShare, Mapping[int, StandIn]]:
    me = visit.staff.id
    async with visit.app.database.reading() as session:
        rows = await caseload_rows(session, me, visit.now, visit.today, visit.zone)
        share = await coach_completeness(session, me, visit.today)
        return rows, share, await covered_by(session, me, visit.now)


@look_at_participant(Audit.PARTICIPANT_OPENED, before=_caseload)
async def show(
    visit: Visit,
    participant: Participant,
    before: tuple[list[CaseloadRow], CaseloadShare, Mapping[int, StandIn]],
) -> Response:
    """Show the page; in the caseload beside it the tags stay as they were before this look."""
    app, t, now, zone = visit.app, visit.texts, visit.now, visit.zone
    lines, share, covered = before
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    async with app.database.reading() as session:
        case = await casefile(session, participant, today, visit.staff.id)
        meetings = await meeting_card(session, participant, t, now, zone, said)
        way = await way_cards(session, t, case, visit.today, zone, said)
        noted = await noted_steps(session)
        names = await entering_names(session, participant.id)
        coaches = await coach_lines(session, t, participant, visit.staff.id, now, zone)
    row = next((line for line in lines if line.participant_id == participant.id), None)
    standing = row.standing_at(now) if row is not None else None
    steps = step_card(t, app.installation, case, now, zone)
    page = visit.page(
        "participant/participant.html",
        caseload=caseload_view(t, app.installation, lines, share, now, zone, covered),
        folded=is_folded(visit),
        person=participant_view(t, app.installation, case, noted, now, zone),
        occasions=occasion_card(t, case, now, zone, said, offered_kinds(app.settings)),
        papers=paper_card(t, case, names, now, zone, said),
        meetings=meetings,
        **way,
        needs=need_card(t, app.installation, row, case, now, zone, said),
        saved=saved_text(t, said),
        channels=channel_lines(t, case.accounts, zone),
        views=view_card(t, case.views, case.ratings, case.answers, participant, zone),
        goals=goal_card(t, case.goals, steps.areas, participant, visit.today, zone),
        no_goal=NO_GOAL,
        steps=steps,
        own=participant.coach_id == visit.staff.id,
        coaches=coaches,
        notice=_resting_text(t, standing),
    )
    visit.desk.flash.forget(visit.request, page)
    return page


def _resting_text(t: Catalog, standing: Standing | None) -> str:
    """Say how somebody is at rest; "" where something waits, or stands with what is put off."""
    if standing is None or standing.needs:
        return ""
    is_hidden = any(one.kind is standing.status for one, _ in standing.hidden)
    return "" if is_hidden else status_meaning(t, standing.status)


def participant_view(
    t: Catalog,
    installation: Installation,
    case: Casefile,
    noted: Sequence[NotedStep],
    now: dt.datetime,
    zone: ZoneInfo,
) -> ParticipantView:
    """Write a case file out."""
    spoken = {wording.language for wording in case.wordings.values()} & languages().keys()
    steps = steps_of_wordings(installation.instruments.values(), spoken, noted)
    moments = Timeline(t, installation, case, now, zone)
    all_moments, seen = moments.all(step_timeline(t, installation, case)), case.seen_at
    fresh = [moment for moment in all_moments if seen is not None and moment.at > seen]
    return ParticipantView(
        pseudonym=case.participant.pseudonym,
        name=clean(case.participant.name or ""),
        facts=tuple(_facts(t, case, moments, now.astimezone(zone).date(), zone)),
        sheets=tuple(_results(t, installation, case, steps, zone)),
        seen=moments.when(seen) if seen else "",
        fresh=tuple(fresh),
        earlier=tuple(all_moments[len(fresh) :]),
        asked=tuple(_asked_questions(t, installation, case, steps)),
    )


def _facts(
    t: Catalog, case: Casefile, moments: Timeline, today: dt.date, zone: ZoneInfo
) -> Iterator[str]:
    if case.participant.protected:
        yield t.gettext("Skyddad identitet")
    yield clean(case.sub_project)
    yield labels.language_label(t, case.participant.language)
    yield from particular_labels(t, case.participant)
    if case.participant.enrolled_at:
        enrolled = near_day(t, case.participant.enrolled_at.astimezone(zone).date(), today)
        # NOTE: {day}: since when the person takes part in the project.
        yield t.gettext("inskriven {day}").format(day=enrolled)
    else:
        # NOTE: {day}: when the coach added the person.
        yield t.gettext("inbjuden {day}").format(day=moments.when(case.participant.created_at))
    if leaves := exit_label(t, case.participant.exit_on, today):
        reason = case.participant.exit_reason
        yield leaves if reason is None else f"{leaves}, {exit_reason_label(t, reason)}"
    finished = [rating for rating in case.ratings if rating.finished_at]
    if finished and finished[-1].finished_at:
        last = finished[-1]
        answers = list(case.answers.get(last.id, {}).values())
        made = ", ".join(rating_facts(t, last, answers)[:2])
        # NOTE: {day} of the newest rating and how it was made: "last today 09:14, alone, Telegram".
        text = t.gettext("senast {day}, {how}")
        yield text.format(day=moments.when(finished[-1].finished_at), how=made)


def _results(
    t: Catalog,
    installation: Installation,
    case: Casefile,
    steps: StepsOfWordings,
    zone: ZoneInfo,
) -> Iterator[InstrumentResults]:
    kinds = dict.fromkeys(rating.instrument for rating in reversed(case.ratings))
    for kind in kinds:
        instrument = installation.instruments.get(kind)
        if instrument is not None:
            ratings = [rating for rating in case.ratings if rating.instrument == kind]
            whose = case.participant.pseudonym
            shown = instrument_results(t, instrument, ratings, case.answers, zone, whose)
            given = (one for of in ratings for one in case.answers.get(of.id, {}).values())
            states = dict.fromkeys(_state(t, answer, instrument, steps) for answer in given)
            yield replace(shown, wording="; ".join(filter(None, states)))


def _state(
    t: Catalog, answer: StoredAnswer, instrument: Instrument | None, steps: StepsOfWordings
) -> str:
    """Say how far the wording had come when it was answered, and whether it was tried."""
    if answer.language == (instrument.language if instrument else SOURCE_LANGUAGE):
        return ""
    # From before it was kept: none but the source was approved.
    state = answer.translation or TextState.DRAFT
    tried_with = steps.get(answer.wording, {}).get(TranslationStep.TRIED)
    return wording_label(t, state, tried_with or 0)


def _asked_questions(
    t: Catalog, installation: Installation, case: Casefile, steps: StepsOfWordings
) -> Iterator[AskedQuestion]:
    """List each wording once, newest first and in the instrument's order."""
    told: set[str] = set()
    for rating in reversed(case.ratings):
        instrument = installation.instruments.get(rating.instrument)
        given = case.answers.get(rating.id, {})
        order = [item.id for item in instrument.items] if instrument else list(given)
        for item in order:
            answer = given.get(item)
            wording = case.wordings.get(answer.wording) if answer else None
            if answer is None or wording is None or wording.digest in told:
                continue
            told.add(wording.digest)
            yield AskedQuestion(
                area=instrument.label(instrument.item(item), t) if instrument else item,
                language=labels.language_label(t, wording.language),
                tag=wording.language,
                question=wording.question,
                anchors=tuple(wording.anchors.split("\n")),
                state=_state(t, answer, instrument, steps),
            )
