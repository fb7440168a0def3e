"""A participant's session: a signed cookie that ends by age, by rest, and when signed out."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.settings.clock import Clock
from bot.settings.settings import Settings
from bot.web.cookies import SignedCookie
from storage.people.web_accounts import SessionClaim, key_mark
from storage.tables.people import Account

LONGEST_SESSION = dt.timedelta(days=400)
"""After so long the personal link is needed again; no browser keeps a cookie longer."""
REST = dt.timedelta(days=200)
"""So long nothing may be answered: from one rating to the next it is half a year at most."""


@dataclass(frozen=True)
class ChatSession:
    """What the cookie says. ``begun`` and ``used`` are seconds since 1970 (UTC)."""

    claim: SessionClaim
    language: str
    begun: int
    used: int

    @property
    def until(self) -> dt.datetime:
        """Give the moment after which it is over in any case (UTC)."""
        return dt.datetime.fromtimestamp(self.begun, dt.UTC) + LONGEST_SESSION


@dataclass(frozen=True)
class ChatSessions:
    """Begins, reads, renews and ends the sessions of browsers."""

    cookie: SignedCookie
    clock: Clock

    def last(self, request: Request) -> ChatSession | None:
        """Read the session that the browser had last, whether or not it is over."""
        said = self.cookie.read(request)
        if said is None:
            return None
        try:
            return self._read(request, said)
        except (KeyError, TypeError, ValueError):
            return None

    def read(self, request: Request) -> ChatSession | None:
        """Read the session; None where there is none or it has lasted or rested too long."""
        session, now = self.last(request), self._now()
        if session is None or now - session.begun > LONGEST_SESSION.total_seconds():
            return None
        return None if now - session.used > REST.total_seconds() else session

    def begin(self, response: Response, account: Account, language: str) -> None:
        """Let a browser belong to an account from now on."""
        now = self._now()
        claim = _claim_of(account, secrets.token_urlsafe(16))
        self._write(response, ChatSession(claim, language, now, now))

    def renew(
        self,
        request: Request,
        response: Response,
        account: Account,
        language: str,
        *,
        anew: bool = False,
    ) -> None:
        """Note that the session is in use, and what has changed about the account or language.

        ``anew`` gives it a new name, where all sessions of the account have just ended.
        """
        session = self.read(request)
        if session is not None:
            name = secrets.token_urlsafe(16) if anew else session.claim.name
            claim = _claim_of(account, name)
            renewed = replace(session, claim=claim, language=language, used=self._now())
            self._write(response, renewed)

    def forget(self, response: Response) -> None:
        """Take the cookie away; ``storage.people.web_accounts`` makes copies of it worthless."""
        self.cookie.clear(response)

    def _now(self) -> int:
        return int(self.clock().timestamp())

    def _read(self, request: Request, said: dict[str, Any]) -> ChatSession:
        # Cookies of earlier versions say neither of epoch, name nor time.
        now = self._now()
        name = str(said.get("s") or _name_of_earlier(request.cookies[self.cookie.full_name]))
        claim = SessionClaim(int(said["k"]), str(said["m"]), int(said.get("e", 0)), name)
        begun, used = int(said.get("b", now)), int(said.get("u", now))
        return ChatSession(claim, str(said["l"]), begun, used)

    def _write(self, response: Response, session: ChatSession) -> None:
        claim = session.claim
        data = {"k": claim.account_id, "m": claim.mark, "e": claim.epoch, "s": claim.name}
        data |= {"l": session.language, "b": session.begun, "u": session.used}
        self.cookie.write(response, data)


def make_sessions(settings: Settings, clock: Clock) -> ChatSessions:
    """Set the sessions up."""
    longest = int(LONGEST_SESSION.total_seconds())
    return ChatSessions(SignedCookie("chat", settings.secret_key, longest, settings.secure), clock)


def _claim_of(account: Account, name: str) -> SessionClaim:
    return SessionClaim(account.id, key_mark(account), account.session_epoch, name)


def _name_of_earlier(cookie: str) -> str:
    """Name a session whose cookie has no name, so that this one can be signed out too."""
    return hashlib.sha256(cookie.encode()).hexdigest()[:22]
