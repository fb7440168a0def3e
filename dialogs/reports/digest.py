"""The digest: what a coach is told between two meetings, and in which words. Pure.

Persons are named by their pseudonyms alone; what they wrote never stands in a digest.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dialogs.agenda.answers import MeetingAnswer
from dialogs.labels.answers import answer_label
from dialogs.reports.asked import asked_text
from dialogs.reports.findings import AreaChange, DigestFinding, DigestFindings, FindingState
from dialogs.texts import Texts

Label = Callable[[str, str], str]
"""Says an instrument's area (both by id) in the reader's language."""


@dataclass(frozen=True)
class ReportLine:
    """One line: whom it is about (a pseudonym, or a sub-project), and what there is to say."""

    who: str
    text: str = ""
    person: int = 0


@dataclass(frozen=True)
class ReportSection:
    """A heading, and its lines."""

    heading: str
    lines: tuple[ReportLine, ...]


def digest_sections(
    findings: DigestFindings, texts: Texts, label: Label
) -> tuple[ReportSection, ...] | None:
    """Word a digest, with only those sections that hold something; None if there are none.

    Whose identity is protected is marked in every line.
    """
    lists = findings.by_section().values()
    marked = {one.person for found in lists for one in found if one.protected}
    # NOTE: In a line about somebody, beside what there is to say.
    mark = texts.gettext("skyddad identitet")

    def with_mark(line: ReportLine) -> ReportLine:
        if line.person not in marked:
            return line
        return replace(line, text=f"{mark}, {line.text}" if line.text else mark)

    sections = tuple(
        replace(section, lines=tuple(map(with_mark, section.lines)))
        for section in _sections(findings, texts, label)
        if section.lines
    )
    return sections or None


def _sections(findings: DigestFindings, t: Texts, label: Label) -> Iterator[ReportSection]:
    # NOTE: Heading in a coach's digest, above the meetings of today and tomorrow.
    yield _section(t.gettext("Möten i dag och i morgon"), findings.near, lambda f: _near(f, t))
    asked = tuple(ReportLine(one.coach, asked_text(one, t)) for one in findings.asked)
    # NOTE: Heading in a coach's digest, above what other coaches ask the reader.
    yield ReportSection(t.gettext("Väntar på ditt ja eller nej"), asked)
    yield from _needs(findings, t)
    # NOTE: Heading in a coach's digest, above those whose number or e-mail address does not work
    # any more, so that the coach should ask for another one.
    heading = t.gettext("Sms, e-post eller notiser kommer inte fram – fråga efter nytt")
    yield _section(heading, findings.lost, lambda _: "")
    # NOTE: Heading in a coach's digest, above those who have rated themselves since the last one.
    yield _dated_section(t.gettext("Nya skattningar"), findings.answered, t)
    # NOTE: Heading in a coach's digest: an area went two or more steps up or down, or all of them
    # together five or more.
    yield _section(
        t.gettext("Tydliga förändringar"), findings.changed, lambda f: _changes_text(f, t, label)
    )
    # NOTE: Heading in a coach's digest: the day of the rating has passed.
    yield _section(t.gettext("Dagen har passerat"), findings.overdue, lambda f: _days(f, t))
    # NOTE: Heading in a coach's digest: nobody has noted whether they came to a meeting, on a day.
    yield _dated_section(t.gettext("Möten där närvaron saknas"), findings.attendance, t)
    # NOTE: Heading in a coach's digest, above those who made a rating on paper that is not put in.
    yield _since_section(t.gettext("På papper, siffror saknas"), findings.figures, t)
    # NOTE: Heading in a coach's digest, above those who have begun a rating and left it.
    yield _since_section(t.gettext("Halvfärdiga skattningar"), findings.unfinished, t)
    # NOTE: Heading in a coach's digest, above those who have answered about a meeting.
    yield _section(t.gettext("Svar om möten"), findings.meetings, lambda f: _meeting(f, t))
    # NOTE: Heading in a coach's digest, above those whose rating is due within a week.
    yield _dated_section(t.gettext("Dags den här veckan"), findings.due, t)
    # NOTE: Heading in a coach's digest, above those who pressed pause or stop.
    yield _section(t.gettext("Vill inte ha påminnelser"), findings.quiet, lambda f: _rest(f, t))


def _needs(findings: DigestFindings, t: Texts) -> Iterator[ReportSection]:
    """Word what nobody but the coach can do anything about, the worst first."""
    # NOTE: Heading in a coach's digest, above those who have written something to the coach; what
    # they wrote stands on their pages.
    yield _since_section(t.gettext("Har skrivit till dig"), findings.words, t)
    # NOTE: Heading in a coach's digest: they have left to work or studies, and say that it is hard.
    yield _since_section(t.gettext("Har det tungt efteråt – hör av dig"), findings.struggling, t)
    # NOTE: Heading in a coach's digest: an area, or all together, has clearly gone down.
    yield _since_section(t.gettext("Har gått ned – prata om det"), findings.fallen, t)
    # NOTE: Heading in a coach's digest, above those who have blocked the bot.
    yield _since_section(t.gettext("Boten når inte fram"), findings.blocked, t)
    # NOTE: Heading in a coach's digest, above those who have said no to a meeting ahead.
    yield _since_section(t.gettext("Kan inte komma – hitta en ny tid"), findings.cannot, t)
    # NOTE: Heading in a coach's digest: no answer to any reminder, so the coach should call.
    heading = t.gettext("Inget svar på påminnelserna – ring gärna")
    yield _section(heading, findings.silent, lambda f: _days(f, t))
    # NOTE: Heading in a coach's digest: a rating is due, and the person has only the web chat,
    # where nothing on their phone tells them of it. The coach should.
    heading = t.gettext("Dags, men boten kan inte påminna – säg gärna till")
    yield _dated_section(heading, findings.untold, t)
    # NOTE: Heading in a coach's digest, above those whose invitation nobody has opened.
    yield _since_section(t.gettext("Inbjudan är inte öppnad"), findings.unopened, t)
    # NOTE: Heading in a coach's digest: neither an answer, a meeting, a call nor words since a day.
    yield _since_section(t.gettext("Ingen kontakt på länge – hör av dig"), findings.unheard, t)
    # NOTE: Heading in a coach's digest: a period ends on a day, and it is to be decided with the
    # person whether they go on.
    yield _dated_section(t.gettext("Fortsätta eller avsluta – besluta"), findings.review, t)


def _near(one: DigestFinding, t: Texts) -> str:
    day = t.date(one.on) if one.on else ""
    time = t.clock(one.time) if one.time else ""
    match one.state:
        case FindingState.COMING:
            answer = answer_label(t, MeetingAnswer.COMING)
        case None:
            # NOTE: In a coach's digest, of a meeting: the person has not answered.
            answer = t.gettext("inte svarat")
        case _:
            # NOTE: In a coach's digest, of a meeting: the person has said no.
            answer = t.gettext("kan inte komma")
    return ", ".join(filter(None, (f"{day} {time}", one.place, answer)))


def _section(
    heading: str, found: Sequence[DigestFinding], say: Callable[[DigestFinding], str]
) -> ReportSection:
    return ReportSection(heading, tuple(ReportLine(one.who, say(one), one.person) for one in found))


def _dated_section(heading: str, found: Sequence[DigestFinding], t: Texts) -> ReportSection:
    return _section(heading, found, lambda one: t.date(one.on) if one.on else "")


def _since_section(heading: str, found: Sequence[DigestFinding], t: Texts) -> ReportSection:
    # NOTE: In a coach's digest: {day} is the day since when something waits for the coach.
    since = t.gettext("sedan {day}")
    return _section(heading, found, lambda one: since.format(day=t.date(one.on)) if one.on else "")


def _changes_text(one: DigestFinding, t: Texts, label: Label) -> str:
    areas = [
        _change_text(move, t).format(area=label(move.instrument, move.item)) for move in one.moves
    ]
    match one.sum_up:
        case True:
            # NOTE: In a coach's digest: all areas together have clearly gone up. No figures.
            areas.append(t.gettext("sammanlagt upp"))
        case False:
            # NOTE: In a coach's digest: all areas together have clearly gone down. No figures.
            areas.append(t.gettext("sammanlagt ned"))
        case None:
            pass
    return t.listed(areas)


def _change_text(move: AreaChange, t: Texts) -> str:
    if move.up:
        # NOTE: In a coach's digest: {area} (such as "health") has clearly gone up. No figures.
        return t.gettext("{area} upp")
    # NOTE: In a coach's digest: {area} (such as "health") has clearly gone down. No figures.
    return t.gettext("{area} ned")


def _days(one: DigestFinding, t: Texts) -> str:
    # NOTE: How many days ago a rating was due, in a coach's digest.
    text = t.ngettext("väntat {count} dag", "väntat {count} dagar", one.days)
    return text.format(count=t.number(one.days))


def _rest(one: DigestFinding, t: Texts) -> str:
    if one.on is None:
        # NOTE: In a coach's digest: this person pressed stop.
        return t.gettext("har sagt stopp")
    # NOTE: In a coach's digest: this person pressed pause. {day} is the last day of it.
    return t.gettext("paus till {day}").format(day=t.date(one.on))


def _meeting(one: DigestFinding, t: Texts) -> str:
    day = t.date(one.on) if one.on else ""
    if one.over:
        return _past_meeting(one, t).format(day=day)
    if one.state is FindingState.COMING:
        # NOTE: In a coach's digest: the person comes to the meeting. {day} is a date.
        return t.gettext("kommer {day}").format(day=day)
    if one.state is FindingState.PROPOSED:
        # NOTE: In a coach's digest: cannot come, and has written something. {day} is a date.
        return t.gettext("kan inte {day}, har skrivit något").format(day=day)
    # NOTE: In a coach's digest: the person cannot come to the meeting. {day} is a date.
    return t.gettext("kan inte {day}").format(day=day)


def _past_meeting(one: DigestFinding, t: Texts) -> str:
    """Word an answer about a meeting that has begun; who came is not known here."""
    if one.state is FindingState.COMING:
        # NOTE: In a coach's digest: had said yes to a meeting that has been. {day} is a date.
        return t.gettext("svarade ja till {day}")
    if one.state is FindingState.PROPOSED:
        # NOTE: In a coach's digest: could not come to a meeting that has been. {day} is a date.
        return t.gettext("kunde inte {day}, hade skrivit något")
    # NOTE: In a coach's digest: could not come to a meeting that has been. {day} is a date.
    return t.gettext("kunde inte {day}")
