"""The exit: its rating takes the place of others, and it can be moved or taken back."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest

from bot.parts import Parts
from storage.replanning import set_exit
from tests.conftest import START
from tests.storage.bo import DAY, THREE, Bo, at, bo_in


@pytest.fixture
async def bo(either: Parts) -> AsyncIterator[Bo]:
    async with bo_in(either) as bo:
        yield bo


async def test_exit_on_the_due_day_takes_the_place_of_what_is_planned(bo: Bo) -> None:
    await set_exit(bo.session, bo.person, THREE, "work", START, bo.when)
    assert await bo.stand() == {("enrolment", 0): "done", ("exit", 0): "planned"}
    (only,) = await bo.planned()
    assert only.due_at == at(THREE)


async def test_exit_on_the_due_day_speaks_for_what_is_due_already(bo: Bo) -> None:
    now = at(THREE, 10)
    three = await bo.due("three-month", 3, now)
    await set_exit(bo.session, bo.person, THREE, "work", now, bo.when)
    assert await bo.stand() == {
        ("enrolment", 0): "done",
        ("three-month", 3): "due",
        ("exit", 0): "planned",
    }
    (only,) = await bo.planned()  # one message, not one for each
    assert only.subject == (await bo.one("exit")).id
    await bo.rates(now)
    assert (three.status, (await bo.one("exit")).status) == ("done", "done")
    assert not await bo.planned()


async def test_an_exit_can_be_moved_and_taken_back(bo: Bo) -> None:
    await set_exit(bo.session, bo.person, THREE + 40 * DAY, "studies", START, bo.when)
    assert set(await bo.stand()) == {("enrolment", 0), ("three-month", 3), ("exit", 0)}
    await set_exit(bo.session, bo.person, THREE + 3 * DAY, "studies", START, bo.when)
    assert set(await bo.stand()) == {("enrolment", 0), ("exit", 0)}
    assert [row.due_at for row in await bo.planned()] == [at(THREE + 3 * DAY)]
    first = (await bo.one("exit")).id
    await set_exit(bo.session, bo.person, None, None, START, bo.when)
    assert await bo.stand() == {("enrolment", 0): "done", ("three-month", 3): "planned"}
    assert (bo.person.exit_on, bo.person.exit_reason) == (None, None)
    assert [row.due_at for row in await bo.planned()] == [at(THREE)]
    # What a button of the exit's reminder names is never another occasion.
    assert (await bo.one("three-month", 3)).id > first


async def test_what_closed_while_an_exit_stood_is_not_missed_afterwards(bo: Bo) -> None:
    await set_exit(bo.session, bo.person, THREE, "work", START, bo.when)
    later = at(dt.date(2027, 5, 24))
    await bo.rates(at(THREE))
    await set_exit(bo.session, bo.person, None, None, later, bo.when)
    found = await bo.stand()
    assert ("three-month", 3) not in found
    assert found["six-month", 6] == "planned"


async def test_the_exit_of_somebody_who_is_not_to_be_asked_ends_what_is_open(bo: Bo) -> None:
    now = at(THREE, 10)
    await bo.due("three-month", 3, now)
    await set_exit(bo.session, bo.person, THREE, "deceased", now, bo.when, rate=False)
    three = await bo.one("three-month", 3)
    assert (three.status, three.reason) == ("missed", "ended")
    assert await bo.stand() == {("enrolment", 0): "done", ("three-month", 3): "missed"}
    assert not await bo.planned()


async def test_a_future_exit_without_a_last_rating_leaves_what_is_due(bo: Bo) -> None:
    now = at(THREE, 10)
    await bo.due("three-month", 3, now)
    await set_exit(bo.session, bo.person, THREE + 60 * DAY, None, now, bo.when, rate=False)
    assert await bo.stand() == {("enrolment", 0): "done", ("three-month", 3): "due"}
