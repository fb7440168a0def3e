"""One answered question, from the update to the next question: at 30 a second, and flat out."""

import shutil
import time

from tests.bench.bots import Contestant, floor, ours
from tests.bench.crowd import Crowd
from tests.bench.figures import Figures, say, spread
from tests.bench.running import Running
from tests.fake_botapi import FakeBotApi

AT_ONCE = 32
PER_SECOND = 30
ROUNDS = 5
"""Answers of each person that bring a next question; the sixth brings the star."""
CAP = 30
"""Messages a second that Telegram allows a bot."""


async def answering(people: int) -> Figures:
    """Measure our service and the floor; ``people`` go through a whole conversation with ours."""
    async with FakeBotApi.running() as api:
        us = await _measured(await ours(api, people), api, people)
    floors = {}
    for calls in (2, 3):
        async with FakeBotApi.running() as api:
            few = max(people // 2, 48)
            floors[f"floor_{calls}_calls"] = await _measured(floor(api, few, calls), api, few)
    rate = us["closed_loop"]["updates_per_s"]
    shares = {
        f"share_of_{name}": round(rate / of["closed_loop"]["updates_per_s"], 2)
        for name, of in floors.items()
    }
    # Steadier than the above on a machine that does other things at the same time.
    cpu_shares = {
        f"cpu_share_of_{name}": round(of["cpu_ms_per_question"] / us["cpu_ms_per_question"], 2)
        for name, of in floors.items()
    }
    return {"ours": us, **floors, **shares, **cpu_shares}


async def _measured(who: Contestant, api: FakeBotApi, people: int) -> Figures:
    crowd = Crowd(api, [chat_id for chat_id, _ in who.codes])
    try:
        with who.running() as process:
            try:
                figures = await _phases(who, crowd, process, people)
            except (TimeoutError, ExceptionGroup):
                process.check()  # says why it has died, if that is what happened
                raise
        stored = who.stored()
    finally:
        shutil.rmtree(who.folder)
    lost = {"answered": crowd.presses, "stored": stored, "lost": crowd.presses - stored}
    return {**figures, **lost, "violations": api.violations[:5]}


async def _phases(who: Contestant, crowd: Crowd, process: Running, people: int) -> Figures:
    ids = [chat_id for chat_id, _ in who.codes]
    in_turn = ids[: max(people // 10, 24)]
    at_once = ids[len(in_turn) :]
    say(f"{who.arguments[0]}: {people} people open their invitations")
    await crowd.starts(*who.codes[0])
    started = time.perf_counter() - process.began
    for _ in range(who.steps):
        await crowd.answers(who.codes[0][0])
    await crowd.onboard(who.codes[1:], AT_ONCE, who.steps)
    crowd.measured()
    say(f"{who.arguments[0]}: {PER_SECOND} answers a second")
    await crowd.open_loop(in_turn, ROUNDS, PER_SECOND)
    open_loop = crowd.measured()
    say(f"{who.arguments[0]}: {AT_ONCE} people at once")
    presses, cpu = crowd.presses, process.cpu()
    seconds = await crowd.closed_loop(at_once, ROUNDS, AT_ONCE)
    presses, cpu = crowd.presses - presses, process.cpu() - cpu
    figures: Figures = {
        "start_to_first_answer_s": round(started, 2),
        "open_loop": {"updates_per_s": PER_SECOND, **spread(open_loop)},
        "closed_loop": {
            "participants": AT_ONCE,
            "updates_per_s": round(presses / seconds, 1),
            **spread(crowd.measured()),
        },
        "cpu_ms_per_question": round(cpu / presses * 1000, 2),
        "cores_for_60_messages_per_s": round(cpu / presses * 2 * CAP, 2),
    }
    if who.steps:
        say(f"{who.arguments[0]}: the sixth answer and the star")
        stars = await crowd.finish(ids, AT_ONCE)
        figures["sixth_answer_with_star"] = {"participants": AT_ONCE, **spread(stars)}
    process.check()
    return {**figures, "memory_mb": process.memory_mb(), "conversations": people}
