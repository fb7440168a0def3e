"""Requests between coaches as lines: what is asked, about whom, and what can be done now."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from admin.requests.consent import wish_of
from admin.requests.moving import moving_of
from bot.languages.catalog import Catalog
from dialogs.people.requests import RequestKind
from dialogs.texts import clean, isolate
from storage.caseload.requests import (
    hidden_from_substitute,
    requested_participants,
    requests_of,
)
from storage.sight.tables import CoachRequest
from storage.tables.people import Staff


@dataclass(frozen=True)
class RequestLine:
    """One request. ``buttons`` has (what to post, words), the first one to be pressed first."""

    id: int
    text: str
    about: str
    hint: str
    waits: bool
    """It waits for the reader."""
    buttons: tuple[tuple[str, str], ...]


async def request_lines(
    session: AsyncSession, t: Catalog, reader_id: int, now: dt.datetime, zone: ZoneInfo
) -> Sequence[RequestLine]:
    """List what is open between a coach and others: what waits for them first."""
    requests = await requests_of(session, reader_id, now)
    lines = [await _line(session, t, one, reader_id, now, zone) for one in requests]
    return sorted(lines, key=lambda one: not one.waits)


async def neutral_lines(
    session: AsyncSession,
    t: Catalog,
    staff_id: int,
    now: dt.datetime,
    zone: ZoneInfo,
    *,
    reader_id: int,
) -> Sequence[RequestLine]:
    """List what is open between a coach and others, to somebody else: an administrator."""
    lines = []
    for request in await requests_of(session, staff_id, now):
        coach = await session.get_one(Staff, request.from_id)
        other = await session.get_one(Staff, request.to_id)
        about = await requested_participants(session, request)
        accepted = request.accepted_at is not None
        last = request.last_day(zone)
        if last is None and accepted:
            # NOTE: {name} takes over participants of {coach}'s.
            text = t.gettext("{name} tar över från {coach}")
        elif last is None:
            # NOTE: {name} has been asked to take over participants of {coach}'s.
            text = t.gettext("{name} har fått frågan om att ta över från {coach}")
        elif accepted:
            # NOTE: {name} stands in for {coach}; {last} is the last day of it.
            text = t.gettext("{name} är vikarie för {coach} till och med {last}")
        else:
            # NOTE: {name} has been asked to stand in for {coach}; {last} is the last day of it.
            text = t.gettext("{name} har fått frågan om att vikariera för {coach} till {last}")
        names = {"name": isolate(clean(other.name, 60)), "coach": isolate(clean(coach.name, 60))}
        line = RequestLine(
            id=request.id,
            text=text.format(**names, last=t.date(last) if last else ""),
            about=_about(t, request, [one.pseudonym for one in about]),
            hint="" if accepted else t.gettext("Inget ändras förrän svaret är ja."),
            waits=False,
            buttons=_buttons(t, request, receives=False),
        )
        if request.needs_consent:
            wish = await wish_of(session, t, request, reader_id, now, zone)
            line = replace(line, **{**vars(wish), "text": wish.text or line.text})
        lines.append(await _as_it_moves(session, t, line, request, names["name"], reads_only=True))
    return lines


async def _line(
    session: AsyncSession,
    t: Catalog,
    request: CoachRequest,
    reader_id: int,
    now: dt.datetime,
    zone: ZoneInfo,
) -> RequestLine:
    receives, accepted = request.to_id == reader_id, request.accepted_at is not None
    other = await session.get_one(Staff, request.from_id if receives else request.to_id)
    about = await requested_participants(session, request)
    hidden: Sequence[str] = ()
    if request.kind is RequestKind.SUBSTITUTE and not receives:
        hidden = await hidden_from_substitute(session, request)
    waits = receives and (not accepted or request.kind is RequestKind.HAND_OVER)
    name = isolate(clean(other.name, 60))
    line = RequestLine(
        id=request.id,
        text=_text(t, request, name, zone, receives=receives),
        about=_about(t, request, [one.pseudonym for one in about]),
        hint=_hint(t, request, hidden, receives=receives),
        waits=waits,
        buttons=_buttons(t, request, receives=receives),
    )
    if request.needs_consent:
        return replace(line, **vars(await wish_of(session, t, request, reader_id, now, zone)))
    return await _as_it_moves(session, t, line, request, name)


async def _as_it_moves(
    session: AsyncSession,
    t: Catalog,
    line: RequestLine,
    request: CoachRequest,
    name: str,
    *,
    reads_only: bool = False,
) -> RequestLine:
    """Say of a hand-over that has stopped half-way how far it has come."""
    moving = await moving_of(session, request)
    if moving is None:
        return line
    return replace(
        line,
        about=moving.about(t),
        hint=moving.hint(t, name),
        buttons=moving.buttons(t, may_go_on=not reads_only),
    )


def _text(t: Catalog, request: CoachRequest, name: str, zone: ZoneInfo, *, receives: bool) -> str:
    accepted = request.accepted_at is not None
    if request.kind is RequestKind.HAND_OVER:
        if accepted and receives:
            # NOTE: To a coach. {name} is a colleague, whose participants they take over.
            return t.gettext("Du tar över från {name}").format(name=name)
        if accepted:
            # NOTE: To a coach. {name} is a colleague, who takes over their participants.
            return t.gettext("{name} tar över från dig").format(name=name)
        if receives:
            # NOTE: To a coach. {name} is a colleague, who wants to give them participants for good.
            return t.gettext("{name} vill lämna över till dig").format(name=name)
        # NOTE: To a coach: {name}, a colleague, has been asked to take over their participants.
        return t.gettext("Du har frågat om {name} kan ta över").format(name=name)
    last = request.last_day(zone)
    begins = (request.starts_at or request.asked_at).astimezone(zone).date()
    days = {"first": t.date(begins), "last": t.date(last) if last else "", "name": name}
    if receives and accepted:
        # NOTE: To a coach who stands in for {name}, a colleague. {first} and {last} are dates.
        return t.gettext("Du är vikarie för {name}, {first} till {last}").format(**days)
    if receives:
        # NOTE: To a coach. {name} is a colleague. {first} and {last} are dates.
        return t.gettext("{name} vill ha dig som vikarie, {first} till {last}").format(**days)
    if accepted:
        # NOTE: To a coach for whom {name}, a colleague, stands in. {first} and {last} are dates.
        return t.gettext("{name} är din vikarie, {first} till {last}").format(**days)
    # NOTE: To a coach: {name}, a colleague, has been asked to stand in. {first}, {last} are dates.
    return t.gettext("Du har frågat {name} om att vara vikarie, {first} till {last}").format(**days)


def _about(t: Catalog, request: CoachRequest, pseudonyms: Sequence[str]) -> str:
    people = t.listed([isolate(one) for one in pseudonyms])
    if request.everybody:
        # NOTE: Whom a request between coaches is about. {count} participants.
        text = t.ngettext("Alla: {count} deltagare", "Alla: {count} deltagare", len(pseudonyms))
        return text.format(count=t.number(len(pseudonyms)))
    return people


def _hint(t: Catalog, request: CoachRequest, hidden: Sequence[str], *, receives: bool) -> str:
    if hidden:
        # NOTE: To a coach. {people} are pseudonyms: the substitute does not see them.
        text = t.gettext(
            "Vikarien ser inte {people}: de har inte sagt ja till det än. Boten frågar dem."
        )
        return text.format(people=t.listed([isolate(one) for one in hidden]))
    if request.accepted_at is not None:
        return ""
    if request.kind is RequestKind.HAND_OVER and receives:
        return t.gettext("Säger du ja blir du deras handledare direkt, och de får veta det.")
    if receives:
        return t.gettext("Säger du ja ser du deras sidor de dagarna, och de får veta det.")
    return t.gettext("Inget ändras förrän svaret är ja.")


def _buttons(t: Catalog, request: CoachRequest, *, receives: bool) -> tuple[tuple[str, str], ...]:
    accepted = request.accepted_at is not None
    if accepted:
        # NOTE: A button: a substitute's time ends now.
        return (("close", t.gettext("Avsluta nu")),)
    if receives:
        return (
            # NOTE: A button: yes to what a colleague asks.
            ("accept", t.gettext("Ja, det gör jag")),
            # NOTE: A button: no to what a colleague asks.
            ("close", t.gettext("Nej, tyvärr")),
        )
    # NOTE: A button: what a colleague was asked is not asked any more.
    return (("close", t.gettext("Ta tillbaka frågan")),)
