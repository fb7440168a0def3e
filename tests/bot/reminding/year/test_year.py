"""A year with two hundred people: what goes out is what an independent walk says ought to."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from bot.app_context import AppContext
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Account
from tests.bot.reminding.year.reference import Walker, year_of
from tests.bot.reminding.year.run import open_year
from tests.bot.reminding.year.script import people
from tests.conftest import StandingClock

WENT = ("sent", "answered", "uncertain", "undeliverable")


async def test_a_year_goes_as_it_ought_to(app: AppContext, clock: StandingClock) -> None:
    everybody = people()
    async with open_year(app, clock, everybody) as year:
        await year.passes()
    walked = year_of(everybody, year.kills)
    ought = [(one.chat, one.hour, one.about) for who in walked for one in who.log if one.received]
    assert differences(year.log, ought) == [], "what Telegram received"
    assert len(ought) > 1200, "there is much to compare"
    await fates_agree(app, walked)
    assert await outcomes(app) == {f"{who.chat} {o}": s for who in walked for o, s in states(who)}
    assert len(year.kills) == 3
    for came in year.kills.values():
        assert {"sent", "in hand", "in hand and received"} <= set(came.values())


def differences(found: Sequence[object], ought: Sequence[object]) -> list[tuple[object, int]]:
    """List what is there too often (+) or not often enough (-)."""
    more, fewer = Counter(found) - Counter(ought), Counter(ought) - Counter(found)
    both = [*more.items(), *((one, -count) for one, count in fewer.items())]
    return sorted(both, key=str)


async def fates_agree(app: AppContext, walked: list[Walker]) -> None:
    """The table says of every message what became of it."""
    statement = (
        select(Account.address, Reminder, Occasion)
        .join(Reminder, Reminder.participant_id == Account.participant_id)
        .join(Occasion, Occasion.id == Reminder.subject)
        .where(Reminder.kind.in_(("rating", "unfinished")), Reminder.status.in_(WENT))
    )
    async with app.database.reading() as session:
        rows = [
            (f"{chat} {row.claimed_at} {row.kind} {of.kind} {of.number}", row.status)
            for chat, row, of in await session.execute(statement)
        ]
    log = [one for who in walked for one in who.log]
    ought = {f"{one.chat} {one.hour} {one.about} {one.occasion}": one.fate for one in log}
    assert differences([row for row, _ in rows], list(ought)) == [], "what the table says went out"
    for row, status in rows:
        # An answer shows that a message has come, whatever was thought of it before.
        assert status == ought[row] or (status == "answered" and ought[row] != "undeliverable")


async def outcomes(app: AppContext) -> dict[str, tuple[str, str | None]]:
    """Give what became of every occasion that has fallen due or was begun."""
    statement = select(Account.address, Occasion).join(
        Occasion, Occasion.participant_id == Account.participant_id
    )
    waiting = {"due": "waiting", "reminded": "waiting"}
    async with app.database.reading() as session:
        return {
            f"{chat} {of.kind} {of.number}": (waiting.get(of.status, of.status), of.reason)
            for chat, of in await session.execute(statement)
            if of.status != "planned"
        }


def states(who: Walker) -> list[tuple[str, tuple[str, str | None]]]:
    return [(one.name, (one.state, one.reason)) for one in who.occasions if one.state != "coming"]
