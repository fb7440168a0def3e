"""Tries are counted before they are made, by name and by where they come from."""

import asyncio
import datetime as dt

from sqlalchemy import func, select

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from storage.database.encryption import vault
from storage.people.audit import Audit, log_action
from storage.staff.login_attempts import (
    DAY,
    MONTH,
    PASSWORDS,
    PINS,
    QUARTER,
    Limit,
    Limits,
    Source,
    count_try,
    forget_tries,
)
from storage.tables.people import AuditEntry
from storage.tables.staff_access import LoginTry
from tests.conftest import START, StandingClock

KARIN = "karin@example.org"


def name(text: str = KARIN) -> str:
    return vault().digest("staff", text)


def network(number: int) -> Source:
    return Source(vault().digest("source of a try", f"network {number}"))


def device(number: int) -> Source:
    return Source(vault().digest("source of a try", f"device {number}"), is_known=True)


async def tried(
    app: AppContext,
    limits: Limits,
    source: Source,
    now: dt.datetime = START,
    whose: str = KARIN,
) -> Limit | None:
    async with app.database.writing() as session:
        return await count_try(session, limits, name(whose), source, now)


async def test_many_tries_at_once_are_counted_one_by_one(either: AppContext) -> None:
    many = await asyncio.gather(*(tried(either, PASSWORDS, network(1)) for _ in range(12)))
    assert many.count(None) == 5


async def test_many_names_from_one_network_are_counted_one_by_one(either: AppContext) -> None:
    names = (f"name{number}" for number in range(40))
    many = await asyncio.gather(*(tried(either, PASSWORDS, network(1), whose=one) for one in names))
    assert many.count(None) == 30
    assert await tried(either, PASSWORDS, network(2), whose="name1") is None


async def test_wrong_guesses_from_elsewhere_lock_nobody_out(app: AppContext) -> None:
    for _ in range(20):
        await tried(app, PASSWORDS, network(1))
    assert await tried(app, PASSWORDS, network(1)) == Limit(5, QUARTER)
    assert await tried(app, PASSWORDS, network(2)) is None
    for number in range(200):  # a botnet
        await tried(app, PASSWORDS, network(number))
    assert await tried(app, PASSWORDS, network(1000)) == Limit(100, DAY)
    assert await tried(app, PASSWORDS, device(1)) is None


async def test_a_known_device_is_slowed_down_by_its_own_tries(app: AppContext) -> None:
    for _ in range(5):
        assert await tried(app, PASSWORDS, device(1)) is None
    assert await tried(app, PASSWORDS, device(1)) == Limit(5, QUARTER)
    assert await tried(app, PASSWORDS, device(2)) is None


async def test_a_pin_cannot_be_tried_out(app: AppContext) -> None:
    """From one place and from many, in a day and in a month: few of 10,000."""
    tries = {"here": [0, 0], "everywhere": [0, 0]}
    for day in range(30):
        for quarter in range(0, 96, 4):
            now = START + day * DAY + quarter * QUARTER
            for whose, sources in (
                ("here", [network(0)] * 2),
                ("everywhere", [network(100 * day + quarter + n) for n in range(3)]),
            ):
                for source in sources:
                    if await tried(app, PINS, source, now, whose) is None:
                        tries[whose][0] += day == 0
                        tries[whose][1] += 1
    assert tries == {"here": [10, 20], "everywhere": [20, 60]}


async def test_coming_in_forgets_the_tries_from_there_only(app: AppContext) -> None:
    for source in (network(1), network(2)):
        for _ in range(5):
            assert await tried(app, PASSWORDS, source) is None
    async with app.database.writing() as session:
        await forget_tries(session, name(), network(1))
    assert await tried(app, PASSWORDS, network(1)) is None
    assert await tried(app, PASSWORDS, network(2)) == Limit(5, QUARTER)


async def test_no_try_is_kept_for_ever(app: AppContext, clock: StandingClock) -> None:
    await tried(app, PASSWORDS, network(1))
    await tried(app, PINS, network(1))
    async with app.database.writing() as session:
        await log_action(session, Audit.SIGNED_IN, clock(), allowed=False)
        await log_action(session, Audit.SIGNED_IN, clock(), staff_id=1)
    left = []
    for passed in (DAY, MONTH - DAY, 3 * MONTH):
        clock.now += passed
        await tried(app, PASSWORDS, network(2), clock() - 2 * DAY)  # so that there is something
        await Reminding(app).sweep()
        async with app.database.reading() as session:
            tries = await session.scalar(select(func.count()).select_from(LoginTry))
            logged = await session.scalar(select(func.count()).select_from(AuditEntry))
        left.append((tries, logged))
    assert left == [(1, 2), (0, 2), (0, 1)]
