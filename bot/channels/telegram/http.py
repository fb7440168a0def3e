"""Calls to the Bot API through python-telegram-bot, without objects around what comes back.

Building its objects from every answer, and httpx below it, cost more than the whole rest of a turn;
aiohttp below the documented ``do_api_request`` does the same for a third.
"""

import warnings
from http import HTTPStatus
from typing import Any
from urllib.request import getproxies_environment

import aiohttp
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.warnings import PTBUserWarning

from bot.channels.telegram.sending.answer import OF_THIS_CALL, AnswerError, check_answer, json_of
from bot.channels.telegram.sending.health import Health

# A number, None or "the default": python-telegram-bot's own type for this is private.
Seconds = Any
DEFAULT: Seconds = BaseRequest.DEFAULT_NONE
CONNECT_SECONDS = 10.0
DOWNLOAD_SECONDS = 60.0

# It advises, at every call, to use the methods that build the objects.
warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)


async def call_api(
    bot: Bot, method: str, said: dict[str, Any], read_timeout: Seconds = DEFAULT
) -> Any:
    """Make one call, and give the result as the JSON it is; raises TelegramError."""
    try:
        return await bot.do_api_request(method, said, read_timeout=read_timeout)
    except AnswerError as fault:  # what only reading all of an answer shows
        health_of(bot).note_bad(fault)
        raise


class FileTooLargeError(NetworkError):
    """A file is larger than it may be."""


class AiohttpRequest(BaseRequest):
    """Calls the Bot API. ``most`` calls may be under way at once; ``health`` may be shared."""

    def __init__(self, most: int, read_timeout: float, health: Health | None = None) -> None:
        self._most = most
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None
        self.health = health or Health()

    @property
    def read_timeout(self) -> float:
        """Give how long an answer may take, in seconds."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the connections' pool."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._most),
                headers={"User-Agent": self.USER_AGENT},
                proxy=_proxy(),  # not trust_env: that reads ~/.netrc at every call
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = DEFAULT,
        write_timeout: Seconds = DEFAULT,
        connect_timeout: Seconds = DEFAULT,
        pool_timeout: Seconds = DEFAULT,
    ) -> tuple[int, bytes]:
        """Make one call; gives the status and the body, both Telegram's own.

        Raises AnswerError for any other answer; TimedOut or NetworkError where none came, with
        aiohttp's own error as the cause: it tells whether the call can have arrived.
        """
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._read_timeout
        try:
            status, body = await self._answer(url, method, request_data, seconds)
            check_answer(status, body)
        except (AnswerError, TimedOut, NetworkError) as fault:
            if not isinstance(fault, BadRequest):
                self.health.note_bad(fault)
            raise
        if status < HTTPStatus.MULTIPLE_CHOICES or status in OF_THIS_CALL:
            self.health.note_good()
        else:
            self.health.note_bad(AnswerError(status))
        return status, body

    async def _answer(
        self, url: str, method: str, request_data: RequestData | None, seconds: float
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the client is not initialised")
        timeout = aiohttp.ClientTimeout(sock_connect=CONNECT_SECONDS, sock_read=seconds)
        status = 0
        try:
            # Whoever sends us elsewhere is not Telegram, and is not to get the message.
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                status = response.status
                return status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            if status:
                raise AnswerError(status) from fault  # cut off, or without an end
            if isinstance(fault, TimeoutError):
                raise TimedOut from fault
            # The error's own text holds the address, and the address holds the token.
            raise NetworkError(type(fault).__name__) from fault

    async def download(self, url: str, most: int) -> bytes:
        """Fetch a file of at most ``most`` bytes; raises NetworkError, which names no address.

        FileTooLargeError for a larger one.
        """
        if self._session is None:
            raise RuntimeError("the client is not initialised")
        content = bytearray()
        timeout = aiohttp.ClientTimeout(total=DOWNLOAD_SECONDS, sock_connect=CONNECT_SECONDS)
        try:
            async with self._session.get(url, timeout=timeout, allow_redirects=False) as response:
                if response.status != HTTPStatus.OK:
                    raise NetworkError("a file that is not there")
                async for piece in response.content.iter_chunked(64 * 1024):
                    content += piece
                    if len(content) > most:
                        raise FileTooLargeError("a file that is too large")
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            # The error's own text holds the address, and the address holds the token.
            raise NetworkError(type(fault).__name__) from None
        return bytes(content)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; python-telegram-bot's own would log all of one that cannot be read."""
        said = json_of(payload)
        if not isinstance(said, dict) or ("result" not in said and said.get("ok") is not False):
            raise AnswerError(HTTPStatus.OK)
        return said


def health_of(bot: Bot) -> Health:
    """Give whether the calls of a client work."""
    request = bot.request
    return request.health if isinstance(request, AiohttpRequest) else Health()


def _proxy() -> str | None:
    """Give the proxy that HTTPS_PROXY names, if any."""
    return getproxies_environment().get("https")


def _body(request_data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def cannot_have_left(fault: BaseException | None) -> bool:
    """Tell from the cause of an error whether the call cannot have reached Telegram."""
    return isinstance(fault, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
