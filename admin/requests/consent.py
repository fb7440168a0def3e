"""A request that its taker has made: what it says to whom, and what they can press."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.languages.catalog import Catalog
from dialogs.texts import clean, isolate
from storage.caseload.consent import is_only_administrator, may_consent
from storage.sight.tables import CoachRequest
from storage.tables.people import Staff

Buttons = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Wish:
    """What the line of such a request says to one reader; an empty ``text`` leaves it as it is."""

    text: str
    hint: str
    buttons: Buttons
    waits: bool
    """It waits for the reader."""


async def wish_of(
    session: AsyncSession,
    t: Catalog,
    request: CoachRequest,
    reader_id: int,
    now: dt.datetime,
    zone: ZoneInfo,
) -> Wish:
    """Say whose yes comes first: to the taker, the coach, or another administrator."""
    coach = await session.get_one(Staff, request.from_id)
    taker = await session.get_one(Staff, request.to_id)
    name, giver = isolate(clean(taker.name, 60)), isolate(clean(coach.name, 60))
    days = _days(t, request, zone)
    if reader_id == taker.id:
        is_alone = await is_only_administrator(session, taker, now)
        hint = taker_hint(t, giver, has_left=not coach.is_here, is_alone=is_alone)
        buttons = taker_buttons(t, is_alone=is_alone)
        return Wish(_taker_text(t, giver, days), hint, buttons, waits=False)
    text = own_wish_text(t, name, days) if reader_id == coach.id else ""
    if not await may_consent(session, request, await session.get_one(Staff, reader_id), now):
        return Wish(text, tied_hint(t, name), consent_buttons(t)[1:], waits=False)
    return Wish(text, wish_hint(t, name), consent_buttons(t), waits=True)


def _taker_text(t: Catalog, coach: str, days: tuple[str, str] | None) -> str:
    if days is None:
        # NOTE: To an administrator, who has asked to take over participants of {coach}'s.
        return t.gettext("Du vill ta över från {coach}").format(coach=coach)
    # NOTE: To an administrator, who has asked to stand in for {coach}. {first}, {last} are dates.
    text = t.gettext("Du vill vara vikarie för {coach}, {first} till {last}")
    return text.format(coach=coach, first=days[0], last=days[1])


def _days(t: Catalog, request: CoachRequest, zone: ZoneInfo) -> tuple[str, str] | None:
    last = request.last_day(zone)
    if last is None:
        return None
    first = (request.starts_at or request.asked_at).astimezone(zone).date()
    return t.date(first), t.date(last)


def own_wish_text(t: Catalog, name: str, days: tuple[str, str] | None) -> str:
    """Say to a coach what an administrator wants; without ``days`` (first, last) for good."""
    if days is None:
        # NOTE: To a coach. {name}, an administrator, wants to take over their participants.
        return t.gettext("{name} vill ta över dina deltagare").format(name=name)
    # NOTE: To a coach. {name}, an administrator, wants to stand in. {first}, {last} are dates.
    text = t.gettext("{name} vill vara din vikarie, {first} till {last}")
    return text.format(name=name, first=days[0], last=days[1])


def taker_hint(t: Catalog, coach: str, *, has_left: bool, is_alone: bool) -> str:
    """Say to the taker whose yes comes first."""
    if is_alone and has_left:
        # NOTE: To the only administrator, who wants to take over participants themselves.
        return t.gettext("Handledaren har slutat, och det finns ingen annan administratör.")
    if has_left:
        # NOTE: To an administrator, who wants to take over participants themselves.
        return t.gettext("En annan administratör säger ja först. Sedan säger du ja här.")
    # NOTE: To an administrator, who wants to take over participants of {coach}'s themselves.
    text = t.gettext("{coach} eller en annan administratör säger ja först. Sedan säger du ja här.")
    return text.format(coach=coach)


def wish_hint(t: Catalog, name: str) -> str:
    """Say to whoever may say yes that the taker has asked for it."""
    # NOTE: {name} is an administrator, who wants to see another coach's participants.
    text = t.gettext("{name} har själv bett om det. Inget händer förrän du har sagt ja.")
    return text.format(name=name)


def tied_hint(t: Catalog, name: str) -> str:
    """Say to whose yes does not count that another's is needed."""
    # NOTE: {name} is an administrator, who wants to see another coach's participants, and has made
    # the reader's one-time link in the last 30 days (or the reader has made theirs).
    text = t.gettext(
        "{name} har själv bett om det. Era konton har nyss fått länkar av varandra eller av samma "
        "administratör. Därför är det någon annan som behöver säga ja."
    )
    return text.format(name=name)


def consent_buttons(t: Catalog) -> Buttons:
    """Give what whoever may say yes can press."""
    return (
        # NOTE: A button: yes to what an administrator wants for themselves.
        ("consent", t.gettext("Ja, det går bra")),
        # NOTE: A button: no to what a colleague asks.
        ("close", t.gettext("Nej, tyvärr")),
    )


def taker_buttons(t: Catalog, *, is_alone: bool) -> Buttons:
    """Give what the taker can press before anybody has said yes."""
    # NOTE: A button: what a colleague was asked is not asked any more.
    back = (("close", t.gettext("Ta tillbaka frågan")),)
    # NOTE: A button of the only administrator: to take over without anybody else's yes.
    return (*((("alone", t.gettext("Ta över ändå")),) if is_alone else ()), *back)
