"""The participant's page: the star, the figures, and what has happened since we last met."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from starlette.responses import Response

from admin.caseload.list import caseload_view
from admin.meetings.card import meeting_card
from admin.occasions.card import occasion_card
from admin.participant.results import Sheet, sheet
from admin.participant.timeline import Moment, Moments, how, step_moments
from admin.steps.card import step_card
from admin.web import labels
from admin.web.desk import Desk, Visit, pseudonym_of
from bot.languages.catalog import Catalog, catalog
from bot.settings.installation import Stage
from dialogs.texts import clean
from storage.caseload.case_file import Casefile, casefile
from storage.people.access import own_participant
from storage.caseload.caseload import caseload
from storage.people.audit import OPENED


@dataclass(frozen=True)
class Asked:
    """A question as it was shown, with its anchors from lowest to highest."""

    area: str
    language: str
    tag: str
    direction: str
    question: str
    anchors: tuple[str, ...]
    draft: bool


@dataclass(frozen=True)
class PersonView:
    """One participant's page, ready to be written."""

    pseudonym: str
    name: str
    facts: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    seen: str
    fresh: tuple[Moment, ...]
    earlier: tuple[Moment, ...]
    asked: tuple[Asked, ...]


class ParticipantPage:
    """Shows a coach one participant of their own; every look is logged."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, visit: Visit) -> Response:
        """Show the page, or the same "not found" for somebody else's and nobody's."""
        parts = self._desk.parts
        now, zone = parts.clock(), parts.settings.timezone
        async with parts.database.reading() as session:  # before the look is logged: tags stay
            lines = await caseload(session, visit.staff.id, now, now.astimezone(zone).date())
        async with parts.database.writing() as session:
            participant = await own_participant(
                session, visit.staff, pseudonym_of(visit), now, OPENED
            )
        if participant is None:
            return self._desk.missing(visit)
        today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        async with parts.database.reading() as session:
            case = await casefile(session, participant, today)
            meetings = await meeting_card(session, participant, visit.texts, now, zone)
        standing = next(
            (line.standing(now) for line in lines if line.participant_id == participant.id), None
        )
        return self._desk.page(
            visit,
            "participant/participant.html",
            caseload=caseload_view(visit.texts, parts.stage, lines, now, zone),
            person=person_view(visit.texts, parts.stage, case, now, zone),
            occasions=occasion_card(visit.texts, case, now, zone),
            meetings=meetings,
            steps=step_card(visit.texts, parts.stage, case, now, zone),
            notice=labels.meaning(visit.texts, standing) if standing else "",
            kind=standing.value if standing else "",
        )


def person_view(
    t: Catalog, stage: Stage, case: Casefile, now: dt.datetime, zone: ZoneInfo
) -> PersonView:
    """Write a case file out."""
    moments = Moments(t, stage, case, now, zone)
    all_moments, seen = moments.all(step_moments(t, stage, case)), case.seen_at
    fresh = [moment for moment in all_moments if seen is not None and moment.at > seen]
    return PersonView(
        pseudonym=case.participant.pseudonym,
        name=clean(case.participant.name or ""),
        facts=tuple(_facts(t, case, moments)),
        sheets=tuple(_sheets(t, stage, case, zone)),
        seen=moments.when(seen) if seen else "",
        fresh=tuple(fresh),
        earlier=tuple(all_moments[len(fresh) :]),
        asked=tuple(_asked(t, stage, case)),
    )


def _facts(t: Catalog, case: Casefile, moments: Moments) -> Iterator[str]:
    yield clean(case.sub_project)
    yield labels.own_name(case.participant.language)
    if case.participant.enrolled_at:
        # NOTE: {day}: when the person agreed to take part.
        yield t.gettext("inskriven {day}").format(day=moments.when(case.participant.enrolled_at))
    else:
        # NOTE: {day}: when the coach added the person.
        yield t.gettext("inbjuden {day}").format(day=moments.when(case.participant.created_at))
    finished = [rating for rating in case.ratings if rating.finished_at]
    if finished and finished[-1].finished_at:
        last = finished[-1]
        answers = list(case.answers.get(last.id, {}).values())
        made = ", ".join(how(t, last, answers)[:2])
        # NOTE: {day} of the newest rating and how it was made: "last today 09:14, alone, Telegram".
        text = t.gettext("senast {day}, {how}")
        yield text.format(day=moments.when(finished[-1].finished_at), how=made)


def _sheets(t: Catalog, stage: Stage, case: Casefile, zone: ZoneInfo) -> Iterator[Sheet]:
    kinds = dict.fromkeys(rating.instrument for rating in reversed(case.ratings))
    for kind in kinds:
        instrument = stage.instruments.get(kind)
        if instrument is not None:
            ratings = [rating for rating in case.ratings if rating.instrument == kind]
            whose = case.participant.pseudonym
            yield sheet(t, instrument, ratings, case.answers, zone, whose)


def _asked(t: Catalog, stage: Stage, case: Casefile) -> Iterator[Asked]:
    """List each wording once, newest first and in the instrument's order."""
    told: set[str] = set()
    for rating in reversed(case.ratings):
        instrument = stage.instruments.get(rating.instrument)
        given = case.answers.get(rating.id, {})
        order = [item.id for item in instrument.items] if instrument else list(given)
        for item in order:
            answer = given.get(item)
            wording = case.wordings.get(answer.wording) if answer else None
            if wording is None or wording.digest in told:
                continue
            told.add(wording.digest)
            yield Asked(
                area=instrument.label(instrument.item(item), t) if instrument else item,
                language=labels.own_name(wording.language),
                tag=labels.html_tag(wording.language),
                direction="rtl" if catalog(wording.language).rtl else "auto",
                question=wording.question,
                anchors=tuple(wording.anchors.split("\n")),
                draft=instrument is not None and instrument.status(wording.language) != "approved",
            )
