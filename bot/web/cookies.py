"""Signed cookies: who a browser belongs to, unforgeable and unreadable to scripts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response


@dataclass(frozen=True)
class SignedCookie:
    """One cookie. ``max_age`` is in seconds; ``secure`` says that people come over https."""

    name: str
    secret: str
    max_age: int
    secure: bool
    same_site: Literal["lax", "strict"] = "lax"

    @property
    def full_name(self) -> str:
        """Give the name as the browser knows it; the prefix pins it to this host and to https."""
        return f"__Host-{self.name}" if self.secure else self.name

    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt=f"cookie:{self.name}")

    def read(self, request: Request) -> dict[str, Any] | None:
        """Read the cookie; None where there is none, or it is old or forged."""
        try:
            data = self._serializer().loads(
                request.cookies.get(self.full_name, ""), max_age=self.max_age
            )
        except BadSignature:
            return None
        return data if isinstance(data, dict) else None

    def write(self, response: Response, data: Mapping[str, Any]) -> None:
        """Set the cookie on a response."""
        response.set_cookie(
            self.full_name,
            self._serializer().dumps(dict(data)),
            max_age=self.max_age,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite=self.same_site,
        )

    def clear(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(
            self.full_name,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite=self.same_site,
        )
