"""In turn: whoever has sent many recordings is not in everybody's way."""

import asyncio

import pytest

from bot.clips.aside import do_aside
from bot.clips.in_turn import in_turn

BO, KIM = 1, 2


async def test_nobody_waits_behind_more_than_one_of_anybodys() -> None:
    done: list[tuple[int, int]] = []

    async def convert(person: int, number: int) -> None:
        async with in_turn(person):
            await do_aside(done.append, (person, number))

    sent = [*((BO, number) for number in range(10)), (KIM, 0)]
    await asyncio.gather(*(convert(*one) for one in sent))
    assert done.index((KIM, 0)) == 1
    assert [one for one in done if one[0] == BO] == sent[:10], "in the order they came"


async def test_what_fails_holds_up_nothing() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            async with in_turn(BO):
                raise ValueError("broken")
