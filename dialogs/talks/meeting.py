"""The meeting dialog: when and where, and whether the person comes."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dialogs.agenda.answers import MeetingAnswer
from dialogs.engine.ask import Ask, Kind, Option, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import MeetingAnswered
from dialogs.engine.replay import Play
from dialogs.engine.reply import Offer, Say
from dialogs.engine.scene import Scene
from dialogs.labels.answers import own_answer_label
from dialogs.texts import Texts, isolate
from dialogs.words.spoken import has_recording

LONGEST_PROPOSAL = 500


def meeting(scene: Scene, conversation: Conversation) -> Play:
    """Tell of a meeting and ask whether the person comes.

    Facts: ``meeting``, its id; ``revision``; ``phase`` (booked, changed or reminder); ``until``,
    the start (ISO, UTC), after which nobody asks; and those of ``meeting_text``. Answers carry
    the revision: what was said to an older one is no answer.
    """
    facts, t = conversation.facts, scene.texts
    number, revision = facts["meeting"], facts["revision"]
    said = yield Ask(
        id=coming_ask_id(revision),
        # NOTE: The question below when and where a meeting is.
        text="\n".join((meeting_text(t, facts), t.gettext("Kommer du?"))),
        options=tuple(Option(one, own_answer_label(t, one)) for one in MeetingAnswer),
    )
    coming = said.key == MeetingAnswer.COMING
    yield MeetingAnswered(f"coming#{revision}", number, revision, coming)
    if coming:
        # NOTE: Said when somebody comes to a meeting.
        yield _answered(
            t,
            facts,
            MeetingAnswer.COMING,
            t.gettext("Tack för att du säger till. Din handledare ser att du kommer."),
        )
        return None
    said = yield Ask(
        id=f"proposal#{revision}",
        # NOTE: Asked when somebody cannot come to a meeting: they may say why, or anything else.
        text=t.gettext(
            "Vill du säga något till din handledare, till exempel en tid som passar bättre? "
            "Skriv med egna ord."
        ),
        kind=Kind.TEXT,
        # NOTE: A button for somebody who cannot come to a meeting and need not say more. Short.
        options=(Option("leave", t.gettext("Nej, det räcker så")),),
        ways=(Way.BACK,),
        longest=LONGEST_PROPOSAL,
    )
    if said.words:
        yield MeetingAnswered(f"proposal#{revision}", number, revision, False, said.words)
        thanks = _thanks(t, said.words)
        # NOTE: Below it: which answer stands. A button for the other one follows.
        stands = t.gettext("Du har svarat att du inte kan komma.")
        yield _answered(t, facts, MeetingAnswer.CANNOT, "\n".join((thanks, stands)))
        return None
    # NOTE: Said when somebody cannot come to a meeting and writes nothing more. No blame.
    text = t.gettext("Det är helt okej. Din handledare ser att du inte kan.")
    yield _answered(t, facts, MeetingAnswer.CANNOT, text)
    return None


def _thanks(t: Texts, words: str) -> str:
    if has_recording(words):
        # NOTE: Said when somebody who cannot come to a meeting has recorded something about it.
        return t.gettext(
            "Tack. Din handledare kan lyssna på det du sa. Ring eller hör av dig på annat sätt "
            "om det är bråttom."
        )
    # NOTE: Said when somebody who cannot come to a meeting has written something about it.
    return t.gettext(
        "Tack. Din handledare ser vad du har skrivit. Ring eller hör av dig på annat sätt "
        "om det är bråttom."
    )


def coming_ask_id(revision: int) -> str:
    """Name the question whether somebody comes to a meeting as it is in a revision."""
    return f"coming#{revision}"


def meeting_offer_id(meeting: int, revision: int, answer: MeetingAnswer) -> str:
    """Name the button that answers about a meeting, whatever has been said of it before."""
    return f"meeting {meeting} {revision} {answer}"


def meeting_offers(
    t: Texts, facts: Mapping[str, Any], stands: MeetingAnswer | None
) -> tuple[Offer, ...]:
    """Give the buttons that stand on every mention of a meeting that is still to come.

    Where an answer ``stands``, only the other one is offered: the line above says which.
    """
    of = facts["meeting"], facts["revision"]
    return tuple(
        Offer(own_answer_label(t, one), meeting_offer_id(*of, one))
        for one in MeetingAnswer
        if one is not stands
    )


def _answered(t: Texts, facts: Mapping[str, Any], stands: MeetingAnswer, text: str) -> Say:
    """Say what an answer led to; the next day another one may be true."""
    return Say(text, offers=meeting_offers(t, facts, stands))


def meeting_text(t: Texts, facts: Mapping[str, Any]) -> str:
    """Say when and where a meeting is; the phase decides the first words.

    Facts: ``when``, the local start (ISO, without a zone); ``zone``, named where the person is not
    at home, else empty; ``minutes``; ``place`` and ``line`` in the coach's words, the line may be
    empty.
    """
    return _with_details(t, facts, _first(t, facts["phase"]))


def reminder_lines(t: Texts, facts: Mapping[str, Any]) -> tuple[Say, ...]:
    """Remind somebody who has said that they come: no question, and the other answer below."""
    first = _with_details(t, facts, _first(t, "reminder"))
    # NOTE: Below a reminder of a meeting that the person has said they come to; the button
    # "I cannot" stands below it. No blame.
    change = t.gettext("Du har sagt att du kommer. Är det ändrat? Det är helt okej, tryck bara.")
    return Say(first), Say(change, offers=meeting_offers(t, facts, MeetingAnswer.COMING))


def cancelled_line(t: Texts, facts: Mapping[str, Any]) -> Say:
    """Say that a meeting is off; ``when`` is its start as in ``meeting_text``."""
    # NOTE: A meeting has been called off. {day} is a day, {time} a time of day.
    text = t.gettext(
        "Mötet med din handledare {day} klockan {time} blir inte av. Du behöver inte göra något."
    )
    return Say(_with_time(t, text, facts))


def next_meeting_line(t: Texts, facts: Mapping[str, Any], answer: MeetingAnswer | None) -> Say:
    """Say when and where a meeting is, and what the person has said, to whoever comes to look.

    One that somebody has refused is not their next meeting.
    """
    if answer is MeetingAnswer.CANNOT:
        # NOTE: Shown to somebody who comes to look. {day} is a day, {time} a time of day.
        first = t.gettext("Du har sagt att du inte kan komma på mötet {day} klockan {time}.")
    else:
        # NOTE: Shown to somebody who comes to look. {day} is a day, {time} a time of day.
        first = t.gettext("Ditt nästa möte: {day} klockan {time}.")
    text = _with_details(t, facts, first, brief=True)
    if answer is MeetingAnswer.COMING:
        # NOTE: Below when and where the next meeting is.
        text = "\n".join((text, t.gettext("Du har sagt att du kommer.")))
    return Say(text, offers=meeting_offers(t, facts, answer))


def _first(t: Texts, phase: str) -> str:
    match phase:
        case "booked":
            # NOTE: First line about a new meeting. {day} is for instance "tisdag 24 november".
            return t.gettext("Din handledare har bokat ett möte med dig {day} klockan {time}.")
        case "changed":
            # NOTE: First line about a meeting that the coach has changed.
            return t.gettext("Din handledare har ändrat ert möte. Nu är det {day} klockan {time}.")
        case _:
            # NOTE: First line of a reminder of a meeting.
            return t.gettext("Snart har du ett möte med din handledare: {day} klockan {time}.")


def _with_details(t: Texts, facts: Mapping[str, Any], first: str, *, brief: bool = False) -> str:
    lines = [_with_time(t, first, facts), place_line(t, facts["place"])]
    if not brief:
        # NOTE: How long a meeting takes.
        length = t.ngettext(
            "Det tar runt {count} minut.", "Det tar runt {count} minuter.", facts["minutes"]
        )
        lines.append(length.format(count=t.number(facts["minutes"])))
        if facts["line"]:
            lines.append(coach_line(facts["line"]))
    return "\n".join(lines)


def place_line(t: Texts, place: str) -> str:
    """Say where a meeting is."""
    # NOTE: {place} is a place, or how it is done by phone or video, in the coach's words.
    return t.gettext("Var: {place}").format(place=isolate(place))


def coach_line(line: str) -> str:
    """Give the coach's own line about a meeting as it is shown."""
    return isolate(line)


def _with_time(t: Texts, text: str, facts: Mapping[str, Any]) -> str:
    at = dt.datetime.fromisoformat(facts["when"])
    time = t.clock(at.time())
    if facts.get("zone"):
        # NOTE: A time of day, and the city whose clocks show it: "10:00 (Bangkok)".
        time = t.gettext("{time} ({city})").format(time=time, city=t.city(facts["zone"]))
    return text.format(day=t.weekday(at.date()), time=time)
