"""getUpdates."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.fake_botapi.errors import BotApiError, ClientGoneError, Json, refusal
from tests.fake_botapi.world import Request, World

_LONGEST = 50
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


def _conflict() -> BotApiError:
    return refusal(_CONFLICT, code=409)


async def get_updates(
    world: World, request: Request, gone: Callable[[], Awaitable[None]]
) -> list[Json]:
    """Confirm, then answer at once or wait; a newer poll ends an older one with 409."""
    params, queue = request.params, world.queue
    if world.webhook:
        raise refusal(_WEBHOOK, 409)
    limit = params.get("limit", 100)
    if not 1 <= limit <= 100:
        request.note(f"limit {limit} is not within 1-100")
        limit = max(1, min(limit, 100))
    if "allowed_updates" in params:
        # Empty means the default; left out means the same as last time.
        queue.allowed = frozenset(params["allowed_updates"]) or None
    queue.wake("conflict")
    queue.confirm(params.get("offset", 0))
    world.touch()
    seconds = min(params.get("timeout", 0), _LONGEST)
    if not queue.waiting and seconds > 0:
        await _wait(world, seconds, gone)
    return queue.take(limit)


async def _wait(world: World, seconds: float, gone: Callable[[], Awaitable[None]]) -> None:
    queue = world.queue
    poll: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    queue.poll = poll

    async def hang_up() -> None:
        await gone()
        if not poll.done():
            poll.set_result("gone")

    watcher = asyncio.ensure_future(hang_up())
    try:
        async with asyncio.timeout(seconds):
            reason = await poll
    except TimeoutError:
        return
    finally:
        watcher.cancel()
        if queue.poll is poll:
            queue.poll = None
    if reason == "conflict":
        raise _conflict()
    if reason == "gone":
        raise ClientGoneError
