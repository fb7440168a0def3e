"""Routes that are read when somebody first asks for one of them: no start waits for them."""

from collections.abc import Callable, Sequence
from functools import cached_property

from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

_FOUND = "later route"


class LaterRoutes(BaseRoute):
    """Stands for all routes below an address, as if each of them stood in its place."""

    def __init__(self, address: str, read: Callable[[], Sequence[BaseRoute]]) -> None:
        self._address = address
        self._read = read

    @cached_property
    def _routes(self) -> Sequence[BaseRoute]:
        return self._read()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Find the first that fits, or else the first that fits but for its method."""
        path = scope.get("path", "")
        partial: tuple[Match, Scope] = (Match.NONE, {})
        if path != self._address and not path.startswith(f"{self._address}/"):
            return partial
        for route in self._routes:
            match, child = route.matches(scope)
            if match is Match.FULL:
                return match, {**child, _FOUND: route}
            if match is Match.PARTIAL and partial[0] is Match.NONE:
                partial = match, {**child, _FOUND: route}
        return partial

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the one that was found."""
        await scope[_FOUND].handle(scope, receive, send)
