"""Moments: what has happened with one participant, newest first."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from babel.dates import format_time

from admin.needs.labels import call_label
from admin.spoken.said import NOTHING_SAID, Said, said_by
from admin.steps.card import area_label
from admin.web import labels
from bot.languages.catalog import Catalog
from bot.settings.installation import Installation
from dialogs.agenda.answers import MeetingAnswer
from dialogs.instruments.answer_mode import AnswerMode, answer_mode
from dialogs.labels.answers import company_label, mode_label, outcome_label, practice_label
from dialogs.labels.contact import channel_label
from dialogs.labels.occasions import occasion_label
from dialogs.occasions.occasion import OccasionKind
from dialogs.texts import clean, isolate, near_day
from storage.caseload.case_file import Casefile, MeetingReply
from storage.occasions.serving import leading_occasion
from storage.tables.ratings import Rating, StoredAnswer
from storage.tables.words import CoachWords


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened. ``quote`` is what somebody has said, in their ``language``."""

    at: dt.datetime
    when: str
    head: str
    text: str = ""
    quote: Said = NOTHING_SAID
    language: str = ""


class Timeline:
    """Writes the moments of one case file in the reader's language."""

    def __init__(
        self,
        t: Catalog,
        installation: Installation,
        case: Casefile,
        now: dt.datetime,
        zone: ZoneInfo,
    ) -> None:
        self._t = t
        self._installation = installation
        self._case = case
        self._today = now.astimezone(zone).date()
        self._zone = zone

    def all(self, others: Iterable[TimelineEntry] = ()) -> list[TimelineEntry]:
        """List them, newest first, with ``others`` whose time is still to be written."""
        dated = (replace(other, when=self.when(other.at)) for other in others)
        return sorted((*self._moments(), *dated), key=lambda moment: moment.at, reverse=True)

    def when(self, at: dt.datetime) -> str:
        """Write a time: the day, and the hour only for today's."""
        t, local = self._t, at.astimezone(self._zone)
        if local.date() == self._today:
            clock = format_time(local, "HH:mm", locale=t.locale)
            # NOTE: {time} is a time of day: "today 09:14".
            return t.gettext("i dag {time}").format(time=clock)
        return near_day(t, local.date(), self._today)

    def _moments(self) -> Iterator[TimelineEntry]:
        t, case = self._t, self._case
        for account in case.accounts:
            where = channel_label(t, account.channel)
            head = t.gettext("Öppnade inbjudan")
            yield TimelineEntry(account.created_at, self.when(account.created_at), head, where)
        if case.agreement:
            yes = case.agreement.agreed
            head = t.gettext("Sa ja till att vara med") if yes else t.gettext("Tackade nej")
            at = case.agreement.answered_at
            yield TimelineEntry(at, self.when(at), head, self._agreement())
        for rating in case.ratings:
            answers = list(case.answers.get(rating.id, {}).values())
            yield self._rating(rating, answers)
            for answer in answers:
                if answer.comment:
                    yield self._comment(rating, answer)
        for meeting in case.meetings:
            yield self._meeting(meeting)
        for words in case.words:
            yield self._words(words)
        for call in case.calls:
            yield TimelineEntry(call.at, self.when(call.at), call_label(t, call.outcome))
        for change in case.handed_over:
            # NOTE: In a participant's history: from then on they have another coach.
            head = t.gettext("Fick en ny handledare")
            if change.before and change.after:
                # NOTE: In a participant's history: from then on they have another coach. Two names.
                head = t.gettext("Lämnades över från {before} till {after}").format(
                    before=isolate(clean(change.before)), after=isolate(clean(change.after))
                )
            yield TimelineEntry(change.at, self.when(change.at), head, "")

    def _meeting(self, said: MeetingReply) -> TimelineEntry:
        t, local = self._t, said.starts_at.astimezone(self._zone)
        # NOTE: In a participant's history: the answer about a meeting was yes.
        head = t.gettext("Kommer på mötet")
        if said.answer == MeetingAnswer.CANNOT:
            # NOTE: In a participant's history: the answer about a meeting was no.
            head = t.gettext("Kan inte komma på mötet")
        day = near_day(t, local.date(), self._today)
        # NOTE: A day and a time of day: "24 Nov 10:00".
        text = t.gettext("{day} {time}").format(day=day, time=t.clock(local.time()))
        return TimelineEntry(said.answered_at, self.when(said.answered_at), head, text)

    def _words(self, said: CoachWords) -> TimelineEntry:
        at = said.passed_on_at or said.written_at
        return TimelineEntry(
            at,
            self.when(at),
            self._writes_to(at),
            labels.language_label(self._t, said.language),
            self._said(said.words),
            said.language,
        )

    def _writes_to(self, at: dt.datetime) -> str:
        if any(at < change.at for change in self._case.handed_over):
            # NOTE: In a participant's history: words to the coach of that time.
            return self._t.gettext("Skrev till handledaren före dig")
        # NOTE: In a participant's history: words to the coach, outside of any question.
        return self._t.gettext("Skrev till dig")

    def _agreement(self) -> str:
        agreed = self._case.agreement
        if agreed is None:
            return ""
        # NOTE: Which text somebody agreed to. {number} is its version, {language} a language.
        text = self._t.gettext("text {number}, {language}")
        return text.format(
            number=agreed.version, language=labels.language_label(self._t, agreed.language)
        )

    def _rating(self, rating: Rating, answers: list[StoredAnswer]) -> TimelineEntry:
        t = self._t
        facts = [self._occasion(rating), *rating_facts(t, rating, answers)]
        if rating.finished_at:
            at = rating.finished_at
            return TimelineEntry(at, self.when(at), t.gettext("Skattning"), " · ".join(facts))
        done = sum(1 for answer in answers if answer.value is not None or answer.skipped)
        instrument = self._installation.instruments.get(rating.instrument)
        all_of = len(instrument.items) if instrument else len(answers)
        at = max((answer.answered_at for answer in answers), default=rating.started_at)
        # NOTE: A rating that is not finished: {done} of {count} questions are answered.
        partly = t.gettext("{done} av {count} frågor").format(
            done=t.number(done), count=t.number(all_of)
        )
        facts.insert(0, partly)
        return TimelineEntry(
            at, self.when(at), t.gettext("Skattning, inte klar"), " · ".join(facts)
        )

    def _occasion(self, rating: Rating) -> str:
        """Name the occasion that a rating was made at: by its months, where they are known."""
        served = [one for one in self._case.occasions if one.rating_id == rating.id]
        if not served:
            return occasion_label(self._t, OccasionKind(rating.occasion))
        first = leading_occasion(served)
        return occasion_label(self._t, first.kind, first.number)

    def _comment(self, rating: Rating, answer: StoredAnswer) -> TimelineEntry:
        instrument = self._installation.instruments.get(rating.instrument)
        known = {item.id: item for item in instrument.items} if instrument else {}
        item = known.get(answer.item)
        area = instrument.label(item, self._t) if instrument and item else answer.item
        return TimelineEntry(
            answer.answered_at,
            self.when(answer.answered_at),
            area,
            " · ".join(self._comment_facts(answer)),
            self._said(answer.comment),
            answer.language,
        )

    def _comment_facts(self, answer: StoredAnswer) -> Iterator[str]:
        """Say in what language a comment is, and who sat there, where the person was not alone."""
        yield labels.language_label(self._t, answer.language)
        if company := company_label(self._t, answer.comment_mode or answer.mode):
            yield company

    def _said(self, words: str | None) -> Said:
        return said_by(self._t, self._case.participant.pseudonym, words)


