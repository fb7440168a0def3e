"""Clients for a fake Bot API that runs as its own process.

``api.do("says", chat_id=7, text="hej")`` is `FakeBotApi.says`; see `control` for all operations.
"""

from typing import Any, Self

import httpx

_PATIENCE = httpx.Timeout(70.0)  # wait_for may take its time


class RemoteError(AssertionError):
    """The server refused an operation, or an expectation did not come true."""


def _result(response: httpx.Response) -> Any:
    answer = response.json()
    if "error" in answer:
        raise RemoteError(answer["error"])
    return answer["result"]


class RemoteBotApi:
    """Controls the server at `root` ("http://127.0.0.1:PORT")."""

    def __init__(self, root: str) -> None:
        self.url = f"{root}/bot"
        self._http = httpx.Client(base_url=f"{root}/control/", timeout=_PATIENCE, trust_env=False)

    def do(self, operation: str, **arguments: object) -> Any:
        return _result(self._http.post(operation, json=arguments))

    def batch(self, operations: list[tuple[str, dict[str, object]]]) -> Any:
        """Many operations in one request."""
        return self.do("batch", operations=operations)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()


class AsyncRemoteBotApi:
    """The same for asynchronous code."""

    def __init__(self, root: str) -> None:
        self.url = f"{root}/bot"
        self._http = httpx.AsyncClient(
            base_url=f"{root}/control/", timeout=_PATIENCE, trust_env=False
        )

    async def do(self, operation: str, **arguments: object) -> Any:
        return _result(await self._http.post(operation, json=arguments))

    async def batch(self, operations: list[tuple[str, dict[str, object]]]) -> Any:
        """Many operations in one request."""
        return await self.do("batch", operations=operations)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()
