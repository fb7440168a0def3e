"""The refusals of a Bot API server."""

from typing import Any

Json = dict[str, Any]


class BotApiError(Exception):
    """An answer with ``ok: false``; `violation` says what the bot should never have sent."""

    def __init__(
        self,
        description: str,
        *,
        code: int = 400,
        violation: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.violation = violation
        self.retry_after = retry_after

    def body(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def refusal(description: str, code: int = 400) -> BotApiError:
    """An error that a robust bot may meet without having done anything wrong."""
    return BotApiError(description, code=code)


def breach(description: str, why: str | None = None, code: int = 400) -> BotApiError:
    """An error that only a faulty bot meets: it is recorded as a violation too."""
    return BotApiError(description, code=code, violation=why or description)


def too_many_requests(retry_after: int) -> BotApiError:
    return BotApiError(
        f"Too Many Requests: retry after {retry_after}", code=429, retry_after=retry_after
    )


class ClientGoneError(Exception):
    """The client hung up, or is to be left without an answer: nothing is sent."""