def rating_facts(t: Catalog, rating: Rating, answers: list[StoredAnswer]) -> list[str]:
    """Say how a rating was made: its modes, its channels and its languages, and the practice."""
    modes = dict.fromkeys(mode_label(t, mode_of(rating, answer)) for answer in answers)
    channels = dict.fromkeys(channel_label(t, answer.channel) for answer in answers)
    languages = dict.fromkeys(labels.language_label(t, answer.language) for answer in answers)
    facts = [t.listed(list(said)) for said in (modes, channels, languages)]
    if any(answer.presses > 1 for answer in answers):
        # NOTE: How a rating was made: first "low, in between or high", then which of two.
        facts.append(t.gettext("frågat i två tryck"))
    return [*facts, practice_label(t, rating.practice)] if rating.practice else facts


def mode_of(rating: Rating, answer: StoredAnswer) -> AnswerMode:
    """Tell how a question was answered; of older answers only who was there is known."""
    return answer.mode or answer_mode(rating.mode, listens=False, was_heard=False)


def step_timeline(
    t: Catalog, installation: Installation, case: Casefile
) -> Iterator[TimelineEntry]:
    """Give what has happened with the steps; ``when`` is left for ``Timeline`` to write."""
    for step in case.steps:
        area = area_label(t, installation.instruments.get(step.instrument), step.item)
        quoted = (
            labels.language_label(t, step.language),
            said_by(t, case.participant.pseudonym, step.words),
            step.language,
        )
        if step.by_coach:
            # NOTE: In what has happened: the coach has suggested a small step in {area}.
            head = t.gettext("Litet steg från handledaren: {area}").format(area=area)
        else:
            # NOTE: In what has happened: the participant has chosen a small step in {area}.
            head = t.gettext("Litet steg valt: {area}").format(area=area)
        yield TimelineEntry(step.made_at, "", head, *quoted)
        if step.withdrawn_at:
            # NOTE: In what has happened: the coach has taken back a small step in {area}.
            head = t.gettext("Litet steg tillbakadraget: {area}").format(area=area)
            yield TimelineEntry(step.withdrawn_at, "", head, *quoted)
        if step.looked_at and step.outcome:
            # NOTE: In what has happened: {outcome} is for instance "done" or "on the way".
            head = t.gettext("Litet steg, {area}: {outcome}")
            head = head.format(area=area, outcome=outcome_label(t, step.outcome))
            yield TimelineEntry(step.looked_at, "", head, *quoted)
